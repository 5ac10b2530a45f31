import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../kernel/index.ts';
import { cliErrors } from './errors.ts';

const SECRET_BYTES = 32;

/**
 * The 32 bytes that seal what this installation must read again and sign what leaves and comes back. Made on first use,
 * readable by the owner alone. It belongs into the backup: without it second factors have to be set up anew.
 * @throws SECRET_DAMAGED
 */
export function openSecret(directory: string): Uint8Array {
  const path = join(directory, 'secret.key');
  const kept = readIfThere(path) ?? make(path);
  if (kept.length !== SECRET_BYTES)
    throw new Fault('SECRET_DAMAGED', `\`${path}\` does not hold a key`, { help: cliErrors.SECRET_DAMAGED });
  return kept;
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** On the disk before it is used, for what it seals is. */
function make(path: string): Uint8Array {
  const secret = randomBytes(SECRET_BYTES);
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, secret);
  fsyncSync(file);
  closeSync(file);
  return secret;
}
