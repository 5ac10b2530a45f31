import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { testServer } from '../../test/support/postgres.ts';
import { testDirectory, testStores } from '../../test/support/store.ts';
import { migrate, openStore, type Store } from './index.ts';

function migrationsOf(files: Record<string, string>): URL {
  const directory = `${testDirectory()}/migrations`;
  mkdirSync(directory);
  for (const [name, content] of Object.entries(files)) writeFileSync(`${directory}/${name}`, content);
  return pathToFileURL(`${directory}/`);
}

const applied = async (store: Store) =>
  (await store.db.selectFrom('migration').select('name').orderBy('number').execute()).map((row) => row.name);

/** The migrations of this release, by name. */
const ours = readdirSync(new URL('../../migrations/', import.meta.url))
  .filter((file) => file.endsWith('.sql'))
  .map((file) => file.replace('.sql', ''))
  .toSorted();

const first = { '0001_first.sql': 'create table first (id int);' };
const second = { '0002_second.sql': 'create table second (id int); insert into first values (2);' };

for (const engine of testStores()) {
  describe(`migrating, ${engine.name}`, { skip: engine.skip }, () => {
    it('an empty store gets every migration once', async () => {
      const store = await engine.openEmpty();
      const made = await migrate(store);
      const again = await migrate(store);
      const kept = await applied(store);
      await store.close();
      assert.deepEqual([made, again, kept], [ours, [], ours]);
    });

    it('a later release applies only what is new', async () => {
      const store = await engine.openEmpty();
      await migrate(store, migrationsOf(first));
      assert.deepEqual(await migrate(store, migrationsOf({ ...first, ...second })), ['0002_second']);
      await store.close();
    });

    it('a migration that fails leaves nothing, not even its claim', async () => {
      const store = await engine.openEmpty();
      const broken = { '0002_broken.sql': 'create table half (id int); insert into nowhere values (1);' };
      await assert.rejects(migrate(store, migrationsOf({ ...first, ...broken })), { code: '42P01' });
      assert.deepEqual(await applied(store), ['0001_first']);
      const { rows } = await sql<{ half: string | null }>`select to_regclass('half') as half`.execute(
        store.db,
      );
      assert.equal(rows[0]?.half, null);
      await store.close();
    });

    it('a migration altered after it was applied is refused', async () => {
      const store = await engine.openEmpty();
      await migrate(store, migrationsOf(first));
      const altered = migrationsOf({ '0001_first.sql': 'create table first (id bigint);' });
      await assert.rejects(migrate(store, altered), { code: 'MIGRATION_CHANGED' });
      await store.close();
    });

    it('a store of a later release stops an older one', async () => {
      const store = await engine.openEmpty();
      await migrate(store, migrationsOf({ ...first, ...second }));
      await assert.rejects(migrate(store, migrationsOf(first)), { code: 'STORE_NEWER_THAN_PROGRAM' });
      await store.close();
    });

    it('twenty migrations at once apply each file once', async () => {
      const store = await engine.openEmpty();
      const from = migrationsOf({ ...first, ...second });
      const names = await Promise.all(Array.from({ length: 20 }, () => migrate(store, from)));
      assert.deepEqual(names.flat().toSorted(), ['0001_first', '0002_second']);
      await store.close();
    });
  });
}

describe('migrating a server', { skip: testStores()[1]?.skip }, () => {
  it('twenty starters at once apply each file once, and all find it done', async () => {
    const { address } = await (await testServer()).createDatabase();
    const starters = await Promise.all(
      Array.from({ length: 20 }, () => openStore({ kind: 'server', address })),
    );
    const from = migrationsOf({ ...first, ...second });
    const names = await Promise.all(starters.map((store) => migrate(store, from)));
    assert.deepEqual(names.flat().toSorted(), ['0001_first', '0002_second']);
    for (const store of starters) {
      assert.deepEqual(await applied(store), ['0001_first', '0002_second']);
      await store.close();
    }
  });
});
