import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

const DEBIAN = '/usr/lib/postgresql';
const SETPRIV = '/usr/bin/setpriv';

/** A PostgreSQL server of the tests' own, on a private socket, gone when they end. */
export interface TestServer {
  /** The address of a new database: empty, or a copy of another. */
  createDatabase(template?: string): Promise<{ readonly name: string; readonly address: string }>;
}

/** Why PostgreSQL cannot be used here; false when it can. With `CI=true` its absence is a failure, not a reason. */
export function postgresMissing(): string | false {
  if (newestBinaries()) return false;
  assert.notEqual(process.env['CI'], 'true', 'PostgreSQL must be installed where CI=true');
  return `PostgreSQL is not installed in ${DEBIAN}`;
}

let stop: (() => Promise<void>) | undefined;
// Here and not where it starts: there it would end with the test that asked first.
after(() => stop?.());

let server: Promise<TestServer> | undefined;

/** The server of this test process, started when first asked for. */
export function testServer(): Promise<TestServer> {
  server ??= start();
  return server;
}

function newestBinaries(): string | undefined {
  if (!existsSync(DEBIAN)) return undefined;
  const versions = readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a));
  return versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((directory) => existsSync(join(directory, 'postgres')));
}

async function start(): Promise<TestServer> {
  const binaries = newestBinaries();
  assert.ok(binaries, 'ask postgresMissing() first');
  const account = accountOf();
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-pg-'));
  if (account) chownSync(home, account.uid, account.gid);
  const data = join(home, 'data');
  const options = ['--username=postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'];
  execFileSync(join(binaries, 'initdb'), ['-D', data, ...options], {
    ...account,
    cwd: home,
    stdio: 'ignore',
  });
  const running = run(join(binaries, 'postgres'), data, home, account);
  stop = async () => {
    running.kill('SIGINT');
    if (running.exitCode === null) await once(running, 'exit');
    rmSync(home, { recursive: true, force: true });
  };
  await answering(home, running);
  return databasesOn(home);
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; the Debian package has made a user for it. */
function accountOf(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: idOf('-u'), gid: idOf('-g') };
}

const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

/** Asks the kernel, where it can, to end the server when the tests are killed. */
function run(postgres: string, data: string, home: string, account: Account | undefined): ChildProcess {
  const settings = [
    'fsync=off',
    'listen_addresses=',
    `unix_socket_directories=${home}`,
    'max_connections=60',
  ];
  const command = [postgres, '-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  if (existsSync(SETPRIV)) command.unshift(SETPRIV, '--pdeathsig', 'INT', '--');
  const [program = postgres, ...rest] = command;
  return spawn(program, rest, { ...account, cwd: home, stdio: 'ignore' });
}

async function answering(home: string, running: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    assert.equal(running.exitCode, null, 'PostgreSQL ended while starting');
    const client = new Client({ host: home, user: 'postgres', database: 'postgres' });
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (connected) return;
    await pause(50);
  }
  assert.fail('PostgreSQL did not start within ten seconds');
}

function databasesOn(home: string): TestServer {
  let count = 0;
  return {
    async createDatabase(template) {
      const name = `gatehouse_${++count}`;
      const client = new Client({ host: home, user: 'postgres', database: 'postgres' });
      await client.connect();
      await client.query(`create database ${name} ${template ? `template ${template}` : ''}`);
      await client.end();
      return { name, address: `postgres://postgres@/${name}?host=${encodeURIComponent(home)}` };
    },
  };
}
