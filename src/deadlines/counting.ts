import { isKnown, type SchoolCalendar, termsFrom, whyNoSession, whyNotWorking } from './calendar.ts';
import type { DeadlineClock, Length } from './clock.ts';
import { type Day, dayFrom, dayOf, daysAfter, monthsAfter, numberOf, wordDay } from './day.ts';

/** Days that do not count, both ends in it. */
export interface Pause {
  readonly from: Day;
  readonly to: Day;
}

/** How far a clock has come: where its time starts, what does not count, whether it has more time. */
export interface Running {
  readonly origin: Day;
  readonly pauses: readonly Pause[];
  readonly isExtended: boolean;
}

/** The last day of a time, and how it was found. */
export interface Counted {
  /** None where the calendar does not reach so far. */
  readonly on?: Day;
  readonly steps: readonly string[];
}

/** Longer than any clock runs; what runs on beyond it has a calendar in which the school never meets. */
const LONGEST_WALK_DAYS = 1500;

/** Counts a clock that ends on a day. Times to the minute, and those without a number, are not counted here. */
export function countDays(clock: DeadlineClock, running: Running, calendar: SchoolCalendar): Counted {
  const length = clock.length + (running.isExtended ? (clock.extends?.length ?? 0) : 0);
  const counted = countLength(clock, { length, unit: clock.unit }, running, calendar);
  const capped =
    clock.cap && counted.on !== undefined ? cap(clock.cap, counted, clock, running, calendar) : counted;
  return clock.roll === 'none' ? capped : rolled(capped, clock, calendar);
}

function countLength(
  clock: DeadlineClock,
  { length, unit }: Length,
  running: Running,
  calendar: SchoolCalendar,
): Counted {
  const { origin } = running;
  if (unit === 'terms') return endOfTerm(origin, length, calendar);
  if (unit === 'school-years') return endOfSchoolYear(origin, length, calendar);
  if (unit === 'months' || unit === 'years')
    return countMonths(origin, unit === 'years' ? length * 12 : length, running);
  const days = unit === 'weeks' ? length * 7 : length;
  return walk(clock, { length: days, unit: unit === 'weeks' ? 'days' : unit }, running, calendar);
}

/** Day by day to the one that makes the number full. */
function walk(
  clock: DeadlineClock,
  { length, unit }: Length,
  running: Running,
  calendar: SchoolCalendar,
): Counted {
  const passed = new Map<string, Day[]>();
  const startsAt = numberOf(running.origin) + (clock.first === 'same-day' ? 0 : 1);
  let [left, unknownFrom, last] = [length, undefined as Day | undefined, running.origin];
  const asks = asksSchool(clock, unit);
  for (let number = startsAt; left > 0; number += 1) {
    if (number > startsAt + LONGEST_WALK_DAYS)
      return { steps: ['The school hardly meets by its calendar, so the time has no end.'] };
    const day = dayOf(number);
    const why = whyPassed(clock, unit, day, running, calendar);
    if (why === undefined) {
      left -= 1;
      last = day;
      if (asks && unknownFrom === undefined && !isKnown(calendar, day)) unknownFrom = day;
    } else {
      const same = passed.get(why);
      if (same) same.push(day);
      else passed.set(why, [day]);
    }
  }
  const word = wordLength(length, unit, clock.countsSchoolDaysOnly);
  const from =
    clock.first === 'same-day' ? 'the day of the start being the first' : `after ${wordDay(running.origin)}`;
  return {
    on: last,
    steps: [
      `${word}, ${from}, end on ${wordDay(last)}${wordPassed(passed)}.`,
      ...(unknownFrom === undefined
        ? []
        : [
            `The school has not entered its terms for ${wordDay(unknownFrom)}; its weekdays count as school days.`,
          ]),
    ],
  };
}

const asksSchool = (clock: DeadlineClock, unit: string): boolean =>
  unit === 'school-days' || (clock.countsSchoolDaysOnly && unit === 'working-days');

/** Why a day does not count; undefined where it does. */
function whyPassed(
  clock: DeadlineClock,
  unit: string,
  day: Day,
  running: Running,
  calendar: SchoolCalendar,
): string | undefined {
  if (isPaused(day, running)) return 'stopped';
  if (unit === 'days') return undefined;
  if (unit === 'school-days') return whyNoSession(calendar, day);
  const why = whyNotWorking(calendar, day, clock.holidays);
  return why ?? (clock.countsSchoolDaysOnly ? whyNoSession(calendar, day) : undefined);
}

