import type { Store } from '../store/index.ts';
import { ledgerFault } from './errors.ts';
import { leafHash } from './hashing.ts';
import { readEntries, type StoredEntry } from './records.ts';
import { growTree, type Tree } from './tree.ts';

const PAGE = 5000;
const MOST_TREES = 16;

/** Trees of schools that were asked for lately, by store. What is in them was hashed from the leaves. */
const grown = new WeakMap<Store, Map<string, Tree>>();

/**
 * The tree of a school with all that is recorded so far. Leaves that are new to it are hashed from what is stored,
 * and compared with what was stored as their hash: after a start that is every leaf, later only the new ones.
 * @throws LEDGER_DAMAGED
 */
export async function treeOf(store: Store, school: string): Promise<Tree> {
  const tree = keptTree(store, school);
  for (;;) {
    // The last leaf that is known is read again: a ledger that lost its end is seen, however long we have run.
    const from = Math.max(0, tree.size - 1);
    const isKnown = tree.size > 0;
    const page = await readEntries(store.db, school, from, PAGE);
    if (isKnown && page[0]?.seq !== from) throw damaged(`entry ${from} is missing`);
    for (const entry of page) take(tree, entry);
    if (page.length < PAGE) return tree;
  }
}

function keptTree(store: Store, school: string): Tree {
  const trees = grown.get(store) ?? new Map<string, Tree>();
  grown.set(store, trees);
  const tree = trees.get(school) ?? growTree();
  trees.delete(school);
  trees.set(school, tree);
  const [oldest] = trees.keys();
  if (trees.size > MOST_TREES && oldest !== undefined) trees.delete(oldest);
  return tree;
}

/** What is in the tree already, because others grow it too, must be the same. */
function take(tree: Tree, entry: StoredEntry): void {
  if (entry.seq > tree.size) throw damaged(`entry ${tree.size} is missing`);
  const hash = leafHash(entry.leaf);
  const known = entry.seq < tree.size ? tree.leaf(entry.seq) : entry.leafHash;
  if (!hash.equals(known)) throw damaged(`entry ${entry.seq} is not what was recorded`);
  if (entry.seq < tree.size) return;
  if (placeIn(entry.leaf) !== entry.seq) throw damaged(`entry ${entry.seq} was recorded at another place`);
  tree.append(hash);
}

function placeIn(leaf: string): unknown {
  try {
    return (JSON.parse(leaf) as { seq?: unknown } | null)?.seq;
  } catch {
    return undefined;
  }
}

export const damaged = (what: string) => ledgerFault('LEDGER_DAMAGED', `the ledger is damaged: ${what}`);
