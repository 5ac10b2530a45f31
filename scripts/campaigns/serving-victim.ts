import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** A server of its own process, to be killed. */
export interface Serving {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly pid: number;
  /** Kills it without warning, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts the product on a store and waits until it is ready. @throws where it ends before */
export async function startServing(data: string, packs: string): Promise<Serving> {
  const { GATEHOUSE_DATABASE: _none, ...usual } = process.env;
  const child = spawn(process.execPath, [main, 'start', '--port', '0', '--quiet'], {
    env: { ...usual, GATEHOUSE_DATA: data, GATEHOUSE_PACKS: packs },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /open (http:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('close', () => reject(new Error('the server ended before it was ready')));
  });
  return {
    address,
    pid: child.pid as number,
    async kill() {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}
