import type { HolidaysOf } from './calendar.ts';
import type { Day } from './day.ts';

/** What a clock counts in. The last two have no number; `terms` and `school-years` end with the term or the year. */
export const units = [
  'minutes',
  'hours',
  'days',
  'working-days',
  'school-days',
  'weeks',
  'months',
  'years',
  'terms',
  'school-years',
  'immediately',
  'without-undue-delay',
] as const;
export type Unit = (typeof units)[number];

/** What a school may have to ask for before it can go on. */
export const askings = ['identity', 'clarification', 'fee'] as const;
export type Asking = (typeof askings)[number];

/**
 * What asking does. `restart`: the time starts on the day on which the answer comes. `pause`: the days from asking to the
 * answer, both included, do not count.
 */
export const effects = ['restart', 'pause'] as const;
export type Effect = (typeof effects)[number];

/** A length of time. */
export interface Length {
  readonly length: number;
  readonly unit: Unit;
}

/** Where a clock of the law comes from. */
export interface ClockSource {
  readonly title: string;
  readonly provision: string;
  readonly kind: string;
  readonly certainty: string;
  /** The day on which it was last looked up. */
  readonly checked: Day;
}

/** How a time is counted, by law or by a school's own policy. */
export interface DeadlineClock extends Length {
  readonly id: string;
  readonly name: string;
  /** Whether the day after the start counts as the first, or the day of the start itself. */
  readonly first: 'next-day' | 'same-day';
  /** Whose bank holidays are no working days. */
  readonly holidays: HolidaysOf;
  /** Of the working days only those count on which the school meets. */
  readonly countsSchoolDaysOnly: boolean;
  /** An end in plain working days that comes first if it is earlier. */
  readonly cap?: Length;
  /** What happens when the end falls on a weekend or a bank holiday. */
  readonly roll: 'none' | 'next-working-day';
  readonly stops: readonly { readonly on: Asking; readonly effect: Effect }[];
  /** More time, in the unit of the clock, if whoever asked is told of it before the first time is over. */
  readonly extends?: Length & { readonly when: string; readonly told: string };
  /** The clock that this one is an earlier or later form of; its own id otherwise. */
  readonly of: string;
  /** Kinds of school; empty for all. */
  readonly applies: readonly string[];
  /** First and last day of receipt for which it holds. */
  readonly from?: Day;
  readonly until?: Day;
  /** Left out on a school's own times. */
  readonly source?: ClockSource;
}

/** The form of a clock that holds for what came in on a day, or none. */
export const clockOn = (clocks: readonly DeadlineClock[], id: string, day: Day): DeadlineClock | undefined =>
  clocks.find(({ of, from = day, until = day }) => of === id && from <= day && day <= until);

/** Whether a clock binds a school of this kind: `maintained`, `academy` and the like. */
export const binds = (clock: DeadlineClock, kind: string): boolean =>
  clock.applies.length === 0 || clock.applies.includes(kind);
