import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../../store/index.ts';
import type { RowKey, TouchedTable } from './touched-tables.ts';

/**
 * One import at a time in a school, and times in UTC: rows are compared as text later on, from whatever connection.
 */
export async function beginImport(tx: Transaction, school: string): Promise<void> {
  await sql`set local timezone to 'UTC'`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtext(${`roster ${school}`}))`.execute(tx);
  await sql`select id from person where school_id = ${school} order by id for update`.execute(tx);
}

/** Columns of rows that are sent as JSON, with their types. */
type Columns = Readonly<Record<string, 'text' | 'date' | 'timestamptz'>>;
type Sent = readonly Readonly<Record<string, unknown>>[];

/** Rows sent in one parameter, to be read like a table named `r`. */
const sent = (rows: Sent, columns: Columns): RawBuilder<unknown> => {
  const typed = Object.entries(columns).map(([name, type]) => sql`${sql.id(name)} ${sql.raw(type)}`);
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${sql.join(typed)})`;
};

const sameKey = (key: TouchedTable['key']): RawBuilder<unknown> =>
  sql.join(
    Object.keys(key).map((column) => sql`t.${sql.id(column)} = r.${sql.id(column)}`),
    sql` and `,
  );

/** Rows as they stand, of the keys that have a row. */
export async function imagesOf(
  tx: Transaction,
  school: string,
  table: TouchedTable,
  keys: Sent,
): Promise<RowKey[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ image: RowKey }>`
    select to_jsonb(t) as image from ${sql.table(table.name)} t
    join ${sent(keys, table.key)} on ${sameKey(table.key)}
    where t.school_id = ${school}`.execute(tx);
  return rows.map((row) => row.image);
}

/** A hash of each row as it stands, by the text of its key. */
export async function marksOf(
  tx: Transaction,
  school: string,
  table: TouchedTable,
  keys: Sent,
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: RowKey; mark: string }>`
    select to_jsonb(r) as key, encode(sha256(convert_to(to_jsonb(t)::text, 'UTF8')), 'hex') as mark
    from ${sql.table(table.name)} t
    join ${sent(keys, table.key)} on ${sameKey(table.key)}
    where t.school_id = ${school}`.execute(tx);
  return new Map(rows.map((row) => [keyText(table, row.key), row.mark]));
}

export const keyText = (table: TouchedTable, row: RowKey): string =>
  JSON.stringify(Object.keys(table.key).map((column) => row[column]));

/** The key of a row, and nothing else of it. */
export const keyOf = (table: TouchedTable, row: RowKey): RowKey =>
  Object.fromEntries(Object.keys(table.key).map((column) => [column, row[column]]));

/** The school's ids of what a roster brought, by the roster's. */
export async function idsByRosterId(
  tx: Transaction,
  school: string,
  table: 'person' | 'grouping',
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom(table)
    .select(['id', 'roster_id'])
    .where('school_id', '=', school)
    .where('roster_id', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.roster_id as string, row.id]));
}

/** Puts rows back as they were. */
export async function restoreRows(
  tx: Transaction,
  school: string,
  table: TouchedTable,
  before: Sent,
): Promise<void> {
  if (before.length === 0 || table.changing.length === 0) return;
  const set = table.changing.map((column) => sql`${sql.id(column)} = r.${sql.id(column)}`);
  await sql`
    update ${sql.table(table.name)} t set ${sql.join(set)}
    from jsonb_populate_recordset(null::${sql.table(table.name)}, ${JSON.stringify(before)}::jsonb) r
    where t.school_id = ${school} and ${sameKey(table.key)}`.execute(tx);
}

