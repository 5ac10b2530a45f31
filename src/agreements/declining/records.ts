import { sql } from 'kysely';
import type { Queries, Transaction } from '../../store/index.ts';
import { wholeName } from '../records.ts';

/** A refusal as it is kept. */
export interface NewRefusal {
  readonly id: string;
  readonly showingId: string;
  readonly personId: string;
  readonly childId: string | undefined;
  readonly edition: number;
  readonly form: string;
  /** Clauses refused; none where the whole is. */
  readonly clauses: readonly string[];
  readonly reason: string;
  readonly at: Date;
  readonly seq: number;
}

/** Keeps a refusal, unless what was shown was refused meanwhile, or signed otherwise; whether it did. */
export async function insertRefusal(
  tx: Transaction,
  school: string,
  row: NewRefusal,
  signatureId?: string,
): Promise<boolean> {
  const result = await sql`
    insert into refusal (school_id, id, showing_id, person_id, child_id, edition, form, clauses, reason, refused_at, seq)
    select ${school}, ${row.id}, ${row.showingId}, ${row.personId}, cast(${row.childId ?? null} as text),
      cast(${row.edition} as int), ${row.form}, cast(${row.clauses.join(' ') || null} as text), ${row.reason},
      cast(${row.at} as timestamptz), cast(${row.seq} as int)
    where not exists(select 1 from refusal x where x.school_id = ${school} and x.person_id = ${row.personId}
        and x.showing_id = ${row.showingId})
      and not exists(select 1 from signature x where x.school_id = ${school} and x.showing_id = ${row.showingId}
        and x.id <> ${signatureId ?? ''})`.execute(tx);
  return Number(result.numAffectedRows) === 1;
}

/** A refusal with who refused, and how it was followed up. */
export interface RefusalRow {
  readonly id: string;
  readonly personId: string;
  readonly person: string;
  readonly childId: string | undefined;
  readonly child: string | undefined;
  readonly form: string;
  readonly edition: number;
  /** Empty where the whole was refused. */
  readonly clauses: readonly string[];
  readonly reason: string;
  readonly at: Date;
  readonly followUps: readonly { readonly byId: string; readonly outcome: string; readonly at: Date }[];
}

/** The refusals of a school, the newest first; one of them where its id is given. */
export async function refusalsOf(db: Queries, school: string, id?: string): Promise<RefusalRow[]> {
  const { rows } = await sql<{
    id: string;
    person_id: string;
    person: string;
    child_id: string | null;
    child: string | null;
    form: string;
    edition: number;
    clauses: string | null;
    reason: string;
    refused_at: Date;
  }>`
    select r.id, r.person_id, ${wholeName('p')} as person, r.child_id, ${wholeName('c')} as child, r.form,
      r.edition, r.clauses, r.reason, r.refused_at
    from refusal r
    join person p on p.school_id = r.school_id and p.id = r.person_id
    left join person c on c.school_id = r.school_id and c.id = r.child_id
    where r.school_id = ${school} ${id === undefined ? sql`` : sql`and r.id = ${id}`}
    order by r.refused_at desc, r.id limit 500`.execute(db);
  const followed = await followUpsOf(
    db,
    school,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    person: row.person,
    childId: row.child_id ?? undefined,
    child: row.child ?? undefined,
    form: row.form,
    edition: row.edition,
    clauses: row.clauses?.split(' ') ?? [],
    reason: row.reason,
    at: row.refused_at,
    followUps: followed.filter((each) => each.refusalId === row.id),
  }));
}

async function followUpsOf(db: Queries, school: string, refusals: readonly string[]) {
  if (refusals.length === 0) return [];
  const rows = await db
    .selectFrom('refusal_follow_up')
    .select(['refusal_id', 'by_id', 'outcome', 'followed_at'])
    .where('school_id', '=', school)
    .where('refusal_id', 'in', [...refusals])
    .orderBy('followed_at')
    .execute();
  return rows.map((row) => ({
    refusalId: row.refusal_id,
    byId: row.by_id,
    outcome: row.outcome,
    at: row.followed_at,
  }));
}

export async function insertFollowUp(
  tx: Queries,
  school: string,
  row: { readonly refusalId: string; readonly byId: string; readonly outcome: string; readonly at: Date },
): Promise<void> {
  await tx
    .insertInto('refusal_follow_up')
    .values({
      school_id: school,
      refusal_id: row.refusalId,
      by_id: row.byId,
      outcome: row.outcome,
      followed_at: row.at,
    })
    .execute();
}
