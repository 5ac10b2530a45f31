import { type RawBuilder, sql } from 'kysely';
import type { Queries, Transaction } from '../store/index.ts';

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
  const { rows } = await sql<{
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
  }>`
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
  return (
    row && {
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
    }
  );
}

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

const wholeName = (table: 'p' | 'c') => sql.raw(`trim(${table}.given_name || ' ' || ${table}.family_name)`);

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

export async function insertCountersignature(
  tx: Queries,
  school: string,
  row: {
    readonly signatureId: string;
    readonly personId: string;
    readonly role: string;
    readonly fullName: string;
    readonly signedOn: string;
    readonly signedAt: Date;
    readonly proof: string;
    readonly seq: number;
  },
): Promise<void> {
  await tx
    .insertInto('countersignature')
    .values({
      school_id: school,
      signature_id: row.signatureId,
      person_id: row.personId,
      role: row.role,
      full_name: row.fullName,
      signed_on: row.signedOn,
      signed_at: row.signedAt,
      proof: row.proof,
      seq: row.seq,
    })
    .execute();
}

/** A signature with all that is known of it but the scan. */
export interface SignatureRow {
  readonly id: string;
  readonly personId: string | undefined;
  readonly visitId: string | undefined;
  readonly childId: string | undefined;
  readonly edition: number;
  readonly form: string;
  readonly textHash: string;
  readonly way: string;
  readonly fullName: string;
  readonly signedOn: string;
  readonly signedAt: Date;
  readonly readSeconds: number;
  readonly proof: string;
  readonly childTicked: boolean;
  /** Clauses not agreed to. */
  readonly declined: readonly string[];
  readonly witnessId: string | undefined;
  readonly scanType: string | undefined;
  readonly seq: number;
  readonly wording: string | undefined;
  readonly shownAt: Date | undefined;
}

/** Signatures by id, or of a person; the newest first. */
export async function signaturesWhere(
  db: Queries,
  school: string,
  which:
    | { readonly id: string }
    | { readonly personId: string; readonly until?: Date }
    | { readonly visitId: string },
): Promise<SignatureRow[]> {
  let query = db
    .selectFrom('signature')
    .leftJoin('showing', (join) =>
      join
        .onRef('showing.school_id', '=', 'signature.school_id')
        .onRef('showing.id', '=', 'signature.showing_id'),
    )
    .select([
      'signature.id',
      'signature.person_id',
      'signature.visit_id',
      'signature.child_id',
      'signature.edition',
      'signature.form',
      'signature.text_hash',
      'way',
      'full_name',
      'signed_on',
      'signed_at',
      'read_seconds',
      'proof',
      'child_ticked',
      'declined',
      'witness_id',
      'scan_type',
      'seq',
      'showing.wording',
      'showing.shown_at',
    ])
    .where('signature.school_id', '=', school);
  if ('id' in which) query = query.where('signature.id', '=', which.id);
  else if ('visitId' in which) query = query.where('signature.visit_id', '=', which.visitId);
  else {
    query = query.where('signature.person_id', '=', which.personId);
    if (which.until) query = query.where('signed_at', '<=', which.until);
  }
  const rows = await query.orderBy('signed_at', 'desc').orderBy('signature.id').limit(500).execute();
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id ?? undefined,
    visitId: row.visit_id ?? undefined,
    childId: row.child_id ?? undefined,
    edition: row.edition,
    form: row.form,
    textHash: row.text_hash,
    way: row.way,
    fullName: row.full_name,
    signedOn: row.signed_on,
    signedAt: row.signed_at,
    readSeconds: row.read_seconds,
    proof: row.proof,
    childTicked: row.child_ticked,
    declined: row.declined?.split(' ') ?? [],
    witnessId: row.witness_id ?? undefined,
    scanType: row.scan_type ?? undefined,
    seq: row.seq,
    wording: row.wording ?? undefined,
    shownAt: row.shown_at ?? undefined,
  }));
}

/** The scan of a form that was signed on paper. */
export async function scanOf(
  db: Queries,
  school: string,
  signatureId: string,
): Promise<{ readonly bytes: Uint8Array; readonly type: string } | undefined> {
  const row = await db
    .selectFrom('signature')
    .select(['scan', 'scan_type'])
    .where('school_id', '=', school)
    .where('id', '=', signatureId)
    .executeTakeFirst();
  return row?.scan && row.scan_type ? { bytes: row.scan, type: row.scan_type } : undefined;
}

/** A countersignature as it was given. */
export interface CountersignatureRow {
  readonly personId: string;
  readonly role: string;
  readonly fullName: string;
  readonly signedOn: string;
  readonly signedAt: Date;
  readonly proof: string;
  readonly seq: number;
}

export async function countersignatureOf(
  db: Queries,
  school: string,
  signatureId: string,
): Promise<CountersignatureRow | undefined> {
  const row = await db
    .selectFrom('countersignature')
    .selectAll()
    .where('school_id', '=', school)
    .where('signature_id', '=', signatureId)
    .executeTakeFirst();
  return (
    row && {
      personId: row.person_id,
      role: row.role,
      fullName: row.full_name,
      signedOn: row.signed_on,
      signedAt: row.signed_at,
      proof: row.proof,
      seq: row.seq,
    }
  );
}

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
