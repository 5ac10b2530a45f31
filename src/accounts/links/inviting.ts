import type { Clock } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { invitation, isMailAddress, post } from '../../mail/index.ts';
import { type Act, entry, findPerson, nameOf, type Person, requirePerson } from '../../people/index.ts';
import type { Pack } from '../../policy/index.ts';
import { type Transaction, violates } from '../../store/index.ts';
import { type Letterhead, rulesFor } from '../changing-passwords.ts';
import { accountFault } from '../errors.ts';
import type { Surroundings } from '../factors/surroundings.ts';
import { hashPassword } from '../hashing.ts';
import { type PasswordRefusal, refusalOf } from '../password-rules.ts';
import { accountOf, insertAccount, putPassword } from '../records.ts';
import { nameTyped } from '../signing-in.ts';
import { holderOf, type MadeLink, makeLink, useLink } from './links.ts';

/**
 * Makes an invitation for somebody; gives the secret of its link, which works once within seven days.
 * @throws PERSON_NOT_FOUND for whoever is shut too, ACCOUNT_EXISTS
 */
export const invite = async (tx: Transaction, clock: Clock, act: Act, personId: string): Promise<string> =>
  (await makeInvitation(tx, { ...act, at: clock.now() }, personId)).token;

async function makeInvitation(tx: Transaction, act: Act, personId: string): Promise<MadeLink> {
  const person = await requirePerson(tx, act.school, personId);
  if (person.closedAt) throw accountFault('ACCOUNT_NOT_FOUND', 'this person is shut', 409);
  if (await accountOf(tx, act.school, personId))
    throw accountFault('ACCOUNT_EXISTS', 'this person has an account', 409);
  const link = await makeLink(tx, act, 'invitation', personId);
  await record(tx, entry(act, 'account.invited', personId));
  return link;
}

/**
 * Invites somebody by a letter; says whether there was an address to write to.
 * @throws PERSON_NOT_FOUND, ACCOUNT_NOT_FOUND for whoever is shut, ACCOUNT_EXISTS
 */
export async function inviteByLetter(
  tx: Transaction,
  clock: Clock,
  act: Act,
  personId: string,
  letterhead: Letterhead,
): Promise<boolean> {
  const person = await requirePerson(tx, act.school, personId);
  if (person.email === undefined || !isMailAddress(person.email)) return false;
  const { token, endsAt } = await makeInvitation(tx, { ...act, at: clock.now() }, personId);
  const letter = invitation({
    school: letterhead.schoolName,
    name: nameOf(person),
    link: letterhead.linkTo('invitation', token),
    endsAt,
  });
  await post(tx, clock, { school: act.school, to: { personId, address: person.email }, ...letter });
  return true;
}

/** Whom an invitation is for, and the user name that is offered; nobody where it opens nothing. */
export async function invitedBy(
  around: Surroundings,
  school: string,
  token: string,
): Promise<{ readonly person: Person; readonly userName: string } | undefined> {
  const personId = await holderOf(around.store, around.clock, school, 'invitation', token);
  const person = personId && (await findPerson(around.store.db, school, personId));
  return person ? { person, userName: offeredName(person) } : undefined;
}

/** An e-mail address, or the names with a dot. */
const offeredName = ({ email, givenName, familyName }: Person): string =>
  email ??
  [givenName, familyName]
    .filter(Boolean)
    .map((name) => nameTyped(name).replaceAll(/\s+/g, '-'))
    .join('.');

/** What somebody who is invited chooses. */
export interface Acceptance {
  readonly userName: string;
  readonly password: string;
}

/** What came of using an invitation. */
export type Accepted =
  | { readonly outcome: 'opened'; readonly personId: string }
  | { readonly outcome: 'unusable' | 'name-taken' | 'name-unfit' | PasswordRefusal };

const LONGEST_NAME = 254;

/** Opens an account by an invitation, which is used up only where that succeeds. */
export async function acceptInvitation(
  around: Surroundings,
  school: string,
  token: string,
  chosen: Acceptance,
  pack: Pack,
): Promise<Accepted> {
  const invited = await invitedBy(around, school, token);
  if (!invited) return { outcome: 'unusable' };
  const { person } = invited;
  const userName = nameTyped(chosen.userName);
  if (!/^[^\s\p{C}]{3,}$/u.test(userName) || userName.length > LONGEST_NAME) return { outcome: 'name-unfit' };
  const rules = await rulesFor(around, { school, personId: person.id }, { ...person, userName }, pack);
  const refusal = refusalOf(chosen.password, rules);
  if (refusal) return { outcome: refusal };
  const phc = await hashPassword(chosen.password);
  try {
    return await around.store.transaction((tx) =>
      openAccount(tx, around.clock.now(), { school, personId: person.id, token, userName, phc }),
    );
  } catch (error) {
    if (violates(error, 'account_name_is_taken')) return { outcome: 'name-taken' };
    throw error;
  }
}

async function openAccount(
  tx: Transaction,
  at: Date,
  account: {
    readonly school: string;
    readonly personId: string;
    readonly token: string;
    readonly userName: string;
    readonly phc: string;
  },
): Promise<Accepted> {
  const { school, personId, userName, phc } = account;
  if (!(await useLink(tx, at, school, 'invitation', account.token))) return { outcome: 'unusable' };
  await insertAccount(tx, school, { personId, userName, at });
  await putPassword(tx, school, { personId, phc, at });
  await record(tx, {
    ...entry({ school, at, by: personId }, 'account.opened', personId),
    personal: { userName },
  });
  return { outcome: 'opened', personId };
}
