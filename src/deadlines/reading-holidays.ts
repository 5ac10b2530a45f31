import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  type BankHolidays,
  type Division,
  divisionNames,
  divisionOf,
  divisions,
  holidaysByRule,
  type OneOff,
} from './bank-holidays.ts';
import { type Day, isDay } from './day.ts';
import { deadlineFault } from './errors.ts';

/** What the government has published for one part of the United Kingdom. */
export interface PublishedHolidays {
  /** First and last year of the list. */
  readonly from: number;
  readonly until: number;
  readonly days: ReadonlyMap<Day, string>;
}

/** The folder that comes with Gatehouse. */
const shipped = new URL('../../vocabulary/holidays/', import.meta.url);

/** Reads what was published for one part of the United Kingdom. @throws HOLIDAYS_BROKEN */
export function readPublished(division: Division): PublishedHolidays {
  const file = `${division}.yaml`;
  const { published, days } = read(file) as {
    readonly published?: { readonly from?: unknown; readonly until?: unknown };
    readonly days?: Readonly<Record<string, unknown>>;
  };
  const { from, until } = published ?? {};
  if (typeof from !== 'number' || typeof until !== 'number')
    throw broken(file, '`published` needs a first and a last year');
  const found = new Map<Day, string>();
  for (const [day, name] of Object.entries(days ?? {})) {
    if (!isDay(day) || typeof name !== 'string') throw broken(file, `\`${day}\` is no day with a name`);
    found.set(day, name);
  }
  return { from, until, days: found };
}

/** Reads the bank holidays that no rule gives. @throws HOLIDAYS_BROKEN */
export function readOneOffs(): OneOff[] {
  const file = 'one-off.yaml';
  return (read(file) as Readonly<Record<string, unknown>>[]).map((each) => {
    const { on, name, nations: of, 'instead-of': insteadOf } = each;
    const known = Array.isArray(of) && of.every((one) => divisions.includes(one as Division));
    if (typeof on !== 'string' || !isDay(on) || typeof name !== 'string' || !known)
      throw broken(file, `\`${String(on)}\` needs a day, a name and the nations`);
    const moved = typeof insteadOf === 'string' ? { insteadOf } : {};
    return { on, name, divisions: of as Division[], ...moved };
  });
}

/** Bank holidays as published, and by rule for the years outside the list. */
export function bankHolidaysFrom(
  published: ReadonlyMap<Division, PublishedHolidays>,
  oneOffs: readonly OneOff[],
): BankHolidays {
  const years = new Map<string, ReadonlyMap<Day, string>>();
  const ofYear = (division: Division, day: Day): ReadonlyMap<Day, string> => {
    const list = published.get(division);
    const year = Number(day.slice(0, 4));
    if (list && year >= list.from && year <= list.until) return list.days;
    const key = `${division} ${year}`;
    const found = years.get(key) ?? holidaysByRule(division, year, oneOffs);
    years.set(key, found);
    return found;
  };
  return {
    in: (nation, day) => ofYear(divisionOf(nation), day).get(day),
    anywhere(day) {
      const having = divisions.filter((division) => ofYear(division, day).has(day));
      const [first] = having;
      if (first === undefined) return undefined;
      const name = ofYear(first, day).get(day) as string;
      if (having.length === divisions.length) return name;
      return `${name} in ${having.map((division) => divisionNames[division]).join(' and ')}`;
    },
  };
}

let known: BankHolidays | undefined;

/** The bank holidays that come with Gatehouse, read once. @throws HOLIDAYS_BROKEN */
export function bankHolidays(): BankHolidays {
  known ??= bankHolidaysFrom(
    new Map(divisions.map((division) => [division, readPublished(division)])),
    readOneOffs(),
  );
  return known;
}

function read(file: string): unknown {
  try {
    return parse(readFileSync(new URL(file, shipped), 'utf8'), { stringKeys: true, maxAliasCount: 0 });
  } catch (cause) {
    throw broken(file, 'cannot be read', cause);
  }
}

const broken = (file: string, what: string, cause?: unknown) =>
  deadlineFault('HOLIDAYS_BROKEN', `vocabulary/holidays/${file}: ${what}`, cause);
