import type { Clock } from '../kernel/index.ts';
import type { Store } from '../store/index.ts';
import { mostAttempts } from './pauses.ts';
import {
  beginMessage,
  type BegunMessage,
  type Delivery,
  type DueMessage,
  dueMessages,
  insertDelivery,
  forgetWords,
} from './records.ts';
import type { Sender, Sending } from './sender.ts';

/** How many attempts of a round ended in which way. */
export type Round = Readonly<Record<Delivery['outcome'], number>>;

/** As many as a mail provider lets one sender open connections. */
export const mostAtOnce = 3;

/** How many are looked up together. Who asks for a new password meanwhile waits for no more than these. */
const mostLookedUp = 60;

/**
 * Sends what is due, of one school or of all. Where the server does not answer, the round ends: the rest waits without
 * losing an attempt. A message leaves at least once, and twice only where the program or the store died between the
 * server's answer and its being written down.
 */
export async function deliverDue(
  store: Store,
  clock: Clock,
  sender: Sender,
  school?: string,
  mayGoOn: () => boolean = () => true,
): Promise<Round> {
  const round = { sent: 0, kept: 0, 'put-off': 0, failed: 0 };
  let isServerAway = false;
  for (;;) {
    const due = await dueMessages(store.db, clock.now(), { school, limit: mostLookedUp });
    if (due.length === 0) return round;
    for (let first = 0; first < due.length; first += mostAtOnce) {
      if (isServerAway || !mayGoOn()) return round;
      const few = due.slice(first, first + mostAtOnce);
      for (const ended of await allOf(few.map((message) => attempt(store, clock, sender, message)))) {
        if (ended) round[ended.outcome] += 1;
        isServerAway ||= ended?.isServerAway === true;
      }
    }
  }
}

/** All of them to their end, whatever becomes of one; then the first failure. */
async function allOf<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

interface Ended extends Delivery {
  readonly isServerAway: boolean;
}

async function attempt(
  store: Store,
  clock: Clock,
  sender: Sender,
  due: DueMessage,
): Promise<Ended | undefined> {
  const begunAt = clock.now();
  const message = await store.transaction((tx) => beginMessage(tx, due, begunAt));
  if (!message) return undefined;
  const ended = await tryOnce(sender, message);
  await store.transaction(async (tx) => {
    await insertDelivery(tx, message, after(begunAt, clock.now()), ended);
    if (ended.outcome === 'sent' || ended.outcome === 'failed') await forgetWords(tx, message);
  });
  return ended;
}

async function tryOnce(sender: Sender, message: BegunMessage): Promise<Ended> {
  // The program died in each attempt that there was; the last of them nobody wrote an end to.
  if (message.attempts >= mostAttempts) return { outcome: 'failed', detail: 'given up', isServerAway: false };
  return endOf(await sender.send(message), message.attempts + 1);
}

function endOf(sending: Sending, attempts: number): Ended {
  switch (sending.outcome) {
    case 'sent':
    case 'kept':
      return { outcome: sending.outcome, isServerAway: false };
    case 'refused':
      return { outcome: 'failed', detail: `refused: ${sending.detail}`, isServerAway: false };
    case 'put-off':
      return {
        outcome: attempts < mostAttempts ? 'put-off' : 'failed',
        detail: attempts < mostAttempts ? sending.detail : `given up: ${sending.detail}`,
        isServerAway: sending.because === 'server',
      };
  }
}

/** When something ended: never at the moment it began, of which there is a row already, nor before it. */
const after = (begun: Date, now: Date): Date => new Date(Math.max(now.getTime(), begun.getTime() + 1));
