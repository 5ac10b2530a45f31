import type { Queries, Transaction } from '../../store/index.ts';
import { isOneOf } from '../records.ts';

/** A time of the law that a report has set running. */
export interface RunningClock {
  readonly clock: string;
  readonly startedAt: Date;
  readonly dueAt: Date | undefined;
  readonly metAt: Date | undefined;
  /** `met`, or why it does not bind any more. */
  readonly endedWhy: string | undefined;
}

export async function insertClock(
  tx: Transaction,
  school: string,
  reportId: string,
  { clock, startedAt, dueAt }: Pick<RunningClock, 'clock' | 'startedAt' | 'dueAt'>,
): Promise<void> {
  await tx
    .insertInto('report_clock')
    .values({
      school_id: school,
      report_id: reportId,
      clock,
      started_at: startedAt,
      due_at: dueAt ?? null,
      met_at: null,
      ended_why: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The times of some reports, by report. */
export async function readClocksOf(
  db: Queries,
  school: string,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RunningClock[]>> {
  if (reportIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('report_clock')
    .selectAll()
    .where('school_id', '=', school)
    .where(isOneOf(reportIds))
    .orderBy('clock')
    .execute();
  const clocks = new Map<string, RunningClock[]>();
  for (const row of rows)
    clocks.set(row.report_id, [
      ...(clocks.get(row.report_id) ?? []),
      {
        clock: row.clock,
        startedAt: row.started_at,
        dueAt: row.due_at ?? undefined,
        metAt: row.met_at ?? undefined,
        endedWhy: row.ended_why ?? undefined,
      },
    ]);
  return clocks;
}

/** A time was kept, or does not bind any more. */
export async function endClock(
  tx: Transaction,
  school: string,
  reportId: string,
  clock: string,
  end: { readonly metAt?: Date | undefined; readonly why: string },
): Promise<void> {
  await tx
    .updateTable('report_clock')
    .set({ met_at: end.metAt ?? null, ended_why: end.why })
    .where('school_id', '=', school)
    .where('report_id', '=', reportId)
    .where('clock', '=', clock)
    .execute();
}
