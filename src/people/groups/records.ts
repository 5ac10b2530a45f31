import type { Queries } from '../../store/index.ts';
import type { Group, GroupKind, Membership, Part, Person, Source } from '../person.ts';
import { personOf } from '../records.ts';

export async function insertGroup(tx: Queries, school: string, group: Group): Promise<void> {
  await tx
    .insertInto('grouping')
    .values({
      school_id: school,
      id: group.id,
      kind: group.kind,
      name: group.name,
      roster_id: null,
      since: group.since,
      until: group.until ?? null,
    })
    .execute();
}

export async function listGroups(db: Queries, school: string, day: string): Promise<Group[]> {
  const rows = await db
    .selectFrom('grouping')
    .select(['id', 'kind', 'name', 'since', 'until'])
    .where('school_id', '=', school)
    .where((or) => or.or([or('until', 'is', null), or('until', '>=', day)]))
    .orderBy('kind')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as GroupKind, until: row.until ?? undefined }));
}

export async function insertMembership(
  tx: Queries,
  school: string,
  row: { groupId: string; personId: string; part: Part; since: string; source: Source },
): Promise<void> {
  await tx
    .insertInto('membership')
    .values({
      school_id: school,
      group_id: row.groupId,
      person_id: row.personId,
      part: row.part,
      since: row.since,
      until: null,
      source: row.source,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function endMembership(
  tx: Queries,
  school: string,
  groupId: string,
  personId: string,
  until: string,
): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ until })
    .where('school_id', '=', school)
    .where('group_id', '=', groupId)
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .execute();
}

/** The groups that a person is in, or leads, on a day. */
export async function membershipsOf(
  db: Queries,
  school: string,
  personIds: readonly string[],
  day: string,
): Promise<Membership[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('membership')
    .innerJoin('grouping', (join) =>
      join
        .onRef('grouping.school_id', '=', 'membership.school_id')
        .onRef('grouping.id', '=', 'membership.group_id'),
    )
    .select([
      'membership.group_id',
      'membership.person_id',
      'membership.part',
      'grouping.name',
      'grouping.kind',
    ])
    .where('membership.school_id', '=', school)
    .where('membership.person_id', 'in', [...personIds])
    .where('membership.since', '<=', day)
    .where((or) => or.or([or('membership.until', 'is', null), or('membership.until', '>=', day)]))
    .orderBy('grouping.kind')
    .orderBy('grouping.name')
    .execute();
  return rows.map((row) => ({
    groupId: row.group_id,
    groupName: row.name,
    groupKind: row.kind as GroupKind,
    personId: row.person_id,
    part: row.part as Part,
  }));
}

export async function insertGuardianship(
  tx: Queries,
  school: string,
  row: { parentId: string; childId: string; household: number; since: string; source: Source },
): Promise<void> {
  await tx
    .insertInto('guardianship')
    .values({
      school_id: school,
      parent_id: row.parentId,
      child_id: row.childId,
      household: row.household,
      since: row.since,
      until: null,
      source: row.source,
    })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'parent_id', 'child_id']).doUpdateSet({
        household: row.household,
        until: null,
      }),
    )
    .execute();
}

export async function endGuardianship(
  tx: Queries,
  school: string,
  parentId: string,
  childId: string,
  until: string,
): Promise<void> {
  await tx
    .updateTable('guardianship')
    .set({ until })
    .where('school_id', '=', school)
    .where('parent_id', '=', parentId)
    .where('child_id', '=', childId)
    .execute();
}

/** A parent's children, or a child's parents, on a day; people who are shut are left out. */
export async function familyOf(
  db: Queries,
  school: string,
  personId: string,
  which: 'children' | 'parents',
  day: string,
): Promise<(Person & { readonly household: number })[]> {
  const [own, other] =
    which === 'children'
      ? (['guardianship.parent_id', 'guardianship.child_id'] as const)
      : (['guardianship.child_id', 'guardianship.parent_id'] as const);
  const rows = await db
    .selectFrom('guardianship')
    .innerJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'guardianship.school_id').onRef('person.id', '=', other),
    )
    .select([
      'person.id',
      'given_name',
      'family_name',
      'email',
      'firm_id',
      'closed_at',
      'guardianship.household',
    ])
    .where('guardianship.school_id', '=', school)
    .where(own, '=', personId)
    .where('person.closed_at', 'is', null)
    .where('guardianship.since', '<=', day)
    .where((or) => or.or([or('guardianship.until', 'is', null), or('guardianship.until', '>=', day)]))
    .orderBy('guardianship.household')
    .orderBy('person.id')
    .execute();
  return rows.map((row) => ({ ...personOf(row), household: row.household }));
}
