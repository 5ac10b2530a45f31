import { createHash, randomBytes } from 'node:crypto';

/** Digits and letters that nobody mistakes for one another. SOURCE: Crockford's base 32 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_BYTES = 10;
const GROUP = 4;

/** How many codes make a set. */
export const CODES_IN_A_SET = 10;

/** A new recovery code: 80 random bits as four groups of four. */
export function newRecoveryCode(): string {
  let bits = BigInt(`0x${randomBytes(CODE_BYTES).toString('hex')}`);
  let code = '';
  for (let left = (CODE_BYTES * 8) / 5; left > 0; left -= 1) {
    code = String(ALPHABET[Number(bits & 31n)]) + code;
    bits >>= 5n;
  }
  return groups(code).join('-');
}

/** Text in groups of four, to be read aloud and typed. */
export const groups = (text: string): string[] => text.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];

/** A code as it was given out, from how somebody types it: small letters, blanks, O for 0, I or L for 1. */
const tidy = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');

/** What is kept of a code. It is random enough that a plain hash cannot be guessed back. */
export const hashOfCode = (typed: string): Buffer => createHash('sha256').update(tidy(typed)).digest();
