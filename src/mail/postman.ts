import type { Clock } from '../kernel/index.ts';
import type { Store } from '../store/index.ts';
import { deliverDue } from './delivering.ts';
import type { Sender } from './sender.ts';

export interface Postman {
  /** Resolves when the round under way has ended; no other begins. */
  stop(): Promise<void>;
}

/**
 * Delivers what is due, at once and then so many milliseconds after each round. A round that fails is told and the next
 * one comes all the same.
 */
export function startPostman(
  store: Store,
  clock: Clock,
  sender: Sender,
  everyMs: number,
  tell: (error: unknown) => void = () => undefined,
): Postman {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();

  const walk = () => {
    round = deliverDue(store, clock, sender, undefined, () => !isStopped)
      .then(() => undefined, tell)
      .finally(() => {
        if (!isStopped) timer = setTimeout(walk, everyMs);
      });
  };
  walk();

  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
