import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { storeFault } from './errors.ts';
import type { Store } from './store.ts';
import type { Queries, Transaction } from './tables.ts';
import { codeOf } from './violations.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly content: string;
  /** SHA-256 of the file, with its line ends as `\n`. */
  readonly contentHash: string;
}

const shipped = new URL('../../migrations/', import.meta.url);

/**
 * Brings the store's tables up to this program: numbered SQL files, forward only, each in one transaction.
 *
 * Each migration is claimed by inserting its row before it runs, so of many starters at once one runs it and the
 * others wait on the key and then know that it is done.
 *
 * @returns the names of the migrations that this call applied
 * @throws STORE_NEWER_THAN_PROGRAM, MIGRATION_CHANGED
 */
export async function migrate(store: Store, from: URL = shipped): Promise<string[]> {
  const ours = readMigrations(from);
  await makeMigrationTable(store.db);
  const done = await appliedNumbers(store.db, ours);
  const applied: string[] = [];
  for (const migration of ours) {
    if (done.has(migration.number)) continue;
    if (await store.transaction((tx) => apply(tx, migration))) applied.push(migration.name);
  }
  // Whoever won the others may have been another release.
  await appliedNumbers(store.db, ours);
  return applied;
}

/** The migration files of a directory, in order. */
export function readMigrations(from: URL): Migration[] {
  const names = readdirSync(from).filter((name) => name.endsWith('.sql'));
  return names.toSorted().map((name) => {
    const content = readFileSync(new URL(name, from), 'utf8').replaceAll('\r\n', '\n');
    const contentHash = createHash('sha256').update(content).digest('hex');
    return { number: Number.parseInt(name, 10), name: name.slice(0, -'.sql'.length), content, contentHash };
  });
}

/** `applied_at` is the database's own time: a note for the technician that no rule reads. */
const migrationTable = sql`
  create table if not exists migration (
    number int primary key,
    name text not null,
    content_hash char(64) not null,
    applied_at timestamptz not null default now()
  )`;

/** Starters at once may collide here in spite of `if not exists`; then the table is there. */
async function makeMigrationTable(db: Queries): Promise<void> {
  const collisions = ['23505', '42P07', '42710'];
  await migrationTable.execute(db).catch((error) => {
    if (!collisions.includes(codeOf(error) ?? '')) throw error;
  });
}

async function appliedNumbers(db: Queries, ours: readonly Migration[]): Promise<Set<number>> {
  const applied = await db.selectFrom('migration').select(['number', 'name', 'content_hash']).execute();
  for (const row of applied) {
    const own = ours.find((migration) => migration.number === row.number);
    if (!own)
      throw storeFault(
        'STORE_NEWER_THAN_PROGRAM',
        `the store has migration \`${row.name}\`, which this release lacks`,
      );
    if (own.contentHash !== row.content_hash)
      throw storeFault(
        'MIGRATION_CHANGED',
        `migration \`${row.name}\` is not what was applied to this store`,
      );
  }
  return new Set(applied.map((row) => row.number));
}

/** @returns whether the claim was ours */
async function apply(tx: Transaction, migration: Migration): Promise<boolean> {
  const claim = await tx
    .insertInto('migration')
    .values({ number: migration.number, name: migration.name, content_hash: migration.contentHash })
    .onConflict((conflict) => conflict.column('number').doNothing())
    .executeTakeFirst();
  if (claim.numInsertedOrUpdatedRows !== 1n) return false;
  await sql.raw(migration.content).execute(tx);
  return true;
}
