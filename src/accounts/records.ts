import { sql } from 'kysely';
import type { Queries } from '../store/index.ts';
import type { Session, Strength } from './viewer.ts';

export interface NewSession {
  readonly tokenHash: Uint8Array;
  readonly school: string;
  readonly id: string;
  readonly personId: string;
  readonly at: Date;
  readonly endsAt: Date;
  readonly idleMinutes: number;
  readonly strength: Strength;
  readonly agent: string;
  readonly address: string;
}

export async function insertSession(tx: Queries, session: NewSession): Promise<void> {
  await tx
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      school_id: session.school,
      id: session.id,
      person_id: session.personId,
      begun_at: session.at,
      seen_at: session.at,
      ends_at: session.endsAt,
      idle_minutes: session.idleMinutes,
      strength: session.strength,
      proved_at: session.at,
      agent: session.agent,
      address: session.address,
      ended_at: null,
      ended_because: null,
    })
    .execute();
}

/** A session that was not ended, of a person who is not shut, with the roles held on a day. */
export interface FoundSession extends Session {
  readonly school: string;
  readonly personId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly roles: readonly string[];
  readonly provedAt: Date;
}

export async function sessionOf(
  db: Queries,
  tokenHash: Uint8Array,
  day: string,
): Promise<FoundSession | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'session.school_id').onRef('person.id', '=', 'session.person_id'),
    )
    .selectAll('session')
    .select(['person.given_name', 'person.family_name'])
    // Ids of roles have no blanks.
    .select(
      sql<string>`(select coalesce(string_agg(distinct holding.role, ' '), '') from holding
        where holding.school_id = session.school_id and holding.person_id = session.person_id
          and holding.since <= ${day}::date and (holding.until is null or holding.until >= ${day}::date))`.as(
        'roles',
      ),
    )
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('person.closed_at', 'is', null)
    .executeTakeFirst();
  return (
    row && {
      ...listed(row),
      school: row.school_id,
      personId: row.person_id,
      givenName: row.given_name,
      familyName: row.family_name,
      roles: row.roles === '' ? [] : row.roles.split(' '),
      provedAt: row.proved_at,
    }
  );
}

const listed = (row: {
  id: string;
  begun_at: Date;
  seen_at: Date;
  ends_at: Date;
  idle_minutes: number;
  strength: number;
  agent: string;
  address: string;
}): Session => ({
  id: row.id,
  begunAt: row.begun_at,
  seenAt: row.seen_at,
  endsAt: row.ends_at,
  idleMinutes: row.idle_minutes,
  strength: row.strength as Strength,
  agent: row.agent,
  address: row.address,
});

/** Notes that a session was used; it never goes back. */
export async function markSeen(db: Queries, tokenHash: Uint8Array, at: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ seen_at: at })
    .where('token_hash', '=', tokenHash)
    .where('seen_at', '<', at)
    .execute();
}

