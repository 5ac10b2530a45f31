import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Running, run, startServer } from '../../../test/support/command.ts';
import { root } from '../../../test/support/repository.ts';
import { migratedDump, testDirectory } from '../../../test/support/store.ts';
import { makeDatabase } from '../../store/directory.ts';

const home = testDirectory();
const data = join(home, 'data');
/** One school, which is quicker to start with than five. */
const packs = join(home, 'packs');
for (const name of ['hunwick', 'law-england'])
  cpSync(join(root, 'packs', name), join(packs, name), { recursive: true });
const inData = (directory = data) => ({ env: { GATEHOUSE_DATA: directory, GATEHOUSE_PACKS: packs } });
const start = (directory: string) => startServer(directory, { GATEHOUSE_PACKS: packs });

/** A directory with a store whose tables are made already. */
async function directoryOf(name: string): Promise<string> {
  const directory = join(home, name);
  mkdirSync(directory);
  await makeDatabase(directory, await migratedDump());
  return directory;
}

const question = { as: ['staff'], act: 'take-equipment-off-site', facts: { 'stores-data': true } };

async function ask(server: Running): Promise<{ id: string; verdict: string }> {
  const answer = await fetch(`${server.address}/api/v1/schools/hunwick/verdicts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  assert.equal(answer.status, 201);
  return (await answer.json()) as { id: string; verdict: string };
}

const read = async (server: Running, id: string) =>
  (await fetch(`${server.address}/api/v1/schools/hunwick/verdicts/${id}`)).status;

describe('the store by command', () => {
  let server: Running;
  let kept: string;
  before(async () => {
    server = await start(await directoryOf('data'));
    kept = (await ask(server)).id;
  });
  after(() => server?.stop());

  it('a second start on the same store is refused, by the process that holds it', async () => {
    const second = await run(['start', '--port', '0'], inData());
    assert.equal(second.ended, 'invalid');
    assert.match(second.err, new RegExp(`is in use by process ${server.pid}, since \\d{4}-`));
    assert.match(second.err, /Stop the Gatehouse that holds this directory/);
    assert.doesNotMatch(second.err, /\n +at /);
    assert.equal(await read(server, kept), 200);
  });

  it('a port that is taken is said plainly, and the store is let go', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const other = await directoryOf('other');
    const said = await run(['start', '--port', String(port)], inData(other));
    taken.close();
    assert.equal(said.ended, 'failed');
    assert.match(said.err, new RegExp(`127\\.0\\.0\\.1:${port}`));
    assert.doesNotMatch(said.err, /\n +at /);
    assert.ok(!existsSync(join(other, 'holder.txt')));
  });

  it('a data folder that cannot be made is said plainly', async () => {
    const file = join(home, 'file');
    writeFileSync(file, 'mine');
    const said = await run(['start', '--port', '0'], inData(join(file, 'data')));
    assert.equal(said.ended, 'failed');
    assert.match(said.err, /cannot make/);
    assert.doesNotMatch(said.err, /\n +at /);
  });

  it('is backed up while the server runs, and restored into an empty folder with every answer', async () => {
    const file = join(home, 'backup.tar.gz');
    const said = await run(['store', 'backup', file, '--json'], inData());
    assert.equal(said.ended, 'done', said.err);
    const made = JSON.parse(said.out);
    assert.equal(made.file, file);
    assert.equal(readFileSync(`${file}.sha256`, 'utf8'), `${made.hash}  backup.tar.gz\n`);
    const later = (await ask(server)).id;

    const restored = join(home, 'restored');
    const back = await run(['store', 'restore', file], inData(restored));
    assert.equal(back.ended, 'done', back.err);
    const again = await start(restored);
    try {
      assert.equal(await read(again, kept), 200);
      assert.equal(await read(again, later), 404, 'it was asked after the backup');
    } finally {
      await again.stop();
    }
  });

  it('a backup never overwrites a file, nor is one restored over anything', async () => {
    const file = join(home, 'once.tar.gz');
    assert.equal((await run(['store', 'backup', file], inData())).ended, 'done');
    const twice = await run(['store', 'backup', file], inData());
    assert.notEqual(twice.ended, 'done');
    assert.match(twice.err, /exists\n/);
    const full = join(home, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'letter.txt'), 'mine');
    const restored = await run(['store', 'restore', file], inData(full));
    assert.equal(restored.ended, 'invalid');
    assert.match(restored.err, /is not empty/);
    const nothing = await run(['store', 'restore', join(home, 'nothing.tar.gz')], inData(join(home, 'new')));
    assert.equal(nothing.ended, 'invalid');
    assert.match(nothing.err, /cannot read/);
  });

  it('what takes the store for itself says who holds it', async () => {
    const said = await run(['edition', 'list', 'hunwick'], inData());
    assert.equal(said.ended, 'invalid');
    assert.match(said.err, /is in use by process/);
  });

  it('an edition is published by the running server, which refuses what is no new one', async () => {
    const said = await run(['edition', 'publish', 'hunwick'], inData());
    assert.equal(said.ended, 'invalid');
    assert.match(said.err, /the pack is the same as the last edition/);
  });
});

describe('editions by command', () => {
  it('are published, listed and not published twice', async () => {
    const directory = await directoryOf('editions');
    const none = await run(['edition', 'list', 'hunwick'], inData(directory));
    assert.deepEqual([none.ended, none.out], ['done', 'Nothing is published yet.\n']);
    const first = await run(
      ['edition', 'publish', 'hunwick', '--minute', '2026/7', '--from', '2026-09-01', '--json'],
      inData(directory),
    );
    assert.equal(first.ended, 'done', first.err);
    assert.equal(JSON.parse(first.out).boardMinute, '2026/7');
    const twice = await run(['edition', 'publish', 'hunwick'], inData(directory));
    assert.equal(twice.ended, 'invalid');
    assert.match(twice.err, /the pack is the same as the last edition/);
    const list = await run(['edition', 'list', 'hunwick'], inData(directory));
    assert.match(list.out, /1 +2026-09-01 +first +2026\/7 +[0-9a-f]{16}/);
  });
});

describe('ending the server', () => {
  it('takes no answer with it, whether it is told to stop or killed', async () => {
    const directory = await directoryOf('ending');
    const first = await start(directory);
    const ids = [(await ask(first)).id];
    assert.equal((await first.stop()).ended, 'done');
    const second = await start(directory);
    ids.push((await ask(second)).id);
    assert.equal((await second.kill()).ended, 'SIGKILL');
    const third = await start(directory);
    for (const id of ids) assert.equal(await read(third, id), 200);
    await third.stop();
  });
});
