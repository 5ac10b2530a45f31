import { beginningOf } from '../../deadlines/index.ts';
import { localDay } from '../../kernel/index.ts';
import type { Queries } from '../../store/index.ts';
import { type Counted, countable } from './records.ts';

/** Below this a number could point to somebody. SOURCE: ICO, anonymisation guidance, on small counts in tables. */
export const FEWEST_SHOWN = 5;

/** A number as it may be shown: `few` is 1 to 4, `hidden` is one that would give another away. */
export type Shown = number | 'few' | 'hidden';

/** Numbers by what they count, with their sum. */
export interface Figures {
  readonly rows: readonly { readonly of: string; readonly count: Shown }[];
  readonly all: Shown;
}

export interface ReportFigures {
  readonly byKind: Figures;
  /** By clause that sent it on; a report may stand under several, so that there is no sum. */
  readonly byClause: Figures['rows'];
  /** By month, YYYY-MM, in the United Kingdom, the earliest first. */
  readonly byMonth: Figures;
}

const MONTHS = 12;

/** Numbers of the twelve months up to a day, without persons; confidential reports and those about the viewer are in none. */
export async function figuresFor(
  db: Queries,
  school: string,
  viewerId: string,
  day: string,
): Promise<ReportFigures> {
  const months = monthsUpTo(day);
  const reports = await countable(db, school, viewerId, beginningOf(`${months[0]}-01`));
  const of = (what: (report: Counted) => readonly string[], all: readonly string[] = []) =>
    tally(reports.flatMap(what), all);
  const byKind = withoutSmall(of(({ kind }) => [kind]));
  const byMonth = withoutSmall(of(({ filedAt }) => [localDay(filedAt).slice(0, 7)], months));
  // Both have the same sum: what one hides the other does not tell.
  const all = [byKind.all, byMonth.all].includes('hidden') ? 'hidden' : byKind.all;
  return {
    byKind: { ...byKind, all },
    byClause: withoutSmall(
      of(({ clauses }) => clauses),
      false,
    ).rows,
    byMonth: { ...byMonth, all },
  };
}

function monthsUpTo(day: string): string[] {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) =>
    new Date(Date.UTC(year, month - MONTHS + back, 1)).toISOString().slice(0, 7),
  );
}

function tally(words: readonly string[], all: readonly string[]): Map<string, number> {
  const counts = new Map(all.map((word) => [word, 0]));
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const isSmall = (count: number): boolean => count > 0 && count < FEWEST_SHOWN;

/**
 * Hides small numbers. Where the sum is shown and would give them away, the next smallest are hidden with them, and in the
 * end the sum.
 */
export function withoutSmall(counts: ReadonlyMap<string, number>, hasSum = true): Figures {
  const sum = total([...counts]);
  const small = [...counts].filter(([, count]) => isSmall(count));
  const larger = [...counts]
    .filter(([, count]) => count >= FEWEST_SHOWN)
    .toSorted(([, one], [, other]) => one - other);
  const hidden = hasSum ? larger.slice(0, howManyMore(small, larger)) : [];
  const more = new Set(hidden.map(([of]) => of));
  const isGivenAway = hasSum && canBeTold(total([...small, ...hidden]), small.length, hidden.length);
  const shown = (of: string, count: number): Shown => {
    if (isSmall(count)) return 'few';
    return more.has(of) ? 'hidden' : count;
  };
  return {
    rows: [...counts].map(([of, count]) => ({ of, count: shown(of, count) })),
    all: isSmall(sum) ? 'few' : isGivenAway ? 'hidden' : sum,
  };
}

type Counts = readonly (readonly [of: string, count: number])[];

const total = (counts: Counts): number => counts.reduce((all, [, count]) => all + count, 0);

/** How many larger numbers have to be hidden until the sum tells none of the small ones; all where it always does. */
function howManyMore(small: Counts, larger: Counts): number {
  for (let more = 0; more < larger.length; more += 1)
    if (!canBeTold(total([...small, ...larger.slice(0, more)]), small.length, more)) return more;
  return larger.length;
}

/** Whether what is missing from a sum can only be made up in one way of so many small numbers and so many larger ones. */
function canBeTold(missing: number, small: number, larger: number): boolean {
  if (small === 0) return false;
  if (missing === small + larger * FEWEST_SHOWN) return true;
  return larger === 0 && (small === 1 || missing === small * (FEWEST_SHOWN - 1));
}
