import type { Queries, Transaction } from '../store/index.ts';
import type { Mapping } from './columns.ts';
import type { RosterForm } from './roster.ts';

/** An import as the list of imports shows it. */
export interface ImportRow {
  readonly id: string;
  readonly form: RosterForm;
  readonly fileName: string;
  readonly appliedAt: Date;
  readonly appliedBy: string | undefined;
  readonly undoneAt: Date | undefined;
  readonly counts: Readonly<Record<string, number>>;
}

export interface NewImport extends Omit<ImportRow, 'undoneAt'> {
  readonly reversal: unknown;
}

export async function insertImport(tx: Transaction, school: string, made: NewImport): Promise<void> {
  await tx
    .insertInto('roster_import')
    .values({
      school_id: school,
      id: made.id,
      form: made.form,
      file_name: made.fileName,
      applied_at: made.appliedAt,
      applied_by: made.appliedBy ?? null,
      undone_at: null,
      counts: JSON.stringify(made.counts),
      reversal: JSON.stringify(made.reversal),
    })
    .execute();
}

const importColumns = ['id', 'form', 'file_name', 'applied_at', 'applied_by', 'undone_at', 'counts'] as const;

/** Imports of a school, the newest first. */
export async function listImports(db: Queries, school: string): Promise<ImportRow[]> {
  const rows = await db
    .selectFrom('roster_import')
    .select(importColumns)
    .where('school_id', '=', school)
    .orderBy('applied_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    form: row.form as RosterForm,
    fileName: row.file_name,
    appliedAt: row.applied_at,
    appliedBy: row.applied_by ?? undefined,
    undoneAt: row.undone_at ?? undefined,
    counts: row.counts as Readonly<Record<string, number>>,
  }));
}

/** What an import left to put back, and whether that was done. */
export async function reversalOf(
  tx: Transaction,
  school: string,
  id: string,
): Promise<{ readonly reversal: unknown; readonly isUndone: boolean } | undefined> {
  const row = await tx
    .selectFrom('roster_import')
    .select(['reversal', 'undone_at'])
    .where('school_id', '=', school)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { reversal: row.reversal, isUndone: row.undone_at !== null };
}

export async function markUndone(tx: Transaction, school: string, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('roster_import')
    .set({ undone_at: at })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .execute();
}

/** What the columns of a sheet mean at this school, as somebody said last time. */
export async function readMapping(db: Queries, school: string, hash: string): Promise<Mapping | undefined> {
  const row = await db
    .selectFrom('roster_mapping')
    .select('mapping')
    .where('school_id', '=', school)
    .where('headings_hash', '=', hash)
    .executeTakeFirst();
  return row?.mapping as Mapping | undefined;
}

export async function saveMapping(
  db: Queries,
  school: string,
  hash: string,
  mapping: Mapping,
  at: Date,
): Promise<void> {
  const kept = JSON.stringify(mapping);
  await db
    .insertInto('roster_mapping')
    .values({ school_id: school, headings_hash: hash, mapping: kept, saved_at: at })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'headings_hash']).doUpdateSet({ mapping: kept, saved_at: at }),
    )
    .execute();
}
