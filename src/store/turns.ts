import { storeFault } from './errors.ts';

/** Who may send to the one session of the embedded database, in the order they came. */
export interface Turns {
  /** Waits to have the session alone; call what it gives back to end that. @throws STORE_BUSY */
  alone(): Promise<() => void>;
  /** Sends one statement, at once or when nobody has the session alone. @throws STORE_BUSY */
  along<T>(send: () => Promise<T>): Promise<T>;
}

interface Waiter {
  readonly alone: boolean;
  enter(): void;
}

/**
 * The session answers in the order it is asked. So single statements need not wait for each other's answers, nor a
 * transaction for theirs: it is enough that none is sent while somebody has the session alone.
 *
 * INVARIANT: looking whether it is free, and sending or taking it, happen in one step without a pause; otherwise a
 * statement could slip into somebody else's transaction.
 */
export function turns(longestWaitMs: number): Turns {
  const waiting: Waiter[] = [];
  let taken = false;

  function letIn(): void {
    taken = false;
    while (!taken && waiting.length > 0) {
      const waiter = waiting.shift() as Waiter;
      taken = waiter.alone;
      waiter.enter();
    }
  }

  function queue<T>(alone: boolean, enter: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(waiter), 1);
        reject(storeFault('STORE_BUSY', `the store was not free within ${longestWaitMs / 1000} seconds`));
      }, longestWaitMs);
      const waiter: Waiter = {
        alone,
        enter: () => {
          clearTimeout(timer);
          resolve(enter());
        },
      };
      waiting.push(waiter);
    });
  }

  return {
    async alone() {
      if (taken) return queue(true, () => once(letIn));
      taken = true;
      return once(letIn);
    },
    along: (send) => (taken ? queue(false, send) : send()),
  };
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
