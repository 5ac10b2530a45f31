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

/** What was found out about the days of a calendar: a count over months asks for the same days again and again. */
const remembered = new WeakMap<SchoolCalendar, Record<Asked, Map<Day, string | undefined>>>();

function remember(
  calendar: SchoolCalendar,
  what: Asked,
  day: Day,
  find: () => string | undefined,
): string | undefined {
  const days = remembered.get(calendar) ?? {
    nation: new Map(),
    'any-nation': new Map(),
    session: new Map(),
    known: new Map(),
  };
  remembered.set(calendar, days);
  const known = days[what].get(day);
  if (known !== undefined || days[what].has(day)) return known;
  const found = find();
  days[what].set(day, found);
  return found;
}

/** Why a day is no working day; undefined where it is one. */
export const whyNotWorking = (calendar: SchoolCalendar, day: Day, of: HolidaysOf): string | undefined =>
  remember(calendar, of, day, () => findWhyNotWorking(calendar, day, of));

function findWhyNotWorking(calendar: SchoolCalendar, day: Day, of: HolidaysOf): string | undefined {
  if (isWeekend(day)) return `a ${weekdayOf(day)}`;
  const { holidays, nation } = calendar;
  return of === 'nation' ? holidays.in(nation, day) : holidays.anywhere(day);
}

/**
 * Why the school does not meet on a day; undefined where it meets. A weekday of which nothing is known counts as a day
 * on which it meets, because a deadline that is too early does no harm.
 */
export const whyNoSession = (calendar: SchoolCalendar, day: Day): string | undefined =>
  remember(calendar, 'session', day, () => findWhyNoSession(calendar, day));

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
export const isKnown = (calendar: SchoolCalendar, day: Day): boolean =>
  remember(calendar, 'known', day, () => yearOf(calendar, day)?.from) !== undefined;

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
