import { sql } from 'kysely';
import type { Queries, Transaction } from '../store/index.ts';

/** An entry as it is written: the text of its leaf on both sides of the place, which only the database knows. */
export interface NewEntry {
  readonly at: Date;
  readonly kind: string;
  readonly leafBefore: string;
  readonly leafAfter: string;
  readonly salt: Uint8Array | undefined;
  readonly content: string | undefined;
}

/** Half of the key of an advisory lock; the other half is a hash of the school. The word `ledg`. */
const LEDGER_LOCK = 0x6c_65_64_67;

/**
 * Keeps other writers of this school's ledger out until the transaction ends.
 *
 * INVARIANT: a statement of its own. Under "read committed" a statement sees what was there when it began; the next
 * one, which looks for the last place, then sees what the writer before us committed.
 */
export async function waitForPlace(tx: Transaction, school: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(cast(${LEDGER_LOCK} as int), hashtext(${school}))`.execute(tx);
}

/** Writes entries and their payloads at the next places, in one statement; gives the first place. */
export async function insertEntries(
  tx: Transaction,
  school: string,
  entries: readonly NewEntry[],
): Promise<number> {
  const rows = entries.map(
    (entry, index) => sql`(cast(${index} as int), cast(${entry.at} as timestamptz), ${entry.kind},
      ${entry.leafBefore}, ${entry.leafAfter}, cast(${entry.salt ?? null} as bytea), cast(${entry.content ?? null} as text))`,
  );
  const { rows: written } = await sql<{ seq: number }>`
    with place as (
      select coalesce(max(seq) + 1, 0) as first from ledger_entry where school_id = ${school}
    ), given (index, at, kind, leaf_before, leaf_after, salt, content) as (
      values ${sql.join(rows)}
    ), placed as (
      select first + index as seq, at, kind, leaf_before || (first + index) || leaf_after as leaf, salt, content
      from given, place
    ), entered as (
      insert into ledger_entry (school_id, seq, entered_at, kind, leaf, leaf_hash)
      select ${school}, seq, at, kind, leaf, sha256('\\x00'::bytea || convert_to(leaf, 'UTF8')) from placed
      returning seq
    ), kept as (
      insert into ledger_payload (school_id, seq, salt, content)
      select ${school}, seq, salt, content from placed where content is not null
    )
    select min(seq) as seq from entered`.execute(tx);
  return written[0]?.seq as number;
}

export interface StoredEntry {
  readonly seq: number;
  readonly leaf: string;
  readonly leafHash: Buffer;
}

/** Entries of a school from a place on, in their order. */
export async function readEntries(
  db: Queries,
  school: string,
  from: number,
  most: number,
): Promise<StoredEntry[]> {
  const rows = await db
    .selectFrom('ledger_entry')
    .select(['seq', 'leaf', 'leaf_hash'])
    .where('school_id', '=', school)
    .where('seq', '>=', from)
    .orderBy('seq')
    .limit(most)
    .execute();
  return rows.map(({ seq, leaf, leaf_hash }) => ({ seq, leaf, leafHash: Buffer.from(leaf_hash) }));
}

/** How many entries a school has. */
export async function entryCount(db: Queries, school: string): Promise<number> {
  const row = await db
    .selectFrom('ledger_entry')
    .select(({ fn }) => fn.max('seq').as('last'))
    .where('school_id', '=', school)
    .executeTakeFirst();
  return ((row?.last as number | null | undefined) ?? -1) + 1;
}

export interface StoredPayload {
  readonly seq: number;
  readonly salt: Buffer;
  readonly content: string;
}

/** Payloads that are still kept, from a place up to another. */
export async function readPayloads(
  db: Queries,
  school: string,
  from: number,
  end: number,
): Promise<StoredPayload[]> {
  const rows = await db
    .selectFrom('ledger_payload')
    .select(['seq', 'salt', 'content'])
    .where('school_id', '=', school)
    .where('seq', '>=', from)
    .where('seq', '<', end)
    .execute();
  return rows.map((row) => ({ ...row, salt: Buffer.from(row.salt) }));
}

export const readPayload = async (
  db: Queries,
  school: string,
  seq: number,
): Promise<StoredPayload | undefined> => (await readPayloads(db, school, seq, seq + 1))[0];

/** Takes a payload away; whether there was one. */
export async function deletePayload(tx: Transaction, school: string, seq: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('ledger_payload')
    .where('school_id', '=', school)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A signed head. */
export interface Head {
  readonly size: number;
  readonly root: Buffer;
  /** C2SP signed note. */
  readonly checkpoint: string;
  readonly signedAt: Date;
}

interface HeadColumns {
  size: number;
  root: Uint8Array;
  checkpoint: string;
  signed_at: Date;
}

const headOf = ({ size, root, checkpoint, signed_at }: HeadColumns): Head => ({
  size,
  root: Buffer.from(root),
  checkpoint,
  signedAt: signed_at,
});

const headsOf = (db: Queries, school: string) =>
  db
    .selectFrom('ledger_head')
    .select(['size', 'root', 'checkpoint', 'signed_at'])
    .where('school_id', '=', school);

/** Heads of a school, the oldest first. */
export const readHeads = async (db: Queries, school: string): Promise<Head[]> =>
  (await headsOf(db, school).orderBy('size').execute()).map(headOf);

export async function lastHead(db: Queries, school: string): Promise<Head | undefined> {
  const row = await headsOf(db, school).orderBy('size', 'desc').limit(1).executeTakeFirst();
  return row && headOf(row);
}

/** The first head that covers an entry. */
export async function headCovering(db: Queries, school: string, seq: number): Promise<Head | undefined> {
  const row = await headsOf(db, school).where('size', '>', seq).orderBy('size').limit(1).executeTakeFirst();
  return row && headOf(row);
}

/** Keeps a head. One of the same size that another program signed at the same moment says the same. */
export async function insertHead(db: Queries, school: string, head: Head): Promise<void> {
  await db
    .insertInto('ledger_head')
    .values({
      school_id: school,
      size: head.size,
      root: head.root,
      checkpoint: head.checkpoint,
      signed_at: head.signedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A school with entries that no head covers. */
export interface Behind {
  readonly school: string;
  /** How many. */
  readonly behind: number;
  /** When its last head was signed. */
  readonly signedAt: Date | undefined;
}

/** Schools with entries that no head covers. Looks at the ends of two indexes, however long the ledgers are. */
export async function readBehind(db: Queries): Promise<Behind[]> {
  const { rows } = await sql<{ school: string; behind: number; signed_at: Date | null }>`
    select school_id as school, entries - coalesce(size, 0) as behind, signed_at
    from school
    cross join lateral (
      select coalesce(max(seq) + 1, 0) as entries from ledger_entry where school_id = school.school_id
    ) as entered
    left join lateral (
      select size, signed_at from ledger_head
      where school_id = school.school_id order by size desc limit 1
    ) as sealed on true
    where entries <> coalesce(size, 0)
    order by school_id`.execute(db);
  return rows.map(({ school, behind, signed_at }) => ({ school, behind, signedAt: signed_at ?? undefined }));
}
