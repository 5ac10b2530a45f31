import { sql } from 'kysely';
import type { Queries, Transaction } from '../../store/index.ts';

/** Somebody's visit. */
export interface Visit {
  readonly id: string;
  /** None until the visitor gives it. */
  readonly visitorName: string | undefined;
  readonly comesFrom: string | undefined;
  readonly hostId: string | undefined;
  readonly host: string | undefined;
  readonly openedAt: Date;
  readonly endsAt: Date;
  readonly leftAt: Date | undefined;
  /** Forms that the visitor has signed. */
  readonly signed: readonly string[];
}

export interface NewVisit {
  readonly id: string;
  readonly tokenHash: Uint8Array;
  readonly hostId: string | undefined;
  readonly by: string;
  readonly at: Date;
  readonly endsAt: Date;
}

export async function insertVisit(tx: Queries, school: string, visit: NewVisit): Promise<void> {
  await tx
    .insertInto('visit')
    .values({
      school_id: school,
      id: visit.id,
      token_hash: visit.tokenHash,
      visitor_name: null,
      comes_from: null,
      host_id: visit.hostId ?? null,
      opened_at: visit.at,
      opened_by: visit.by,
      ends_at: visit.endsAt,
      left_at: null,
    })
    .execute();
}

/** Visits that go on at a moment, or one of them, by its link or its id. */
export async function visitsOn(
  db: Queries,
  school: string,
  at: Date,
  which: { readonly tokenHash?: Uint8Array; readonly id?: string } = {},
): Promise<Visit[]> {
  const { rows } = await sql<{
    id: string;
    visitor_name: string | null;
    comes_from: string | null;
    host_id: string | null;
    host: string | null;
    opened_at: Date;
    ends_at: Date;
    left_at: Date | null;
    signed: string | null;
  }>`
    select v.id, v.visitor_name, v.comes_from, v.host_id, trim(p.given_name || ' ' || p.family_name) as host,
      v.opened_at, v.ends_at, v.left_at,
      (select string_agg(distinct s.form, ' ') from signature s where s.school_id = v.school_id and s.visit_id = v.id)
        as signed
    from visit v
    left join person p on p.school_id = v.school_id and p.id = v.host_id
    where v.school_id = ${school} and v.left_at is null and v.ends_at > cast(${at} as timestamptz)
      ${which.tokenHash === undefined ? sql`` : sql`and v.token_hash = cast(${Buffer.from(which.tokenHash)} as bytea)`}
      ${which.id === undefined ? sql`` : sql`and v.id = ${which.id}`}
    order by v.opened_at desc, v.id limit 500`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    visitorName: row.visitor_name ?? undefined,
    comesFrom: row.comes_from ?? undefined,
    hostId: row.host_id ?? undefined,
    host: row.host ?? undefined,
    openedAt: row.opened_at,
    endsAt: row.ends_at,
    leftAt: row.left_at ?? undefined,
    signed: row.signed?.split(' ') ?? [],
  }));
}

/** Keeps the name that a visitor gives; the first one given stays. */
export async function nameVisitor(
  tx: Transaction,
  school: string,
  id: string,
  name: string,
  comesFrom: string,
): Promise<void> {
  await tx
    .updateTable('visit')
    .set({ visitor_name: name, comes_from: comesFrom || null })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .where('visitor_name', 'is', null)
    .execute();
}

/** Ends a visit that goes on; whether it did. */
export async function leave(tx: Queries, school: string, id: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('visit')
    .set({ left_at: at })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .where('left_at', 'is', null)
    .where('ends_at', '>', at)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** When a visit ended or will end. */
export async function endOf(db: Queries, school: string, id: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('visit')
    .select(['ends_at', 'left_at'])
    .where('school_id', '=', school)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && (row.left_at ?? row.ends_at);
}
