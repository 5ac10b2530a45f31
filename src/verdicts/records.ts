import { sql } from 'kysely';
import type { Queries, Store } from '../store/index.ts';
import type { VerdictData } from '../policy/index.ts';

export type Channel = 'page' | 'api' | 'command';

/** A question as it is kept: words of the vocabulary only, nothing that anybody typed. */
export interface KeptQuestion {
  readonly mode: string;
  readonly as: readonly string[];
  readonly act?: string;
  readonly event?: string;
  readonly thing?: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly permissions: readonly unknown[];
}

/** A verdict that somebody was given, and may rely on. */
export interface KeptAnswer {
  readonly school: string;
  readonly id: string;
  readonly askedAt: Date;
  readonly edition: number;
  readonly channel: Channel;
  readonly question: KeptQuestion;
  readonly verdict: VerdictData;
}

/**
 * Writes answers, all or none, in one statement. They go as one text, so that the statement is the same for any number of
 * them: a row of values for each would take the database longer to read than to keep.
 */
export async function insertAnswers(store: Store, answers: readonly KeptAnswer[]): Promise<void> {
  const rows = answers.map((answer) => ({
    school_id: answer.school,
    id: answer.id,
    asked_at: answer.askedAt,
    edition: answer.edition,
    channel: answer.channel,
    question: answer.question,
    verdict: answer.verdict,
    outcome: answer.verdict.verdict,
  }));
  await sql`insert into answer select * from jsonb_populate_recordset(null::answer, ${JSON.stringify(rows)})`.execute(
    store.db,
  );
}

export async function findAnswer(db: Queries, school: string, id: string): Promise<KeptAnswer | undefined> {
  const row = await db
    .selectFrom('answer')
    .selectAll()
    .where('school_id', '=', school)
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      school,
      id,
      askedAt: row.asked_at,
      edition: row.edition,
      channel: row.channel,
      question: row.question as KeptQuestion,
      verdict: row.verdict as VerdictData,
    }
  );
}

/** A point on which the policy was silent, with how often it was asked. */
export interface Gap {
  readonly subject: string;
  readonly kind: 'silent' | 'not-found';
  readonly times: number;
  readonly last: Date;
}

/** What was asked and not answered: acts on which the policy is silent, and questions that no act fits. */
export async function listGaps(db: Queries, school: string, limit: number): Promise<Gap[]> {
  const silent = await db
    .selectFrom('answer')
    .select((eb) => [
      sql<string>`coalesce(question->>'act', question->>'event')`.as('subject'),
      eb.fn.countAll<string>().as('times'),
      eb.fn.max('asked_at').as('last'),
    ])
    .where('school_id', '=', school)
    .where('outcome', '=', 'silent')
    .groupBy('subject')
    .orderBy('times', 'desc')
    .limit(limit)
    .execute();
  const notFound = await db
    .selectFrom('gap')
    .select((eb) => [
      'words as subject',
      eb.fn.countAll<string>().as('times'),
      eb.fn.max('told_at').as('last'),
    ])
    .where('school_id', '=', school)
    .groupBy('words')
    .orderBy('times', 'desc')
    .limit(limit)
    .execute();
  const gapOf = (kind: Gap['kind']) => (row: { subject: unknown; times: string; last: Date }) => ({
    subject: String(row.subject),
    kind,
    times: Number(row.times),
    last: row.last,
  });
  return [...silent.map(gapOf('silent')), ...notFound.map(gapOf('not-found'))].toSorted(
    (one, other) => other.times - one.times || (one.subject < other.subject ? -1 : 1),
  );
}

export async function insertGap(
  db: Queries,
  gap: { school: string; id: string; toldAt: Date; edition: number; words: string },
): Promise<void> {
  await db
    .insertInto('gap')
    .values({
      school_id: gap.school,
      id: gap.id,
      told_at: gap.toldAt,
      edition: gap.edition,
      kind: 'not-found',
      act: null,
      words: gap.words,
    })
    .execute();
}

/** How many answers a school was given, by verdict. */
export async function countAnswers(db: Queries, school: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('answer')
    .select((eb) => ['outcome', eb.fn.countAll<string>().as('times')])
    .where('school_id', '=', school)
    .groupBy('outcome')
    .execute();
  return new Map(rows.map((row) => [row.outcome, Number(row.times)]));
}