export async function deleteRows(
  tx: Transaction,
  school: string,
  table: TouchedTable,
  keys: Sent,
): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    delete from ${sql.table(table.name)} t using ${sent(keys, table.key)}
    where t.school_id = ${school} and ${sameKey(table.key)}`.execute(tx);
}

export async function insertPeople(tx: Transaction, school: string, at: Date, rows: Sent): Promise<void> {
  const columns = {
    id: 'text',
    given_name: 'text',
    family_name: 'text',
    email: 'text',
    roster_id: 'text',
    born_on: 'date',
  } as const;
  await sql`
    insert into person (school_id, id, given_name, family_name, email, roster_id, born_on, made_at)
    select ${school}, id, given_name, family_name, email, roster_id, born_on, ${at}::timestamptz
    from ${sent(rows, columns)}`.execute(tx);
}

/** Changes what rows give; what they leave out stays. */
export async function changePeople(tx: Transaction, school: string, rows: Sent): Promise<void> {
  const columns = {
    id: 'text',
    given_name: 'text',
    family_name: 'text',
    email: 'text',
    roster_id: 'text',
    born_on: 'date',
    reopened: 'text',
  } as const;
  await sql`
    update person t set
      given_name = coalesce(r.given_name, t.given_name), family_name = coalesce(r.family_name, t.family_name),
      email = coalesce(r.email, t.email), roster_id = coalesce(r.roster_id, t.roster_id),
      born_on = coalesce(r.born_on, t.born_on),
      closed_at = case when r.reopened is null then t.closed_at end
    from ${sent(rows, columns)} where t.school_id = ${school} and t.id = r.id`.execute(tx);
}

/** Shuts people: from this moment nothing opens for them. */
export async function shutPeople(tx: Transaction, school: string, at: Date, rows: Sent): Promise<void> {
  await sql`
    update person t set closed_at = ${at}::timestamptz from ${sent(rows, { id: 'text' })}
    where t.school_id = ${school} and t.id = r.id and t.closed_at is null`.execute(tx);
}

/** Which of these people have a session that nobody ended. */
export async function peopleWithSessions(tx: Transaction, school: string, people: Sent): Promise<string[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct r.id from session t join ${sent(people, { id: 'text' })} on t.person_id = r.id
    where t.school_id = ${school} and t.ended_at is null`.execute(tx);
  return rows.map((row) => row.id);
}

export async function insertHoldings(
  tx: Transaction,
  school: string,
  day: string,
  rows: Sent,
): Promise<void> {
  await sql`
    insert into holding (school_id, id, person_id, role, since, source)
    select ${school}, id, person_id, role, ${day}::date, 'roster'
    from ${sent(rows, { id: 'text', person_id: 'text', role: 'text' })}`.execute(tx);
}

