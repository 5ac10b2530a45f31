import type { BankHolidays, Nation } from './bank-holidays.ts';
import { type Day, isWeekend, weekdayOf } from './day.ts';

/** A stretch of days, both ends in it, with the name that people know it by. */
export interface Stretch {
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
}

/** A school year as the school has entered it. What lies in no entered year is not known. */
export interface SchoolYear {
  readonly from: Day;
  readonly to: Day;
  readonly terms: readonly Stretch[];
  /** Days in a term without a session: half-terms, INSET days, days of snow. */
  readonly closed: readonly Stretch[];
}

/** The days of one school: where it is, when it meets. */
export interface SchoolCalendar {
  readonly nation: Nation;
  readonly holidays: BankHolidays;
  readonly years: readonly SchoolYear[];
}

/** Whose bank holidays are no working days: those where the school is, or those of any part of the United Kingdom. */
export type HolidaysOf = 'nation' | 'any-nation';

type Asked = HolidaysOf | 'session' | 'known';
type Remembered = Readonly<Record<Asked, Map<Day, string | null>>>;

/** What was found out about the days of a calendar: a count over months asks for the same days again and again. */
const calendars = new WeakMap<SchoolCalendar, Remembered>();

function rememberedOf(calendar: SchoolCalendar): Remembered {
  const known = calendars.get(calendar);
  if (known) return known;
  const made: Remembered = {
    nation: new Map(),
    'any-nation': new Map(),
    session: new Map(),
    known: new Map(),
  };
  calendars.set(calendar, made);
  return made;
}

/** Why a day is no working day; undefined where it is one. */
export function whyNotWorking(calendar: SchoolCalendar, day: Day, of: HolidaysOf): string | undefined {
  const days = rememberedOf(calendar)[of];
  let why = days.get(day);
  if (why === undefined) days.set(day, (why = findWhyNotWorking(calendar, day, of) ?? null));
  return why ?? undefined;
}

function findWhyNotWorking(calendar: SchoolCalendar, day: Day, of: HolidaysOf): string | undefined {
  if (isWeekend(day)) return `a ${weekdayOf(day)}`;
  const { holidays, nation } = calendar;
  return of === 'nation' ? holidays.in(nation, day) : holidays.anywhere(day);
}

/**
 * Why the school does not meet on a day; undefined where it meets. A weekday of which nothing is known counts as a day
 * on which it meets, because a deadline that is too early does no harm.
 */
export function whyNoSession(calendar: SchoolCalendar, day: Day): string | undefined {
  const days = rememberedOf(calendar).session;
  let why = days.get(day);
  if (why === undefined) days.set(day, (why = findWhyNoSession(calendar, day) ?? null));
  return why ?? undefined;
}

function findWhyNoSession(calendar: SchoolCalendar, day: Day): string | undefined {
  if (isWeekend(day)) return `a ${weekdayOf(day)}`;
  const holiday = calendar.holidays.in(calendar.nation, day);
  if (holiday !== undefined) return holiday;
  const year = yearOf(calendar, day);
  if (year === undefined) return undefined;
  if (!year.terms.some((term) => holds(term, day))) return 'between terms';
  return year.closed.find((closed) => holds(closed, day))?.name;
}

/** Whether the school has entered the school year that a day is in. */
export function isKnown(calendar: SchoolCalendar, day: Day): boolean {
  const days = rememberedOf(calendar).known;
  let year = days.get(day);
  if (year === undefined) days.set(day, (year = yearOf(calendar, day)?.from ?? null));
  return year !== null;
}

/** The terms that end on a day or after it, in order. */
export const termsFrom = (calendar: SchoolCalendar, day: Day): Stretch[] =>
  calendar.years
    .flatMap((year) => year.terms)
    .filter((term) => term.to >= day)
    .toSorted((one, other) => (one.from < other.from ? -1 : 1));

const yearOf = (calendar: SchoolCalendar, day: Day): SchoolYear | undefined =>
  calendar.years.find((year) => holds(year, day));

const holds = (stretch: { readonly from: Day; readonly to: Day }, day: Day): boolean =>
  day >= stretch.from && day <= stretch.to;
