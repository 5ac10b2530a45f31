import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** The first byte of everything sealed, so that another way of sealing can be told apart one day. */
const FORM = 1;

/**
 * A key for one purpose, made from the installation's secret: what was sealed for one purpose never opens for another.
 * SOURCE: RFC 5869, HKDF with SHA-256
 */
export const keyFor = (secret: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `gatehouse ${purpose}`, KEY_BYTES));

/**
 * Seals bytes: who has not the secret can neither read nor change them. `place` says where they belong, such as a row
 * of a table; moved elsewhere they do not open.
 * SOURCE: NIST SP 800-38D, AES-256-GCM with a random nonce of 96 bits
 */
export function seal(key: Uint8Array, place: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  const content = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.of(FORM), nonce, cipher.getAuthTag(), content]);
}

/** Opens what was sealed with this key for this place; undefined where it was not, or was changed. */
export function unseal(key: Uint8Array, place: string, sealed: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(sealed);
  if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== FORM) return undefined;
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
  const opening = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  opening.setAAD(Buffer.from(place));
  opening.setAuthTag(bytes.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES));
  const content = opening.update(bytes.subarray(1 + NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([content, opening.final()]);
  } catch {
    return undefined;
  }
}
