import {
  bankHolidays,
  type ClockEvent,
  type DeadlineClock,
  deadlineOf,
  type Nation,
  nations,
  policyClock,
  readClocks,
  type SchoolCalendar,
  type SchoolYear,
} from '../../src/deadlines/index.ts';

/* Every clock from every day of 2020 to 2040, against an oracle that walks from day to day and knows nothing of the engine:
   its own table of Easters, its own substitute days, its own numbers, its own calendar of sessions. */

const EASTERS =
  `2019-04-21 2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16
  2029-04-01 2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25 2036-04-13 2037-04-05 2038-04-25 2039-04-10
  2040-04-01 2041-04-21 2042-04-06`
    .trim()
    .split(/\s+/);

const FIRST = '2019-01-01';
const LAST = '2042-12-31';

/** All days, one after the other, each found from the one before. */
const row: string[] = [];
for (const at = new Date(FIRST); row.at(-1) !== LAST; at.setUTCDate(at.getUTCDate() + 1))
  row.push(at.toISOString().slice(0, 10));
const place = new Map(row.map((day, index) => [day, index]));
/** 0 is Monday; 1 January 2019 was a Tuesday. */
const weekday = (day: string): number => ((place.get(day) as number) + 1) % 7;
const isFree = (day: string): boolean => weekday(day) > 4;

/** Days off in each part of the United Kingdom, year by year, case by case. */
function daysOff(nation: Nation): Set<string> {
  const off = new Set<string>();
  for (const easter of EASTERS) {
    const year = easter.slice(0, 4);
    const at = place.get(easter) as number;
    off.add(row[at - 2] as string);
    if (nation !== 'scotland') off.add(row[at + 1] as string);
    for (const date of newYears(year, nation === 'scotland')) off.add(`${year}-${date}`);
    for (const date of christmases(year)) off.add(`${year}-12-${date}`);
    const mays = row.filter((day) => day.startsWith(`${year}-05`) && weekday(day) === 0);
    off.add(year === '2020' ? '2020-05-08' : (mays[0] as string));
    off.add(year === '2022' ? '2022-06-02' : (mays.at(-1) as string));
    const augusts = row.filter((day) => day.startsWith(`${year}-08`) && weekday(day) === 0);
    off.add(augusts.at(nation === 'scotland' ? 0 : -1) as string);
    if (nation === 'scotland') off.add(onOrMonday(`${year}-11-30`));
    if (nation === 'northern-ireland') {
      off.add(onOrMonday(`${year}-03-17`));
      off.add(onOrMonday(`${year}-07-12`));
    }
  }
  for (const day of ['2022-06-03', '2022-09-19', '2023-05-08']) off.add(day);
  if (nation === 'scotland') off.add('2026-06-15');
  return off;
}

function newYears(year: string, isScotland: boolean): string[] {
  const first = weekday(`${year}-01-01`);
  if (first === 4) return isScotland ? ['01-01', '01-04'] : ['01-01'];
  if (first === 5) return isScotland ? ['01-03', '01-04'] : ['01-03'];
  if (first === 6) return isScotland ? ['01-02', '01-03'] : ['01-02'];
  return isScotland ? ['01-01', '01-02'] : ['01-01'];
}

function christmases(year: string): string[] {
  const day = weekday(`${year}-12-25`);
  if (day === 4) return ['25', '28'];
  if (day === 5) return ['27', '28'];
  if (day === 6) return ['26', '27'];
  return ['25', '26'];
}

function onOrMonday(day: string): string {
  const at = place.get(day) as number;
  const late = weekday(day);
  return row[at + (late === 5 ? 2 : late === 6 ? 1 : 0)] as string;
}

const off = new Map(nations.map((nation) => [nation, daysOff(nation)]));
const offAnywhere = new Set([...off.values()].flatMap((days) => [...days]));

/** A school's year by dates that stay the same; what is given to the engine is made of the same table. */
interface Pattern {
  readonly name: string;
  /** Stretches in which the school meets on weekdays, as MM-DD; the last three lie in the year after the first. */
  readonly terms: readonly (readonly [string, string])[];
  readonly closed: readonly (readonly [string, string])[];
}

