import type { School } from '../../../verdicts/index.ts';

/** As whom somebody may tell something without signing in, in the words in which they say it. */
export const tellers = [
  { role: 'pupil', text: 'A pupil' },
  { role: 'parent', text: 'A parent or carer' },
  { role: 'staff', text: 'A member of staff' },
  { role: 'governor', text: 'A governor' },
  { role: 'visitor', text: 'A visitor' },
  { role: 'public', text: 'Somebody else' },
] as const;

const known = new Set<string>(tellers.map(({ role }) => role));

/** A role that may be said without signing in. */
export const teller = (role: string): string | undefined => (known.has(role) ? role : undefined);

/** Of somebody's roles, the one by which nobody knows them: a head who wants to be unnamed is a member of staff. */
export function broadly({ policy }: School, roles: readonly string[]): string {
  const { roles: words } = policy.vocabulary;
  return tellers.find(({ role }) => roles.some((held) => words.is(held, role)))?.role ?? 'public';
}

/** Roles without those that another of them already means; whoever holds none is one of the public. */
export function narrowest({ policy }: School, roles: readonly string[]): readonly string[] {
  const { roles: words } = policy.vocabulary;
  const held = roles.filter((role) => words.has(role));
  const narrow = held.filter((role) => !held.some((other) => other !== role && words.is(other, role)));
  return narrow.length > 0 ? narrow : ['public'];
}
