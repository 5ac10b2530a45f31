import { record } from '../../ledger/index.ts';
import type { Transaction } from '../../store/index.ts';
import { entryOf } from './factors-held.ts';
import { lockAccount, putRecoveryCodes, useRecoveryCode } from './records.ts';
import { CODES_IN_A_SET, hashOfCode, newRecoveryCode } from './recovery-code.ts';
import type { Surroundings, Whose } from './surroundings.ts';
import { tellOwner } from './telling.ts';
import { tryCode, type Tried } from './trying.ts';

/** Makes a set of recovery codes in place of the one before. They are given out here and never again. */
export async function makeRecoveryCodes({ store, clock }: Surroundings, whose: Whose): Promise<string[]> {
  const codes = Array.from({ length: CODES_IN_A_SET }, newRecoveryCode);
  await store.transaction(async (tx) => {
    await lockAccount(tx, whose);
    await putRecoveryCodes(tx, whose, codes.map(hashOfCode), clock.now());
    await record(tx, {
      ...entryOf(whose, clock.now(), 'recovery-codes.made'),
      details: { count: codes.length },
    });
  });
  return codes;
}

/** Uses a recovery code up in place of a factor. The owner is told, in case it was not they. */
export const tryRecoveryCode = (around: Surroundings, whose: Whose, typed: string): Promise<Tried> =>
  tryCode(around, whose, async (tx: Transaction, at) => {
    if (!(await useRecoveryCode(tx, whose, hashOfCode(typed), at))) return false;
    await tellOwner(tx, around.clock, whose, 'recovery-code-used');
    await record(tx, entryOf(whose, at, 'recovery-code.used'));
    return true;
  });