export const patterns: readonly Pattern[] = [
  {
    name: 'three terms',
    terms: [
      ['09-03', '12-18'],
      ['01-05', '03-27'],
      ['04-13', '07-21'],
    ],
    closed: [
      ['09-03', '09-04'],
      ['10-24', '10-31'],
      ['01-05', '01-05'],
      ['02-14', '02-21'],
      ['05-26', '06-01'],
    ],
  },
  {
    name: 'long summer',
    terms: [
      ['09-16', '12-12'],
      ['01-12', '04-02'],
      ['04-24', '06-23'],
    ],
    closed: [
      ['10-17', '11-01'],
      ['11-11', '11-11'],
      ['02-10', '02-24'],
    ],
  },
];

const yearOf = (start: number, date: string): string => `${date > '08' ? start : start + 1}-${date}`;
const starts = Array.from({ length: 23 }, (_, index) => 2019 + index);

const stretch = (start: number, [from, to]: readonly [string, string]) => ({
  name: `the days from ${from} to ${to}`,
  from: yearOf(start, from),
  to: yearOf(start, to),
});

function schoolYears(pattern: Pattern): SchoolYear[] {
  return [2018, ...starts].map((start) => ({
    from: `${start}-09-01`,
    to: `${start + 1}-08-31`,
    terms: pattern.terms.map((term) => stretch(start, term)),
    closed: pattern.closed.map((closed) => stretch(start, closed)),
  }));
}

/** The days with a session, found by asking each day of the row for its month and date. */
function sessions(pattern: Pattern, nation: Nation): Set<string> {
  const within = (day: string, stretches: Pattern['terms']) =>
    stretches.some(([from, to]) => day.slice(5) >= from && day.slice(5) <= to);
  return new Set(
    row.filter(
      (day) =>
        !isFree(day) &&
        !off.get(nation)?.has(day) &&
        within(day, pattern.terms) &&
        !within(day, pattern.closed),
    ),
  );
}

/** One school: what the engine is given, and what the oracle knows of it. */
export interface School {
  readonly name: string;
  readonly calendar: SchoolCalendar;
  readonly nation: Nation;
  readonly sessions: ReadonlySet<string>;
}

/** Each nation with each pattern of terms. */
export const schools: readonly School[] = nations.flatMap((nation) =>
  patterns.map((pattern) => ({
    name: `${nation}, ${pattern.name}`,
    nation,
    calendar: { nation, holidays: bankHolidays(), years: schoolYears(pattern) },
    sessions: sessions(pattern, nation),
  })),
);

type Rule = (start: string, school: School, events: Told) => string;

/** What happened, as the oracle is told: days that do not count, another start, more time. */
interface Told {
  readonly begin: string;
  readonly skipped: ReadonlySet<string>;
  readonly isLonger: boolean;
}

const next = (day: string): string => row[(place.get(day) as number) + 1] as string;

/** Walks until so many days have been counted that pass. */
function nth(from: string, count: number, passes: (day: string) => boolean, { skipped }: Told): string {
  let [day, left] = [from, count];
  while (left > 0) {
    day = next(day);
    if (!skipped.has(day) && passes(day)) left -= 1;
  }
  return day;
}

/** Walks to the same date in a later month, or to the last day before the month after it; then on for what was skipped. */
function monthsOn(from: string, months: number, told: Told): string {
  let day = from;
  let [passed, count] = [0, 0];
  while (passed < months || (day.slice(8) !== from.slice(8) && !next(day).endsWith('-01'))) {
    day = next(day);
    count += 1;
    if (day.endsWith('-01')) passed += 1;
  }
  return nth(from, count, () => true, told);
}

function nextWorking(day: string, school: School): string {
  let at = day;
  while (isFree(at) || off.get(school.nation)?.has(at)) at = next(at);
  return at;
}

const isWorkingAnywhere = (day: string) => !isFree(day) && !offAnywhere.has(day);
const any = () => true;

const month: Rule = (_start, school, told) =>
  nextWorking(monthsOn(told.begin, told.isLonger ? 3 : 1, told), school);
const schoolFreedom: Rule = (_start, school, told) => {
  const one = nth(told.begin, 20, (day) => isWorkingAnywhere(day) && school.sessions.has(day), told);
  const other = nth(told.begin, 60, isWorkingAnywhere, told);
  return one < other ? one : other;
};
const working =
  (count: number, longer = count): Rule =>
  (_start, _school, told) =>
    nth(told.begin, told.isLonger ? longer : count, isWorkingAnywhere, told);
const calendarDays =
  (count: number): Rule =>
  (_start, _school, told) =>
    nth(told.begin, count, any, told);
