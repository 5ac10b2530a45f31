import type { Store } from '../store/index.ts';
import { insertAnswers, type KeptAnswer } from './records.ts';

/** Keeps answers. Whoever is waiting hears only when the answer is on disk. */
export interface Recorder {
  /** Resolves once the answer is kept; rejects where it could not be. */
  keep(answer: KeptAnswer): Promise<void>;
}

interface Waiting {
  readonly answer: KeptAnswer;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Some megabytes: what the database can take in without keeping others waiting. */
const mostAtOnce = 1000;

async function writeTogether(store: Store, batch: readonly Waiting[]): Promise<void> {
  await insertAnswers(
    store,
    batch.map((one) => one.answer),
  );
  for (const one of batch) one.resolve();
}

/** What could not be written together is written one by one, so that each asker hears of their own answer alone. */
async function writeEach(store: Store, batch: readonly Waiting[]): Promise<void> {
  for (const one of batch) await insertAnswers(store, [one.answer]).then(one.resolve, one.reject);
}

/**
 * A recorder that writes together what arrives while a write is under way. A single asker waits for one sync of the
 * disk, and so do a thousand at once.
 *
 * INVARIANT: an answer is acknowledged only after the statement that holds it was committed.
 */
export function recorderFor(store: Store): Recorder {
  let waiting: Waiting[] = [];
  let isWriting = false;

  const writeAll = async () => {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostAtOnce);
      waiting = waiting.slice(mostAtOnce);
      await writeTogether(store, batch).catch(() => writeEach(store, batch));
    }
    isWriting = false;
  };

  return {
    keep: (answer) =>
      new Promise((resolve, reject) => {
        waiting.push({ answer, resolve, reject });
        if (!isWriting) void writeAll();
      }),
  };
}
