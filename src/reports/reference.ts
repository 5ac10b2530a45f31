import { randomInt } from 'node:crypto';

/** Without letters and digits that look or sound alike. */
const LETTERS = 'BCDFGHJKMNPQRSTVWXYZ23456789';
const GROUPS = 2;
const GROUP = 4;

const letters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** What people say to each other of a report: `K7QM-2XD9`. Random, so that no number tells how many there are. */
export const newReference = (): string => Array.from({ length: GROUPS }, () => letters(GROUP)).join('-');

const RECEIPT_GROUPS = 7;

/**
 * With this somebody without an account comes back: 28 letters, more than 130 bits, made from a seal of what was handed
 * in, so that the same form handed in again has the same receipt.
 */
export function receiptOf(seal: Uint8Array): string {
  const plain = [...seal.subarray(0, RECEIPT_GROUPS * GROUP)].map((byte) => LETTERS[byte % LETTERS.length]);
  return readReceipt(plain.join('')) as string;
}

/** A receipt as it was made, however it was typed; none where it cannot be one. */
export function readReceipt(typed: string): string | undefined {
  const plain = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  if (plain.length !== RECEIPT_GROUPS * GROUP) return undefined;
  return plain.match(/.{4}/g)?.join('-');
}
