import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { testDirectory, testStores } from '../../test/support/store.ts';
import { frozenClock } from '../kernel/index.ts';
import { backUp, migrate, openStore, restore, type Store } from './index.ts';

const clock = frozenClock('2026-09-01T08:00:00Z');
const home = testDirectory();
const file = `${home}/backup.tar.gz`;
const open = (directory: string) => openStore({ kind: 'embedded', directory, clock });
const rows = (store: Store) => store.db.selectFrom('school').selectAll().orderBy('school_id').execute();

describe('backing up and restoring', () => {
  let kept: Awaited<ReturnType<typeof rows>>;

  before(async () => {
    const directory = `${home}/store`;
    const store = await open(directory);
    await migrate(store);
    for (const school_id of ['hunwick', 'cpps', 'st-michaels'])
      await store.db
        .insertInto('school')
        .values({ school_id, name: school_id, created_at: clock.now() })
        .execute();
    kept = await rows(store);
    await backUp(store, file);
    await store.db.deleteFrom('school').execute();
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('a wiped store comes back as it was backed up', async () => {
    const directory = `${home}/restored`;
    await restore(file, { directory, clock });
    const store = await open(directory);
    assert.deepEqual(await rows(store), kept);
    assert.equal(kept.length, 3);
    assert.deepEqual(await migrate(store), []);
    assert.equal((await store.check()).durable, true);
    await store.close();
  });

  it('the manifest is what `sha256sum` reads', () => {
    const checked = execFileSync('sha256sum', ['-c', 'backup.tar.gz.sha256'], {
      cwd: home,
      encoding: 'utf8',
    });
    assert.equal(checked, 'backup.tar.gz: OK\n');
  });

  it('a backup with one byte changed is refused before anything is written', async () => {
    const damaged = `${home}/damaged.tar.gz`;
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(damaged, bytes);
    writeFileSync(`${damaged}.sha256`, readFileSync(`${file}.sha256`));
    await assert.rejects(restore(damaged, { directory: `${home}/never`, clock }), { code: 'BACKUP_DAMAGED' });
    rmSync(`${damaged}.sha256`);
    await assert.rejects(restore(damaged, { directory: `${home}/never`, clock }), {
      code: 'BACKUP_UNVERIFIED',
    });
  });

  it('a directory that holds anything is not restored into', async () => {
    const directory = testDirectory();
    writeFileSync(`${directory}/letter.txt`, 'mine');
    await assert.rejects(restore(file, { directory, clock }), { code: 'RESTORE_NOT_EMPTY' });
  });

  it('a backup is never overwritten', async () => {
    const store = await testStores()[0]!.open();
    await assert.rejects(backUp(store, file), { code: 'BACKUP_EXISTS' });
    await store.close();
  });

  it('a server is backed up by its own tools', { skip: testStores()[1]?.skip }, async () => {
    const store = await testStores()[1]!.open();
    await assert.rejects(backUp(store, `${home}/server.dump`), { code: 'BACKUP_BY_SERVER', help: /pg_dump/ });
    await store.close();
  });
});
