import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Acknowledged } from './acknowledged.ts';
import type { Findings } from './inspecting.ts';

const program = fileURLToPath(new URL('./killed-decider.ts', import.meta.url));

/** A program of its own that compares the store with what was acknowledged, then decides and lends until it is killed. */
export interface Decider {
  /** Lets it open the store; gives what it found there. Rejects where it ends before. */
  go(): Promise<Findings>;
  /** Resolves when it has acknowledged so many, or was too slow, or has ended. */
  acknowledges(count: number): Promise<void>;
  /** Kills it without warning; gives what it had acknowledged, and whether it had ended by itself before. */
  kill(): Promise<{ readonly acknowledged: readonly Acknowledged[]; readonly endedItself: boolean }>;
}

export interface DeciderOptions {
  readonly directory: string;
  /** A file with everybody that it needs to know. */
  readonly office: string;
  /** A file that lists what was acknowledged and not compared yet, when it is let go. */
  readonly told: string;
}

const LONGEST_MS = 20_000;

/** Starts a decider that is loaded and waits to be let go. */
export function startDecider({ directory, office, told }: DeciderOptions): Decider {
  const child = spawn(process.execPath, [program, directory, office, told], {
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

  return {
    async go() {
      child.stdin.write('go\n');
      const [found] = await lines(1);
      if (found === undefined) throw new Error('the decider ended before its store was open');
      return JSON.parse(found) as Findings;
    },
    async acknowledges(count) {
      await Promise.race([lines(count + 1), pause(LONGEST_MS, undefined, { ref: false })]);
    },
    async kill() {
      const endedItself = hasEnded;
      child.kill('SIGKILL');
      await closed;
      const [, ...acknowledged] = await lines(0);
      return { acknowledged: acknowledged.map((line) => JSON.parse(line) as Acknowledged), endedItself };
    },
  };
}
