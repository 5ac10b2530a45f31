/** Tells the time. Rooms are handed one; only this file asks the machine. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock for tests: stands still until moved. */
export interface FrozenClock extends Clock {
  /** Moves the clock on by so many milliseconds. */
  advance(milliseconds: number): void;
}

/** A clock that stands at the given moment (ISO 8601, with its offset). */
export function frozenClock(moment: string): FrozenClock {
  let at = Date.parse(moment);
  return {
    now: () => new Date(at),
    advance: (milliseconds) => {
      at += milliseconds;
    },
  };
}
