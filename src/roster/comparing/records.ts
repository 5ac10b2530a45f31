import type { Queries } from '../../store/index.ts';
import type { GroupKind } from '../roster.ts';
import type { Present, PresentHolding } from './present.ts';

/** The school's people as they stand on a day. */
export async function readPresent(db: Queries, school: string, day: string): Promise<Present> {
  return {
    people: await presentPeople(db, school, day),
    groups: await presentGroups(db, school, day),
    memberships: await presentMemberships(db, school, day),
    guardianships: await presentGuardianships(db, school, day),
  };
}

async function presentPeople(db: Queries, school: string, day: string): Promise<Present['people']> {
  const people = await db
    .selectFrom('person')
    .select(['id', 'roster_id', 'given_name', 'family_name', 'email', 'born_on', 'closed_at'])
    .where('school_id', '=', school)
    .orderBy('id')
    .execute();
  const holdings = await presentHoldings(db, school, day);
  return people.map((row) => ({
    id: row.id,
    rosterId: row.roster_id ?? undefined,
    givenName: row.given_name,
    familyName: row.family_name,
    email: row.email ?? undefined,
    bornOn: row.born_on ?? undefined,
    isShut: row.closed_at !== null,
    holdings: holdings.get(row.id) ?? [],
  }));
}

async function presentHoldings(
  db: Queries,
  school: string,
  day: string,
): Promise<ReadonlyMap<string, readonly PresentHolding[]>> {
  const rows = await db
    .selectFrom('holding')
    .select(['id', 'person_id', 'role', 'source'])
    .where('school_id', '=', school)
    .where((or) => or.or([or('until', 'is', null), or('until', '>=', day)]))
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, (row) => row.person_id);
}

async function presentGroups(db: Queries, school: string, day: string): Promise<Present['groups']> {
  const rows = await db
    .selectFrom('grouping')
    .select(['id', 'roster_id', 'kind', 'name', 'until'])
    .where('school_id', '=', school)
    .where('roster_id', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    rosterId: row.roster_id as string,
    kind: row.kind as GroupKind,
    name: row.name,
    hasEnded: row.until !== null && row.until < day,
  }));
}

async function presentMemberships(db: Queries, school: string, day: string): Promise<Present['memberships']> {
  const rows = await db
    .selectFrom('membership')
    .select(['group_id', 'person_id', 'part', 'source'])
    .where('school_id', '=', school)
    .where((or) => or.or([or('until', 'is', null), or('until', '>=', day)]))
    .orderBy('group_id')
    .orderBy('person_id')
    .orderBy('part')
    .execute();
  return rows.map((row) => ({
    groupId: row.group_id,
    personId: row.person_id,
    part: row.part,
    source: row.source,
  }));
}

async function presentGuardianships(
  db: Queries,
  school: string,
  day: string,
): Promise<Present['guardianships']> {
  const rows = await db
    .selectFrom('guardianship')
    .select(['parent_id', 'child_id', 'source', 'until'])
    .where('school_id', '=', school)
    .orderBy('parent_id')
    .orderBy('child_id')
    .execute();
  return rows.map((row) => ({
    parentId: row.parent_id,
    childId: row.child_id,
    source: row.source,
    hasEnded: row.until !== null && row.until < day,
  }));
}
