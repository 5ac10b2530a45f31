import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const writer = fileURLToPath(new URL('./killed-writer.ts', import.meta.url));

/** A process that writes through the store until it is killed. */
export interface Victim {
  /** Resolves when the store is open; rejects when the process ends before. */
  readonly opened: Promise<unknown>;
  /** Kills it without warning and gives the ids that it had printed. */
  kill(): Promise<string[]>;
}

export function startVictim(directory: string, run: string, worker?: URL): Victim {
  const child = spawn(process.execPath, [writer, directory, run, ...(worker ? [worker.href] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const opened = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.startsWith('open\n')) resolve();
    });
    child.once('close', () => reject(new Error('the writer ended before its store was open')));
  });
  opened.catch(() => undefined);
  return { opened, kill: () => kill(child).then(() => wholeLines(output)) };
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

/** A last line without its end was cut by the kill and counts as never printed. */
const wholeLines = (output: string): string[] => output.split('\n').slice(1, -1);
