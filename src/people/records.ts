import { sql } from 'kysely';
import type { Queries, Transaction } from '../store/index.ts';
import type { Holding, Person, PersonDraft, Source } from './person.ts';

/** A row as somebody. */
export const personOf = (row: {
  id: string;
  given_name: string;
  family_name: string;
  email: string | null;
  firm_id: string | null;
  closed_at: Date | null;
}): Person => ({
  id: row.id,
  givenName: row.given_name,
  familyName: row.family_name,
  email: row.email ?? undefined,
  firmId: row.firm_id ?? undefined,
  closedAt: row.closed_at ?? undefined,
});

const personColumns = ['id', 'given_name', 'family_name', 'email', 'firm_id', 'closed_at'] as const;

export async function insertPerson(
  tx: Queries,
  school: string,
  id: string,
  draft: PersonDraft,
  madeAt: Date,
): Promise<void> {
  await tx
    .insertInto('person')
    .values({
      school_id: school,
      id,
      given_name: draft.givenName,
      family_name: draft.familyName,
      email: draft.email ?? null,
      roster_id: null,
      born_on: draft.bornOn ?? null,
      firm_id: draft.firmId ?? null,
      made_at: madeAt,
      closed_at: null,
    })
    .execute();
}

export async function updatePerson(
  tx: Queries,
  school: string,
  id: string,
  draft: PersonDraft,
): Promise<void> {
  await tx
    .updateTable('person')
    .set({
      given_name: draft.givenName,
      family_name: draft.familyName,
      email: draft.email ?? null,
      firm_id: draft.firmId ?? null,
    })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .execute();
}

export async function findPerson(db: Queries, school: string, id: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom('person')
    .select(personColumns)
    .where('school_id', '=', school)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && personOf(row);
}

export async function findPersons(
  db: Queries,
  school: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .select(personColumns)
    .where('school_id', '=', school)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, personOf(row)]));
}

/** Which people are listed. */
export interface PeopleFilter {
  /** Part of a name or of an e-mail address. */
  readonly words?: string | undefined;
  readonly role?: string | undefined;
  readonly group?: string | undefined;
  /** Whether people who were shut are listed as well. */
  readonly gone?: boolean | undefined;
  /** The day on which roles and groups are looked at. */
  readonly day: string;
}

