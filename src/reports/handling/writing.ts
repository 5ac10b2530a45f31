import { createHash } from 'node:crypto';
import { newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import type { Act } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import type { CheckedFile, EntryDraft } from './entry.ts';
import { insertEntry, insertFile } from './records.ts';

/** Characters that one entry takes; longer words are cut, as the form says. */
export const LONGEST_WORDS = 10_000;

/**
 * Adds a line to a report's timeline, and to the ledger. The leaf says only that something was written: neither who told
 * what, nor about whom, nor of what kind it is can be read from the ledger by those who verify it.
 */
export async function write(
  tx: Transaction,
  act: Act,
  reportId: string,
  draft: EntryDraft,
): Promise<{ readonly entryId: string; readonly seq: number }> {
  const entryId = newId();
  const words = draft.words?.replaceAll('\0', '').trim().slice(0, LONGEST_WORDS) || undefined;
  const files = (draft.files ?? []).map((file) => ({ ...file, id: newId(), hash: hashOf(file) }));
  const seq = await record(tx, {
    school: act.school,
    at: act.at,
    kind: 'report.entry',
    subject: reportId,
    details: { entry: entryId },
    personal: {
      kind: draft.kind,
      by: act.by,
      words,
      details: draft.details,
      files: files.map(({ hash }) => hash.toString('hex')),
    },
  });
  await insertEntry(
    tx,
    act.school,
    reportId,
    {
      id: entryId,
      kind: draft.kind,
      personId: act.by,
      words,
      details: draft.details ?? {},
      isForTeller: draft.isForTeller ?? false,
      at: act.at,
    },
    seq,
  );
  for (const file of files) await insertFile(tx, act.school, reportId, entryId, file);
  return { entryId, seq };
}

const hashOf = ({ body }: CheckedFile): Buffer => createHash('sha256').update(body).digest();
