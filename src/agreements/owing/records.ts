import { sql } from 'kysely';
import type { Queries } from '../../store/index.ts';
import { wholeName } from '../records.ts';

/** The last word of somebody on a form, for themself or for a child. */
export interface LastWord {
  readonly id: string;
  readonly personId: string;
  readonly form: string;
  readonly childId: string | undefined;
  readonly edition: number;
  readonly at: Date;
  /** Clauses not agreed to. */
  readonly clauses: readonly string[];
}

export interface LastSignature extends LastWord {
  readonly fullName: string;
  readonly signedOn: string;
  readonly isCountersigned: boolean;
}

const ofPerson = (personId: string | undefined) =>
  personId === undefined ? sql`` : sql`and x.person_id = ${personId}`;

/** The last signature of each person on each form for each child. */
export async function lastSignatures(
  db: Queries,
  school: string,
  personId?: string,
): Promise<LastSignature[]> {
  const { rows } = await sql<LastRow & { full_name: string; signed_on: string; is_countersigned: boolean }>`
    select x.*, exists(select 1 from countersignature c where c.school_id = ${school} and c.signature_id = x.id)
      as is_countersigned
    from (
      select distinct on (x.person_id, x.form, x.child_id) x.id, x.person_id, x.form, x.child_id, x.edition,
        x.signed_at as at, x.declined as clauses, x.full_name, x.signed_on
      from signature x
      where x.school_id = ${school} and x.person_id is not null ${ofPerson(personId)}
      order by x.person_id, x.form, x.child_id, x.signed_at desc, x.seq desc
    ) x`.execute(db);
  return rows.map((row) => ({
    ...lastOf(row),
    fullName: row.full_name,
    signedOn: row.signed_on,
    isCountersigned: row.is_countersigned,
  }));
}

/** The last refusal of each person on each form for each child. */
export async function lastRefusals(db: Queries, school: string, personId?: string): Promise<LastWord[]> {
  const { rows } = await sql<LastRow>`
    select distinct on (x.person_id, x.form, x.child_id) x.id, x.person_id, x.form, x.child_id, x.edition,
      x.refused_at as at, x.clauses
    from refusal x
    where x.school_id = ${school} ${ofPerson(personId)}
    order by x.person_id, x.form, x.child_id, x.refused_at desc, x.seq desc`.execute(db);
  return rows.map(lastOf);
}

interface LastRow {
  id: string;
  person_id: string;
  form: string;
  child_id: string | null;
  edition: number;
  at: Date;
  clauses: string | null;
}

const lastOf = (row: LastRow): LastWord => ({
  id: row.id,
  personId: row.person_id,
  form: row.form,
  childId: row.child_id ?? undefined,
  edition: row.edition,
  at: row.at,
  clauses: row.clauses?.split(' ') ?? [],
});

/** A role that somebody holds on a day. */
export interface Held {
  readonly personId: string;
  readonly name: string;
  readonly sortName: string;
  readonly email: string | undefined;
  readonly role: string;
  readonly since: string;
}

/** Roles held on a day by people who are not shut, or by one of them. */
export async function heldOn(db: Queries, school: string, day: string, personId?: string): Promise<Held[]> {
  const { rows } = await sql<{
    person_id: string;
    name: string;
    sort_name: string;
    email: string | null;
    role: string;
    since: string;
  }>`
    select h.person_id, ${wholeName('p')} as name, lower(p.family_name || ' ' || p.given_name) as sort_name,
      p.email, h.role, h.since
    from holding h
    join person p on p.school_id = h.school_id and p.id = h.person_id
    where h.school_id = ${school} and p.closed_at is null and h.since <= ${day}
      and (h.until is null or h.until >= ${day})
      ${personId === undefined ? sql`` : sql`and h.person_id = ${personId}`}`.execute(db);
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    sortName: row.sort_name,
    email: row.email ?? undefined,
    role: row.role,
    since: row.since,
  }));
}

/** A parent's child on a day. */
export interface Tie {
  readonly parentId: string;
  readonly childId: string;
  readonly child: string;
  readonly household: number;
  readonly since: string;
}

/** Children of every parent on a day, or of one; children who are shut are left out. */
export async function tiesOn(db: Queries, school: string, day: string, parentId?: string): Promise<Tie[]> {
  const { rows } = await sql<{
    parent_id: string;
    child_id: string;
    child: string;
    household: number;
    since: string;
  }>`
    select g.parent_id, g.child_id, ${wholeName('c')} as child, g.household, g.since
    from guardianship g
    join person c on c.school_id = g.school_id and c.id = g.child_id
    where g.school_id = ${school} and c.closed_at is null and g.since <= ${day}
      and (g.until is null or g.until >= ${day})
      ${parentId === undefined ? sql`` : sql`and g.parent_id = ${parentId}`}
    order by lower(c.family_name), lower(c.given_name), c.id`.execute(db);
  return rows.map((row) => ({
    parentId: row.parent_id,
    childId: row.child_id,
    child: row.child,
    household: row.household,
    since: row.since,
  }));
}

/** Who is in a group on a day. */
export async function membersOf(
  db: Queries,
  school: string,
  groupId: string,
  day: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('membership')
    .select('person_id')
    .where('school_id', '=', school)
    .where('group_id', '=', groupId)
    .where('since', '<=', day)
    .where((or) => or.or([or('until', 'is', null), or('until', '>=', day)]))
    .execute();
  return new Set(rows.map((row) => row.person_id));
}