const endOfTerm =
  (pattern: (school: School) => Pattern): Rule =>
  (start, school) => {
    let day = start;
    while (!pattern(school).terms.some(([, to]) => day.slice(5) === to)) day = next(day);
    return day;
  };
const patternOf = (school: School) => patterns.find(({ name }) => school.name.endsWith(name)) as Pattern;
const augusts =
  (count: number): Rule =>
  (start) => {
    let [day, left] = [start, count];
    while (left > 0) {
      if (day.endsWith('-08-31')) left -= 1;
      if (left > 0) day = next(day);
    }
    return day;
  };

/** What the oracle says of each clock, in its own numbers. */
export const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['subject-access', month],
  ['subject-access-before-2026', month],
  ['data-rights', month],
  ['data-rights-before-2026', month],
  ['data-complaint-acknowledged', calendarDays(29)],
  ['freedom-of-information-maintained', schoolFreedom],
  ['freedom-of-information-academy', schoolFreedom],
  ['freedom-of-information-elsewhere', working(20)],
  ['freedom-of-information-public-interest', working(20)],
  ['freedom-of-information-review', working(20, 40)],
  ['environmental-information', working(20, 40)],
  ['environmental-information-review', working(40)],
  ['educational-record', (_s, school, told) => nth(told.begin, 15, (day) => school.sessions.has(day), told)],
  ['filtering-review', augusts(2)],
  ['child-protection-file', calendarDays(5)],
  ['child-protection-file-new-term', calendarDays(4)],
  [
    'policy 2 working days',
    (start, school, told) => nth(start, 2, (day) => !isFree(day) && !off.get(school.nation)?.has(day), told),
  ],
  ['policy 3 school days', (start, school, told) => nth(start, 3, (day) => school.sessions.has(day), told)],
  ['policy a week', calendarDays(7)],
  ['policy 12 months', (start, _school, told) => monthsOn(start, 12, told)],
  ['policy end of term', endOfTerm(patternOf)],
]);

const law = readClocks(new URL('../../packs/law-england/clocks.yaml', import.meta.url));

/** The clocks that end on a day: those of the law, and what policies may write. */
export const clocks: readonly DeadlineClock[] = [
  ...law.filter(({ unit }) => !['hours', 'immediately', 'without-undue-delay'].includes(unit)),
  ...['2 working days', '3 school days', 'a week', '12 months', 'end of term'].map((text) =>
    policyClock(`policy ${text}`, text, text),
  ),
];

/** What may happen to a request, by days after its start: to the engine as events, to the oracle as what they come to. */
export interface Happening {
  readonly name: string;
  readonly events: (start: string) => ClockEvent[];
  readonly told: (start: string, clock: string) => Told;
}

const later = (day: string, count: number): string => row[(place.get(day) as number) + count] as string;
const between = (start: string, from: number, to: number) =>
  new Set(row.slice((place.get(start) as number) + from, (place.get(start) as number) + to + 1));
const none = new Set<string>();

const isMonth = (clock: string) => /^(subject-access|data-rights)/.test(clock);
const isFreedom = (clock: string) =>
  [
    'freedom-of-information-maintained',
    'freedom-of-information-academy',
    'freedom-of-information-elsewhere',
    'environmental-information',
  ].includes(clock);
const isExtendable = (clock: string) =>
  isMonth(clock) || clock === 'environmental-information' || clock === 'freedom-of-information-review';

export const happenings: readonly Happening[] = [
  { name: 'nothing happens', events: () => [], told: (begin) => ({ begin, skipped: none, isLonger: false }) },
  {
    name: 'identity asked, 9 days',
    events: (start) => [{ kind: 'identity', asked: later(start, 2), answered: later(start, 11) }],
    told: (start, clock) => ({
      begin: isMonth(clock) ? later(start, 11) : start,
      skipped: none,
      isLonger: false,
    }),
  },
  {
    name: 'clarification asked twice',
    events: (start) => [
      { kind: 'clarification', asked: later(start, 3), answered: later(start, 8) },
      { kind: 'clarification', asked: later(start, 6), answered: later(start, 13) },
    ],
    told: (start, clock) => ({
      begin: isFreedom(clock) ? later(start, 13) : start,
      skipped: clock === 'subject-access' ? between(start, 3, 13) : none,
      isLonger: false,
    }),
  },
  {
    name: 'fee asked, 12 days; told of more time',
    events: (start) => [
      { kind: 'fee', asked: later(start, 1), answered: later(start, 13) },
      { kind: 'extended', told: later(start, 14) },
    ],
    told: (start, clock) => ({
      begin: isMonth(clock) ? later(start, 13) : start,
      skipped: isFreedom(clock) ? between(start, 1, 13) : none,
      isLonger: isExtendable(clock),
    }),
  },
  {
    name: 'told of more time too late',
    events: (start) => [{ kind: 'extended', told: later(start, 160) }],
    told: (begin) => ({ begin, skipped: none, isLonger: false }),
  },
];