const isPaused = (day: Day, { pauses }: Running): boolean =>
  pauses.some(({ from, to }) => from <= day && day <= to);

/** To the corresponding date, and on by one day for each that did not count. */
function countMonths(origin: Day, months: number, running: Running): Counted {
  const { on, isShorter } = monthsAfter(origin, months);
  const word = months === 1 ? 'One month' : `${months} months`;
  const steps = [
    isShorter
      ? `${word} after ${wordDay(origin)}: there is no such date in that month, so its last day, ${wordDay(on)}.`
      : `${word} after ${wordDay(origin)}: ${wordDay(on)}.`,
  ];
  const paused = pausedDays(origin, running);
  if (paused === 0) return { on, steps };
  const later = daysAfter(on, paused);
  return { on: later, steps: [...steps, `${days(paused)} did not count: ${wordDay(later)}.`] };
}

/** How many days after the start do not count, each once. */
function pausedDays(origin: Day, { pauses }: Running): number {
  const found = new Set<number>();
  for (const { from, to } of pauses)
    for (let number = Math.max(numberOf(from), numberOf(origin) + 1); number <= numberOf(to); number += 1)
      found.add(number);
  return found.size;
}

function endOfTerm(origin: Day, more: number, calendar: SchoolCalendar): Counted {
  const terms = termsFrom(calendar, origin);
  const isInTerm = terms[0] !== undefined && terms[0].from <= origin;
  const term = terms[isInTerm ? more : Math.max(0, more - 1)];
  if (!term) return { steps: [`The school has not entered the term that would end this time.`] };
  return { on: term.to, steps: [`${term.name} ends on ${wordDay(term.to)}.`] };
}

/** SOURCE: Education Act 1996, section 579: a school year begins with the first term to begin after July */
function endOfSchoolYear(origin: Day, more: number, calendar: SchoolCalendar): Counted {
  const entered = calendar.years.find(({ from, to }) => from <= origin && origin <= to);
  const year = Number(origin.slice(0, 4)) + (origin.slice(5) > '08-31' ? 1 : 0);
  const end = entered?.to ?? dayFrom(year, 8, 31);
  const { on } = monthsAfter(end, more * 12);
  return { on, steps: [`The school year that this is to happen in ends on ${wordDay(on)}.`] };
}

/** The earlier of what was counted and the plain working days of the cap. */
function cap(
  limit: Length,
  counted: Counted,
  clock: DeadlineClock,
  running: Running,
  calendar: SchoolCalendar,
): Counted {
  const plain = walk({ ...clock, countsSchoolDaysOnly: false }, limit, running, calendar);
  if (plain.on === undefined || (counted.on !== undefined && counted.on <= plain.on)) {
    const later =
      plain.on === undefined
        ? []
        : [`The ${limit.length}th working day, ${wordDay(plain.on)}, is no earlier.`];
    return { ...counted, steps: [...counted.steps, ...later] };
  }
  return { on: plain.on, steps: [...counted.steps, ...plain.steps, 'That is earlier, so it is the end.'] };
}

function rolled({ on, steps }: Counted, clock: DeadlineClock, calendar: SchoolCalendar): Counted {
  if (on === undefined) return { steps };
  const why = whyNotWorking(calendar, on, clock.holidays);
  if (why === undefined) return { on, steps };
  let at = on;
  while (whyNotWorking(calendar, at, clock.holidays) !== undefined) at = daysAfter(at, 1);
  return { on: at, steps: [...steps, `${wordDay(on)} is ${why}, so the next working day, ${wordDay(at)}.`] };
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

function wordLength(length: number, unit: string, isSchoolDaysOnly: boolean): string {
  const one = unit.replaceAll('-', ' ').slice(0, -1);
  const only = isSchoolDaysOnly && unit === 'working-days' ? ' on which the school meets' : '';
  return `${length} ${one}${length === 1 ? '' : 's'}${only}`;
}

/** What was passed over: weekends as a number, single days by date. */
function wordPassed(passed: ReadonlyMap<string, readonly Day[]>): string {
  const weekend = ['a Saturday', 'a Sunday'].flatMap((name) => passed.get(name) ?? []).length;
  const others = [...passed]
    .filter(([why]) => why !== 'a Saturday' && why !== 'a Sunday')
    .map(([why, on]) => `${why} (${on.length === 1 ? wordDay(on[0] as Day) : `${on.length} days`})`);
  const all = weekend > 0 ? [`weekends (${days(weekend)})`, ...others] : others;
  return all.length === 0 ? '' : `, passing over ${all.join(', ')}`;
}
