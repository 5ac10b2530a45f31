import { sql } from 'kysely';
import type { Queries } from '../../store/index.ts';
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

/** A session that was not ended, of a person who is neither shut nor suspended, with the roles held on a day. */
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
    .where('person.suspended_at', 'is', null)
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
