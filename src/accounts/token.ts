import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A new secret for a cookie or a link: 256 random bits as 43 characters of base64url. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** Whether text can be such a secret; what cannot is not looked up. */
export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** What is kept of a secret. 256 random bits need no slow hash. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A keyed hash over parts that cannot run into each other. The first part says what it is for. */
export const sealOf = (secret: Uint8Array, ...parts: readonly [purpose: string, ...string[]]): Buffer =>
  createHmac('sha256', secret).update(JSON.stringify(parts)).digest();

/** Whether two hashes are the same, in the same time whatever they are. */
export const areEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
