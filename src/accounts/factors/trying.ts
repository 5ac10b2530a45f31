import { createHmac } from 'node:crypto';
import { newId } from '../../kernel/index.ts';
import type { Transaction } from '../../store/index.ts';
import { pauseAfter, REMEMBERED_HOURS } from './pausing.ts';
import { insertTry, lockAccount, wrongTries } from './records.ts';
import { keyFor } from './sealing.ts';
import type { Surroundings, Whose } from './surroundings.ts';

/** What came of a try. */
export type Tried =
  | { readonly outcome: 'right' | 'wrong' }
  | { readonly outcome: 'paused' /** Whole seconds until the next try. */; readonly seconds: number };

/**
 * Lets somebody try one code. Tries of one person wait for each other, so that many at once are counted as many; a wrong
 * one stays counted. `attempt` uses the code up and says whether it was right.
 */
export function tryCode(
  { store, clock, keys }: Surroundings,
  whose: Whose,
  attempt: (tx: Transaction, at: Date) => Promise<boolean>,
): Promise<Tried> {
  return store.transaction(async (tx) => {
    if ((await lockAccount(tx, whose)) === undefined) return { outcome: 'wrong' };
    const at = clock.now();
    const subject = subjectOf(keys.secret, whose);
    const since = new Date(at.getTime() - REMEMBERED_HOURS * 3_600_000);
    const seconds = pauseAfter(await wrongTries(tx, whose.school, subject, since), at);
    if (seconds > 0) return { outcome: 'paused', seconds };
    const wasRight = await attempt(tx, at);
    await insertTry(tx, whose.school, { id: newId(), subject, at, wasRight });
    return { outcome: wasRight ? 'right' : 'wrong' };
  });
}

/** Under what tries are counted: nobody learns from the table who tried. */
const subjectOf = (secret: Uint8Array, { school, personId }: Whose): Buffer =>
  createHmac('sha256', keyFor(secret, 'factor tries'))
    .update(JSON.stringify([school, personId]))
    .digest();
