import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { syncPath, syncTree } from './durable-fs.ts';
import { storeFault } from './errors.ts';
import { startSession } from './session.ts';

/** Where things lie in a data directory: `lock`, `holder.txt` and PostgreSQL's own files in `postgres`. */
export const postgresIn = (directory: string): string => join(directory, 'postgres');

/** @throws STORE_DIRECTORY_UNUSABLE */
export function makeDirectory(directory: string): void {
  const path = resolve(directory);
  if (existsSync(path)) return;
  try {
    const topmost = mkdirSync(path, { recursive: true, mode: 0o700 }) ?? path;
    for (let made = path; made.length >= topmost.length; made = dirname(made)) syncPath(dirname(made));
  } catch (cause) {
    throw storeFault('STORE_DIRECTORY_UNUSABLE', `cannot make \`${directory}\``, { cause });
  }
}

export const holdsData = (directory: string): boolean => existsSync(postgresIn(directory));

/**
 * Takes away PostgreSQL's own lock file, which says nothing here. A process that is killed between making it and writing it
 * leaves it empty, and PostgreSQL would then never start again.
 *
 * INVARIANT: our lock is held; whoever wrote the file is gone.
 */
export const dropStaleLock = (directory: string): void =>
  rmSync(join(postgresIn(directory), 'postmaster.pid'), { force: true });

/** Whether a directory holds nothing but what taking the lock leaves, or making a database that did not end. */
export const isEmpty = (directory: string): boolean =>
  readdirSync(directory).every((name) => ['lock', 'holder.txt', 'postgres.new'].includes(name));

/**
 * Makes the database under another name and gives it its own only when all of it is on the disk, so a power loss
 * while it is made leaves either none or a whole one. Begins with `contents`, a dumped data directory, if given.
 *
 * INVARIANT: the lock is held; a half-made `postgres.new` then belongs to nobody.
 */
export async function makeDatabase(directory: string, contents?: Uint8Array): Promise<void> {
  const making = join(directory, 'postgres.new');
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  const session = await startSession({ directory: making, contents });
  await session.close();
  syncTree(making);
  renameSync(making, postgresIn(directory));
  syncPath(directory);
}
