import { record } from '../../ledger/index.ts';
import { afterChange, entryOf } from './factors-held.ts';
import { deleteIdentity, type Identity, insertIdentity, lockAccount, personLinkedTo } from './records.ts';
import type { Owner, Surroundings } from './surroundings.ts';

type Account = Pick<Identity, 'issuer' | 'subject'>;

/**
 * Links an account elsewhere to somebody who is signed in here; false where it is linked already, to whomever.
 *
 * INVARIANT: this is the only way in for an account elsewhere. What mail address the provider tells decides nothing.
 */
export function linkIdentity(
  { store, clock }: Surroundings,
  whose: Owner,
  { issuer, subject }: Account,
): Promise<boolean> {
  const at = clock.now();
  return store.transaction(async (tx) => {
    if ((await lockAccount(tx, whose)) === undefined) return false;
    if (!(await insertIdentity(tx, whose, { issuer, subject, linkedAt: at }))) return false;
    await afterChange(tx, clock, whose, 'identity-linked');
    await record(tx, {
      ...entryOf(whose, at, 'identity.linked'),
      details: { issuer },
      personal: { subject },
    });
    return true;
  });
}

/** Takes a link away; false where there is none. */
export function unlinkIdentity(
  { store, clock }: Surroundings,
  whose: Owner,
  account: Account,
): Promise<boolean> {
  return store.transaction(async (tx) => {
    if (!(await deleteIdentity(tx, whose, account))) return false;
    const { issuer, subject } = account;
    await record(tx, {
      ...entryOf(whose, clock.now(), 'identity.unlinked'),
      details: { issuer },
      personal: { subject },
    });
    return true;
  });
}

/** Whose an account elsewhere is at this school. */
export const whoseIdentity = (
  { store }: Pick<Surroundings, 'store'>,
  school: string,
  account: Account,
): Promise<string | undefined> => personLinkedTo(store.db, school, account);
