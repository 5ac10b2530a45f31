import { sql } from 'kysely';
import type { Queries, Transaction } from '../../store/index.ts';
import type { Lifting, Measure } from './measure.ts';

export async function insertMeasure(
  tx: Transaction,
  school: string,
  measure: Omit<Measure, 'lifted'>,
  seq: number,
): Promise<void> {
  await tx
    .insertInto('measure')
    .values({
      school_id: school,
      id: measure.id,
      report_id: measure.reportId,
      person_id: measure.personId,
      clause: measure.clause,
      measure: measure.measure,
      reason: measure.reason,
      decided_by: measure.decidedBy,
      decided_at: measure.decidedAt,
      since: measure.since,
      until: measure.until ?? null,
      lifted_at: null,
      lifted_by: null,
      lifted_why: null,
      seq,
    })
    .execute();
}

/** Measures of a report, the oldest first. Whoever asks has shown that the report is theirs to hear. */
export async function readMeasures(db: Queries, school: string, reportId: string): Promise<Measure[]> {
  const rows = await db
    .selectFrom('measure')
    .selectAll()
    .where('school_id', '=', school)
    .where('report_id', '=', reportId)
    .orderBy('decided_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    reportId: row.report_id,
    personId: row.person_id,
    clause: row.clause ?? '',
    measure: row.measure,
    reason: row.reason,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    since: row.since,
    until: row.until ?? undefined,
    lifted: liftingFrom(row),
  }));
}

const liftingFrom = (row: {
  lifted_at: Date | null;
  lifted_by: string | null;
  lifted_why: string | null;
}): Lifting | undefined =>
  row.lifted_at === null
    ? undefined
    : { at: row.lifted_at, by: row.lifted_by ?? '', why: row.lifted_why ?? '' };

/** Takes a measure back; false where it was before. */
export async function updateLifted(
  tx: Transaction,
  school: string,
  id: string,
  lifting: Lifting,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('measure')
    .set({ lifted_at: lifting.at, lifted_by: lifting.by, lifted_why: lifting.why })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Reports under which a suspension was begun and not ended yet. */
export async function reportsHolding(
  db: Queries,
  school: string,
  suspensionId: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('report_entry')
    .select(['report_id', sql<number>`sum(case kind when 'suspended' then 1 else -1 end)::int`.as('held')])
    .where('school_id', '=', school)
    .where('kind', 'in', ['suspended', 'suspension-ended'])
    .where(sql<boolean>`details->>'suspension' = ${suspensionId}`)
    .groupBy('report_id')
    .execute();
  return rows.filter(({ held }) => held > 0).map(({ report_id }) => report_id);
}
