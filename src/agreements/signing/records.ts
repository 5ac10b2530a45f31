import { type RawBuilder, sql } from 'kysely';
import type { Queries, Transaction } from '../../store/index.ts';

/** What was shown to somebody, with all that decides whether it may be signed now. */
export interface ShownTo {
  readonly personId: string | undefined;
  readonly visitId: string | undefined;
  readonly childId: string | undefined;
  readonly edition: number;
  readonly form: string;
  readonly textHash: string;
  readonly wording: string;
  readonly shownAt: Date;
  readonly givenName: string;
  readonly familyName: string;
  readonly isShut: boolean;
  readonly visitorName: string | undefined;
  readonly visitEnds: Date | undefined;
  readonly visitLeft: Date | undefined;
  readonly isSigned: boolean;
  readonly isRefused: boolean;
  /** The same form was signed by the same person, for the same child, after it was shown here. */
  readonly isSignedSince: boolean;
  /** The edition in force on the day. */
  readonly current: number | undefined;
}

/** Everything that signing asks, in one question. */
export async function shownTo(
  db: Queries,
  school: string,
  id: string,
  day: string,
): Promise<ShownTo | undefined> {
  const { rows } = await sql<ShownRow>`
    select s.person_id, s.visit_id, s.child_id, s.edition, s.form, s.text_hash, s.wording, s.shown_at,
      p.given_name, p.family_name, p.closed_at, v.visitor_name, v.ends_at, v.left_at,
      exists(select 1 from signature x where x.school_id = s.school_id and x.showing_id = s.id) as is_signed,
      exists(select 1 from refusal x where x.school_id = s.school_id and x.person_id = s.person_id
        and x.showing_id = s.id) as is_refused,
      ${signedSince} as is_signed_since,
      (select e.number from edition e where e.school_id = s.school_id and e.effective_from <= ${day}
        order by e.number desc limit 1) as current
    from showing s
    left join person p on p.school_id = s.school_id and p.id = s.person_id
    left join visit v on v.school_id = s.school_id and v.id = s.visit_id
    where s.school_id = ${school} and s.id = ${id}`.execute(db);
  const [row] = rows;
  return row && shownOf(row);
}

interface ShownRow {
  person_id: string | null;
  visit_id: string | null;
  child_id: string | null;
  edition: number;
  form: string;
  text_hash: string;
  wording: string;
  shown_at: Date;
  given_name: string | null;
  family_name: string | null;
  closed_at: Date | null;
  visitor_name: string | null;
  ends_at: Date | null;
  left_at: Date | null;
  is_signed: boolean;
  is_refused: boolean;
  is_signed_since: boolean;
  current: number | null;
}

const shownOf = (row: ShownRow): ShownTo => ({
  personId: row.person_id ?? undefined,
  visitId: row.visit_id ?? undefined,
  childId: row.child_id ?? undefined,
  edition: row.edition,
  form: row.form,
  textHash: row.text_hash,
  wording: row.wording,
  shownAt: row.shown_at,
  givenName: row.given_name ?? '',
  familyName: row.family_name ?? '',
  isShut: row.closed_at !== null,
  visitorName: row.visitor_name ?? undefined,
  visitEnds: row.ends_at ?? undefined,
  visitLeft: row.left_at ?? undefined,
  isSigned: row.is_signed,
  isRefused: row.is_refused,
  isSignedSince: row.is_signed_since,
  current: row.current ?? undefined,
});

/** Whether what showing `s` shows was signed after it was shown there: in another window, or a moment ago. */
const signedSince: RawBuilder<boolean> = sql<boolean>`exists(
  select 1 from signature x
  where x.school_id = s.school_id and x.form = s.form and x.edition = s.edition
    and (x.person_id = s.person_id or x.visit_id = s.visit_id)
    and x.child_id is not distinct from s.child_id and x.signed_at >= s.shown_at)`;

/** A showing as it is kept. */
export interface NewShowing {
  readonly id: string;
  readonly personId: string | undefined;
  readonly visitId: string | undefined;
  readonly childId: string | undefined;
  readonly edition: number;
  readonly form: string;
  readonly textHash: string;
  readonly wording: string;
  readonly at: Date;
  readonly day: string;
}

