import type { Queries, Transaction } from '../../store/index.ts';
import type { Whose } from './surroundings.ts';

/**
 * Keeps other tries and changes of this person's factors waiting until the transaction ends. Gives the user name;
 * undefined where there is no account, or nothing opens for the person any more.
 *
 * INVARIANT: whatever counts tries or factors before it writes locks the account first.
 */
export async function lockAccount(tx: Transaction, { school, personId }: Whose): Promise<string | undefined> {
  const row = await tx
    .selectFrom('account')
    .innerJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'account.school_id').onRef('person.id', '=', 'account.person_id'),
    )
    .select('account.user_name')
    .where('account.school_id', '=', school)
    .where('account.person_id', '=', personId)
    .where('person.closed_at', 'is', null)
    .where('person.suspended_at', 'is', null)
    .forUpdate('account')
    .executeTakeFirst();
  return row?.user_name;
}

/** The user name of somebody for whom something opens. */
export async function userNameOf(db: Queries, { school, personId }: Whose): Promise<string | undefined> {
  const row = await db
    .selectFrom('account')
    .select('user_name')
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.user_name;
}

/** Times of wrong tries since the last right one and not before `since`, the newest first. */
export async function wrongTries(
  db: Queries,
  school: string,
  subject: Uint8Array,
  since: Date,
): Promise<Date[]> {
  const rows = await db
    .selectFrom('sign_in_attempt')
    .select(['tried_at', 'was_right'])
    .where('school_id', '=', school)
    .where('subject', '=', subject)
    .where('tried_at', '>=', since)
    .orderBy('tried_at', 'desc')
    .orderBy('was_right', 'desc')
    .limit(100)
    .execute();
  const right = rows.findIndex((row) => row.was_right);
  return (right === -1 ? rows : rows.slice(0, right)).map((row) => row.tried_at);
}

export async function insertTry(
  tx: Transaction,
  school: string,
  row: { readonly id: string; readonly subject: Uint8Array; readonly at: Date; readonly wasRight: boolean },
): Promise<void> {
  await tx
    .insertInto('sign_in_attempt')
    .values({
      school_id: school,
      id: row.id,
      subject: row.subject,
      tried_at: row.at,
      was_right: row.wasRight,
    })
    .execute();
}

export interface AuthenticatorRow {
  readonly sealedKey: Uint8Array;
  readonly addedAt: Date;
}

/** The authenticator that is in use. */
export async function authenticatorOf(
  db: Queries,
  { school, personId }: Whose,
): Promise<AuthenticatorRow | undefined> {
  const row = await db
    .selectFrom('authenticator')
    .select(['sealed_key', 'added_at'])
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row && { sealedKey: row.sealed_key, addedAt: row.added_at };
}

/** Keeps an authenticator that gave a right code, in place of the one before. */
export async function putAuthenticator(
  tx: Transaction,
  { school, personId }: Whose,
  sealedKey: Uint8Array,
  step: number,
  at: Date,
): Promise<void> {
  const row = { sealed_key: sealedKey, added_at: at, confirmed_at: at, last_step: step };
  await tx
    .insertInto('authenticator')
    .values({ school_id: school, person_id: personId, ...row })
    .onConflict((conflict) => conflict.columns(['school_id', 'person_id']).doUpdateSet(row))
    .execute();
}

