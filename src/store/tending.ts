import type { Clock } from '../kernel/index.ts';

/** How often the embedded database is tended. */
export interface TendingRhythm {
  readonly checkpointEveryMs: number;
  readonly checkpointEveryWrites: number;
  readonly vacuumEveryMs: number;
  readonly vacuumEveryWrites: number;
}

/** 20,000 single-row writes leave about 160 MB to be replayed after a kill: half a second. */
export const usualRhythm: TendingRhythm = {
  checkpointEveryMs: 5 * 60_000,
  checkpointEveryWrites: 20_000,
  vacuumEveryMs: 24 * 60 * 60_000,
  vacuumEveryWrites: 100_000,
};

const LOOK_EVERY_MS = 5_000;

export interface Tending {
  /** A query was carried that wrote so many rows; told by whoever carries the queries. */
  used(rowsWritten: number): void;
  /** Does what is due. Errors are kept for `trouble`. */
  look(): Promise<void>;
  /** The last failure, until a later round succeeds. */
  trouble(): Error | undefined;
  stop(): void;
}

/**
 * Does for the embedded database what a server does by itself: it has no background writer and no autovacuum, so
 * without this its log only grows and its statistics stay empty. Both keep everybody waiting: a checkpoint for some tens
 * of milliseconds, so it is made when it is due; a vacuum for a second in every 100,000 rows, so it waits until nobody
 * used the store between two looks.
 */
export function tend(
  run: (sql: string) => Promise<unknown>,
  clock: Clock,
  rhythm: TendingRhythm = usualRhythm,
): Tending {
  const checkpoint = chore(clock, rhythm.checkpointEveryMs, rhythm.checkpointEveryWrites);
  const vacuum = chore(clock, rhythm.vacuumEveryMs, rhythm.vacuumEveryWrites);
  let trouble: Error | undefined;
  let looking = false;
  let quiet = true;

  async function round(): Promise<void> {
    if (vacuum.due() && quiet) await vacuum.done(() => run('vacuum analyze'));
    if (checkpoint.due()) await checkpoint.done(() => run('checkpoint'));
    trouble = undefined;
  }

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    await round().catch((error: Error) => {
      trouble = error;
    });
    quiet = true;
    looking = false;
  }

  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    used(rowsWritten) {
      quiet = false;
      checkpoint.wrote(rowsWritten);
      vacuum.wrote(rowsWritten);
    },
    look,
    trouble: () => trouble,
    stop: () => clearInterval(timer),
  };
}

function chore(clock: Clock, everyMs: number, everyWrites: number) {
  let since = clock.now().getTime();
  let writes = 0;
  return {
    wrote(rows: number) {
      writes += rows;
    },
    due: () => writes >= everyWrites || (writes > 0 && clock.now().getTime() - since >= everyMs),
    async done(act: () => Promise<unknown>) {
      const counted = writes;
      await act();
      writes -= counted;
      since = clock.now().getTime();
    },
  };
}
