import { sql } from 'kysely';
import type { Queries } from '../store/index.ts';

/** The name of a person `p`, or of a child `c`, as one. */
export const wholeName = (table: 'p' | 'c') =>
  sql.raw(`trim(${table}.given_name || ' ' || ${table}.family_name)`);

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
  let query = signaturesAt(db, school);
  if ('id' in which) query = query.where('signature.id', '=', which.id);
  else if ('visitId' in which) query = query.where('signature.visit_id', '=', which.visitId);
  else {
    query = query.where('signature.person_id', '=', which.personId);
    if (which.until) query = query.where('signed_at', '<=', which.until);
  }
  const rows = await query.orderBy('signed_at', 'desc').orderBy('signature.id').limit(500).execute();
  return rows.map(signatureOf);
}

const signaturesAt = (db: Queries, school: string) =>
  db
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

const signatureOf = (
  row: Awaited<ReturnType<ReturnType<typeof signaturesAt>['execute']>>[number],
): SignatureRow => ({
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
});

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
