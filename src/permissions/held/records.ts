import type { Selectable } from 'kysely';
import type { FactValue } from '../../policy/index.ts';
import type { Queries, Tables, Transaction } from '../../store/index.ts';
import type { Permission, Restriction, Withdrawal } from '../permission.ts';

const words = (text: string): string[] => text.split(' ').filter(Boolean);

export async function insertPermission(
  tx: Transaction,
  school: string,
  permission: Omit<Permission, 'withdrawal'>,
): Promise<void> {
  await tx
    .insertInto('permission')
    .values({
      school_id: school,
      id: permission.id,
      number: permission.number,
      request_id: permission.requestId ?? null,
      person_id: permission.personId,
      edition: permission.edition,
      clause: permission.clause,
      act: permission.act,
      thing: permission.thing ?? null,
      facts: JSON.stringify(permission.facts),
      given_by: permission.givenBy.join(' '),
      written: permission.written,
      is_exemption: permission.isExemption,
      conditions: permission.conditions ?? null,
      since: permission.since,
      until: permission.until ?? null,
      item_id: permission.itemId ?? null,
      given_at: permission.givenAt,
      seq: permission.seq,
    })
    .execute();
}

/** Which permissions are read. */
export interface PermissionFilter {
  readonly id?: string;
  readonly ids?: readonly string[];
  readonly personId?: string;
  readonly requestId?: string;
  /** Only those that hold on this day; of somebody who is suspended none does. */
  readonly liveOn?: string;
  /** Only those whose last day is in this span, both days included. */
  readonly endingFrom?: string;
  readonly endingTo?: string;
}

/** Permissions with their withdrawals, the newest first. */
export async function readPermissions(
  db: Queries,
  school: string,
  filter: PermissionFilter,
  limit = 500,
  offset = 0,
): Promise<Permission[]> {
  let query = db
    .selectFrom('permission')
    .leftJoin('withdrawal', (join) =>
      join
        .onRef('withdrawal.school_id', '=', 'permission.school_id')
        .onRef('withdrawal.permission_id', '=', 'permission.id'),
    )
    .selectAll('permission')
    .select([
      'withdrawal.person_id as withdrawn_by',
      'withdrawal.role as withdrawn_as',
      'withdrawal.reason as withdrawn_because',
      'withdrawal.withdrawn_at',
    ])
    .where('permission.school_id', '=', school);
  if (filter.id !== undefined) query = query.where('permission.id', '=', filter.id);
  if (filter.ids?.length === 0) return [];
  if (filter.ids) query = query.where('permission.id', 'in', [...filter.ids]);
  if (filter.personId !== undefined) query = query.where('permission.person_id', '=', filter.personId);
  if (filter.requestId !== undefined) query = query.where('permission.request_id', '=', filter.requestId);
  if (filter.liveOn !== undefined) {
    const day = filter.liveOn;
    query = query
      .where('withdrawal.permission_id', 'is', null)
      .where('permission.since', '<=', day)
      .where((or) => or.or([or('permission.until', 'is', null), or('permission.until', '>=', day)]))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('person')
              .select('person.id')
              .whereRef('person.school_id', '=', 'permission.school_id')
              .whereRef('person.id', '=', 'permission.person_id')
              .where('person.suspended_at', 'is not', null),
          ),
        ),
      );
  }
  if (filter.endingFrom !== undefined) query = query.where('permission.until', '>=', filter.endingFrom);
  if (filter.endingTo !== undefined) query = query.where('permission.until', '<=', filter.endingTo);
  const rows = await query
    .orderBy('permission.given_at', 'desc')
    .orderBy('permission.id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(permissionOf);
}

const permissionOf = (row: Selectable<Tables['permission']> & WithdrawnRow): Permission => ({
  id: row.id,
  number: row.number,
  requestId: row.request_id ?? undefined,
  personId: row.person_id,
  edition: row.edition,
  clause: row.clause,
  act: row.act,
  thing: row.thing ?? undefined,
  facts: row.facts as Record<string, FactValue>,
  givenBy: words(row.given_by),
  written: row.written,
  isExemption: row.is_exemption,
  conditions: row.conditions ?? undefined,
  since: row.since,
  until: row.until ?? undefined,
  itemId: row.item_id ?? undefined,
  givenAt: row.given_at,
  seq: row.seq,
  withdrawal: withdrawalOf(row),
});

/** How a permission was withdrawn, beside it; nothing where it was not. */
interface WithdrawnRow {
  readonly withdrawn_by: string | null;
  readonly withdrawn_as: string | null;
  readonly withdrawn_because: string | null;
  readonly withdrawn_at: Date | null;
}

function withdrawalOf(row: WithdrawnRow): Withdrawal | undefined {
  if (row.withdrawn_at === null) return undefined;
  return {
    personId: row.withdrawn_by ?? '',
    role: row.withdrawn_as ?? '',
    reason: row.withdrawn_because ?? '',
    withdrawnAt: row.withdrawn_at,
  };
}

/** Whether it was withdrawn by this; not where it was withdrawn before. */
export async function insertWithdrawal(
  tx: Transaction,
  school: string,
  permissionId: string,
  withdrawal: Withdrawal,
  seq: number,
): Promise<void> {
  await tx
    .insertInto('withdrawal')
    .values({
      school_id: school,
      permission_id: permissionId,
      person_id: withdrawal.personId,
      role: withdrawal.role,
      reason: withdrawal.reason,
      withdrawn_at: withdrawal.withdrawnAt,
      seq,
    })
    .execute();
}

export async function insertRestriction(
  tx: Transaction,
  school: string,
  restriction: Omit<Restriction, 'liftedAt'>,
  seq: number,
): Promise<void> {
  await tx
    .insertInto('restriction')
    .values({
      school_id: school,
      id: restriction.id,
      person_id: restriction.personId,
      act: restriction.act,
      clause: restriction.clause,
      limits: restriction.limits ?? null,
      reason: restriction.reason,
      since: restriction.since,
      until: restriction.until ?? null,
      by_id: restriction.byId,
      role: restriction.role,
      made_at: restriction.madeAt,
      lifted_at: null,
      lifted_by: null,
      seq,
    })
    .execute();
}

/** Restrictions of a person, lifted and lapsed ones too; or those that hold on a day. */
export async function readRestrictions(
  db: Queries,
  school: string,
  filter: { readonly personId?: string; readonly id?: string; readonly liveOn?: string },
): Promise<Restriction[]> {
  let query = db.selectFrom('restriction').selectAll().where('school_id', '=', school);
  if (filter.personId !== undefined) query = query.where('person_id', '=', filter.personId);
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  if (filter.liveOn !== undefined) {
    const day = filter.liveOn;
    query = query
      .where('lifted_at', 'is', null)
      .where('since', '<=', day)
      .where((or) => or.or([or('until', 'is', null), or('until', '>=', day)]));
  }
  const rows = await query.orderBy('made_at', 'desc').execute();
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    act: row.act,
    clause: row.clause,
    limits: row.limits ?? undefined,
    reason: row.reason,
    since: row.since,
    until: row.until ?? undefined,
    byId: row.by_id,
    role: row.role,
    madeAt: row.made_at,
    liftedAt: row.lifted_at ?? undefined,
  }));
}

export async function liftRestriction(
  tx: Transaction,
  school: string,
  id: string,
  at: Date,
  by: string,
): Promise<void> {
  await tx
    .updateTable('restriction')
    .set({ lifted_at: at, lifted_by: by })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .execute();
}
