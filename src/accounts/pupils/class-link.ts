import { type Clock, localDay, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { type Act, entry } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import type { Surroundings } from '../factors/surroundings.ts';
import { insertAttempt, lastAttempt } from '../tries/records.ts';
import { areEqual, sealOf } from '../token.ts';
import { classOn, type PupilClass } from './records.ts';

const WEEK_MS = 7 * 86_400_000;
/** A term: the link of a class is made again after so many weeks. */
export const CLASS_LINK_WEEKS = 12;

/** `group.seconds.seal`: the class, when it was made, and a keyed hash of both with the school. */
const FORM = /^([\w-]{22})\.([0-9a-z]{1,9})\.([\w-]{43})$/;

const sealed = (secret: Uint8Array, school: string, group: string, made: string): string =>
  sealOf(secret, 'class', school, group, made).toString('base64url');

/**
 * Makes the link by which the pupils of a class find their names. Whoever has it sees the names of the class, and nothing
 * else without a pupil's secret; a teacher puts it on the classroom's devices.
 */
export function classToken({ clock, keys }: Surroundings, school: string, group: string): string {
  const made = Math.floor(clock.now().getTime() / 1000).toString(36);
  return `${group}.${made}.${sealed(keys.secret, school, group, made)}`;
}

/** The class of a link, with the pupils who have a secret; none where the link is changed, old or ended. */
export async function classBy(
  around: Surroundings,
  school: string,
  token: string,
): Promise<PupilClass | undefined> {
  const [, group, made, seal] = FORM.exec(token) ?? [];
  if (group === undefined || made === undefined || seal === undefined) return undefined;
  const { secret } = around.keys;
  if (!areEqual(Buffer.from(sealed(secret, school, group, made)), Buffer.from(seal))) return undefined;
  const madeAt = Number.parseInt(made, 36) * 1000;
  const now = around.clock.now();
  if (now.getTime() - madeAt >= CLASS_LINK_WEEKS * WEEK_MS) return undefined;
  const endedAt = await lastAttempt(around.store.db, school, endingOf(secret, school, group));
  if (endedAt && endedAt.getTime() >= madeAt) return undefined;
  return classOn(around.store.db, school, group, localDay(now));
}

/** Makes every link of a class that was made so far open nothing any more. */
export async function endClassLinks(
  tx: Transaction,
  { clock, keys }: { readonly clock: Clock; readonly keys: Surroundings['keys'] },
  act: Act,
  group: string,
): Promise<void> {
  const subject = endingOf(keys.secret, act.school, group);
  await insertAttempt(tx, act.school, { id: newId(), subject, at: clock.now(), wasRight: false });
  await record(tx, entry(act, 'class-links.ended', group));
}

/** The ending is kept where tries are: a moment under a keyed hash. */
const endingOf = (secret: Uint8Array, school: string, group: string): Buffer =>
  sealOf(secret, 'class ended', school, group);
