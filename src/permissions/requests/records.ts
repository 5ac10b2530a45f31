import { type SqlBool, sql } from 'kysely';
import type { FactValue } from '../../policy/index.ts';
import type { Queries, Transaction } from '../../store/index.ts';
import type { Decision, Remark, Request, RequestNeed, RequestPart } from '../request.ts';

const words = (text: string): string[] => text.split(' ').filter(Boolean);

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

/** Whom parts of requests name, as they were ever asked: each set of roles once. Looks at no request. */
export async function rolesAsked(db: Queries, school: string): Promise<(readonly string[])[]> {
  const rows = await db
    .selectFrom('request_part')
    .select('roles')
    .distinct()
    .where('school_id', '=', school)
    .execute();
  return rows.map(({ roles }) => words(roles));
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

/** Decisions in the order they were made. Until when each agreed stands in its entry of the ledger alone. */
async function decisionsOf(db: Queries, school: string, ids: readonly string[]) {
  const rows = await db
    .selectFrom('decision')
    .innerJoin('ledger_entry', (join) =>
      join
        .onRef('ledger_entry.school_id', '=', 'decision.school_id')
        .onRef('ledger_entry.seq', '=', 'decision.seq'),
    )
    .selectAll('decision')
    .select(sql<string | null>`cast(ledger_entry.leaf as jsonb) -> 'details' ->> 'until'`.as('until'))
    .where('decision.school_id', '=', school)
    .where('decision.request_id', 'in', [...ids])
    .orderBy('decision.decided_at')
    .orderBy('decision.id')
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
      until: row.until ?? undefined,
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
  shownBy: RequestNeed['shownBy'],
  reference: string | undefined,
): Promise<void> {
  await tx
    .updateTable('request_need')
    .set({ shown_by: shownBy ?? null, reference: reference ?? null })
    .where('school_id', '=', school)
    .where('request_id', '=', requestId)
    .where('need', '=', need)
    .execute();
}