/** One day on which engine and oracle part. */
export interface Difference {
  readonly clock: string;
  readonly school: string;
  readonly start: string;
  readonly happening: string;
  readonly engine: string;
  readonly oracle: string;
}

/** What was compared for one clock. */
export interface Compared {
  readonly clock: string;
  readonly comparisons: number;
  readonly capped: number;
  readonly differences: readonly Difference[];
}

/**
 * Compares one clock from every so many days on, for every school: with nothing happening on each of these starts, and
 * with each happening on every so many of them. Neither number should be a multiple of seven.
 */
export function compare(clock: DeadlineClock, everyDays: number, happeningEvery = 1): Compared {
  const rule = rules.get(clock.id);
  if (!rule) throw new Error(`the oracle knows nothing of ${clock.id}`);
  const differences: Difference[] = [];
  let [comparisons, capped] = [0, 0];
  const [first, last] = [place.get('2020-01-01') as number, place.get('2040-12-31') as number];
  for (const school of schools)
    for (let at = first; at <= last; at += everyDays) {
      const start = row[at] as string;
      const isFull = (at - first) % (everyDays * happeningEvery) === 0;
      for (const { name, events, told } of isFull ? happenings : happenings.slice(0, 1)) {
        const found = deadlineOf(clock, start, school.calendar, events(start));
        const engine = found.kind === 'day' ? found.dueOn : found.kind;
        const oracle = rule(start, school, told(start, clock.id));
        comparisons += 1;
        if (found.steps.at(-1)?.startsWith('That is earlier')) capped += 1;
        if (engine !== oracle)
          differences.push({ clock: clock.id, school: school.name, start, happening: name, engine, oracle });
      }
    }
  return { clock: clock.id, comparisons, capped, differences };
}

/** 72 hours from every day at odd minutes, counted by the minute hand of a clock in London. */
export function compareHours(everyDays: number): Compared {
  const clock = law.find(({ id }) => id === 'breach-to-regulator') as DeadlineClock;
  const differences: Difference[] = [];
  let comparisons = 0;
  const calendar = (schools[0] as School).calendar;
  for (let at = 365; at < row.length - 365 * 2; at += everyDays)
    for (const time of ['00:00', '00:59', '01:30', '17:05', '23:59']) {
      const start = `${row[at]}T${time}:42Z`;
      const found = deadlineOf(clock, new Date(start), calendar);
      const engine = found.kind === 'moment' ? found.dueAt.toISOString() : found.kind;
      const oracle = `${row[at + 3]}T${time}:00.000Z`;
      comparisons += 1;
      if (engine !== oracle)
        differences.push({
          clock: clock.id,
          school: 'any',
          start,
          happening: 'nothing happens',
          engine,
          oracle,
        });
    }
  return { clock: clock.id, comparisons, capped: 0, differences };
}

function main(): void {
  const began = performance.now();
  const all = [compareHours(1), ...clocks.map((clock) => compare(clock, 1, 11))];
  console.log('clock                                    compared   by the cap   differ');
  for (const { clock, comparisons, capped, differences } of all) {
    console.log(
      `${clock.padEnd(40)} ${String(comparisons).padStart(8)} ${String(capped).padStart(12)} ${String(differences.length).padStart(8)}`,
    );
    for (const each of differences.slice(0, 3)) console.log('  ', JSON.stringify(each));
  }
  const sum = all.reduce((total, { comparisons }) => total + comparisons, 0);
  console.log(
    `${sum} comparisons in ${((performance.now() - began) / 1000).toFixed(0)} s, of which ${(process.cpuUsage().user / 1e6).toFixed(0)} s of the processor`,
  );
  if (all.some(({ differences }) => differences.length > 0)) process.exitCode = 1;
}

if (import.meta.main) main();
