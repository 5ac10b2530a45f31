import type { KeyObject } from 'node:crypto';
import { HASH_BYTES } from './hashing.ts';
import { openNote, publicBytes, readVerifierKey, signNote, verifierKey } from './note.ts';

/** What a head says: the root of the tree when it had so many leaves. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The name of a school's ledger, in heads and in keys. */
export const originOf = (school: string): string => `gatehouse/${school}`;

/** The public key for a school's ledger, as people hand it on to those who verify. */
export const ledgerKey = (school: string, key: KeyObject): string =>
  verifierKey({ name: originOf(school), publicKey: publicBytes(key) });

/** A signed head. SOURCE: C2SP tlog-checkpoint */
export const writeCheckpoint = ({ origin, size, root }: Checkpoint, key: KeyObject): string =>
  signNote(`${origin}\n${size}\n${root.toString('base64')}\n`, origin, key);

/** What a signed head says; nothing where this public key (`name+id+key`) has not signed it. */
export function readCheckpoint(checkpoint: string, publicKey: string): Checkpoint | undefined {
  const key = readVerifierKey(publicKey);
  const text = key && openNote(checkpoint, key);
  const [origin, size = '', root = '', ...rest] = text?.split('\n') ?? [];
  if (origin === undefined || origin !== key?.name || rest.pop() !== '' || rest.includes(''))
    return undefined;
  const hash = Buffer.from(root, 'base64');
  if (!/^(0|[1-9]\d{0,14})$/.test(size) || hash.length !== HASH_BYTES || hash.toString('base64') !== root)
    return undefined;
  return { origin, size: Number(size), root: hash };
}