/** Keeps a showing to somebody who may read it: not shut, for their own child, or on a visit that goes on; whether it did. */
export async function insertShowing(db: Queries, school: string, showing: NewShowing): Promise<boolean> {
  const { personId, visitId, childId, at, day } = showing;
  const mayRead =
    personId === undefined ? onVisit(school, visitId, at) : asPerson(school, personId, childId, day);
  const result = await sql`
    insert into showing (school_id, id, person_id, visit_id, child_id, edition, form, text_hash, wording, shown_at)
    select ${school}, ${showing.id}, cast(${personId ?? null} as text), cast(${visitId ?? null} as text),
      cast(${childId ?? null} as text), cast(${showing.edition} as int), ${showing.form}, ${showing.textHash},
      ${showing.wording}, cast(${at} as timestamptz)
    where ${mayRead}`.execute(db);
  return Number(result.numAffectedRows) === 1;
}

const onVisit = (
  school: string,
  visitId: string | undefined,
  at: Date,
): RawBuilder<boolean> => sql<boolean>`exists(
  select 1 from visit v where v.school_id = ${school} and v.id = ${visitId ?? ''}
    and v.left_at is null and v.ends_at > cast(${at} as timestamptz))`;

const asPerson = (
  school: string,
  personId: string,
  childId: string | undefined,
  day: string,
): RawBuilder<boolean> => sql<boolean>`exists(
  select 1 from person p where p.school_id = ${school} and p.id = ${personId} and p.closed_at is null)
  and ${
    childId === undefined
      ? sql`true`
      : sql`exists(select 1 from guardianship g where g.school_id = ${school} and g.parent_id = ${personId}
          and g.child_id = ${childId} and g.since <= ${day} and (g.until is null or g.until >= ${day}))`
  }`;

/** A signature as it is kept. */
export interface NewSignature {
  readonly id: string;
  readonly showingId: string | undefined;
  readonly personId: string | undefined;
  readonly visitId: string | undefined;
  readonly childId: string | undefined;
  readonly edition: number;
  readonly form: string;
  readonly textHash: string;
  readonly way: 'screen' | 'paper' | 'door';
  readonly fullName: string;
  readonly signedOn: string;
  readonly signedAt: Date;
  readonly readSeconds: number;
  readonly proof: string;
  readonly childTicked: boolean;
  readonly declined: readonly string[];
  readonly witnessId?: string;
  readonly scan?: Uint8Array;
  readonly scanType?: string;
  readonly seq: number;
}

const signatureValues = (school: string, row: NewSignature) => sql`
  ${school}, ${row.id}, cast(${row.showingId ?? null} as text), cast(${row.personId ?? null} as text),
  cast(${row.visitId ?? null} as text), cast(${row.childId ?? null} as text), cast(${row.edition} as int),
  ${row.form}, ${row.textHash}, ${row.way}, ${row.fullName}, cast(${row.signedOn} as date),
  cast(${row.signedAt} as timestamptz), cast(${row.readSeconds} as int), ${row.proof},
  cast(${row.childTicked} as boolean), cast(${row.declined.join(' ') || null} as text),
  cast(${row.witnessId ?? null} as text), cast(${row.scan ?? null} as bytea),
  cast(${row.scanType ?? null} as text), cast(${row.seq} as int)`;

const signatureColumns =
  sql.raw(`school_id, id, showing_id, person_id, visit_id, child_id, edition, form, text_hash,
  way, full_name, signed_on, signed_at, read_seconds, proof, child_ticked, declined, witness_id, scan, scan_type, seq`);

/**
 * Keeps signatures, but none of what was signed or refused meanwhile; how many it kept.
 *
 * INVARIANT: after the ledger's place was waited for, so that of two windows the second sees what the first has kept.
 */
export async function insertSignatures(
  tx: Transaction,
  school: string,
  rows: readonly (NewSignature & { readonly showingId: string })[],
): Promise<number> {
  const values = rows.map((row) => sql`(${signatureValues(school, row)})`);
  const result = await sql`
    insert into signature (${signatureColumns})
    select r.* from (values ${sql.join(values)}) as r (${signatureColumns})
    join showing s on s.school_id = r.school_id and s.id = r.showing_id
    where not ${signedSince}
      and not exists(select 1 from refusal x where x.school_id = s.school_id and x.person_id = s.person_id
        and x.showing_id = s.id)`.execute(tx);
  return Number(result.numAffectedRows);
}

/** Keeps a signature that stands on paper. */
export async function insertPaperSignature(
  tx: Transaction,
  school: string,
  row: NewSignature,
): Promise<void> {
  await sql`insert into signature (${signatureColumns}) values (${signatureValues(school, row)})`.execute(tx);
}