/** Uses a step up; false where it, or a later one, was used before. Of two at once one finds it used. */
export async function useStep(tx: Transaction, { school, personId }: Whose, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('authenticator')
    .set({ last_step: step })
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteAuthenticator(tx: Transaction, { school, personId }: Whose): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('authenticator')
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Keeps a set of recovery codes in place of the one before. */
export async function putRecoveryCodes(
  tx: Transaction,
  whose: Whose,
  hashes: readonly Uint8Array[],
  at: Date,
): Promise<void> {
  await deleteRecoveryCodes(tx, whose);
  await tx
    .insertInto('recovery_code')
    .values(
      hashes.map((hash) => ({
        school_id: whose.school,
        person_id: whose.personId,
        code_hash: hash,
        made_at: at,
        used_at: null,
      })),
    )
    .execute();
}

export async function deleteRecoveryCodes(tx: Transaction, { school, personId }: Whose): Promise<void> {
  await tx
    .deleteFrom('recovery_code')
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .execute();
}

/** Uses a recovery code up; false where it is none, or was used before. */
export async function useRecoveryCode(
  tx: Transaction,
  { school, personId }: Whose,
  hash: Uint8Array,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('recovery_code')
    .set({ used_at: at })
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How many recovery codes somebody has left. */
export async function countRecoveryCodes(db: Queries, { school, personId }: Whose): Promise<number> {
  const row = await db
    .selectFrom('recovery_code')
    .select((select) => select.fn.countAll<string>().as('left'))
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.left);
}

/** An account elsewhere that is linked to somebody here. */
export interface Identity {
  readonly issuer: string;
  /** What the issuer calls the account: a word that means nothing elsewhere and never changes. */
  readonly subject: string;
  readonly linkedAt: Date;
}

/** What somebody has linked, the oldest first. */
export async function identitiesOf(db: Queries, { school, personId }: Whose): Promise<Identity[]> {
  const rows = await db
    .selectFrom('identity')
    .select(['issuer', 'subject', 'linked_at'])
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .orderBy('linked_at')
    .execute();
  return rows.map((row) => ({ issuer: row.issuer, subject: row.subject, linkedAt: row.linked_at }));
}

/** Whose an account elsewhere is; nobody's where nothing opens for the person any more. */
export async function personLinkedTo(
  db: Queries,
  school: string,
  { issuer, subject }: Pick<Identity, 'issuer' | 'subject'>,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('identity')
    .innerJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'identity.school_id').onRef('person.id', '=', 'identity.person_id'),
    )
    .select('identity.person_id')
    .where('identity.school_id', '=', school)
    .where('identity.issuer', '=', issuer)
    .where('identity.subject', '=', subject)
    .where('person.closed_at', 'is', null)
    .where('person.suspended_at', 'is', null)
    .executeTakeFirst();
  return row?.person_id;
}

/** Links; false where it is linked already, to whomever. */
export async function insertIdentity(
  tx: Transaction,
  { school, personId }: Whose,
  identity: Identity,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('identity')
    .values({
      school_id: school,
      issuer: identity.issuer,
      subject: identity.subject,
      person_id: personId,
      linked_at: identity.linkedAt,
    })
    .onConflict((conflict) => conflict.columns(['school_id', 'issuer', 'subject']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function deleteIdentity(
  tx: Transaction,
  { school, personId }: Whose,
  { issuer, subject }: Pick<Identity, 'issuer' | 'subject'>,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('identity')
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Takes away everything that somebody signs in with beside a password. */
export async function deleteFactors(tx: Transaction, whose: Whose): Promise<void> {
  await deleteAuthenticator(tx, whose);
  await deleteRecoveryCodes(tx, whose);
  for (const table of ['passkey', 'identity'] as const)
    await tx
      .deleteFrom(table)
      .where('school_id', '=', whose.school)
      .where('person_id', '=', whose.personId)
      .execute();
}

/** Where and to whom a person is written to. */
export async function addressOf(
  db: Queries,
  { school, personId }: Whose,
): Promise<{ readonly address: string | undefined; readonly name: string; readonly schoolName: string }> {
  const row = await db
    .selectFrom('person')
    .innerJoin('school', 'school.school_id', 'person.school_id')
    .select(['person.email', 'person.given_name', 'person.family_name', 'school.name'])
    .where('person.school_id', '=', school)
    .where('person.id', '=', personId)
    .executeTakeFirstOrThrow();
  return {
    address: row.email ?? undefined,
    name: `${row.given_name} ${row.family_name}`.trim(),
    schoolName: row.name,
  };
}
