import assert from 'node:assert/strict';
import type { Transaction } from '../store/index.ts';
import { commitmentTo, type LedgerEntry, leafAround, payloadOf } from './entry.ts';
import { insertEntries, type NewEntry, waitForPlace } from './records.ts';

/**
 * Appends in the caller's transaction; gives the entry's place. What it tells of and the entry are kept together or
 * not at all.
 *
 * Other writers of the school's ledger wait until the transaction ends, so record last, when the rest is done.
 */
export const record = (tx: Transaction, entry: LedgerEntry): Promise<number> =>
  recordAll(tx, entry.school, [entry]);

/** Few enough that the parameters of one statement never run out. */
const MOST_AT_ONCE = 500;

/** Appends several entries of one school in their order; gives the place of the first. Much quicker than one by one. */
export async function recordAll(
  tx: Transaction,
  school: string,
  entries: readonly LedgerEntry[],
): Promise<number> {
  assert.ok(entries.length > 0, 'there is something to record');
  assert.ok(
    entries.every((entry) => entry.school === school),
    'the entries are all of one school',
  );
  await waitForPlace(tx, school);
  let first: number | undefined;
  for (let start = 0; start < entries.length; start += MOST_AT_ONCE) {
    const place = await insertEntries(tx, school, entries.slice(start, start + MOST_AT_ONCE).map(written));
    first ??= place;
  }
  return first as number;
}

function written(entry: LedgerEntry): NewEntry {
  const payload = entry.personal && payloadOf(entry.personal);
  const [leafBefore, leafAfter] = leafAround(entry, payload && commitmentTo(payload));
  return {
    at: entry.at,
    kind: entry.kind,
    leafBefore,
    leafAfter,
    salt: payload?.salt,
    content: payload?.content,
  };
}
