import { editionErrors, type EditionRow } from '../../../editions/index.ts';
import { Fault } from '../../../kernel/index.ts';
import type { Pack } from '../../../policy/index.ts';
import { editionsFor, type School } from '../../../verdicts/index.ts';
import { dayIn, numberIn, type Query, refuse } from '../../querying.ts';
import type { Site } from '../../site.ts';

/** Which edition somebody wants to read. */
export interface Wanted {
  readonly number: number;
  /** The day that was asked for, where a day was. */
  readonly on?: string;
}

/** An edition of a school's policy to read. */
export interface Reading extends Wanted {
  readonly school: School;
  readonly edition: EditionRow;
  readonly pack: Pack;
  readonly state: 'in-force' | 'past' | 'to-come';
  /** First day on which the next edition was in force instead, YYYY-MM-DD. */
  readonly until?: string;
}

/** The edition that the query names by number or by a day; the one in force where it names none. @throws ADDRESS_UNCLEAR, EDITION_NOT_FOUND */
export async function wantedBy(site: Site, school: School, query: Query): Promise<Wanted> {
  const number = numberIn(query, 'edition');
  const on = dayIn(query, 'on');
  if (number !== undefined && on !== undefined) refuse('an address names an edition or a day, not both');
  if (on === undefined) return { number: number ?? school.edition.number };
  const inForce = (await editionsFor.list(site.store, school.key)).find(
    (edition) => edition.effectiveFrom <= on,
  );
  if (inForce) return { number: inForce.number, on };
  throw new Fault('EDITION_NOT_FOUND', `no edition was in force on ${on}`, {
    status: 404,
    help: editionErrors.EDITION_NOT_FOUND,
  });
}

/** Everything that a page about the edition is made of. @throws EDITION_NOT_FOUND */
export async function readingOf(site: Site, school: School, wanted: Wanted): Promise<Reading> {
  if (wanted.number === school.edition.number)
    return { ...wanted, school, edition: school.edition, pack: school.policy.pack, state: 'in-force' };
  const { pack, ...edition } = await editionsFor.read(site.store, school.key, wanted.number);
  const next = (await editionsFor.list(site.store, school.key)).find(
    (other) => other.number === edition.number + 1,
  );
  const state = edition.number < school.edition.number ? 'past' : 'to-come';
  return { ...wanted, school, edition, pack, state, ...(next && { until: next.effectiveFrom }) };
}
