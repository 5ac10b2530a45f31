import { sql } from 'kysely';
import type { Transaction } from '../store/index.ts';

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
