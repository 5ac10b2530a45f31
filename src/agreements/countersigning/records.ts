import type { Queries } from '../../store/index.ts';

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
