import assert from 'node:assert/strict';
import { HASH_BYTES, nodeHash } from './hashing.ts';

/** The perfect parts of a tree: those over 1, 2, 4, 8 … leaves. Each is hashed once, when its last leaf comes. */
export interface Parts {
  readonly leaves: number;
  append(leafHash: Uint8Array): void;
  /**
   * The hash over the leaves from start up to end, where start is a multiple of the largest perfect part of them, as
   * RFC 9162 divides. It may point into what is kept: copy what is given away.
   */
  over(start: number, end: number): Buffer;
}

/** The largest power of two below a number above one. */
export function splitOf(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** The hashes of one level of the tree, side by side. */
function makeLevel() {
  let bytes = Buffer.alloc(64 * HASH_BYTES);
  let count = 0;
  return {
    get count() {
      return count;
    },
    push(hash: Uint8Array): void {
      if ((count + 1) * HASH_BYTES > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
      bytes.set(hash, count * HASH_BYTES);
      count += 1;
    },
    at: (index: number): Buffer => bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  };
}

/** The parts of a tree without leaves. They take 64 bytes a leaf. */
export function makeParts(): Parts {
  const levels = [makeLevel()];
  const levelAt = (height: number) => (levels[height] ??= makeLevel());

  function append(leafHash: Uint8Array): void {
    assert.equal(leafHash.length, HASH_BYTES, 'a leaf hash has 32 bytes');
    levelAt(0).push(leafHash);
    for (let height = 0; levelAt(height).count % 2 === 0; height += 1) {
      const { at, count } = levelAt(height);
      levelAt(height + 1).push(nodeHash(at(count - 2), at(count - 1)));
    }
  }

  function over(start: number, end: number): Buffer {
    const count = end - start;
    const height = Math.log2(count);
    if (Number.isInteger(height)) return levelAt(height).at(start / count);
    const middle = start + splitOf(count);
    return nodeHash(over(start, middle), over(middle, end));
  }

  return {
    get leaves() {
      return levelAt(0).count;
    },
    append,
    over,
  };
}
