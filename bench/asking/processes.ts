import { type ChildProcess, type ChildProcessByStdio, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Load, Seen } from './loading.ts';

const root = new URL('../../', import.meta.url);
const path = (file: string): string => fileURLToPath(new URL(file, root));

/** A server that was started for the measure. */
export interface Served {
  readonly url: string;
  /** Seconds of processor time that it has used so far, threads included; undefined where the system does not say. */
  cpuSeconds(): number | undefined;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
}

/** The product as `npm start` runs it, quiet, on an embedded store in this directory. */
export async function startGatehouse(data: string): Promise<Served> {
  const server = spawn(process.execPath, [path('src/cli/main.ts'), 'start', '--quiet', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GATEHOUSE_DATA: data },
  });
  return served(server, await addressSaidBy(server));
}

/** What it goes on saying is read as well, for a server that is not heard stops. */
function addressSaidBy(server: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    server.stdout.on('data', (part) => {
      said += String(part);
      const address = /open (http:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    server.once('exit', () => reject(new Error(`the server did not start: ${said}`)));
  });
}

/** A server that only says hello. */
export async function startHello(): Promise<Served> {
  const server = fork(path('bench/asking/hello.ts'));
  const [address] = (await once(server, 'message')) as [string];
  return served(server, address);
}

/** The process in which the clients live. */
export interface Clients {
  put(load: Load): Promise<Seen>;
  stop(): Promise<void>;
}

export function startClients(): Clients {
  const clients = fork(path('bench/asking/loading.ts'));
  return {
    async put(load) {
      clients.send(load);
      const [result] = (await once(clients, 'message')) as [Seen];
      return result;
    },
    stop: () => ended(clients),
  };
}

const served = (server: ChildProcess, url: string): Served => ({
  url,
  cpuSeconds: () => cpuSecondsOf(server.pid),
  stop: () => ended(server),
});

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** SOURCE: proc_pid_stat(5), fields 14 and 15, counted after the name in brackets. */
function cpuSecondsOf(pid: number | undefined): number | undefined {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = rest.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}
