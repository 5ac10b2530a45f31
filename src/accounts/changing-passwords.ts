import type { Clock } from '../kernel/index.ts';
import { record } from '../ledger/index.ts';
import { isMailAddress, passwordChanged, post } from '../mail/index.ts';
import { type Act, entry, nameOf } from '../people/index.ts';
import type { Pack } from '../policy/index.ts';
import type { Transaction } from '../store/index.ts';
import { accountFault } from './errors.ts';
import { hasFactor } from './factors/factors-held.ts';
import type { Surroundings, Whose } from './factors/surroundings.ts';
import { hashPassword, isPassword } from './hashing.ts';
import { endSessionsOf } from './sessions/leaving.ts';
import { type PasswordRefusal, type PasswordRules, passwordRules, refusalOf } from './password-rules.ts';
import { pausesOfOne } from './tries/pauses.ts';
import { accountOf, type AccountRow, putPassword, requireChange } from './records.ts';
import { voidLinks } from './links/records.ts';
import { askTurn, type Turn } from './tries/throttling.ts';
import { sealOf } from './token.ts';

/** What letters about accounts say of the school, and where their links lead. */
export interface Letterhead {
  /** As people say it. */
  readonly schoolName: string;
  /** The whole address of a page where a link is used. */
  linkTo(purpose: 'invitation' | 'way-back', token: string): string;
  /** The whole address of the page that sends a way back in. */
  readonly forgotten: string;
}

/** What came of a wish for another password. */
export type PasswordChange =
  | { readonly outcome: 'changed' | 'wrong' | 'unchanged' | PasswordRefusal }
  | { readonly outcome: 'wait'; readonly seconds: number };

/** The old password and the new one, as typed. */
export interface Passwords {
  readonly old: string;
  readonly next: string;
}

/**
 * Sets another password for somebody who knows the old one; every other session of theirs ends, and they are told by
 * mail.
 * @throws ACCOUNT_NOT_FOUND
 */
export async function changePassword(
  around: Surroundings,
  whose: Whose & { readonly sessionId?: string },
  passwords: Passwords,
  pack: Pack,
  letterhead: Letterhead,
): Promise<PasswordChange> {
  const account = await requireAccount(around, whose);
  const turn = await askProof(around, whose);
  if (!turn.right) return { outcome: 'wait', seconds: turn.seconds };
  if (!(await isPassword(passwords.old, account.phc ?? ''))) return { outcome: 'wrong' };
  await turn.right();
  if (passwords.next === passwords.old) return { outcome: 'unchanged' };
  const refusal = refusalOf(passwords.next, await rulesFor(around, whose, account, pack));
  if (refusal) return { outcome: refusal };
  const phc = await hashPassword(passwords.next);
  await around.store.transaction((tx) =>
    keepPassword(tx, around.clock, { ...whose, phc, account, except: whose.sessionId }, letterhead),
  );
  return { outcome: 'changed' };
}

/** Whether this is the password of somebody who is signed in, to prove that it is still them. Throttled. */
export async function checkPassword(
  around: Surroundings,
  whose: Whose,
  password: string,
): Promise<{ readonly outcome: 'right' | 'wrong' } | { readonly outcome: 'wait'; readonly seconds: number }> {
  const account = await requireAccount(around, whose);
  const turn = await askProof(around, whose);
  if (!turn.right) return { outcome: 'wait', seconds: turn.seconds };
  if (!(await isPassword(password, account.phc ?? ''))) return { outcome: 'wrong' };
  await turn.right();
  return { outcome: 'right' };
}

/** A session that was left open is no place to guess the password. */
const askProof = (around: Surroundings, { school, personId }: Whose): Promise<Turn> => {
  const subject = sealOf(around.keys.secret, 'tries', school, 'proof', personId);
  return askTurn(around, school, [{ subject, pauses: pausesOfOne, forgives: true }]);
};

/**
 * Somebody else knows the password, or may: every session ends, and nothing opens until another is set. The person says so,
 * or the office does. @throws ACCOUNT_NOT_FOUND
 */
export async function tellPassword(tx: Transaction, clock: Clock, act: Act, personId: string): Promise<void> {
  if (!(await requireChange(tx, act.school, personId)))
    throw accountFault('ACCOUNT_NOT_FOUND', 'there is no such account', 404);
  await endSessionsOf(tx, clock, act.school, personId, 'password-told', { by: act.by });
  await record(tx, entry(act, 'password.told', personId));
}

/** What is to be kept of a new password. */
export interface KeptPassword extends Whose {
  readonly phc: string;
  readonly account: Pick<AccountRow, 'givenName' | 'familyName' | 'email'>;
  /** The session that goes on. */
  readonly except?: string | undefined;
}

/** Keeps a new password: sessions end, ways back open nothing any more, the person is told. */
export async function keepPassword(
  tx: Transaction,
  clock: Clock,
  kept: KeptPassword,
  letterhead: Letterhead,
): Promise<void> {
  const { school, personId, account } = kept;
  const at = clock.now();
  await putPassword(tx, school, { personId, phc: kept.phc, at });
  await voidLinks(tx, school, personId, 'way-back', at);
  if (account.email !== undefined && isMailAddress(account.email)) {
    const letter = passwordChanged({
      school: letterhead.schoolName,
      name: nameOf(account),
      at,
      link: letterhead.forgotten,
    });
    await post(tx, clock, { school, to: { personId, address: account.email }, ...letter });
  }
  await endSessionsOf(tx, clock, school, personId, 'password-changed', { except: kept.except });
  await record(tx, entry({ school, at, by: personId }, 'password.changed', personId));
}

/** The rules that hold for somebody's password. */
export const rulesFor = async (
  around: Pick<Surroundings, 'store'>,
  whose: Whose,
  account: Pick<AccountRow, 'givenName' | 'familyName' | 'userName' | 'email'>,
  pack: Pack,
): Promise<PasswordRules> =>
  passwordRules(pack, { ...account, hasSecondFactor: await hasFactor(around, whose) });

async function requireAccount(around: Surroundings, whose: Whose): Promise<AccountRow> {
  const account = await accountOf(around.store.db, whose.school, whose.personId);
  if (!account || account.isShut) throw accountFault('ACCOUNT_NOT_FOUND', 'there is no such account', 404);
  return account;
}
