import { canonicalJson } from '../../kernel/index.ts';
import type { Queries, Transaction } from '../../store/index.ts';

/** A row of the kinds that a school changed or added. */
export interface KindRow {
  readonly id: string;
  readonly definition: unknown;
}

export async function kindRows(db: Queries, school: string): Promise<KindRow[]> {
  const rows = await db
    .selectFrom('register_kind')
    .select(['kind', 'definition'])
    .where('school_id', '=', school)
    .orderBy('kind')
    .execute();
  return rows.map(({ kind, definition }) => ({ id: kind, definition }));
}

/** A kind as a school keeps it, with when and by whom. */
export interface NewKindRow extends KindRow {
  readonly at: Date;
  readonly by?: string | undefined;
}

const kindValues = (school: string, { id, definition, at, by }: NewKindRow) => ({
  school_id: school,
  kind: id,
  definition: canonicalJson(definition),
  made_at: at,
  made_by: by ?? null,
});

/** Keeps a kind that the school does not have yet; false where it does. */
export async function insertKind(tx: Transaction, school: string, kind: NewKindRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows: count } = await tx
    .insertInto('register_kind')
    .values(kindValues(school, kind))
    .onConflict((conflict) => conflict.columns(['school_id', 'kind']).doNothing())
    .executeTakeFirstOrThrow();
  return (count ?? 0n) > 0n;
}

/** Keeps a kind of a school, in the place of what it had. */
export async function putKind(tx: Transaction, school: string, kind: NewKindRow): Promise<void> {
  const values = kindValues(school, kind);
  const { definition } = values;
  await tx
    .insertInto('register_kind')
    .values(values)
    .onConflict((conflict) => conflict.columns(['school_id', 'kind']).doUpdateSet({ definition }))
    .execute();
}
