import ical from 'ical-generator';
import type { Kind } from '../kind.ts';
import type { Shelf } from '../shelves/shelf.ts';

/** What a calendar shows, and for whom. */
export interface CalendarOf {
  /** Key of the school. */
  readonly school: string;
  /** What the calendar is called. */
  readonly name: string;
  readonly shelf: Shelf;
  /** Registers whose checks the reader may see. */
  readonly seen: readonly Kind[];
  /** Registers whose loans the reader may see. */
  readonly lent: readonly Kind[];
  /** Today, YYYY-MM-DD, and the moment of asking. */
  readonly day: string;
  readonly at: Date;
  /** The page that shows what falls due in a register. */
  readonly pageOf: (kind: Kind) => string;
}

/** One entry: so many of a register on one day. */
interface Entry {
  readonly id: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly summary: string;
  readonly page: string;
}

const DAYS_AHEAD = 366;
const REFRESH_SECONDS = 6 * 60 * 60;

/**
 * What falls due in registers, as a calendar to subscribe to: numbers by day and register. It names no thing, place or person,
 * for these may be people's; what is overdue stands today. SOURCE: RFC 5545
 */
export function calendarOf(options: CalendarOf): string {
  const { school, name, day, at } = options;
  const calendar = ical({
    name,
    prodId: { company: 'Gatehouse', product: 'Registers', language: 'EN' },
    ttl: REFRESH_SECONDS,
  });
  for (const entry of [...checksIn(options), ...loansIn(options)].toSorted(byDay))
    calendar.createEvent({
      id: `${entry.id}.${school}@gatehouse`,
      stamp: at,
      allDay: true,
      start: dateOf(entry.day < day ? day : entry.day),
      summary: entry.summary,
      url: entry.page,
    });
  return `${calendar.toString()}\r\n`;
}

const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const byDay = (one: Entry, other: Entry): number =>
  one.day === other.day ? (one.id < other.id ? -1 : 1) : one.day < other.day ? -1 : 1;

const untilOf = ({ day }: CalendarOf): string =>
  new Date(dateOf(day).getTime() + DAYS_AHEAD * 86_400_000).toISOString().slice(0, 10);

const wordCount = (count: number, { name, plural }: Kind): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? name : plural}`;

/** Whatever is overdue, whenever it was due, is one entry. */
const groupOf = (due: string, day: string): string => (due < day ? 'overdue' : due);

function checksIn(options: CalendarOf): Entry[] {
  const { seen, shelf, day, pageOf } = options;
  const until = untilOf(options);
  return seen.flatMap((kind) => {
    const dues = shelf.findDue({ kinds: [kind.id], until });
    const groups = Map.groupBy(dues, ({ check, dueOn }) => `${groupOf(dueOn, day)} ${check}`);
    return [...groups].map(([key, [first, ...rest]]): Entry => {
      const [group = '', check = ''] = key.split(' ');
      const plan = kind.checks.find((each) => each.kind === check)?.name ?? check;
      const many = wordCount(rest.length + 1, kind);
      return {
        id: `${group}.${kind.id}.${check}`,
        day: first?.dueOn ?? day,
        summary: group === 'overdue' ? `Overdue: ${plan}, ${many}` : `${plan}: ${many}`,
        page: pageOf(kind),
      };
    });
  });
}

function loansIn(options: CalendarOf): Entry[] {
  const { lent, shelf, day, pageOf } = options;
  const until = untilOf(options);
  return lent.flatMap((kind) => {
    const out = shelf.findLent({ kinds: [kind.id], dueUntil: until });
    const groups = Map.groupBy(out, ({ loan }) => groupOf(loan.dueOn ?? until, day));
    return [...groups].map(([group, [first, ...rest]]): Entry => {
      const many = wordCount(rest.length + 1, kind);
      return {
        id: `${group}.${kind.id}.back`,
        day: first?.loan.dueOn ?? day,
        summary: group === 'overdue' ? `Not back in time: ${many}` : `Due back: ${many}`,
        page: pageOf(kind),
      };
    });
  });
}
