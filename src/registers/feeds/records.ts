import type { Queries, Transaction } from '../../store/index.ts';

/** Keeps the hash of somebody's secret address. */
export async function insertFeed(
  tx: Transaction,
  school: string,
  feed: { readonly tokenHash: Uint8Array; readonly personId: string; readonly at: Date },
): Promise<void> {
  await tx
    .insertInto('feed')
    .values({
      school_id: school,
      token_hash: feed.tokenHash,
      person_id: feed.personId,
      made_at: feed.at,
      ended_at: null,
    })
    .execute();
}

/** Ends whatever address somebody has; false where there is none. */
export async function endFeedsOf(
  tx: Transaction,
  school: string,
  personId: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('feed')
    .set({ ended_at: at })
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** When the address that somebody has was made. */
export async function feedMadeAt(db: Queries, school: string, personId: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('feed')
    .select('made_at')
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.made_at;
}

/** Whose address it is, while it has not ended and its owner is not suspended. */
export async function personOfFeed(
  db: Queries,
  school: string,
  tokenHash: Uint8Array,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('feed')
    .innerJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'feed.school_id').onRef('person.id', '=', 'feed.person_id'),
    )
    .select('feed.person_id')
    .where('feed.school_id', '=', school)
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('person.suspended_at', 'is', null)
    .executeTakeFirst();
  return row?.person_id;
}
