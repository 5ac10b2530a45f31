import type { Clock } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { codeOf, type Store, type Transaction } from '../../store/index.ts';
import { rosterFault } from '../errors.ts';
import { markUndone, reversalOf } from '../records.ts';
import { beginImport, deleteRows, keyOf, keyText, marksOf, restoreRows } from './records.ts';
import { type Reversal, type RowKey, touchedTables, type TouchedTable } from './touched-tables.ts';

/** Whether an import was put back, and if not, what stands in the way. */
export type Undone =
  | { readonly kind: 'undone' }
  | { readonly kind: 'refused'; readonly changed: readonly ChangedSince[] };

/** What changed since an import, in the office's words, and how often. */
export interface ChangedSince {
  readonly what: string;
  readonly count: number;
}

/**
 * Puts everything back as it was before an import, or nothing where anything of it has changed since.
 * @throws ROSTER_IMPORT_NOT_FOUND, ROSTER_IMPORT_UNDONE
 */
export async function undoImport(
  store: Store,
  clock: Clock,
  school: string,
  by: string | undefined,
  importId: string,
): Promise<Undone> {
  try {
    return await store.transaction((tx) => undo(tx, clock.now(), school, by, importId));
  } catch (error) {
    const what = dependantOf(error);
    if (what === undefined) throw error;
    return { kind: 'refused', changed: [{ what, count: 1 }] };
  }
}

async function undo(
  tx: Transaction,
  at: Date,
  school: string,
  by: string | undefined,
  importId: string,
): Promise<Undone> {
  await beginImport(tx, school);
  const kept = await reversalOf(tx, school, importId);
  if (!kept) throw rosterFault('ROSTER_IMPORT_NOT_FOUND', 'there is no such import', 404);
  if (kept.isUndone) throw rosterFault('ROSTER_IMPORT_UNDONE', 'this import was undone already', 409);
  const reversal = kept.reversal as Reversal;
  const changed = await changedSince(tx, school, reversal);
  if (changed.length > 0) return { kind: 'refused', changed };
  await putBack(tx, school, reversal);
  await markUndone(tx, school, importId, at);
  await record(tx, {
    school,
    at,
    kind: 'roster.undone',
    subject: importId,
    ...(by !== undefined && { actor: by }),
  });
  return { kind: 'undone' };
}

async function changedSince(tx: Transaction, school: string, reversal: Reversal): Promise<ChangedSince[]> {
  const changed: ChangedSince[] = [];
  for (const table of touchedTables) {
    const left = rowsLeft(table, reversal);
    const marks = await marksOf(
      tx,
      school,
      table,
      left.map((row) => row.key),
    );
    const count = left.filter(({ key, mark }) => marks.get(keyText(table, key)) !== mark).length;
    if (count > 0) changed.push({ what: table.words, count });
  }
  return changed;
}

function rowsLeft(
  table: TouchedTable,
  reversal: Reversal,
): { readonly key: RowKey; readonly mark: string }[] {
  const { inserted, updated } = reversal[table.name];
  return [
    ...inserted.map((row) => ({ key: keyOf(table, row), mark: row.mark })),
    ...updated.map(({ before, mark }) => ({ key: keyOf(table, before), mark })),
  ];
}

async function putBack(tx: Transaction, school: string, reversal: Reversal): Promise<void> {
  for (const table of touchedTables.toReversed()) {
    const { inserted, updated } = reversal[table.name];
    await deleteRows(
      tx,
      school,
      table,
      inserted.map((row) => keyOf(table, row)),
    );
    await restoreRows(
      tx,
      school,
      table,
      updated.map(({ before }) => before),
    );
  }
}

const FOREIGN_KEY = '23503';

/** What hangs on people whom an import brought, as the office reads it; undefined where the error is another. */
function dependantOf(error: unknown): string | undefined {
  if (codeOf(error) !== FOREIGN_KEY) return undefined;
  const table = (error as { table?: unknown }).table;
  return dependants.get(String(table)) ?? 'something that hangs on people whom the import brought';
}

const dependants: ReadonlyMap<string, string> = new Map([
  ...touchedTables.map(({ name, words }): [string, string] => [name, words]),
  ['account', 'somebody whom the import brought has an account'],
  ['one_use_link', 'somebody whom the import brought was invited'],
  ['session', 'somebody whom the import brought has signed in'],
  ['showing', 'somebody whom the import brought was shown an agreement'],
  ['signature', 'somebody whom the import brought has signed an agreement'],
  ['reminder', 'somebody whom the import brought was reminded of an agreement'],
  ['message', 'somebody whom the import brought was written to'],
  ['visit', 'somebody whom the import brought had a visitor'],
]);
