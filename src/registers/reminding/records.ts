import type { Queries, Transaction } from '../../store/index.ts';

const DAY_MS = 86_400_000;
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** What is looked through once a day. */
export type Round = 'registers.due' | 'permissions.lapsing' | 'requests.waiting';

/**
 * Takes the round of a day for the caller's transaction; gives the day of the round before it, or nothing where this day's was
 * taken already.
 *
 * INVARIANT: a round is taken once. Two servers at once wait for each other here, and what a round posts is in the same
 * transaction.
 */
export async function takeRound(
  tx: Transaction,
  school: string,
  kind: Round,
  day: string,
): Promise<string | undefined> {
  await tx
    .insertInto('counter')
    .values({ school_id: school, kind, last: numberOf(day) - 1 })
    .onConflict((conflict) => conflict.columns(['school_id', 'kind']).doNothing())
    .execute();
  const { last } = await tx
    .selectFrom('counter')
    .select('last')
    .where('school_id', '=', school)
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (last >= numberOf(day)) return undefined;
  await tx
    .updateTable('counter')
    .set({ last: numberOf(day) })
    .where('school_id', '=', school)
    .where('kind', '=', kind)
    .execute();
  return dayOf(last);
}

/** Days on which the school is shut, besides weekends. */
export async function closedDaysOf(db: Queries, school: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('closed_day').select('day').where('school_id', '=', school).execute();
  return new Set(rows.map(({ day }) => day));
}
