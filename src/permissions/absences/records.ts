import type { Queries, Transaction } from '../../store/index.ts';

export async function insertAbsence(
  tx: Transaction,
  school: string,
  absence: { readonly id: string; readonly personId: string; readonly since: string; readonly until: string },
): Promise<void> {
  await tx
    .insertInto('absence')
    .values({
      school_id: school,
      id: absence.id,
      person_id: absence.personId,
      since: absence.since,
      until: absence.until,
    })
    .execute();
}

/** Somebody is away on these days, both included. */
export interface Absence {
  readonly id: string;
  readonly personId: string;
  readonly since: string;
  readonly until: string;
}

/** Who is away on a day or will be, the soonest first. */
export async function readAbsences(db: Queries, school: string, day: string): Promise<Absence[]> {
  const rows = await db
    .selectFrom('absence')
    .selectAll()
    .where('school_id', '=', school)
    .where('until', '>=', day)
    .orderBy('since')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, personId: row.person_id, since: row.since, until: row.until }));
}

/** Ends an absence before a day: it is as if it had not been from that day on. */
export async function cutAbsence(
  tx: Transaction,
  school: string,
  id: string,
  lastDay: string,
): Promise<void> {
  const absence = tx.deleteFrom('absence').where('school_id', '=', school).where('id', '=', id);
  await absence.where('since', '>', lastDay).execute();
  await tx
    .updateTable('absence')
    .set({ until: lastDay })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .where('until', '>', lastDay)
    .execute();
}
