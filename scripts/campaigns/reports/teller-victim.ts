import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Acknowledged } from './acknowledged.ts';
import type { Findings } from './inspecting.ts';

const program = fileURLToPath(new URL('./killed-teller.ts', import.meta.url));

/** A program of its own that compares the store with what was acknowledged, then takes letters and files reports until it is killed. */
export interface Teller {
  /** Lets it open the store; gives what it found there. Rejects where it ends before. */
  go(): Promise<Findings>;
  /** Where it takes letters; rejects where it ends before. */
  port(): Promise<number>;
  /** Kills it without warning; gives what it had acknowledged, and whether it had ended by itself before. */
  kill(): Promise<{ readonly acknowledged: readonly Acknowledged[]; readonly endedItself: boolean }>;
}

export interface TellerOptions {
  readonly directory: string;
  /** A file that lists what was acknowledged and not compared yet, when it is let go. */
  readonly told: string;
  readonly life: number;
}

/** Starts a teller that is loaded and waits to be let go. */
export function startTeller({ directory, told, life }: TellerOptions): Teller {
  const child = spawn(process.execPath, [program, directory, told, String(life)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(told), 'compiled') },
  });
  child.stdin.on('error', () => undefined);
  let output = '';
  let hasEnded = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const closed = once(child, 'close').then(() => {
    hasEnded = true;
  });

  /** The lines so far, when there are so many. A last one without its end was cut by the kill and was never printed. */
  async function lines(least: number): Promise<readonly string[]> {
    for (;;) {
      const whole = output.split('\n').slice(0, -1);
      if (whole.length >= least || hasEnded) return whole;
      await Promise.race([once(child.stdout, 'data'), closed]);
    }
  }

  async function line(number: number): Promise<unknown> {
    const found = (await lines(number))[number - 1];
    if (found === undefined) throw new Error('the teller ended before it was ready');
    return JSON.parse(found);
  }

  return {
    async go() {
      child.stdin.write('go\n');
      return (await line(1)) as Findings;
    },
    port: async () => ((await line(2)) as { readonly port: number }).port,
    async kill() {
      const endedItself = hasEnded;
      child.kill('SIGKILL');
      await closed;
      const [, , ...acknowledged] = await lines(0);
      return { acknowledged: acknowledged.map((each) => JSON.parse(each) as Acknowledged), endedItself };
    },
  };
}
