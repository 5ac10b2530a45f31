import { argon2, type Argon2Parameters, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { areEqual } from './token.ts';

const hash = promisify(argon2);

/** SOURCE: OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
const SALT_BYTES = 16;

/** SOURCE: the PHC string format writes base64 without padding. */
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '');

/**
 * A password as it is kept: argon2id in PHC form, with a salt of its own.
 *
 * It is taken exactly as typed, neither trimmed nor normalised nor cut short: what was set is what opens.
 * SOURCE: OWASP ASVS 5.0, 6.2.8
 */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const tag = await derive(password, nonce, COST);
  return written(nonce, tag);
}

const written = (nonce: Uint8Array, tag: Uint8Array): string =>
  `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(nonce)}$${base64(tag)}`;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether this is the password. The cost is that of when it was set. */
export async function isPassword(password: string, phc: string): Promise<boolean> {
  const [, memory, passes, parallelism, nonce, tag] = PHC.exec(phc) ?? [];
  if (nonce === undefined || tag === undefined) return false;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return areEqual(await derive(password, Buffer.from(nonce, 'base64'), cost), Buffer.from(tag, 'base64'));
}

/**
 * What is no password of anybody: where there is no account, it is worked out against this, so that it takes as long as
 * where there is one.
 */
export const NOBODYS = written(new Uint8Array(SALT_BYTES), new Uint8Array(TAG_BYTES));

const derive = (
  password: string,
  nonce: Uint8Array,
  cost: Pick<Argon2Parameters, 'memory' | 'passes' | 'parallelism'>,
): Promise<Uint8Array> => hash('argon2id', { ...cost, message: password, nonce, tagLength: TAG_BYTES });
