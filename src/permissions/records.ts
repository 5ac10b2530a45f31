import { type Selectable, type SqlBool, sql } from 'kysely';
import type { FactValue } from '../policy/index.ts';
import type { Queries, Tables, Transaction } from '../store/index.ts';
import type { Holder } from './approving.ts';
import type { Permission, Restriction, Withdrawal } from './permission.ts';
import type { Decision, Remark, Request, RequestNeed, RequestPart } from './request.ts';

const words = (text: string): string[] => text.split(' ').filter(Boolean);

/** The next number of a kind, at once taken. */
export async function nextNumber(tx: Transaction, school: string, kind: string): Promise<number> {
  const row = await tx
    .insertInto('counter')
    .values({ school_id: school, kind, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'kind']).doUpdateSet({ last: sql<number>`counter.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}

export async function insertRequest(
  tx: Transaction,
  school: string,
  request: Omit<Request, 'decisions' | 'remarks' | 'retractedAt'>,
  seq: number,
): Promise<void> {
  await tx
    .insertInto('request')
    .values({
      school_id: school,
      id: request.id,
      number: request.number,
      person_id: request.personId,
      entered_by: request.enteredBy,
      edition: request.edition,
      act: request.act,
      thing: request.thing ?? null,
      facts: JSON.stringify(request.facts),
      purpose: request.purpose,
      since: request.since,
      until: request.until ?? null,
      item_id: request.itemId ?? null,
      is_exemption: request.isExemption,
      made_at: request.madeAt,
      seq,
    })
    .execute();
  await tx
    .insertInto('request_part')
    .values(
      request.parts.map((part) => ({
        school_id: school,
        request_id: request.id,
        clause: part.clause,
        mode: part.mode,
        roles: part.roles.join(' '),
        written: part.written,
      })),
    )
    .execute();
  if (request.needs.length === 0) return;
  await tx
    .insertInto('request_need')
    .values(
      request.needs.map((need) => ({
        school_id: school,
        request_id: request.id,
        need: need.need,
        shown_by: need.shownBy ?? null,
        reference: need.reference ?? null,
      })),
    )
    .execute();
}

/** Which requests are read. */
export interface RequestFilter {
  readonly ids?: readonly string[];
  readonly personId?: string;
  readonly enteredBy?: string;
  /** Only those that nobody has settled, taken back or decided to the end; the caller looks closer. */
  readonly maybeOpen?: boolean;
  /** Like requests: the same act. */
  readonly act?: string;
}

/** Whole requests, the newest first. */
export async function readRequests(
  db: Queries,
  school: string,
  filter: RequestFilter,
  limit = 500,
): Promise<Request[]> {
  if (filter.ids?.length === 0) return [];
  let query = db.selectFrom('request').selectAll().where('school_id', '=', school);
  if (filter.ids) query = query.where('id', 'in', [...filter.ids]);
  if (filter.personId !== undefined) query = query.where('person_id', '=', filter.personId);
  if (filter.enteredBy !== undefined) query = query.where('entered_by', '=', filter.enteredBy);
  if (filter.act !== undefined) query = query.where('act', '=', filter.act);
  if (filter.maybeOpen)
    query = query
      .where(
        sql<SqlBool>`not exists (select from permission p where p.school_id = request.school_id and p.request_id = request.id)`,
      )
      .where(
        sql<SqlBool>`not exists (select from request_retraction r where r.school_id = request.school_id and r.request_id = request.id)`,
      )
      .where(
        sql<SqlBool>`not exists (select from decision d where d.school_id = request.school_id and d.request_id = request.id and d.outcome = 'refused')`,
      );
  const rows = await query.orderBy('made_at', 'desc').orderBy('id').limit(limit).execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const parts = await partsOf(db, school, ids);
  const needs = await needsOf(db, school, ids);
  const decisions = await decisionsOf(db, school, ids);
  const remarks = await remarksOf(db, school, ids);
  const retracted = await retractionsOf(db, school, ids);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    personId: row.person_id,
    enteredBy: row.entered_by,
    edition: row.edition,
    act: row.act,
    thing: row.thing ?? undefined,
    facts: row.facts as Record<string, FactValue>,
    purpose: row.purpose,
    since: row.since,
    until: row.until ?? undefined,
    itemId: row.item_id ?? undefined,
    isExemption: row.is_exemption,
    madeAt: row.made_at,
    parts: parts.get(row.id) ?? [],
    needs: needs.get(row.id) ?? [],
    decisions: decisions.get(row.id) ?? [],
    remarks: remarks.get(row.id) ?? [],
    retractedAt: retracted.get(row.id),
  }));
}

/** Rows in the order they came, by the request they belong to. */
function byRequest<Row extends { readonly request_id: string }, T>(
  rows: readonly Row[],
  read: (row: Row) => T,
): ReadonlyMap<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const list = found.get(row.request_id);
    if (list) list.push(read(row));
    else found.set(row.request_id, [read(row)]);
  }
  return found;
}

async function partsOf(db: Queries, school: string, ids: readonly string[]) {
  const rows = await db
    .selectFrom('request_part')
    .selectAll()
    .where('school_id', '=', school)
    .where('request_id', 'in', [...ids])
    .orderBy('clause')
    .execute();
  return byRequest(
    rows,
    (row): RequestPart => ({
      clause: row.clause,
      mode: row.mode as RequestPart['mode'],
      roles: words(row.roles),
      written: row.written,
    }),
  );
}

async function needsOf(db: Queries, school: string, ids: readonly string[]) {
  const rows = await db
    .selectFrom('request_need')
    .selectAll()
    .where('school_id', '=', school)
    .where('request_id', 'in', [...ids])
    .orderBy('need')
    .execute();
  return byRequest(
    rows,
    (row): RequestNeed => ({
      need: row.need,
      shownBy: (row.shown_by as RequestNeed['shownBy']) ?? undefined,
      reference: row.reference ?? undefined,
    }),
  );
}

async function decisionsOf(db: Queries, school: string, ids: readonly string[]) {
  const rows = await db
    .selectFrom('decision')
    .selectAll()
    .where('school_id', '=', school)
    .where('request_id', 'in', [...ids])
    .orderBy('decided_at')
    .orderBy('id')
    .execute();
  return byRequest(
    rows,
    (row): Decision => ({
      clause: row.clause,
      role: row.role,
      personId: row.person_id,
      outcome: row.outcome as Decision['outcome'],
      conditions: row.conditions ?? undefined,
      reason: row.reason ?? undefined,
      decidedAt: row.decided_at,
    }),
  );
}

async function remarksOf(db: Queries, school: string, ids: readonly string[]) {
  const rows = await db
    .selectFrom('request_remark')
    .selectAll()
    .where('school_id', '=', school)
    .where('request_id', 'in', [...ids])
    .orderBy('said_at')
    .orderBy('id')
    .execute();
  return byRequest(
    rows,
    (row): Remark => ({
      personId: row.person_id,
      words: row.words,
      isQuestion: row.is_question,
      saidAt: row.said_at,
    }),
  );
}

async function retractionsOf(db: Queries, school: string, ids: readonly string[]) {
  const rows = await db
    .selectFrom('request_retraction')
    .selectAll()
    .where('school_id', '=', school)
    .where('request_id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.request_id, row.retracted_at]));
}

/** Holds the request until the transaction ends, so that two answers at once are one after the other. */
export async function lockRequest(tx: Transaction, school: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('request')
    .select('id')
    .where('school_id', '=', school)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertDecision(
  tx: Transaction,
  school: string,
  requestId: string,
  id: string,
  decision: Decision,
  seq: number,
): Promise<void> {
  await tx
    .insertInto('decision')
    .values({
      school_id: school,
      id,
      request_id: requestId,
      clause: decision.clause,
      role: decision.role,
      person_id: decision.personId,
      outcome: decision.outcome,
      conditions: decision.conditions ?? null,
      reason: decision.reason ?? null,
      decided_at: decision.decidedAt,
      seq,
    })
    .execute();
}

export async function insertRemark(
  tx: Transaction,
  school: string,
  requestId: string,
  id: string,
  remark: Remark,
): Promise<void> {
  await tx
    .insertInto('request_remark')
    .values({
      school_id: school,
      id,
      request_id: requestId,
      person_id: remark.personId,
      words: remark.words,
      is_question: remark.isQuestion,
      said_at: remark.saidAt,
    })
    .execute();
}

export async function insertRetraction(
  tx: Transaction,
  school: string,
  requestId: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('request_retraction')
    .values({ school_id: school, request_id: requestId, retracted_at: at })
    .execute();
}

export async function updateNeed(
  tx: Transaction,
  school: string,
  requestId: string,
  need: string,
  shownBy: string,
  reference: string | undefined,
): Promise<void> {
  await tx
    .updateTable('request_need')
    .set({ shown_by: shownBy, reference: reference ?? null })
    .where('school_id', '=', school)
    .where('request_id', '=', requestId)
    .where('need', '=', need)
    .execute();
}

export async function insertPermission(
  tx: Transaction,
  school: string,
  permission: Omit<Permission, 'withdrawal'>,
  seq: number,
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
      seq,
    })
    .execute();
}

/** Which permissions are read. */
export interface PermissionFilter {
  readonly id?: string;
  readonly ids?: readonly string[];
  readonly personId?: string;
  readonly requestId?: string;
  /** Only those that hold on this day. */
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
      .where((or) => or.or([or('permission.until', 'is', null), or('permission.until', '>=', day)]));
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

/** Who holds which role on a day, and whether they are away. */
export async function readHolders(db: Queries, school: string, day: string): Promise<Holder[]> {
  const rows = await db
    .selectFrom('holding')
    .innerJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'holding.school_id').onRef('person.id', '=', 'holding.person_id'),
    )
    .select([
      'holding.person_id',
      'holding.role',
      'holding.deputises',
      sql<boolean>`exists (select from absence a where a.school_id = holding.school_id and a.person_id = holding.person_id
        and a.since <= ${day} and a.until >= ${day})`.as('is_away'),
    ])
    .where('holding.school_id', '=', school)
    .where('person.closed_at', 'is', null)
    .where('holding.since', '<=', day)
    .where((or) => or.or([or('holding.until', 'is', null), or('holding.until', '>=', day)]))
    .where('holding.role', 'not in', ['pupil', 'parent'])
    .orderBy('holding.since')
    .orderBy('holding.id')
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    role: row.role,
    deputises: row.deputises,
    isAway: row.is_away,
  }));
}
