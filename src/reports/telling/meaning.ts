import { holdingsOn } from '../../people/index.ts';
import type { Policy } from '../../policy/index.ts';
import type { Queries } from '../../store/index.ts';
import { type Named, peopleMeant } from '../naming.ts';

/** Whom somebody says that it is about. */
export interface Meaning {
  /** A name in their own words. */
  readonly words: string;
  /** Roles that were ticked: everybody who holds one of them today is meant. */
  readonly ticked: readonly string[];
  /** Roles that will hear of it: where the words name one, its holders are meant. */
  readonly hearing: readonly string[];
}

/** They hear no reports, and many share a name with somebody who does. */
const families = new Set(['pupil', 'parent']);

/**
 * Ids of the people of the school who are meant: holders of the roles that were ticked or named, deputies apart, and
 * whoever holds a role and has a name that stands in the words. Too many rather than too few.
 */
export async function peopleAbout(
  db: Queries,
  school: string,
  policy: Policy,
  day: string,
  { words, ticked, hearing }: Meaning,
): Promise<string[]> {
  if (words === '' && ticked.length === 0) return [];
  const held = (await holdingsOn(db, school, day)).filter(({ role }) => !families.has(role));
  const meant = new Set([...ticked, ...rolesNamed(policy, hearing, words)]);
  const holders = held.filter(
    ({ role, deputises }) => !deputises && [...meant].some((each) => servesAs(policy, role, each)),
  );
  const named = peopleMeant(
    words,
    held.map(({ person }) => ({ ...person, personId: person.id })),
  );
  return [...new Set([...holders.map(({ person }) => person.id), ...named])];
}

/** Whether somebody who holds a role is one of those whom another role means. */
function servesAs(policy: Policy, held: string, role: string): boolean {
  const treated = policy.pack.roles
    .get(held)
    ?.treatedAs.some((as) => as.role === role && as.when === undefined);
  return held === role || policy.vocabulary.roles.is(held, role) || treated === true;
}

/** Roles whose names stand in the words: "the head of my school". */
const rolesNamed = (policy: Policy, roles: readonly string[], words: string): string[] =>
  peopleMeant(
    words,
    roles.flatMap((role) =>
      namesOf(policy, role).map((name): Named => ({ personId: role, givenName: '', familyName: name })),
    ),
  );

function namesOf({ pack, vocabulary }: Policy, role: string): string[] {
  const word = vocabulary.roles.find(role);
  const own = pack.roles.get(role);
  return [own?.name, ...(own?.called ?? []), word?.name, ...(word?.words ?? [])]
    .filter((name) => name !== undefined)
    .map((name) => name.replaceAll(/\([^)]*\)/g, ''));
}
