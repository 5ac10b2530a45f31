import { findPersons, nameOf, type Person } from '../../../people/index.ts';
import type { Approvers } from '../../../permissions/index.ts';
import { listed, roleName } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import type { Site } from '../../site.ts';
import type { Acting } from '../people/acting.ts';

/** People by id, to be named. */
export type Names = ReadonlyMap<string, Person>;

export const namesOf = (
  site: Site,
  { school }: Acting,
  ids: readonly (string | undefined)[],
): Promise<Names> =>
  findPersons(site.store.db, school.key, [...new Set(ids.filter((id) => id !== undefined))]);

/** Somebody's name; whoever is not known any more is somebody. */
export function nameIn(names: Names, id: string): string {
  const person = names.get(id);
  return person ? nameOf(person) : 'somebody of the school';
}

/** Who is asked for a role, and why they: "Hetty Example, for the headteacher". */
export function wordApprovers({ policy }: School, approvers: Approvers, names: Names): string {
  const { role, personIds, how, through } = approvers;
  const people = listed(
    personIds.map((id) => nameIn(names, id)),
    'or',
  );
  const title = role === 'school' ? 'the school' : roleName(policy.pack, role);
  switch (how) {
    case 'holder':
      return `${people}, for ${title}`;
    case 'deputy':
      return `${people}, who stands in for ${title}`;
    case 'next-in-line':
      return `${people}${through === undefined ? '' : ` (${roleName(policy.pack, through)})`}, as nobody else can answer for ${title} today`;
    case 'nobody':
      return `nobody: no one holds the role of ${title}. The office has to give it to somebody first`;
  }
}