/** Ids of everything that these people hold or will hold. */
export async function holdingsOfPeople(
  tx: Transaction,
  school: string,
  day: string,
  people: Sent,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from holding t join ${sent(people, { id: 'text' })} on t.person_id = r.id
    where t.school_id = ${school} and (t.until is null or t.until >= ${day}::date)`.execute(tx);
  return rows.map((row) => row.id);
}

/** Yesterday was the last day; what begins later never begins. */
const endedBefore = (day: string): RawBuilder<unknown> => sql`greatest(${day}::date - 1, t.since - 1)`;

export async function endHoldings(tx: Transaction, school: string, day: string, rows: Sent): Promise<void> {
  await sql`
    update holding t set until = ${endedBefore(day)} from ${sent(rows, { id: 'text' })}
    where t.school_id = ${school} and t.id = r.id`.execute(tx);
}

export async function insertGroups(tx: Transaction, school: string, day: string, rows: Sent): Promise<void> {
  await sql`
    insert into grouping (school_id, id, kind, name, roster_id, since)
    select ${school}, id, kind, name, roster_id, ${day}::date
    from ${sent(rows, { id: 'text', kind: 'text', name: 'text', roster_id: 'text' })}`.execute(tx);
}

/** Names groups otherwise, ends them, and begins them again. */
export async function changeGroups(tx: Transaction, school: string, day: string, rows: Sent): Promise<void> {
  const columns = { id: 'text', name: 'text', becomes: 'text' } as const;
  await sql`
    update grouping t set name = coalesce(r.name, t.name),
      until = case r.becomes when 'ended' then ${endedBefore(day)} when 'resumed' then null else t.until end
    from ${sent(rows, columns)} where t.school_id = ${school} and t.id = r.id`.execute(tx);
}

const membershipColumns = { group_id: 'text', person_id: 'text', part: 'text' } as const;

/** Places in groups that began on this day and have ended: they are begun again, since a day has one row of them. */
export async function membershipsEndedOn(
  tx: Transaction,
  school: string,
  day: string,
  rows: Sent,
): Promise<RowKey[]> {
  const found = await sql<{ key: RowKey }>`
    select jsonb_build_object('group_id', t.group_id, 'person_id', t.person_id, 'part', t.part, 'since', t.since) as key
    from membership t join ${sent(rows, membershipColumns)}
      on t.group_id = r.group_id and t.person_id = r.person_id and t.part = r.part
    where t.school_id = ${school} and t.since = ${day}::date and t.until < ${day}::date`.execute(tx);
  return found.rows.map((row) => row.key);
}

export async function resumeMemberships(tx: Transaction, school: string, rows: Sent): Promise<void> {
  await sql`
    update membership t set until = null from ${sent(rows, { ...membershipColumns, since: 'date' })}
    where t.school_id = ${school} and t.group_id = r.group_id and t.person_id = r.person_id
      and t.part = r.part and t.since = r.since`.execute(tx);
}

/** Puts people into groups; gives the keys of the rows that were not there. */
export async function insertMemberships(
  tx: Transaction,
  school: string,
  day: string,
  rows: Sent,
): Promise<RowKey[]> {
  const made = await sql<{ key: RowKey }>`
    insert into membership (school_id, group_id, person_id, part, since, source)
    select ${school}, group_id, person_id, part, ${day}::date, 'roster' from ${sent(rows, membershipColumns)}
    on conflict do nothing
    returning jsonb_build_object('group_id', group_id, 'person_id', person_id, 'part', part, 'since', since) as key`.execute(
    tx,
  );
  return made.rows.map((row) => row.key);
}

/** Keys of places in groups that go on. */
export async function openMemberships(
  tx: Transaction,
  school: string,
  day: string,
  rows: Sent,
): Promise<RowKey[]> {
  const found = await sql<{ key: RowKey }>`
    select jsonb_build_object('group_id', t.group_id, 'person_id', t.person_id, 'part', t.part, 'since', t.since) as key
    from membership t join ${sent(rows, membershipColumns)}
      on t.group_id = r.group_id and t.person_id = r.person_id and t.part = r.part
    where t.school_id = ${school} and (t.until is null or t.until >= ${day}::date)`.execute(tx);
  return found.rows.map((row) => row.key);
}

export async function endMemberships(
  tx: Transaction,
  school: string,
  day: string,
  rows: Sent,
): Promise<void> {
  await sql`
    update membership t set until = ${endedBefore(day)}
    from ${sent(rows, { ...membershipColumns, since: 'date' })}
    where t.school_id = ${school} and t.group_id = r.group_id and t.person_id = r.person_id
      and t.part = r.part and t.since = r.since`.execute(tx);
}

const pairColumns = { parent_id: 'text', child_id: 'text' } as const;

/** Ties parents to children; gives the keys of the rows that were not there. */
export async function insertGuardianships(
  tx: Transaction,
  school: string,
  day: string,
  rows: Sent,
): Promise<RowKey[]> {
  const made = await sql<{ key: RowKey }>`
    insert into guardianship (school_id, parent_id, child_id, since, source)
    select ${school}, parent_id, child_id, ${day}::date, 'roster' from ${sent(rows, pairColumns)}
    on conflict do nothing
    returning jsonb_build_object('parent_id', parent_id, 'child_id', child_id) as key`.execute(tx);
  return made.rows.map((row) => row.key);
}

/** Begins again what a roster had ended. What the office ended stays ended. */
export async function resumeGuardianships(tx: Transaction, school: string, rows: Sent): Promise<void> {
  await sql`
    update guardianship t set until = null from ${sent(rows, pairColumns)}
    where t.school_id = ${school} and t.parent_id = r.parent_id and t.child_id = r.child_id
      and t.source = 'roster'`.execute(tx);
}

export async function endGuardianships(
  tx: Transaction,
  school: string,
  day: string,
  rows: Sent,
): Promise<void> {
  await sql`
    update guardianship t set until = ${endedBefore(day)} from ${sent(rows, pairColumns)}
    where t.school_id = ${school} and t.parent_id = r.parent_id and t.child_id = r.child_id`.execute(tx);
}

/** Opens lists of what is to be done. A step with `done` is ticked. */
export async function insertMovements(
  tx: Transaction,
  school: string,
  on: { readonly day: string; readonly at: Date; readonly by: string | undefined },
  movements: Sent,
  steps: Sent,
): Promise<void> {
  await sql`
    insert into movement (school_id, id, person_id, kind, on_day, opened_at, opened_by)
    select ${school}, id, person_id, kind, ${on.day}::date, ${on.at}::timestamptz, null
    from ${sent(movements, { id: 'text', person_id: 'text', kind: 'text' })}`.execute(tx);
  await sql`
    insert into movement_step (school_id, movement_id, step, done_at, done_by)
    select ${school}, movement_id, step,
      case when done is not null then ${on.at}::timestamptz end,
      case when done is not null then ${on.by ?? null}::text end
    from ${sent(steps, { movement_id: 'text', step: 'text', done: 'text' })}`.execute(tx);
}
