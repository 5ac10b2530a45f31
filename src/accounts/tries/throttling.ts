import { newId } from '../../kernel/index.ts';
import type { Surroundings } from '../factors/surroundings.ts';
import { sealOf } from '../token.ts';
import { type Pauses, pausesOfAddress, pausesOfOne, secondsToWait } from './pauses.ts';
import { insertAttempt, takeTurn, triesOf } from './records.ts';

/** What tries are counted under. */
export interface Lane {
  readonly subject: Uint8Array;
  readonly pauses: Pauses;
  /** Whether a right try makes the wrong ones before it good; at an address it makes good only its own. */
  readonly forgives: boolean;
}

/** Somebody at the door. */
export interface Caller {
  readonly school: string;
  /** As typed. */
  readonly userName: string;
  readonly address: string;
  /** The known device that it is, for this very person. */
  readonly device?: string | undefined;
}

/** A try that was let through: counted as wrong until it is told to be right. */
export type Turn =
  | { readonly seconds: number; readonly right?: never }
  | { readonly seconds: 0; right(): Promise<void> };

/**
 * The lanes in which a try stands. A device that signed this person in before has a lane of its own: whatever others
 * guess elsewhere, its owner gets in.
 */
export function lanesOf(secret: Uint8Array, caller: Caller): readonly Lane[] {
  const subject = (...parts: readonly string[]) => sealOf(secret, 'tries', caller.school, ...parts);
  const name = caller.userName.trim().toLowerCase();
  if (caller.device !== undefined)
    return [{ subject: subject('device', caller.device, name), pauses: pausesOfOne, forgives: true }];
  return [
    { subject: subject('name', name), pauses: pausesOfOne, forgives: true },
    { subject: subject('address', caller.address), pauses: pausesOfAddress, forgives: false },
  ];
}

/**
 * Asks for a try in every lane. While one has to wait, the try is neither made nor counted; otherwise it counts as wrong
 * at once, so that many at the same moment are counted as many.
 */
export async function askTurn(around: Surroundings, school: string, lanes: readonly Lane[]): Promise<Turn> {
  const { store, clock } = around;
  const at = clock.now();
  const seconds = await store.transaction(async (tx) => {
    for (const { subject, pauses, forgives } of lanes) {
      await takeTurn(tx, school, subject);
      const since = new Date(at.getTime() - pauses.minutes * 60_000);
      const { wrong, last } = await triesOf(tx, school, subject, since, forgives);
      const wait = secondsToWait(pauses, wrong, last, at);
      if (wait > 0) return wait;
    }
    await count(tx, false);
    return 0;
  });
  if (seconds > 0) return { seconds };
  return { seconds: 0, right: () => count(store.db, true) };

  async function count(db: Parameters<typeof insertAttempt>[0], wasRight: boolean): Promise<void> {
    for (const { subject } of lanes) await insertAttempt(db, school, { id: newId(), subject, at, wasRight });
  }
}
