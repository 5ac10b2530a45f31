import type { Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';

/** Checks of one kind in one register. */
export interface ChecksOfKind {
  /** What is to be done: `Visual check`. */
  readonly what: string;
  /** Of how many things, in words: `3 electrical items`. */
  readonly things: string;
  readonly count: number;
  /** How many of them are overdue. */
  readonly overdue: number;
  /** Rooms and buildings. */
  readonly places: readonly string[];
}

export interface ChecksDue extends Opening {
  readonly checks: readonly ChecksOfKind[];
  readonly link: string;
}

/** Tells the owner of checks how many fall due, and where. It names no thing and nobody. */
export function checksDue({ checks, link, ...opening }: ChecksDue): Written {
  const count = checks.reduce((sum, each) => sum + each.count, 0);
  return layOut({
    ...opening,
    kind: 'checks-due',
    subject: count === 1 ? '1 check is due' : `${count} checks are due`,
    pieces: [
      'These checks of the school’s registers are due, and yours to see to:',
      { list: checks.map(lineOf) },
      { link, words: 'See what falls due, and note what was checked' },
    ],
  });
}

const MOST_PLACES = 5;

function lineOf({ what, things, count, overdue, places }: ChecksOfKind): string {
  const late = overdue === 0 ? '' : overdue === count ? ', overdue' : `, ${overdue} of them overdue`;
  return `${what}: ${things}${late}${wherePlaces(places)}`;
}

function wherePlaces(places: readonly string[]): string {
  if (places.length === 0) return '';
  const more = places.length - MOST_PLACES;
  return ` (${places.slice(0, MOST_PLACES).join('; ')}${more > 0 ? `; ${more} more places` : ''})`;
}
