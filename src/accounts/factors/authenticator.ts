import { record } from '../../ledger/index.ts';
import { afterChange, entryOf } from './factors-held.ts';
import { authenticatorOf, lockAccount, putAuthenticator, useStep } from './records.ts';
import { keyFor, seal, unseal } from './sealing.ts';
import type { Owner, Surroundings, Whose } from './surroundings.ts';
import { stepOf, tidyCode } from './time-steps.ts';
import { tryCode, type Tried } from './trying.ts';

const PURPOSE = 'authenticator';
const placeOf = ({ school, personId }: Whose): string =>
  `authenticator ${JSON.stringify([school, personId])}`;

/**
 * Keeps a new authenticator, in place of the one before, once a code of it was right. That code is used up with it.
 * False where the code is wrong.
 */
export function addAuthenticator(
  { store, clock, keys }: Surroundings,
  whose: Owner,
  key: string,
  typed: string,
): Promise<boolean> {
  const at = clock.now();
  const step = stepOf(key, tidyCode(typed), at);
  if (step === undefined) return Promise.resolve(false);
  return store.transaction(async (tx) => {
    if ((await lockAccount(tx, whose)) === undefined) return false;
    const isReplaced = (await authenticatorOf(tx, whose)) !== undefined;
    const sealed = seal(keyFor(keys.secret, PURPOSE), placeOf(whose), Buffer.from(key));
    await putAuthenticator(tx, whose, sealed, step, at);
    await afterChange(tx, clock, whose, 'factor-added');
    await record(tx, { ...entryOf(whose, at, 'authenticator.added'), details: { replaced: isReplaced } });
    return true;
  });
}

/** Holds a code against somebody's authenticator and uses it up: a code is right once. */
export const tryAuthenticator = (around: Surroundings, whose: Whose, typed: string): Promise<Tried> =>
  tryCode(around, whose, async (tx, at) => {
    const kept = await authenticatorOf(tx, whose);
    const key = kept && unseal(keyFor(around.keys.secret, PURPOSE), placeOf(whose), kept.sealedKey);
    const step = key && stepOf(key.toString(), tidyCode(typed), at);
    return step !== undefined && (await useStep(tx, whose, step));
  });
