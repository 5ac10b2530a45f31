import { Fault, newId } from '../kernel/index.ts';
import { record } from '../ledger/index.ts';
import type { Queries, Transaction } from '../store/index.ts';
import { peopleErrors } from './errors.ts';
import type { Act, Person, PersonDraft } from './person.ts';
import { findPerson, insertPerson, updatePerson } from './records.ts';

/** Enters somebody new; gives the id. @throws PERSON_INCOMPLETE */
export async function addPerson(tx: Transaction, act: Act, draft: PersonDraft): Promise<string> {
  const id = newId();
  const tidied = tidy(draft);
  await insertPerson(tx, act.school, id, tidied, act.at);
  await record(tx, { ...entry(act, 'person.added', id), personal: { ...tidied } });
  return id;
}

/** Puts what is known of somebody right. @throws PERSON_INCOMPLETE, PERSON_NOT_FOUND */
export async function changePerson(tx: Transaction, act: Act, id: string, draft: PersonDraft): Promise<void> {
  const before = await requirePerson(tx, act.school, id);
  const tidied = tidy(draft);
  await updatePerson(tx, act.school, id, tidied);
  await record(tx, {
    ...entry(act, 'person.changed', id),
    personal: { from: { ...before, closedAt: undefined }, to: { ...tidied } },
  });
}

/** @throws PERSON_NOT_FOUND */
export async function requirePerson(db: Queries, school: string, id: string): Promise<Person> {
  const person = await findPerson(db, school, id);
  if (!person)
    throw new Fault('PERSON_NOT_FOUND', 'there is no such person at this school', {
      status: 404,
      help: peopleErrors.PERSON_NOT_FOUND,
    });
  return person;
}

/** What an entry of the ledger says of every change to people. */
export const entry = (act: Act, kind: string, subject: string) => ({
  school: act.school,
  at: act.at,
  kind,
  ...(act.by !== undefined && { actor: act.by }),
  subject,
});

const LONGEST_NAME = 100;
const LONGEST_EMAIL = 254;

function tidy(draft: PersonDraft): PersonDraft {
  const givenName = one(draft.givenName);
  const familyName = one(draft.familyName);
  const email = draft.email?.trim().toLowerCase() || undefined;
  const isNamed = (givenName || familyName) && Math.max(givenName.length, familyName.length) <= LONGEST_NAME;
  if (!isNamed || (email !== undefined && !isEmail(email)))
    throw new Fault(
      'PERSON_INCOMPLETE',
      'a person has a name, and an e-mail address that can be written to',
      {
        status: 422,
        help: peopleErrors.PERSON_INCOMPLETE,
      },
    );
  return { ...draft, givenName, familyName, email };
}

/** One line without blanks around it: a line break in a name would reach the header of a letter. */
const one = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

const isEmail = (text: string): boolean =>
  text.length <= LONGEST_EMAIL &&
  /^[^\s@<>"',;:\\()[\]]+@[^\s@<>"',;:\\()[\]]+\.[^\s@<>"',;:\\()[\]]+$/.test(text);
