import type { Movement, MovementKind } from '../../../people/index.ts';

/** What each kind of list is called. */
export const movementNames: Readonly<Record<MovementKind, string>> = {
  joiner: 'Joining',
  mover: 'Moving',
  leaver: 'Leaving',
};

/** How far a list is: "3 of 9 done". */
export function progressOf({ steps }: Movement): string {
  const done = steps.filter(({ doneAt }) => doneAt !== undefined).length;
  return done === steps.length ? 'all done' : `${done} of ${steps.length} done`;
}
