import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exit, type Exit } from '../../src/cli/exit.ts';
import { root } from './repository.ts';

/** What a command said, and how it ended. */
export interface Told {
  /** The exit code by its name; the code itself, or the signal, where it has none. */
  readonly ended: string;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** Written to its standard input, which is then closed. */
  readonly input?: string;
  /** Environment beside the usual. */
  readonly env?: Readonly<Record<string, string>>;
}

const nameOf = (code: number | null, signal: string | null): string =>
  (Object.keys(exit) as (keyof typeof exit)[]).find((name) => exit[name] === (code as Exit)) ??
  String(code ?? signal);

/** What Node made of our files, kept from one command to the next. */
const compiled = join(tmpdir(), 'gatehouse-compiled');

function begin(args: readonly string[], options: RunOptions): ChildProcessWithoutNullStreams {
  const { GATEHOUSE_DATABASE: _none, ...usual } = process.env;
  return spawn(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    cwd: root,
    env: { ...usual, NODE_NO_WARNINGS: '1', NODE_COMPILE_CACHE: compiled, ...options.env },
  });
}

/** Runs `gatehouse` as a process of its own until it ends. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Told> {
  const child = begin(args, options);
  const said = listen(child);
  // A command that ends without reading leaves a pipe that cannot be written to.
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ ended: nameOf(code, signal), ...said() }));
  });
}

function listen(child: ChildProcessWithoutNullStreams): () => { out: string; err: string } {
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return () => ({ ...said });
}

/** A running server. */
export interface Running {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly pid: number;
  /** Tells it to stop, and waits until it has. */
  stop(): Promise<Told>;
  /** Ends it without warning. */
  kill(): Promise<Told>;
}

/** Starts the server on a free port, and waits until it is ready. */
export async function startServer(
  data: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const child = begin(['start', '--port', '0', '--quiet'], { env: { GATEHOUSE_DATA: data, ...env } });
  const said = listen(child);
  const ended = new Promise<Told>((resolve) => {
    child.once('close', (code, signal) => resolve({ ended: nameOf(code, signal), ...said() }));
  });
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const address = /open (http:\S+)/.exec(said().out)?.[1];
      if (address) resolve(address);
    });
  });
  const first = await Promise.race([ready, ended]);
  if (typeof first !== 'string') throw new Error(`the server did not start: ${first.out}${first.err}`);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { address: first, pid: child.pid as number, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
