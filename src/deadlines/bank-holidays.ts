import { type Day, dayFrom, daysAfter, isWeekend, weekdayOf } from './day.ts';
import { easterSunday } from './easter.ts';

/** Parts of the United Kingdom that have bank holidays of their own. */
export const divisions = ['england-and-wales', 'scotland', 'northern-ireland'] as const;
export type Division = (typeof divisions)[number];

/** Where a school is. */
export const nations = ['england', 'wales', 'scotland', 'northern-ireland'] as const;
export type Nation = (typeof nations)[number];

/** A bank holiday that no rule gives. */
export interface OneOff {
  readonly on: Day;
  readonly name: string;
  readonly divisions: readonly Division[];
  /** The day that was no bank holiday that year because of it. */
  readonly insteadOf?: Day;
}

/** Bank holidays of the whole United Kingdom, by day. */
export interface BankHolidays {
  /** The name of the bank holiday that a day is where the school is. */
  in(nation: Nation, day: Day): string | undefined;
  /** The name of the bank holiday that a day is in any part of the United Kingdom, with the parts where not all have it. */
  anywhere(day: Day): string | undefined;
}

export const divisionNames: Readonly<Record<Division, string>> = {
  'england-and-wales': 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
};

export const divisionOf = (nation: Nation): Division =>
  nation === 'england' || nation === 'wales' ? 'england-and-wales' : nation;

/**
 * The bank holidays of a year by rule. Days that fall on a weekend move to the next weekday that is not taken, as
 * proclamations have it each year where the statute is silent.
 * SOURCE: Banking and Financial Dealings Act 1971, schedule 1, with the proclamations under its section 1 and the
 * St Andrew's Day Bank Holiday (Scotland) Act 2007
 */
export function holidaysByRule(
  division: Division,
  year: number,
  oneOffs: readonly OneOff[],
): Map<Day, string> {
  const found = new Map(movingDays(division, year));
  const fixed = fixedDays(division, year);
  for (const [day, name] of fixed) if (!isWeekend(day)) found.set(day, name);
  for (const [day, name] of fixed)
    if (isWeekend(day)) found.set(nextFree(day, found), `${name} (substitute day)`);
  for (const each of oneOffs) {
    if (!each.on.startsWith(`${year}-`) || !each.divisions.includes(division)) continue;
    if (each.insteadOf !== undefined) found.delete(each.insteadOf);
    found.set(each.on, each.name);
  }
  return found;
}

function fixedDays(division: Division, year: number): [Day, string][] {
  const everywhere: [string, string][] = [
    ['01-01', "New Year's Day"],
    ['12-25', 'Christmas Day'],
    ['12-26', 'Boxing Day'],
  ];
  const own: Readonly<Record<Division, [string, string][]>> = {
    'england-and-wales': [],
    scotland: [
      ['01-02', '2 January'],
      ['11-30', "St Andrew's Day"],
    ],
    'northern-ireland': [
      ['03-17', "St Patrick's Day"],
      ['07-12', 'Battle of the Boyne'],
    ],
  };
  return [...everywhere, ...own[division]].map(([date, name]) => [`${year}-${date}`, name]);
}

function movingDays(division: Division, year: number): [Day, string][] {
  const easter = easterSunday(year);
  const isScotland = division === 'scotland';
  return [
    [daysAfter(easter, -2), 'Good Friday'],
    ...(isScotland ? [] : ([[daysAfter(easter, 1), 'Easter Monday']] as [Day, string][])),
    [mondayFrom(dayFrom(year, 5, 1)), 'Early May bank holiday'],
    [mondayFrom(dayFrom(year, 5, 25)), 'Spring bank holiday'],
    [mondayFrom(dayFrom(year, 8, isScotland ? 1 : 25)), 'Summer bank holiday'],
  ];
}

/** The first Monday from a day on; from the 25th of a month of 31 days, its last. */
function mondayFrom(day: Day): Day {
  let at = day;
  while (weekdayOf(at) !== 'Monday') at = daysAfter(at, 1);
  return at;
}

function nextFree(day: Day, taken: ReadonlyMap<Day, string>): Day {
  let at = day;
  while (isWeekend(at) || taken.has(at)) at = daysAfter(at, 1);
  return at;
}
