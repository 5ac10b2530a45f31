import type { Queries, Transaction } from '../../../store/index.ts';
import type { Whose } from '../surroundings.ts';

/** A passkey as lists show it. */
export interface Passkey {
  /** Base64url. */
  readonly credentialId: string;
  readonly name: string;
  readonly addedAt: Date;
  readonly usedAt: Date | undefined;
  readonly transports: readonly string[];
}

/** A passkey with what checking it takes. */
export interface HeldPasskey extends Passkey {
  readonly personId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
}

const passkeyColumns = [
  'credential_id',
  'person_id',
  'public_key',
  'counter',
  'transports',
  'name',
  'added_at',
  'used_at',
] as const;

interface PasskeyColumns {
  credential_id: string;
  person_id: string;
  public_key: Uint8Array;
  counter: string | number;
  transports: string;
  name: string;
  added_at: Date;
  used_at: Date | null;
}

const passkeyOf = (row: PasskeyColumns): HeldPasskey => ({
  credentialId: row.credential_id,
  personId: row.person_id,
  publicKey: row.public_key,
  counter: Number(row.counter),
  transports: row.transports.split(' ').filter(Boolean),
  name: row.name,
  addedAt: row.added_at,
  usedAt: row.used_at ?? undefined,
});

/** A person's passkeys, the oldest first. */
export async function passkeysOf(db: Queries, { school, personId }: Whose): Promise<HeldPasskey[]> {
  const rows = await db
    .selectFrom('passkey')
    .select(passkeyColumns)
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .orderBy('added_at')
    .orderBy('credential_id')
    .execute();
  return rows.map(passkeyOf);
}

/** The passkey of this id at a school. */
export async function findPasskey(
  db: Queries,
  school: string,
  credentialId: string,
): Promise<HeldPasskey | undefined> {
  const row = await db
    .selectFrom('passkey')
    .select(passkeyColumns)
    .where('school_id', '=', school)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  return row && passkeyOf(row);
}

/** Keeps a passkey; false where the school knows it already. */
export async function insertPasskey(
  tx: Transaction,
  school: string,
  passkey: Omit<HeldPasskey, 'usedAt'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('passkey')
    .values({
      school_id: school,
      credential_id: passkey.credentialId,
      person_id: passkey.personId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports.join(' '),
      name: passkey.name,
      added_at: passkey.addedAt,
      used_at: null,
    })
    .onConflict((conflict) => conflict.columns(['school_id', 'credential_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Notes that a passkey was used; false where its counter has moved on meanwhile. A counter of nought never moves. */
export async function usePasskey(
  tx: Transaction,
  school: string,
  { credentialId, personId }: Pick<HeldPasskey, 'credentialId' | 'personId'>,
  counter: number,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('passkey')
    .set({ counter, used_at: at })
    .where('school_id', '=', school)
    .where('credential_id', '=', credentialId)
    .where('person_id', '=', personId)
    .where((where) =>
      counter === 0 ? where('counter', '=', 0 as never) : where('counter', '<', counter as never),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deletePasskey(
  tx: Transaction,
  { school, personId }: Whose,
  credentialId: string,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('passkey')
    .where('school_id', '=', school)
    .where('person_id', '=', personId)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
