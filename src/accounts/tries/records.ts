import { sql } from 'kysely';
import type { Queries } from '../../store/index.ts';

/** Makes tries under one subject wait for each other, until the transaction ends. */
export async function takeTurn(tx: Queries, school: string, subject: Uint8Array): Promise<void> {
  const key = `${school} ${Buffer.from(subject).toString('hex')}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

/**
 * Wrong tries under a subject since a moment, and when the last was. With `forgives` those count that came after the
 * last right one; without it each right one makes good one.
 */
export async function triesOf(
  db: Queries,
  school: string,
  subject: Uint8Array,
  since: Date,
  forgives: boolean,
): Promise<{ readonly wrong: number; readonly last: Date | undefined }> {
  const rows = await db
    .selectFrom('sign_in_attempt')
    .select(['tried_at', 'was_right'])
    .where('school_id', '=', school)
    .where('subject', '=', subject)
    .where('tried_at', '>', since)
    .orderBy('tried_at', 'desc')
    .orderBy('was_right', 'desc')
    .execute();
  const right = rows.filter((row) => row.was_right);
  const lastRight = right[0]?.tried_at.getTime() ?? 0;
  const wrong = rows.filter((row) => !row.was_right && (!forgives || row.tried_at.getTime() > lastRight));
  return {
    wrong: forgives ? wrong.length : wrong.length - right.length,
    last: wrong[0]?.tried_at,
  };
}

export async function insertAttempt(
  db: Queries,
  school: string,
  attempt: {
    readonly id: string;
    readonly subject: Uint8Array;
    readonly at: Date;
    readonly wasRight: boolean;
  },
): Promise<void> {
  await db
    .insertInto('sign_in_attempt')
    .values({
      school_id: school,
      id: attempt.id,
      subject: attempt.subject,
      tried_at: attempt.at,
      was_right: attempt.wasRight,
    })
    .execute();
}

/** When a subject was last tried. */
export async function lastAttempt(
  db: Queries,
  school: string,
  subject: Uint8Array,
): Promise<Date | undefined> {
  const row = await db
    .selectFrom('sign_in_attempt')
    .select('tried_at')
    .where('school_id', '=', school)
    .where('subject', '=', subject)
    .orderBy('tried_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.tried_at;
}
