import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The repository's own folder. */
export const root = resolve(import.meta.dirname, '../..');

/** A file of the repository: its path from the top, with `/`, and its text. */
export interface RepositoryFile {
  readonly path: string;
  readonly text: string;
}

const notOurs = ['node_modules', '.git', 'data', 'dist', 'tmp'];

/** The files that a pattern names, in order; what is installed or made while running is left out. */
export const filesLike = (pattern: string): RepositoryFile[] =>
  globSync(pattern, { cwd: root, exclude: notOurs })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

export const readOwn = (path: string): string => readFileSync(join(root, path), 'utf8');

export const isThere = (path: string): boolean => existsSync(join(root, path));

/** What the command line answers on standard output. @throws where it does not end well */
export async function gatehouse(...args: readonly string[]): Promise<string> {
  const main = join(root, 'src/cli/main.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { cwd: root });
  return stdout;
}

/** TypeScript without its comments, each left as blank lines so that line numbers stay. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{}()])\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ''));

/** The line of an offset, from 1. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
