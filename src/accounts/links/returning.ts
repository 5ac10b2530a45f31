import { record } from '../../ledger/index.ts';
import { isMailAddress, post, wayBack } from '../../mail/index.ts';
import { type Act, entry, nameOf } from '../../people/index.ts';
import type { Pack } from '../../policy/index.ts';
import type { Transaction } from '../../store/index.ts';
import { keepPassword, type Letterhead, rulesFor } from '../changing-passwords.ts';
import { accountFault } from '../errors.ts';
import type { Surroundings } from '../factors/surroundings.ts';
import { hashPassword } from '../hashing.ts';
import { type PasswordRefusal, refusalOf } from '../password-rules.ts';
import { accountNamed, accountOf, type AccountRow, accountsAt } from '../records.ts';
import { nameTyped } from '../signing-in.ts';
import { holderOf, makeLink, useLink } from './links.ts';
import { countLinks } from './records.ts';

/** More letters an hour than this one person does not get, whoever asks. */
const MOST_AN_HOUR = 3;
const HOUR_MS = 3_600_000;

/**
 * Sends a way back in to whoever has this user name or e-mail address, if anybody has. Says nothing of it: whoever asks is
 * told the same words before this is done.
 */
export async function askWayBack(
  around: Surroundings,
  school: string,
  typed: string,
  letterhead: Letterhead,
): Promise<void> {
  const name = nameTyped(typed);
  const named = await accountNamed(around.store.db, school, name);
  const found = named ? [named] : await accountsAt(around.store.db, school, name);
  for (const account of found)
    await around.store.transaction((tx) => sendOnRequest(tx, around, school, account, letterhead));
}

async function sendOnRequest(
  tx: Transaction,
  { clock }: Surroundings,
  school: string,
  account: AccountRow,
  letterhead: Letterhead,
): Promise<void> {
  const at = clock.now();
  const since = new Date(at.getTime() - HOUR_MS);
  if (account.isShut || (await countLinks(tx, school, account.personId, 'way-back', since)) >= MOST_AN_HOUR)
    return;
  await sendWayBack(tx, { clock }, { school, at }, account.personId, letterhead);
}

/**
 * Sends somebody a link to set a new password: on their own request, or because the office helps. Nobody but the person
 * learns the password, and the old one opens until the new one is set. Says whether there was an address to write to.
 * @throws ACCOUNT_NOT_FOUND
 */
export async function sendWayBack(
  tx: Transaction,
  { clock }: Pick<Surroundings, 'clock'>,
  act: Act,
  personId: string,
  letterhead: Letterhead,
): Promise<boolean> {
  const account = await accountOf(tx, act.school, personId);
  if (!account || account.isShut) throw accountFault('ACCOUNT_NOT_FOUND', 'there is no such account', 404);
  if (account.email === undefined || !isMailAddress(account.email)) return false;
  const { token, endsAt } = await makeLink(tx, act, 'way-back', personId);
  const letter = wayBack({
    school: letterhead.schoolName,
    name: nameOf(account),
    link: letterhead.linkTo('way-back', token),
    endsAt,
  });
  await post(tx, clock, { school: act.school, to: { personId, address: account.email }, ...letter });
  await record(tx, entry(act, 'way-back.sent', personId));
  return true;
}

/** Whose way back it is, by user name; nobody's where it opens nothing. */
export async function returnerBy(
  around: Surroundings,
  school: string,
  token: string,
): Promise<AccountRow | undefined> {
  const personId = await holderOf(around.store, around.clock, school, 'way-back', token);
  return personId === undefined ? undefined : accountOf(around.store.db, school, personId);
}

/** What came of using a way back. */
export type Returned =
  | { readonly outcome: 'set'; readonly personId: string }
  | { readonly outcome: 'unusable' | PasswordRefusal };

/**
 * Sets a new password by a way back, which is used up only where that succeeds. Every session ends; a second factor is
 * still asked for at sign-in.
 */
export async function setByWayBack(
  around: Surroundings,
  school: string,
  token: string,
  password: string,
  pack: Pack,
  letterhead: Letterhead,
): Promise<Returned> {
  const account = await returnerBy(around, school, token);
  if (!account) return { outcome: 'unusable' };
  const whose = { school, personId: account.personId };
  const refusal = refusalOf(password, await rulesFor(around, whose, account, pack));
  if (refusal) return { outcome: refusal };
  const phc = await hashPassword(password);
  return around.store.transaction(async (tx) => {
    if (!(await useLink(tx, around.clock.now(), school, 'way-back', token))) return { outcome: 'unusable' };
    await keepPassword(tx, around.clock, { ...whose, phc, account }, letterhead);
    return { outcome: 'set', personId: account.personId };
  });
}
