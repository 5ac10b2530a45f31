import { letterDay } from '../days.ts';
import type { Opening, Written } from '../letter.ts';
import { layOut } from '../layout.ts';

export interface PermissionEnding extends Opening {
  /** The number that people say to each other. */
  readonly number: number;
  /** What it lets its holder do. */
  readonly what: string;
  /** Its last day, YYYY-MM-DD. */
  readonly until: string;
  /** How many days are left. */
  readonly days: number;
  readonly link: string;
}

/** Warns the holder that a permission lapses by itself. */
export const permissionEnding = ({
  number,
  what,
  until,
  days,
  link,
  ...opening
}: PermissionEnding): Written =>
  layOut({
    ...opening,
    kind: 'permission-ending',
    subject:
      days === 1 ? 'A permission of yours ends tomorrow' : `A permission of yours ends in ${days} days`,
    pieces: [
      `Permission ${number} (“${what}”) ends by itself after ${letterDay(until)}.`,
      'If you still need it, ask again in good time. From the day after, the answer is what it was before.',
      { link, words: 'See the permission' },
    ],
  });
