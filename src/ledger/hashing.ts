import { hash } from 'node:crypto';

/** Bytes of every hash in the tree. */
export const HASH_BYTES = 32;

/** SHA-256 of 0x00 and the entry. SOURCE: RFC 9162, section 2.1.1 */
export function leafHash(leaf: string | Uint8Array): Buffer {
  const bytes = typeof leaf === 'string' ? Buffer.from(leaf, 'utf8') : leaf;
  return hash('sha256', Buffer.concat([Buffer.of(0), bytes]), 'buffer');
}

/** 0x01, the left and the right: filled anew for every node, because making a buffer costs as much as hashing it. */
const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** SHA-256 of 0x01 and two hashes. SOURCE: RFC 9162, section 2.1.1 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return hash('sha256', node, 'buffer');
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Buffer = hash('sha256', '', 'buffer');
