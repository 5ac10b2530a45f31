import type { KeyObject } from 'node:crypto';
import type { Clock } from '../kernel/index.ts';
import type { Store } from '../store/index.ts';
import { readBehind } from './records.ts';
import { signHead } from './signing.ts';

/** So long at most stays recorded what no head covers. */
const LONGEST_MS = 60_000;
const MOST_ENTRIES = 1000;
const LOOK_EVERY_MS = 5000;

/** Hears of a school whose head could not be signed. */
export type HearTrouble = (school: string, error: unknown) => void;

/** Signs a head for each school that has a thousand new entries, or any and no head for a minute. */
export async function signDueHeads(
  store: Store,
  clock: Clock,
  key: KeyObject,
  hear: HearTrouble,
): Promise<void> {
  const now = clock.now().getTime();
  for (const { school, behind, signedAt } of await readBehind(store.db)) {
    const isDue = behind >= MOST_ENTRIES || now - (signedAt?.getTime() ?? 0) >= LONGEST_MS;
    if (isDue) await signHead(store, clock, school, key).catch((error: unknown) => hear(school, error));
  }
}

export interface HeadKeeping {
  /** Ends the looking, and waits for a head that is being signed. */
  stop(): Promise<void>;
}

/**
 * Signs heads for as long as the program runs. Trouble of a school is told once, and again after it was well in
 * between; `hear` gets an empty school where the store itself does not answer.
 */
export function keepHeads(store: Store, clock: Clock, key: KeyObject, hear: HearTrouble): HeadKeeping {
  let running: Promise<void> | undefined;
  let troubled = new Set<string>();

  const look = async () => {
    const seen = new Set<string>();
    const hearOnce: HearTrouble = (school, error) => {
      if (!troubled.has(school)) hear(school, error);
      seen.add(school);
    };
    await signDueHeads(store, clock, key, hearOnce).catch((error: unknown) => hearOnce('', error));
    troubled = seen;
    running = undefined;
  };

  const timer = setInterval(() => (running ??= look()), LOOK_EVERY_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
