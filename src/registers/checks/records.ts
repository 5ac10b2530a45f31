import type { Queries, Transaction } from '../../store/index.ts';
import type { State } from '../kind.ts';

const MOST_AT_ONCE = 1000;

/** When a check of an item is next due. */
export interface Due {
  readonly itemId: string;
  readonly check: string;
  /** YYYY-MM-DD. */
  readonly dueOn: string;
  readonly ownerRole: string | undefined;
}

/** Keeps when checks are due, in the place of what was kept before. */
export async function putDue(tx: Transaction, school: string, dues: readonly Due[]): Promise<void> {
  for (let start = 0; start < dues.length; start += MOST_AT_ONCE)
    await tx
      .insertInto('check_due')
      .values(
        dues.slice(start, start + MOST_AT_ONCE).map((due) => ({
          school_id: school,
          item_id: due.itemId,
          check_kind: due.check,
          due_on: due.dueOn,
          owner_role: due.ownerRole ?? null,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['school_id', 'item_id', 'check_kind']).doUpdateSet((eb) => ({
          due_on: eb.ref('excluded.due_on'),
          owner_role: eb.ref('excluded.owner_role'),
        })),
      )
      .execute();
}

/** Nothing of these items is due any more: all of their checks, or only those named. */
export async function dropDue(
  tx: Transaction,
  school: string,
  itemIds: readonly string[],
  checks?: readonly string[],
): Promise<void> {
  if (itemIds.length === 0 || checks?.length === 0) return;
  let query = tx
    .deleteFrom('check_due')
    .where('school_id', '=', school)
    .where('item_id', 'in', [...itemIds]);
  if (checks) query = query.where('check_kind', 'in', [...checks]);
  await query.execute();
}

/** A check that was done. */
export interface DoneCheck {
  readonly id: string;
  readonly itemId: string;
  readonly check: string;
  readonly at: Date;
  readonly by: string;
  readonly passed: boolean;
  readonly note: string | undefined;
  readonly nextDueOn: string | undefined;
}

/** A photograph that shows what was found. */
export interface Evidence {
  readonly bytes: Uint8Array;
  readonly type: 'image/jpeg' | 'image/png';
}

export async function insertChecks(
  tx: Transaction,
  school: string,
  checks: readonly DoneCheck[],
  evidence?: Evidence,
): Promise<void> {
  for (let start = 0; start < checks.length; start += MOST_AT_ONCE)
    await tx
      .insertInto('item_check')
      .values(
        checks.slice(start, start + MOST_AT_ONCE).map((check) => ({
          school_id: school,
          id: check.id,
          item_id: check.itemId,
          check_kind: check.check,
          done_at: check.at,
          done_by: check.by,
          passed: check.passed,
          note: check.note ?? null,
          evidence: evidence?.bytes ?? null,
          evidence_type: evidence?.type ?? null,
          next_due_on: check.nextDueOn ?? null,
        })),
      )
      .execute();
}

/** Checks that were done of an item, the newest first, with whether a photograph is kept. */
export async function checksOf(
  db: Queries,
  school: string,
  itemId: string,
  limit: number,
): Promise<(DoneCheck & { readonly hasEvidence: boolean })[]> {
  const rows = await db
    .selectFrom('item_check')
    .select([
      'id',
      'item_id',
      'check_kind',
      'done_at',
      'done_by',
      'passed',
      'note',
      'next_due_on',
      'evidence_type',
    ])
    .where('school_id', '=', school)
    .where('item_id', '=', itemId)
    .orderBy('done_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    itemId: row.item_id,
    check: row.check_kind,
    at: row.done_at,
    by: row.done_by,
    passed: row.passed,
    note: row.note ?? undefined,
    nextDueOn: row.next_due_on ?? undefined,
    hasEvidence: row.evidence_type !== null,
  }));
}

/** The photograph of a check, with the item that it shows. */
export async function evidenceOf(
  db: Queries,
  school: string,
  checkId: string,
): Promise<(Evidence & { readonly itemId: string }) | undefined> {
  const row = await db
    .selectFrom('item_check')
    .select(['item_id', 'evidence', 'evidence_type'])
    .where('school_id', '=', school)
    .where('id', '=', checkId)
    .executeTakeFirst();
  if (!row?.evidence) return undefined;
  return { itemId: row.item_id, bytes: row.evidence, type: row.evidence_type as Evidence['type'] };
}

/** Which checks that are due are listed. */
export interface DueFilter {
  /** Kinds of registers. */
  readonly kinds: readonly string[];
  /** First and last day, YYYY-MM-DD. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly place?: string | undefined;
  readonly check?: string | undefined;
}

/** A check that is due, with the item. */
export interface DueCheck extends Due {
  readonly kind: string;
  readonly number: number;
  readonly name: string;
  readonly tag: string | undefined;
  readonly place: string | undefined;
  readonly state: State;
}

/** Checks by the day on which they are due, at most `limit`. Retired items have none. */
export async function listDue(
  db: Queries,
  school: string,
  filter: DueFilter,
  limit: number,
): Promise<DueCheck[]> {
  if (filter.kinds.length === 0) return [];
  const rows = await dueWhere(db, school, filter)
    .select(['check_due.item_id', 'check_due.check_kind', 'check_due.due_on', 'check_due.owner_role'])
    .select(['item.kind', 'item.number', 'item.name', 'item.tag', 'item.place', 'item.state'])
    .orderBy('check_due.due_on')
    .orderBy('item.place')
    .orderBy('item.name')
    .orderBy('check_due.item_id')
    .orderBy('check_due.check_kind')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    itemId: row.item_id,
    check: row.check_kind,
    dueOn: row.due_on,
    ownerRole: row.owner_role ?? undefined,
    kind: row.kind,
    number: row.number,
    name: row.name,
    tag: row.tag ?? undefined,
    place: row.place ?? undefined,
    state: row.state as State,
  }));
}

function dueWhere(db: Queries, school: string, filter: DueFilter) {
  let query = db
    .selectFrom('check_due')
    .innerJoin('item', (join) =>
      join.onRef('item.school_id', '=', 'check_due.school_id').onRef('item.id', '=', 'check_due.item_id'),
    )
    .where('check_due.school_id', '=', school)
    .where('item.kind', 'in', [...filter.kinds]);
  if (filter.since !== undefined) query = query.where('check_due.due_on', '>=', filter.since);
  if (filter.until !== undefined) query = query.where('check_due.due_on', '<=', filter.until);
  if (filter.place !== undefined) query = query.where('item.place', '=', filter.place);
  if (filter.check !== undefined) query = query.where('check_due.check_kind', '=', filter.check);
  return query;
}
