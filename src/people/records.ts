import { sql } from 'kysely';
import type { Queries, Transaction } from '../store/index.ts';
import { type MovementKind, stepsFor } from './movement-steps.ts';
import type { Group, GroupKind, Holding, Membership, Part, Person, PersonDraft, Source } from './person.ts';

const personOf = (row: {
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

/** A list of what is to be done for somebody, with what is done. */
export interface Movement {
  readonly id: string;
  readonly personId: string;
  readonly kind: MovementKind;
  readonly onDay: string;
  readonly openedAt: Date;
  readonly openedBy: string | undefined;
  readonly steps: readonly {
    readonly step: string;
    readonly doneAt: Date | undefined;
    readonly doneBy: string | undefined;
    readonly note: string | undefined;
  }[];
}

export async function insertMovement(
  tx: Queries,
  school: string,
  movement: Omit<Movement, 'steps'>,
  steps: readonly string[],
): Promise<void> {
  await tx
    .insertInto('movement')
    .values({
      school_id: school,
      id: movement.id,
      person_id: movement.personId,
      kind: movement.kind,
      on_day: movement.onDay,
      opened_at: movement.openedAt,
      opened_by: movement.openedBy ?? null,
    })
    .execute();
  await tx
    .insertInto('movement_step')
    .values(
      steps.map((step) => ({
        school_id: school,
        movement_id: movement.id,
        step,
        done_at: null,
        done_by: null,
        note: null,
      })),
    )
    .execute();
}

export async function tickStep(
  tx: Queries,
  school: string,
  movementId: string,
  step: string,
  at: Date,
  by?: string,
  note?: string,
): Promise<void> {
  await tx
    .updateTable('movement_step')
    .set({ done_at: at, done_by: by ?? null, note: note ?? null })
    .where('school_id', '=', school)
    .where('movement_id', '=', movementId)
    .where('step', '=', step)
    .execute();
}

export async function movementOf(db: Queries, school: string, id: string): Promise<Movement | undefined> {
  const [movement] = await movementsWhere(db, school, { id });
  return movement;
}

/** Lists of one person, or those that still have something to do; the newest first. */
export async function movementsWhere(
  db: Queries,
  school: string,
  which: { readonly id?: string; readonly personId?: string; readonly open?: boolean },
): Promise<Movement[]> {
  let query = db.selectFrom('movement').selectAll().where('school_id', '=', school);
  if (which.id !== undefined) query = query.where('id', '=', which.id);
  if (which.personId !== undefined) query = query.where('person_id', '=', which.personId);
  if (which.open)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('movement_step')
          .select('movement_step.step')
          .whereRef('movement_step.school_id', '=', 'movement.school_id')
          .whereRef('movement_step.movement_id', '=', 'movement.id')
          .where('movement_step.done_at', 'is', null),
      ),
    );
  const rows = await query.orderBy('opened_at', 'desc').orderBy('id').limit(500).execute();
  if (rows.length === 0) return [];
  const steps = await db
    .selectFrom('movement_step')
    .selectAll()
    .where('school_id', '=', school)
    .where(
      'movement_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
  return rows.map((row) => {
    const kind = row.kind as MovementKind;
    const order = stepsFor(kind).map(({ step }) => step);
    return {
      id: row.id,
      personId: row.person_id,
      kind,
      onDay: row.on_day,
      openedAt: row.opened_at,
      openedBy: row.opened_by ?? undefined,
      steps: steps
        .filter((step) => step.movement_id === row.id)
        .toSorted((one, other) => order.indexOf(one.step) - order.indexOf(other.step))
        .map((step) => ({
          step: step.step,
          doneAt: step.done_at ?? undefined,
          doneBy: step.done_by ?? undefined,
          note: step.note ?? undefined,
        })),
    };
  });
}

/** An outside firm, and the role of the policy that it fills. */
export interface Firm {
  readonly id: string;
  readonly name: string;
  readonly role: string | undefined;
  readonly since: string;
  readonly until: string | undefined;
}

export async function insertFirm(tx: Queries, school: string, firm: Firm): Promise<void> {
  await tx
    .insertInto('firm')
    .values({
      school_id: school,
      id: firm.id,
      name: firm.name,
      role: firm.role ?? null,
      since: firm.since,
      until: firm.until ?? null,
    })
    .execute();
}

export async function endFirm(tx: Queries, school: string, id: string, until: string): Promise<void> {
  await tx.updateTable('firm').set({ until }).where('school_id', '=', school).where('id', '=', id).execute();
}

export async function listFirms(db: Queries, school: string): Promise<Firm[]> {
  const rows = await db
    .selectFrom('firm')
    .selectAll()
    .where('school_id', '=', school)
    .orderBy('name')
    .execute();
  return rows.map(({ id, name, role, since, until }) => ({
    id,
    name,
    role: role ?? undefined,
    since,
    until: until ?? undefined,
  }));
}

export async function findFirm(db: Queries, school: string, id: string): Promise<Firm | undefined> {
  return (await listFirms(db, school)).find((firm) => firm.id === id);
}

/** Those of a firm's people who are not shut. */
export async function technicianIds(db: Queries, school: string, firmId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('school_id', '=', school)
    .where('firm_id', '=', firmId)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
