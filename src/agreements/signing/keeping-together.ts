import { type LedgerEntry, recordAll } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import { signedAlready } from '../errors.ts';
import { insertSignatures, type NewSignature } from './records.ts';

/** A signature on screen, and its entry in the ledger, before they have a place there. */
export interface Unplaced {
  readonly row: Omit<NewSignature, 'seq'> & { readonly showingId: string };
  readonly entry: LedgerEntry;
}

interface Waiting extends Unplaced {
  readonly resolve: (seq: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Few enough that the parameters of one statement never run out. */
const MOST_AT_ONCE = 200;

interface Queue {
  waiting: Waiting[];
  isWriting: boolean;
}

const queues = new WeakMap<Store, Map<string, Queue>>();

/**
 * Keeps a signature with its entry in the ledger; gives its place. What arrives while a write is under way is written
 * together, so that a hundred who sign at one moment wait for a few syncs of the disk and not for a hundred.
 *
 * INVARIANT: a signature is acknowledged only after the transaction that holds it was committed.
 * @throws ALREADY_SIGNED
 */
export function keepTogether(store: Store, school: string, signature: Unplaced): Promise<number> {
  const queue = queueOf(store, school);
  return new Promise((resolve, reject) => {
    queue.waiting.push({ ...signature, resolve, reject });
    if (!queue.isWriting) void writeAll(store, school, queue);
  });
}

function queueOf(store: Store, school: string): Queue {
  const schools = queues.get(store) ?? new Map<string, Queue>();
  queues.set(store, schools);
  const queue = schools.get(school) ?? { waiting: [], isWriting: false };
  schools.set(school, queue);
  return queue;
}

async function writeAll(store: Store, school: string, queue: Queue): Promise<void> {
  queue.isWriting = true;
  while (queue.waiting.length > 0) {
    const [batch, rest] = apart(queue.waiting);
    queue.waiting = rest;
    await writeTogether(store, school, batch).catch(() => writeEach(store, school, batch));
  }
  queue.isWriting = false;
}

/**
 * Those that may be written in one statement, and the rest. Two of one form by one person never are: the second has to see
 * the first, and a statement does not see what it writes itself.
 */
function apart(waiting: readonly Waiting[]): [Waiting[], Waiting[]] {
  const [batch, rest, seen] = [[] as Waiting[], [] as Waiting[], new Set<string>()];
  for (const one of waiting) {
    const { personId, visitId, childId, form } = one.row;
    const key = [personId, visitId, childId, form].join(' ');
    (seen.has(key) || batch.length === MOST_AT_ONCE ? rest : batch).push(one);
    seen.add(key);
  }
  return [batch, rest];
}

async function writeTogether(store: Store, school: string, batch: readonly Waiting[]): Promise<void> {
  const first = await store.transaction(async (tx) => {
    const place = await recordAll(
      tx,
      school,
      batch.map(({ entry }) => entry),
    );
    const rows = batch.map(({ row }, index) => ({ ...row, seq: place + index }));
    if ((await insertSignatures(tx, school, rows)) < batch.length) throw signedAlready();
    return place;
  });
  for (const [index, one] of batch.entries()) one.resolve(first + index);
}

/** What could not be written together is written one by one, so that each hears of their own signature alone. */
async function writeEach(store: Store, school: string, batch: readonly Waiting[]): Promise<void> {
  for (const one of batch) await writeTogether(store, school, [one]).catch(one.reject);
}
