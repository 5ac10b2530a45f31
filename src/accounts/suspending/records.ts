import type { Selectable } from 'kysely';
import type { Queries, Tables, Transaction } from '../../store/index.ts';

/** Somebody's account rests, or rested. */
export interface Suspension {
  readonly id: string;
  readonly personId: string;
  readonly reason: string;
  readonly decidedBy: string;
  readonly since: Date;
  readonly endedAt: Date | undefined;
  readonly endedBy: string | undefined;
  readonly endedWhy: string | undefined;
}

const suspensionFrom = (row: Selectable<Tables['suspension']>): Suspension => ({
  id: row.id,
  personId: row.person_id,
  reason: row.reason,
  decidedBy: row.decided_by,
  since: row.since,
  endedAt: row.ended_at ?? undefined,
  endedBy: row.ended_by ?? undefined,
  endedWhy: row.ended_why ?? undefined,
});

/** Whether somebody's account rests now. */
export async function isSuspended(db: Queries, school: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('suspended_at')
    .where('school_id', '=', school)
    .where('id', '=', personId)
    .executeTakeFirst();
  return row !== undefined && row.suspended_at !== null;
}

/** Since when a person's account rests; none where it opens again. */
export async function markSuspended(
  tx: Transaction,
  school: string,
  personId: string,
  since: Date | null,
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ suspended_at: since })
    .where('school_id', '=', school)
    .where('id', '=', personId)
    .execute();
}

export async function insertSuspension(
  tx: Transaction,
  school: string,
  suspension: Pick<Suspension, 'id' | 'personId' | 'reason' | 'decidedBy' | 'since'>,
  seq: number,
): Promise<void> {
  await tx
    .insertInto('suspension')
    .values({
      school_id: school,
      id: suspension.id,
      person_id: suspension.personId,
      reason: suspension.reason,
      decided_by: suspension.decidedBy,
      since: suspension.since,
      ended_at: null,
      ended_by: null,
      ended_why: null,
      seq,
    })
    .execute();
}

/** Ends one that goes on; false where it was ended before. */
export async function closeSuspension(
  tx: Transaction,
  school: string,
  id: string,
  ended: { readonly at: Date; readonly by: string; readonly why: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('suspension')
    .set({ ended_at: ended.at, ended_by: ended.by, ended_why: ended.why })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The suspension of somebody that goes on. */
export async function openSuspension(
  db: Queries,
  school: string,
  personId: string,
): Promise<Suspension | undefined> {
  const row = await db
    .selectFrom('suspension')
    .selectAll()
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row && suspensionFrom(row);
}
