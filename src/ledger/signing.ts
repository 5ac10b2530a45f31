import type { KeyObject } from 'node:crypto';
import type { Clock } from '../kernel/index.ts';
import type { Store } from '../store/index.ts';
import { originOf, writeCheckpoint } from './checkpoint.ts';
import { damaged, treeOf } from './growing.ts';
import { type Head, insertHead, lastHead } from './records.ts';
import type { Tree } from './tree.ts';

/**
 * Signs a head over all that is recorded; gives it, or the last one where nothing is new, or nothing where nothing was
 * ever recorded. Not inside a transaction.
 *
 * INVARIANT: only what was hashed from the stored leaves is signed, and only where it goes on from the last head. A
 * head that is signed over a flipped bit could never be taken back.
 * @throws LEDGER_DAMAGED
 */
export async function signHead(
  store: Store,
  clock: Clock,
  school: string,
  key: KeyObject,
): Promise<Head | undefined> {
  // The head is read before the tree grows: others who record and sign meanwhile only make the tree longer.
  const last = await lastHead(store.db, school);
  const tree = await treeOf(store, school);
  goesOn(tree, last);
  const { size } = tree;
  if (size === (last?.size ?? 0)) return last;
  const root = tree.root(size);
  const checkpoint = writeCheckpoint({ origin: originOf(school), size, root }, key);
  const head: Head = { size, root, checkpoint, signedAt: clock.now() };
  await insertHead(store.db, school, head);
  return head;
}

function goesOn(tree: Tree, last: Head | undefined): void {
  if (last === undefined) return;
  if (tree.size < last.size)
    throw damaged(`it holds ${tree.size} entries, and a head was signed over ${last.size}`);
  if (!tree.root(last.size).equals(last.root))
    throw damaged(`the first ${last.size} entries are not those that a head was signed over`);
}
