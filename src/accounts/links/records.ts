import type { Queries } from '../../store/index.ts';

export type LinkPurpose = 'invitation' | 'way-back';

export async function insertLink(
  tx: Queries,
  school: string,
  link: {
    readonly tokenHash: Uint8Array;
    readonly purpose: LinkPurpose;
    readonly personId: string;
    readonly madeAt: Date;
    readonly madeBy: string | undefined;
    readonly endsAt: Date;
  },
): Promise<void> {
  await tx
    .insertInto('one_use_link')
    .values({
      school_id: school,
      token_hash: link.tokenHash,
      purpose: link.purpose,
      person_id: link.personId,
      made_at: link.madeAt,
      made_by: link.madeBy ?? null,
      ends_at: link.endsAt,
      used_at: null,
    })
    .execute();
}

interface LinkAsked {
  readonly tokenHash: Uint8Array;
  readonly purpose: LinkPurpose;
  readonly at: Date;
}

/** Whose link it is, while it opens something: not used, not over, its person neither shut nor suspended. */
export async function linkHolder(db: Queries, school: string, asked: LinkAsked): Promise<string | undefined> {
  const row = await db
    .selectFrom('one_use_link')
    .innerJoin('person', (join) =>
      join
        .onRef('person.school_id', '=', 'one_use_link.school_id')
        .onRef('person.id', '=', 'one_use_link.person_id'),
    )
    .select('one_use_link.person_id')
    .where('one_use_link.school_id', '=', school)
    .where('token_hash', '=', asked.tokenHash)
    .where('purpose', '=', asked.purpose)
    .where('used_at', 'is', null)
    .where('ends_at', '>', asked.at)
    .where('person.closed_at', 'is', null)
    .where('person.suspended_at', 'is', null)
    .executeTakeFirst();
  return row?.person_id;
}

/** Uses a link up; of several at the same moment one does. */
export async function spendLink(tx: Queries, school: string, asked: LinkAsked): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('one_use_link')
    .set({ used_at: asked.at })
    .where('school_id', '=', school)
    .where('token_hash', '=', asked.tokenHash)
    .where('purpose', '=', asked.purpose)
    .where('used_at', 'is', null)
    .where('ends_at', '>', asked.at)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Makes a person's links of a purpose open nothing any more. */
export async function voidLinks(
  tx: Queries,
  school: string,
  personId: string,
  purpose: LinkPurpose,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('one_use_link')
    .set({ used_at: at })
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
}

/** How many links of a purpose were made for a person since a moment. */
export async function countLinks(
  db: Queries,
  school: string,
  personId: string,
  purpose: LinkPurpose,
  since: Date,
): Promise<number> {
  const { count } = await db
    .selectFrom('one_use_link')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('made_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}
