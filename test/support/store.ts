import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { migrate, openStore, type Store } from '../../src/store/index.ts';
import { readMigrations } from '../../src/store/migrating.ts';
import { postgresMissing, testServer } from './postgres.ts';

/**
 * Every suite that keeps records runs on both engines:
 *
 *   for (const engine of testStores()) {
 *     describe(`editions, ${engine.name}`, { skip: engine.skip }, () => {
 *       let store: Store;
 *       before(async () => { store = await engine.open(); });
 *       after(() => store.close());
 *
 * What differs, and nothing else may: the embedded store has one session, so transactions wait for each other
 * instead of running side by side; its user is a superuser, whom row-level security does not bind.
 */
export interface TestEngine {
  readonly name: 'embedded' | 'PostgreSQL';
  /** Why it cannot be tested here. */
  readonly skip: string | false;
  /** A migrated store without rows. */
  open(): Promise<Store>;
  /** A store without tables. */
  openEmpty(): Promise<Store>;
}

export function testStores(): TestEngine[] {
  return [embedded, postgres];
}

const directories: string[] = [];
after(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

/** A directory that is gone after the tests. */
export function testDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-test-'));
  directories.push(directory);
  return directory;
}

const embedded: TestEngine = {
  name: 'embedded',
  skip: false,
  open: async () => openStore({ kind: 'memory', contents: await migratedDump() }),
  openEmpty: async () =>
    openStore({ kind: 'memory', contents: await keptDump('empty', async () => undefined) }),
};

/** The data directory of a migrated store without rows, as tar: much quicker than making one. */
export const migratedDump = (): Promise<Uint8Array> => keptDump('migrated', migrate);

let template: Promise<string> | undefined;

const postgres: TestEngine = {
  name: 'PostgreSQL',
  skip: postgresMissing(),
  async open() {
    template ??= migratedDatabase();
    return openStore({ kind: 'server', ...(await (await testServer()).createDatabase(await template)) });
  },
  openEmpty: async () => openStore({ kind: 'server', ...(await (await testServer()).createDatabase()) }),
};

async function migratedDatabase(): Promise<string> {
  const { name, address } = await (await testServer()).createDatabase();
  const store = await openStore({ kind: 'server', address });
  await migrate(store);
  await store.close();
  return name;
}

/**
 * A store as a dump, made once per set of migrations and kept in the system's temporary directory: loading it takes
 * a tenth of making a database.
 */
async function keptDump(name: string, prepare: (store: Store) => Promise<unknown>): Promise<Uint8Array> {
  const kept = join(tmpdir(), `gatehouse-${name}-${fingerprint()}.tar`);
  if (!existsSync(kept)) await keepDump(kept, prepare);
  return readFileSync(kept);
}

async function keepDump(kept: string, prepare: (store: Store) => Promise<unknown>): Promise<void> {
  const store = await openStore({ kind: 'memory' });
  await prepare(store);
  const making = `${kept}.${process.pid}`;
  writeFileSync(making, gunzipSync((await store.dump?.()) ?? ''));
  await store.close();
  renameSync(making, kept);
}

function fingerprint(): string {
  const root = new URL('../../', import.meta.url);
  const engine = readFileSync(new URL('node_modules/@electric-sql/pglite/package.json', root));
  const hash = createHash('sha256').update(engine);
  for (const { contentHash } of readMigrations(new URL('migrations/', root))) hash.update(contentHash);
  return hash.digest('hex').slice(0, 16);
}
