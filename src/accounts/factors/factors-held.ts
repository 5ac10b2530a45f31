import type { Clock } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import type { Queries, Transaction } from '../../store/index.ts';
import { endSessionsOf } from '../sessions/leaving.ts';
import {
  authenticatorOf,
  countRecoveryCodes,
  deleteAuthenticator,
  deleteRecoveryCodes,
  identitiesOf,
  type Identity,
  lockAccount,
} from './records.ts';
import { deletePasskey, type Passkey, passkeysOf } from './passkeys/records.ts';
import type { Owner, Surroundings, Whose } from './surroundings.ts';
import { type Notice, tellOwner } from './telling.ts';

/** What somebody signs in with beside a password. */
export interface FactorsHeld {
  /** Since when there is an authenticator app. */
  readonly authenticatorSince: Date | undefined;
  readonly passkeys: readonly Passkey[];
  /** Recovery codes that were not used. They stand in for a factor, and are none. */
  readonly codesLeft: number;
  readonly identities: readonly Identity[];
}

/** What somebody has set up. */
export async function factorsOf({ store }: Pick<Surroundings, 'store'>, whose: Whose): Promise<FactorsHeld> {
  const [authenticator, passkeys, codesLeft, identities] = await Promise.all([
    authenticatorOf(store.db, whose),
    passkeysOf(store.db, whose),
    countRecoveryCodes(store.db, whose),
    identitiesOf(store.db, whose),
  ]);
  return { authenticatorSince: authenticator?.addedAt, passkeys, codesLeft, identities };
}

/** Whether somebody has a second factor, so that a password alone does not let them in. */
export const hasFactor = async (around: Pick<Surroundings, 'store'>, whose: Whose): Promise<boolean> =>
  (await countFactors(around.store.db, whose)) > 0;

async function countFactors(db: Queries, whose: Whose): Promise<number> {
  const authenticator = await authenticatorOf(db, whose);
  return (authenticator ? 1 : 0) + (await passkeysOf(db, whose)).length;
}

/** Which factor: the authenticator app, or one of the passkeys. */
export type Which =
  | { readonly kind: 'authenticator' }
  | { readonly kind: 'passkey'; readonly credentialId: string };

/**
 * Takes a factor away. `isRequired` says whether the policy wants one of this person: then the last one stays. With the
 * last one go the recovery codes.
 */
export function removeFactor(
  { store, clock }: Surroundings,
  whose: Owner,
  which: Which,
  isRequired: boolean,
): Promise<'removed' | 'last' | 'not-found'> {
  return store.transaction(async (tx) => {
    await lockAccount(tx, whose);
    if (!(await holds(tx, whose, which))) return 'not-found';
    const left = (await countFactors(tx, whose)) - 1;
    if (left === 0 && isRequired) return 'last';
    await take(tx, whose, which);
    if (left === 0) await deleteRecoveryCodes(tx, whose);
    await afterChange(tx, clock, whose, 'factor-removed');
    await record(tx, { ...entryOf(whose, clock.now(), `${which.kind}.removed`), details: { left } });
    return 'removed';
  });
}

async function holds(tx: Transaction, whose: Whose, which: Which): Promise<boolean> {
  if (which.kind === 'authenticator') return (await authenticatorOf(tx, whose)) !== undefined;
  return (await passkeysOf(tx, whose)).some((each) => each.credentialId === which.credentialId);
}

const take = (tx: Transaction, whose: Whose, which: Which): Promise<boolean> =>
  which.kind === 'authenticator'
    ? deleteAuthenticator(tx, whose)
    : deletePasskey(tx, whose, which.credentialId);

/** What an entry of the ledger says of what somebody did with their own factors. */
export const entryOf = ({ school, personId }: Whose, at: Date, kind: string) => ({
  school,
  at,
  kind,
  actor: personId,
  subject: personId,
});

/**
 * A change to how somebody signs in ends their other sessions and is told them, in case it was not they.
 *
 * INVARIANT: called before the change is recorded. Whoever ends a session locks it and then the ledger; the other way
 * round two would wait for each other.
 */
export async function afterChange(
  tx: Transaction,
  clock: Clock,
  whose: Owner,
  notice: Notice,
): Promise<void> {
  await tellOwner(tx, clock, whose, notice);
  await endSessionsOf(tx, clock, whose.school, whose.personId, 'factor-changed', { except: whose.sessionId });
}
