import { sql } from 'kysely';
import type { Queries, Transaction } from '../store/index.ts';
import type { Letter } from './letter.ts';
import { pauses } from './pauses.ts';
import type { Outgoing } from './sender.ts';

export async function insertMessage(
  tx: Transaction,
  message: Letter & { readonly id: string; readonly madeAt: Date },
): Promise<void> {
  await tx
    .insertInto('message')
    .values({
      school_id: message.school,
      id: message.id,
      to_person_id: message.to.personId ?? null,
      to_address: message.to.address,
      kind: message.kind,
      subject: message.subject,
      body_text: message.text,
      body_html: message.html,
      made_at: message.madeAt,
    })
    .execute();
}

/** Which message, and how often it was begun so far. */
export interface DueMessage {
  readonly school: string;
  readonly id: string;
  readonly attempts: number;
}

/** What an attempt is written down as before it is made. */
const BEGUN = 'begun';

/** Letters that somebody is waiting for at this moment go before those that may arrive within the hour. */
const waitedFor = sql.join(['way-back', 'password-changed', 'invitation'].map((kind) => sql.lit(kind)));

/** After more attempts than there are pauses the last one counts. */
const pauseInSeconds = sql`coalesce((${sql.lit(`{${pauses.join(',')}}`)}::int[])[tried.attempts], ${sql.lit(pauses.at(-1) ?? 0)})`;

/** Messages without an end whose pause is over, those that people wait for first, then the oldest. */
export async function dueMessages(
  db: Queries,
  now: Date,
  only: { readonly school?: string | undefined; readonly id?: string; readonly limit: number },
): Promise<DueMessage[]> {
  const { rows } = await sql<DueMessage>`
    select m.school_id as school, m.id, tried.attempts
    from message m
    cross join lateral (
      select count(*) filter (where d.detail = ${sql.lit(BEGUN)})::int as attempts, max(d.tried_at) as last
      from delivery d where d.school_id = m.school_id and d.message_id = m.id
    ) tried
    where ${only.school === undefined ? sql`true` : sql`m.school_id = ${only.school}`}
      and ${only.id === undefined ? sql`true` : sql`m.id = ${only.id}`}
      and not exists (
        select 1 from delivery e
        where e.school_id = m.school_id and e.message_id = m.id and e.outcome in ('sent', 'kept', 'failed')
      )
      and (tried.last is null or tried.last + ${pauseInSeconds} * interval '1 second' <= ${now}::timestamptz)
    order by m.kind in (${waitedFor}) desc, m.made_at, m.id
    limit ${sql.lit(only.limit)}
  `.execute(db);
  return rows;
}

/** A message whose attempt was written down. */
export interface BegunMessage extends DueMessage, Outgoing {}

/**
 * Writes down that a message is now tried, unless somebody else has done so. Gives the message, or nothing.
 *
 * INVARIANT: of any number who ask at the same time, one gets it. The lock is held until the transaction ends, and who
 * comes next sees the attempt.
 */
export async function beginMessage(
  tx: Transaction,
  { school, id }: Pick<DueMessage, 'school' | 'id'>,
  now: Date,
): Promise<BegunMessage | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail ${school} ${id}`}, 0))`.execute(tx);
  const [due] = await dueMessages(tx, now, { school, id, limit: 1 });
  if (!due) return undefined;
  await insertDelivery(tx, due, now, { outcome: 'put-off', detail: BEGUN });
  return { ...(await readOutgoing(tx, due)), attempts: due.attempts };
}

async function readOutgoing(tx: Transaction, { school, id }: DueMessage): Promise<Outgoing> {
  const { schoolName, ...message } = await tx
    .selectFrom('message as m')
    .leftJoin('school as s', 's.school_id', 'm.school_id')
    .select(['m.school_id as school', 'm.id', 's.name as schoolName', 'm.kind', 'm.to_address as address'])
    .select(['m.subject', 'm.body_text as text', 'm.body_html as html', 'm.made_at as madeAt'])
    .where('m.school_id', '=', school)
    .where('m.id', '=', id)
    .executeTakeFirstOrThrow();
  return { ...message, schoolName: schoolName ?? '' };
}

export interface Delivery {
  readonly outcome: 'sent' | 'kept' | 'put-off' | 'failed';
  readonly detail?: string;
}

export async function insertDelivery(
  db: Queries,
  { school, id }: Pick<DueMessage, 'school' | 'id'>,
  at: Date,
  { outcome, detail }: Delivery,
): Promise<void> {
  await db
    .insertInto('delivery')
    .values({ school_id: school, message_id: id, tried_at: at, outcome, detail: detail ?? null })
    .execute();
}

/** Forgets the words of a letter that is on its way or will never be: a link in it may still open something. */
export async function forgetWords(
  tx: Transaction,
  { school, id }: Pick<DueMessage, 'school' | 'id'>,
): Promise<void> {
  await tx
    .updateTable('message')
    .set({ body_text: '', body_html: '' })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .execute();
}

/** A message that has not left, as the page lists it. */
export interface KeptMessage {
  readonly id: string;
  readonly address: string;
  readonly subject: string;
  readonly madeAt: Date;
}

/** Messages of a school that have not left, the newest first. */
export function listKept(db: Queries, school: string, limit: number): Promise<KeptMessage[]> {
  return keptOf(db, school)
    .select(['m.id', 'm.to_address as address', 'm.subject', 'm.made_at as madeAt'])
    .orderBy('m.made_at', 'desc')
    .orderBy('m.id')
    .limit(limit)
    .execute();
}

/** One of them with its text. */
export function findKept(
  db: Queries,
  school: string,
  id: string,
): Promise<(KeptMessage & { readonly text: string }) | undefined> {
  return keptOf(db, school)
    .select(['m.id', 'm.to_address as address', 'm.subject', 'm.made_at as madeAt', 'm.body_text as text'])
    .where('m.id', '=', id)
    .executeTakeFirst();
}

/** That there was such a letter is nobody else's business: not even that of those who try out a school without mail. */
const secret = ['report-waiting', 'report-answered', 'report-received'];

const keptOf = (db: Queries, school: string) =>
  db
    .selectFrom('message as m')
    .where('m.school_id', '=', school)
    .where('m.kind', 'not in', secret)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('delivery as d')
            .select('d.outcome')
            .whereRef('d.school_id', '=', 'm.school_id')
            .whereRef('d.message_id', '=', 'm.id')
            .where('d.outcome', 'in', ['sent', 'failed']),
        ),
      ),
    );
