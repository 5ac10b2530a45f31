import type { Queries } from '../store/index.ts';

/** An account with whose it is. */
export interface AccountRow {
  readonly personId: string;
  readonly userName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | undefined;
  /** The person is shut or suspended: nothing opens. */
  readonly isShut: boolean;
  /** None until a password was set. */
  readonly phc: string | undefined;
  readonly setAt: Date | undefined;
  readonly mustChange: boolean;
}

const accounts = (db: Queries, school: string) =>
  db
    .selectFrom('account')
    .innerJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'account.school_id').onRef('person.id', '=', 'account.person_id'),
    )
    .leftJoin('password', (join) =>
      join
        .onRef('password.school_id', '=', 'account.school_id')
        .onRef('password.person_id', '=', 'account.person_id'),
    )
    .select([
      'account.person_id',
      'account.user_name',
      'person.given_name',
      'person.family_name',
      'person.email',
      'person.closed_at',
      'person.suspended_at',
      'password.phc',
      'password.set_at',
      'password.must_change',
    ])
    .where('account.school_id', '=', school);

const accountFrom = (row: {
  person_id: string;
  user_name: string;
  given_name: string;
  family_name: string;
  email: string | null;
  closed_at: Date | null;
  suspended_at: Date | null;
  phc: string | null;
  set_at: Date | null;
  must_change: boolean | null;
}): AccountRow => ({
  personId: row.person_id,
  userName: row.user_name,
  givenName: row.given_name,
  familyName: row.family_name,
  email: row.email ?? undefined,
  isShut: row.closed_at !== null || row.suspended_at !== null,
  phc: row.phc ?? undefined,
  setAt: row.set_at ?? undefined,
  mustChange: row.must_change ?? false,
});

/** The account of this user name, in small letters. */
export async function accountNamed(
  db: Queries,
  school: string,
  userName: string,
): Promise<AccountRow | undefined> {
  const row = await accounts(db, school).where('account.user_name', '=', userName).executeTakeFirst();
  return row && accountFrom(row);
}

/** A person's account. */
export async function accountOf(
  db: Queries,
  school: string,
  personId: string,
): Promise<AccountRow | undefined> {
  const row = await accounts(db, school).where('account.person_id', '=', personId).executeTakeFirst();
  return row && accountFrom(row);
}

/** Accounts of everybody whose letters go to this address, few at most: a household may share one. */
export async function accountsAt(db: Queries, school: string, email: string): Promise<AccountRow[]> {
  const rows = await accounts(db, school)
    .where('person.email', '=', email)
    .where('person.closed_at', 'is', null)
    .where('person.suspended_at', 'is', null)
    .orderBy('account.user_name')
    .limit(5)
    .execute();
  return rows.map(accountFrom);
}

export async function insertAccount(
  tx: Queries,
  school: string,
  account: { readonly personId: string; readonly userName: string; readonly at: Date },
): Promise<void> {
  await tx
    .insertInto('account')
    .values({
      school_id: school,
      person_id: account.personId,
      user_name: account.userName,
      opened_at: account.at,
    })
    .execute();
}

/** Sets a person's password; whatever was said against the one before is over. */
export async function putPassword(
  tx: Queries,
  school: string,
  password: { readonly personId: string; readonly phc: string; readonly at: Date },
): Promise<void> {
  const set = { phc: password.phc, set_at: password.at, must_change: false };
  await tx
    .insertInto('password')
    .values({ school_id: school, person_id: password.personId, ...set })
    .onConflict((conflict) => conflict.columns(['school_id', 'person_id']).doUpdateSet(set))
    .execute();
}

/** Has the person set another password before anything else; says whether there was one. */
export async function requireChange(tx: Queries, school: string, personId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('password')
    .set({ must_change: true })
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
