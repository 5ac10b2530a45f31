import { record } from '../../ledger/index.ts';
import { endSessionsOf } from '../sessions/leaving.ts';
import { deleteFactors, lockAccount } from './records.ts';
import type { Surroundings, Whose } from './surroundings.ts';
import { tellOwner } from './telling.ts';

/**
 * Takes away everything that somebody signs in with beside a password, who has lost it and whom the office has made sure
 * of. Ends all their sessions, and tells them, in case it was not they who asked. False where there is no account.
 * SOURCE: OWASP ASVS 5.0, 6.4.4
 */
export function clearFactors({ store, clock }: Surroundings, whose: Whose, by: string): Promise<boolean> {
  const { school, personId } = whose;
  const at = clock.now();
  return store.transaction(async (tx) => {
    if ((await lockAccount(tx, whose)) === undefined) return false;
    await deleteFactors(tx, whose);
    await tellOwner(tx, clock, whose, 'factors-cleared');
    await endSessionsOf(tx, clock, school, personId, 'factor-changed', { by });
    await record(tx, { school, at, kind: 'factors.cleared', actor: by, subject: personId });
    return true;
  });
}
