import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { testServer } from '../../test/support/postgres.ts';
import { migratedDump, testDirectory, testStores } from '../../test/support/store.ts';
import { frozenClock } from '../kernel/index.ts';
import { makeDatabase, postgresIn } from './directory.ts';
import { migrate, openStore, type Store } from './index.ts';

const clock = frozenClock('2026-09-01T08:00:00Z');
const open = (directory: string, worker?: URL) =>
  openStore({ kind: 'embedded', directory, clock, ...(worker && { worker }) });

/** A directory with a migrated store in it. */
async function prepared(): Promise<string> {
  const directory = testDirectory();
  await makeDatabase(directory, await migratedDump());
  return directory;
}

const addSchool = (store: Store, school_id: string) =>
  store.db.insertInto('school').values({ school_id, name: school_id, created_at: clock.now() }).execute();

const schools = async (store: Store) =>
  (await store.db.selectFrom('school').select('school_id').orderBy('school_id').execute()).map(
    (row) => row.school_id,
  );

/** A process that opens the store of a directory, says so, and holds it. */
async function holdElsewhere(directory: string) {
  const code = `
    import { openStore } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    await openStore({ kind: 'embedded', directory: ${JSON.stringify(directory)}, clock: { now: () => new Date(0) } });
    console.log('open');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

const addressOf = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/** A worker whose disk fails from the moment that a file says how. */
function failingWorker(flag: string): URL {
  const ENOSPC = 51; // Emscripten's number
  const code = `
    import { existsSync, readFileSync } from 'node:fs';
    import { parentPort, workerData } from 'node:worker_threads';
    import { DurableFS } from ${addressOf('./durable-fs.ts')};
    import { serve } from ${addressOf('./serving.ts')};
    const flag = ${JSON.stringify(flag)};
    const failure = () => existsSync(flag) && readFileSync(flag, 'utf8');
    class FailingFS extends DurableFS {
      prepare(layer, engine) {
        super.prepare(layer, engine);
        const write = layer.stream_ops.write;
        layer.stream_ops.write = (...given) => {
          if (failure() === 'full') throw new engine.FS.ErrnoError(${ENOSPC});
          return write(...given);
        };
      }
      sync(layer, stream) {
        if (failure() === 'sync') throw new Error('EIO: i/o error, fsync');
        super.sync(layer, stream);
      }
    }
    serve(parentPort, workerData, (directory, onFailure) => new FailingFS(directory, onFailure));`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

describe('opening a directory', () => {
  it('what was kept is there when it is opened again, and survives', async () => {
    const directory = `${testDirectory()}/store`;
    const store = await open(directory);
    await migrate(store);
    await addSchool(store, 'hunwick');
    assert.equal((await store.check()).durable, true);
    await store.close();
    const again = await open(directory);
    assert.deepEqual(await schools(again), ['hunwick']);
    await again.close();
  });

  it('a database that was only half made when the power went is made anew', async () => {
    const directory = testDirectory();
    mkdirSync(`${directory}/postgres.new`);
    writeFileSync(`${directory}/postgres.new/PG_VERSION`, '18');
    const store = await open(directory);
    assert.ok(!existsSync(`${directory}/postgres.new`));
    assert.equal((await store.check()).durable, true);
    await store.close();
  });

  for (const [left, text] of [
    ['nothing', ''],
    ['a part', '-42\n/pgl'],
    ['all', '-42\n/pglite/data\n1795333721\n5432\n\n\n'],
  ] as const)
    it(`a start that was killed when it had written ${left} of the engine's own lock file does no harm`, async () => {
      const directory = await prepared();
      writeFileSync(join(postgresIn(directory), 'postmaster.pid'), text);
      const store = await open(directory);
      assert.deepEqual(await schools(store), []);
      await store.close();
    });

  it('a database that does not open is a fault, and the lock is let go', async () => {
    const directory = testDirectory();
    mkdirSync(`${directory}/postgres`);
    writeFileSync(`${directory}/postgres/PG_VERSION`, '18');
    for (const _ of ['once', 'again']) await assert.rejects(open(directory), { code: 'STORE_DAMAGED' });
  });

  it('a directory that cannot be made is a fault', async () => {
    const directory = testDirectory();
    writeFileSync(`${directory}/file`, '');
    await assert.rejects(open(`${directory}/file/store`), { code: 'STORE_DIRECTORY_UNUSABLE' });
  });
});

describe('the lock', () => {
  it('a second opening in the same process is refused by name', async () => {
    const directory = await prepared();
    const store = await open(directory);
    await assert.rejects(open(directory), {
      code: 'STORE_IN_USE',
      message: `\`${directory}\` is in use by process ${process.pid}, since 2026-09-01T08:00:00.000Z`,
    });
    await store.check();
    await store.close();
    await (await open(directory)).close();
  });

  it('a second process is refused, and let in when the first was killed', async () => {
    const directory = await prepared();
    const holder = await holdElsewhere(directory);
    await assert.rejects(open(directory), (error: Error) => {
      assert.equal((error as { code?: string }).code, 'STORE_IN_USE');
      return error.message.includes(`process ${holder.pid}`);
    });
    const ended = once(holder, 'exit');
    holder.kill('SIGKILL');
    await ended;
    await (await open(directory)).close();
  });
});

describe('a failing disk', () => {
  for (const failure of ['sync', 'full'])
    it(`${failure === 'sync' ? 'a sync that fails' : 'a disk that is full'} acknowledges nothing, and what was acknowledged is kept`, async () => {
      const directory = await prepared();
      const flag = `${directory}/fails`;
      const store = await open(directory, failingWorker(flag));
      await addSchool(store, 'before');
      writeFileSync(flag, failure);
      await assert.rejects(addSchool(store, 'during'), { code: 'STORE_GONE' });
      await assert.rejects(schools(store), { code: 'STORE_GONE' });
      await store.close();
      rmSync(flag);
      const again = await open(directory);
      assert.ok((await schools(again)).includes('before'));
      await again.close();
    });
});

describe('opening a server', { skip: testStores()[1]?.skip }, () => {
  it('a server that does not answer is a fault', async () => {
    const address = 'postgres://nobody@127.0.0.1:1/nowhere';
    await assert.rejects(openStore({ kind: 'server', address }), { code: 'STORE_UNREACHABLE' });
  });

  it('a connection that the server ends is a fault, and the next one serves', async () => {
    const { address } = await (await testServer()).createDatabase();
    const [store, other] = [
      await openStore({ kind: 'server', address }),
      await openStore({ kind: 'server', address }),
    ];
    const { sql } = await import('kysely');
    const ended = store.transaction(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other.db);
      await sql`select pg_sleep(1)`.execute(tx);
    });
    await assert.rejects(ended, { code: 'STORE_UNREACHABLE' });
    await store.check();
    await Promise.all([store.close(), other.close()]);
  });
});