/** Gives a session another token; says whether the old one still had it. */
export async function renewSession(
  db: Queries,
  session: {
    readonly from: Uint8Array;
    readonly to: Uint8Array;
    readonly strength: Strength;
    readonly at: Date;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('session')
    .set({
      token_hash: session.to,
      proved_at: session.at,
      seen_at: session.at,
      strength: sql<number>`greatest(strength, ${session.strength}::int)`,
    })
    .where('token_hash', '=', session.from)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends sessions of a person: one, all, or all but one. Gives how many there were. */
export async function endSessions(
  tx: Queries,
  school: string,
  personId: string,
  ending: {
    readonly at: Date;
    readonly because: string;
    readonly id?: string | undefined;
    readonly except?: string | undefined;
  },
): Promise<number> {
  let query = tx
    .updateTable('session')
    .set({ ended_at: ending.at, ended_because: ending.because })
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null);
  if (ending.id !== undefined) query = query.where('id', '=', ending.id);
  if (ending.except !== undefined) query = query.where('id', '<>', ending.except);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Sessions that nobody ended, the last used first. */
export async function listSessions(db: Queries, school: string, personId: string): Promise<Session[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map(listed);
}

/** Makes tries under one subject wait for each other, until the transaction ends. */
export async function takeTurn(tx: Queries, school: string, subject: Uint8Array): Promise<void> {
  const key = `${school} ${Buffer.from(subject).toString('hex')}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

/**
 * Wrong tries under a subject since a moment, and when the last was. With `forgives` those count that came after the
 * last right one; without it each right one makes good one.
 */
export async function triesOf(
  db: Queries,
  school: string,
  subject: Uint8Array,
  since: Date,
  forgives: boolean,
): Promise<{ readonly wrong: number; readonly last: Date | undefined }> {
  const rows = await db
    .selectFrom('sign_in_attempt')
    .select(['tried_at', 'was_right'])
    .where('school_id', '=', school)
    .where('subject', '=', subject)
    .where('tried_at', '>', since)
    .orderBy('tried_at', 'desc')
    .orderBy('was_right', 'desc')
    .execute();
  const right = rows.filter((row) => row.was_right);
  const lastRight = right[0]?.tried_at.getTime() ?? 0;
  const wrong = rows.filter((row) => !row.was_right && (!forgives || row.tried_at.getTime() > lastRight));
  return {
    wrong: forgives ? wrong.length : wrong.length - right.length,
    last: wrong[0]?.tried_at,
  };
}

export async function insertAttempt(
  db: Queries,
  school: string,
  attempt: {
    readonly id: string;
    readonly subject: Uint8Array;
    readonly at: Date;
    readonly wasRight: boolean;
  },
): Promise<void> {
  await db
    .insertInto('sign_in_attempt')
    .values({
      school_id: school,
      id: attempt.id,
      subject: attempt.subject,
      tried_at: attempt.at,
      was_right: attempt.wasRight,
    })
    .execute();
}

/** An account with whose it is. */
export interface AccountRow {
  readonly personId: string;
  readonly userName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | undefined;
  /** The person is shut. */
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
  phc: string | null;
  set_at: Date | null;
  must_change: boolean | null;
}): AccountRow => ({
  personId: row.person_id,
  userName: row.user_name,
  givenName: row.given_name,
  familyName: row.family_name,
  email: row.email ?? undefined,
  isShut: row.closed_at !== null,
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

export type LinkPurpose = 'invitation' | 'way-back';

export async function insertLink(
  tx: Queries,
  school: string,
  link: {
    readonly tokenHash: Uint8Array;
    readonly purpose: LinkPurpose;
    readonly personId: string;
    readonly madeAt: Date;
    readonly madeBy: string | undefined;
    readonly endsAt: Date;
  },
): Promise<void> {
  await tx
    .insertInto('one_use_link')
    .values({
      school_id: school,
      token_hash: link.tokenHash,
      purpose: link.purpose,
      person_id: link.personId,
      made_at: link.madeAt,
      made_by: link.madeBy ?? null,
      ends_at: link.endsAt,
      used_at: null,
    })
    .execute();
}

interface LinkAsked {
  readonly tokenHash: Uint8Array;
  readonly purpose: LinkPurpose;
  readonly at: Date;
}

/** Whose link it is, while it opens something: not used, not over, its person not shut. */
export async function linkHolder(db: Queries, school: string, asked: LinkAsked): Promise<string | undefined> {
  const row = await db
    .selectFrom('one_use_link')
    .innerJoin('person', (join) =>
      join
        .onRef('person.school_id', '=', 'one_use_link.school_id')
        .onRef('person.id', '=', 'one_use_link.person_id'),
    )
    .select('one_use_link.person_id')
    .where('one_use_link.school_id', '=', school)
    .where('token_hash', '=', asked.tokenHash)
    .where('purpose', '=', asked.purpose)
    .where('used_at', 'is', null)
    .where('ends_at', '>', asked.at)
    .where('person.closed_at', 'is', null)
    .executeTakeFirst();
  return row?.person_id;
}

/** Uses a link up; of several at the same moment one does. */
export async function spendLink(tx: Queries, school: string, asked: LinkAsked): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('one_use_link')
    .set({ used_at: asked.at })
    .where('school_id', '=', school)
    .where('token_hash', '=', asked.tokenHash)
    .where('purpose', '=', asked.purpose)
    .where('used_at', 'is', null)
    .where('ends_at', '>', asked.at)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Makes a person's links of a purpose open nothing any more. */
export async function voidLinks(
  tx: Queries,
  school: string,
  personId: string,
  purpose: LinkPurpose,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('one_use_link')
    .set({ used_at: at })
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
}

/** How many links of a purpose were made for a person since a moment. */
export async function countLinks(
  db: Queries,
  school: string,
  personId: string,
  purpose: LinkPurpose,
  since: Date,
): Promise<number> {
  const { count } = await db
    .selectFrom('one_use_link')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('made_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** When a subject was last tried. */
export async function lastAttempt(
  db: Queries,
  school: string,
  subject: Uint8Array,
): Promise<Date | undefined> {
  const row = await db
    .selectFrom('sign_in_attempt')
    .select('tried_at')
    .where('school_id', '=', school)
    .where('subject', '=', subject)
    .orderBy('tried_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.tried_at;
}

/** A pupil on the list of a class. */
export interface ListedPupil {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly kind: 'picture' | 'word';
}

/** A class whose pupils may sign in. */
export interface PupilClass {
  readonly id: string;
  readonly name: string;
  readonly pupils: readonly ListedPupil[];
}

/** A class that goes on this day, with its members who have a secret, by given name. */
export async function classOn(
  db: Queries,
  school: string,
  group: string,
  day: string,
): Promise<PupilClass | undefined> {
  const found = await db
    .selectFrom('grouping')
    .select(['id', 'name'])
    .where('school_id', '=', school)
    .where('id', '=', group)
    .where('kind', '=', 'class')
    .where('since', '<=', day)
    .where((or) => or.or([or('until', 'is', null), or('until', '>=', day)]))
    .executeTakeFirst();
  if (!found) return undefined;
  const rows = await db
    .selectFrom('membership')
    .innerJoin('person', (join) =>
      join
        .onRef('person.school_id', '=', 'membership.school_id')
        .onRef('person.id', '=', 'membership.person_id'),
    )
    .innerJoin('pupil_secret', (join) =>
      join
        .onRef('pupil_secret.school_id', '=', 'membership.school_id')
        .onRef('pupil_secret.person_id', '=', 'membership.person_id'),
    )
    .select(['person.id', 'person.given_name', 'person.family_name', 'pupil_secret.kind'])
    .distinct()
    .where('membership.school_id', '=', school)
    .where('membership.group_id', '=', group)
    .where('membership.part', '=', 'member')
    .where('membership.since', '<=', day)
    .where((or) => or.or([or('membership.until', 'is', null), or('membership.until', '>=', day)]))
    .where('person.closed_at', 'is', null)
    .orderBy('person.given_name')
    .orderBy('person.family_name')
    .orderBy('person.id')
    .execute();
  const pupils = rows.map((row) => ({
    id: row.id,
    givenName: row.given_name,
    familyName: row.family_name,
    kind: row.kind as ListedPupil['kind'],
  }));
  return { ...found, pupils };
}

/** What a pupil's secret is kept as. */
export async function pupilSecretOf(
  db: Queries,
  school: string,
  personId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('pupil_secret')
    .select('phc')
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.phc;
}

export async function putPupilSecret(
  tx: Queries,
  school: string,
  secret: {
    readonly personId: string;
    readonly kind: string;
    readonly phc: string;
    readonly at: Date;
    readonly by: string;
  },
): Promise<void> {
  const set = { kind: secret.kind, phc: secret.phc, set_at: secret.at, set_by: secret.by };
  await tx
    .insertInto('pupil_secret')
    .values({ school_id: school, person_id: secret.personId, ...set })
    .onConflict((conflict) => conflict.columns(['school_id', 'person_id']).doUpdateSet(set))
    .execute();
}