/** People by family name, at most `limit` from `offset` on, and how many there are. */
export async function listPeople(
  db: Queries,
  school: string,
  filter: PeopleFilter,
  limit: number,
  offset: number,
): Promise<{ readonly people: Person[]; readonly count: number }> {
  let query = db.selectFrom('person').where('person.school_id', '=', school);
  if (!filter.gone) query = query.where('closed_at', 'is', null);
  if (filter.words) {
    const like = `%${filter.words.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where(
      sql<boolean>`(lower(given_name || ' ' || family_name) like ${like} or email like ${like})`,
    );
  }
  if (filter.role !== undefined) {
    const { role, day } = filter;
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('holding')
          .select('holding.id')
          .whereRef('holding.school_id', '=', 'person.school_id')
          .whereRef('holding.person_id', '=', 'person.id')
          .where('holding.role', '=', role)
          .where('holding.since', '<=', day)
          .where((or) => or.or([or('holding.until', 'is', null), or('holding.until', '>=', day)])),
      ),
    );
  }
  if (filter.group !== undefined) {
    const { group, day } = filter;
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('membership')
          .select('membership.group_id')
          .whereRef('membership.school_id', '=', 'person.school_id')
          .whereRef('membership.person_id', '=', 'person.id')
          .where('membership.group_id', '=', group)
          .where('membership.since', '<=', day)
          .where((or) => or.or([or('membership.until', 'is', null), or('membership.until', '>=', day)])),
      ),
    );
  }
  const { count } = await query
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(personColumns)
    .orderBy(sql`lower(family_name)`)
    .orderBy(sql`lower(given_name)`)
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { people: rows.map(personOf), count: Number(count) };
}

const holdingOf = (row: {
  id: string;
  person_id: string;
  role: string;
  since: string;
  until: string | null;
  deputises: boolean;
  source: string;
}): Holding => ({
  id: row.id,
  personId: row.person_id,
  role: row.role,
  since: row.since,
  until: row.until ?? undefined,
  deputises: row.deputises,
  source: row.source as Source,
});

const holdingColumns = ['id', 'person_id', 'role', 'since', 'until', 'deputises', 'source'] as const;

export async function insertHolding(tx: Queries, school: string, holding: Holding): Promise<void> {
  await tx
    .insertInto('holding')
    .values({
      school_id: school,
      id: holding.id,
      person_id: holding.personId,
      role: holding.role,
      since: holding.since,
      until: holding.until ?? null,
      deputises: holding.deputises,
      source: holding.source,
    })
    .execute();
}

/** Sets the last day of a holding; a number of rows, none where there is no such holding. */
export async function endHolding(tx: Queries, school: string, id: string, until: string): Promise<number> {
  const result = await tx
    .updateTable('holding')
    .set({ until })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Every holding of a person, ended ones too, the newest first. */
export async function holdingsOf(db: Queries, school: string, personId: string): Promise<Holding[]> {
  const rows = await db
    .selectFrom('holding')
    .select(holdingColumns)
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .orderBy('since', 'desc')
    .orderBy('role')
    .execute();
  return rows.map(holdingOf);
}

/** Every holding on a day of people who are not shut. */
export async function holdingsOn(
  db: Queries,
  school: string,
  day: string,
  roles?: readonly string[],
): Promise<(Holding & { readonly person: Person })[]> {
  if (roles?.length === 0) return [];
  let query = db
    .selectFrom('holding')
    .innerJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'holding.school_id').onRef('person.id', '=', 'holding.person_id'),
    )
    .select([
      'holding.id',
      'holding.person_id',
      'holding.role',
      'holding.since',
      'holding.until',
      'holding.deputises',
      'holding.source',
      'person.given_name',
      'person.family_name',
      'person.email',
      'person.firm_id',
      'person.closed_at',
    ])
    .where('holding.school_id', '=', school)
    .where('person.closed_at', 'is', null)
    .where('holding.since', '<=', day)
    .where((or) => or.or([or('holding.until', 'is', null), or('holding.until', '>=', day)]));
  if (roles) query = query.where('holding.role', 'in', [...roles]);
  const rows = await query.orderBy('holding.role').orderBy(sql`lower(person.family_name)`).execute();
  return rows.map((row) => ({ ...holdingOf(row), person: personOf({ ...row, id: row.person_id }) }));
}

/** The roles that a person holds on a day; none for whoever is shut. */
export async function rolesHeld(
  db: Queries,
  school: string,
  personId: string,
  day: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('holding')
    .innerJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'holding.school_id').onRef('person.id', '=', 'holding.person_id'),
    )
    .select('holding.role')
    .distinct()
    .where('holding.school_id', '=', school)
    .where('holding.person_id', '=', personId)
    .where('person.closed_at', 'is', null)
    .where('holding.since', '<=', day)
    .where((or) => or.or([or('holding.until', 'is', null), or('holding.until', '>=', day)]))
    .orderBy('holding.role')
    .execute();
  return rows.map((row) => row.role);
}

/** Ends everything that a person holds on this day or later, and shuts the person. */
export async function shut(
  tx: Transaction,
  school: string,
  personId: string,
  at: Date,
  lastDay: string,
): Promise<void> {
  await tx
    .updateTable('holding')
    .set({ until: sql<string>`greatest(${lastDay}::date, since - 1)` })
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where((or) => or.or([or('until', 'is', null), or('until', '>', lastDay)]))
    .execute();
  await tx
    .updateTable('membership')
    .set({ until: lastDay })
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where((or) => or.or([or('until', 'is', null), or('until', '>', lastDay)]))
    .execute();
  await tx
    .updateTable('person')
    .set({ closed_at: at })
    .where('school_id', '=', school)
    .where('id', '=', personId)
    .where('closed_at', 'is', null)
    .execute();
}

/** Opens a person again; what was held before is not held again by itself. */
export async function reopen(tx: Transaction, school: string, personId: string): Promise<void> {
  await tx
    .updateTable('person')
    .set({ closed_at: null })
    .where('school_id', '=', school)
    .where('id', '=', personId)
    .execute();
}

/** How many people hold each role on a day. */
export async function countByRole(
  db: Queries,
  school: string,
  day: string,
): Promise<ReadonlyMap<string, number>> {
  const held = await holdingsOn(db, school, day);
  const byRole = new Map<string, Set<string>>();
  for (const { role, personId } of held) byRole.set(role, (byRole.get(role) ?? new Set()).add(personId));
  return new Map([...byRole].map(([role, persons]) => [role, persons.size]));
}
