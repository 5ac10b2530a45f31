import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../kernel/index.ts';
import { storeFault } from './errors.ts';

const SQLITE_BUSY = 5;

export interface Lock {
  release(): void;
}

/**
 * Takes the directory for this process alone. PGlite itself takes no lock: two processes on one directory lose each
 * other's records without an error.
 *
 * The lock is an exclusive transaction held open on an empty SQLite file, so the operating system drops it however
 * the process dies; a file that merely exists would go stale. The text file beside it only names the holder.
 *
 * INVARIANT: nothing else in this process opens the `lock` file; closing any descriptor of it would drop the lock.
 *
 * @throws STORE_IN_USE, STORE_DIRECTORY_UNUSABLE
 */
export function takeLock(directory: string, clock: Clock): Lock {
  const holder = join(directory, 'holder.txt');
  const database = open(directory);
  try {
    database.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    database.close();
    throw refusal(directory, holder, error);
  }
  writeFileSync(holder, `process ${process.pid}, since ${clock.now().toISOString()}\n`);
  return {
    release() {
      rmSync(holder, { force: true });
      database.close();
    },
  };
}

function open(directory: string): DatabaseSync {
  try {
    return new DatabaseSync(join(directory, 'lock'), { timeout: 0 });
  } catch (cause) {
    throw storeFault('STORE_DIRECTORY_UNUSABLE', `cannot write to \`${directory}\``, { cause });
  }
}

function refusal(directory: string, holder: string, cause: unknown): Error {
  if ((cause as { errcode?: unknown }).errcode !== SQLITE_BUSY)
    return storeFault('STORE_DIRECTORY_UNUSABLE', `cannot lock \`${directory}\``, { cause });
  return storeFault('STORE_IN_USE', `\`${directory}\` is in use by ${nameOf(holder)}`, { status: 409 });
}

function nameOf(holder: string): string {
  try {
    return readFileSync(holder, 'utf8').trim() || 'another process';
  } catch {
    return 'another process';
  }
}
