import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../store/index.ts';
import { ledgerFault } from './errors.ts';

/** Name of the file in the data directory. */
export const keyFileName = 'ledger-key.pem';

const OTHERS = 0o077;

/** A new key that is kept nowhere: for a store in memory. */
export const makeKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

/**
 * The program's own signing key: a PKCS#8 PEM file in the data directory that its user alone may read, made on first
 * use. It is on the disk before it is given, so that nothing is ever signed with a key that a power loss takes.
 * @throws LEDGER_KEY_UNUSABLE
 */
export function openKey(directory: string): KeyObject {
  const path = join(directory, keyFileName);
  try {
    if (!existsSync(path)) makeKeyFile(directory, path);
    return readKey(path);
  } catch (cause) {
    if (codeOf(cause) === 'LEDGER_KEY_UNUSABLE') throw cause;
    throw ledgerFault('LEDGER_KEY_UNUSABLE', `the signing key \`${path}\` cannot be used`, { cause });
  }
}

function readKey(path: string): KeyObject {
  const descriptor = openSync(path, 'r');
  try {
    if (process.platform !== 'win32' && (fstatSync(descriptor).mode & OTHERS) !== 0)
      throw ledgerFault('LEDGER_KEY_UNUSABLE', `others may read the signing key \`${path}\``);
    const key = createPrivateKey(readFileSync(descriptor, 'utf8'));
    if (key.asymmetricKeyType !== 'ed25519')
      throw ledgerFault('LEDGER_KEY_UNUSABLE', `the signing key \`${path}\` is not an Ed25519 key`);
    return key;
  } finally {
    closeSync(descriptor);
  }
}

/** Written whole under another name and then linked, which fails where somebody else was first: theirs is taken. */
function makeKeyFile(directory: string, path: string): void {
  const making = `${path}.${randomUUID()}`;
  try {
    writeDurably(making, makeKey().export({ type: 'pkcs8', format: 'pem' }) as string);
    linkSync(making, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(making, { force: true });
  }
  syncDirectory(directory);
}

function writeDurably(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The list of names in a directory survives a power loss too. Windows has no such thing. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
