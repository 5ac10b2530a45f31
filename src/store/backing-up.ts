import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Clock } from '../kernel/index.ts';
import { isEmpty, makeDatabase, makeDirectory } from './directory.ts';
import { syncPath } from './durable-fs.ts';
import { storeFault } from './errors.ts';
import { takeLock } from './locking.ts';
import type { Store } from './store.ts';

export interface Backup {
  readonly file: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly hash: string;
  readonly sizeBytes: number;
}

/**
 * Writes the whole store to a file (tar.gz of the data directory), and beside it `<file>.sha256` in the form that
 * `sha256sum -c` reads. Both are on the disk when this returns. Other work waits meanwhile; the whole backup is
 * held in memory.
 *
 * @throws BACKUP_BY_SERVER, BACKUP_EXISTS
 */
export async function backUp(store: Store, file: string): Promise<Backup> {
  if (!store.dump)
    throw storeFault('BACKUP_BY_SERVER', 'a server database is backed up by its own tools', { status: 409 });
  if (fs.existsSync(file)) throw storeFault('BACKUP_EXISTS', `\`${file}\` exists`, { status: 409 });
  const contents = await store.dump();
  const hash = hashOf(contents);
  writeDurably(manifestOf(file), `${hash}  ${basename(file)}\n`);
  writeDurably(file, contents);
  return { file, hash, sizeBytes: contents.length };
}

/**
 * Makes a new embedded store from a backup, in a directory that is missing or empty.
 * @throws BACKUP_UNVERIFIED, BACKUP_DAMAGED, RESTORE_NOT_EMPTY, STORE_IN_USE
 */
export async function restore(
  file: string,
  options: { readonly directory: string; readonly clock: Clock },
): Promise<void> {
  const contents = readVerified(file);
  makeDirectory(options.directory);
  const lock = takeLock(options.directory, options.clock);
  try {
    if (!isEmpty(options.directory))
      throw storeFault('RESTORE_NOT_EMPTY', `\`${options.directory}\` is not empty`, { status: 409 });
    await makeDatabase(options.directory, contents);
  } finally {
    lock.release();
  }
}

const manifestOf = (file: string): string => `${file}.sha256`;

const hashOf = (contents: Uint8Array): string => createHash('sha256').update(contents).digest('hex');

/** Under a temporary name until all of it is on the disk: a file with its own name is whole. */
function writeDurably(file: string, contents: Uint8Array | string): void {
  const making = `${file}.new`;
  fs.writeFileSync(making, contents, { mode: 0o600 });
  syncPath(making);
  fs.renameSync(making, file);
  syncPath(dirname(resolve(file)));
}

function readVerified(file: string): Uint8Array {
  const [contents, manifest] = [read(file), read(manifestOf(file)).toString('utf8')];
  if (hashOf(contents) !== manifest.split(' ', 1)[0])
    throw storeFault('BACKUP_DAMAGED', `\`${file}\` is not what was backed up`, { status: 409 });
  return contents;
}

function read(file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (cause) {
    throw storeFault('BACKUP_UNVERIFIED', `cannot read \`${file}\``, { status: 404, cause });
  }
}
