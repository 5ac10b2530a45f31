import type { KeyObject } from 'node:crypto';
import type { Clock } from '../kernel/index.ts';
import type { Store, Transaction } from '../store/index.ts';
import { originOf } from './checkpoint.ts';
import { ledgerFault } from './errors.ts';
import { type Evidence, payloadData } from './evidence.ts';
import { damaged, treeOf } from './growing.ts';
import { leafHash } from './hashing.ts';
import { deletePayload, headCovering, readEntries, readPayload } from './records.ts';
import { signHead } from './signing.ts';
import type { Tree } from './tree.ts';

/**
 * The evidence of one entry under the first head that covers it, which stays the same from then on. Not inside a
 * transaction.
 * @throws LEDGER_ENTRY_NOT_FOUND, LEDGER_NOT_YET_SEALED, LEDGER_DAMAGED
 */
export async function evidenceOf(store: Store, school: string, seq: number): Promise<Evidence> {
  const [entry] = await readEntries(store.db, school, seq, 1);
  if (entry?.seq !== seq) throw notFound(seq);
  const head = await headCovering(store.db, school, seq);
  if (head === undefined)
    throw ledgerFault('LEDGER_NOT_YET_SEALED', `entry ${seq} is not under a head yet`, { status: 409 });
  const tree = await treeOf(store, school);
  if (!isAsItWas(tree, seq, entry.leaf) || !tree.root(head.size).equals(head.root))
    throw damaged(`entry ${seq} is not what was recorded`);
  const payload = await readPayload(store.db, school, seq);
  return {
    format: 'gatehouse-evidence/1',
    origin: originOf(school),
    seq,
    leaf: entry.leaf,
    ...(payload && { payload: payloadData(payload) }),
    proof: tree.inclusion(seq, head.size).map((hash) => hash.toString('base64')),
    checkpoint: head.checkpoint,
  };
}

const isAsItWas = (tree: Tree, seq: number, leaf: string): boolean =>
  seq < tree.size && leafHash(leaf).equals(tree.leaf(seq));

/** The evidence of an entry at once: signs a head first where none covers it. For a receipt that somebody waits for. */
export async function sealedEvidence(
  store: Store,
  clock: Clock,
  entry: { readonly school: string; readonly seq: number },
  key: KeyObject,
): Promise<Evidence> {
  if ((await headCovering(store.db, entry.school, entry.seq)) === undefined)
    await signHead(store, clock, entry.school, key);
  return evidenceOf(store, entry.school, entry.seq);
}

/** Shows that the school's ledger at one size begins with what it was at another: for who kept an older head. */
export async function consistencyOf(
  store: Store,
  school: string,
  first: number,
  second: number,
): Promise<string[]> {
  const tree = await treeOf(store, school);
  const isThere = [first, second].every((size) => Number.isInteger(size) && size >= 1 && size <= tree.size);
  if (!isThere || first > second) throw notFound(second - 1);
  return tree.consistency(first, second).map((hash) => hash.toString('base64'));
}

/**
 * Forgets the personal part of an entry for good; whether there was one. Every proof still holds. That it was
 * forgotten, by whom and why, is for the caller to record in the same transaction.
 */
export const forget = (tx: Transaction, school: string, seq: number): Promise<boolean> =>
  deletePayload(tx, school, seq);

const notFound = (seq: number) =>
  ledgerFault('LEDGER_ENTRY_NOT_FOUND', `there is no entry ${seq}`, { status: 404 });
