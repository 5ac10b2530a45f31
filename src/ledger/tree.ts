import assert from 'node:assert/strict';
import { emptyRoot, HASH_BYTES, nodeHash } from './hashing.ts';

/** A Merkle tree that grows at its end and remembers what it was at every size. SOURCE: RFC 9162, section 2.1 */
export interface Tree {
  readonly size: number;
  append(leafHash: Uint8Array): void;
  /** The hash of a leaf. */
  leaf(index: number): Buffer;
  /** The root as it was when the tree had so many leaves; now, where left out. */
  root(size?: number): Buffer;
  /** Hashes that lead from a leaf to the root at a size. */
  inclusion(index: number, size?: number): Buffer[];
  /** Hashes that show the tree at the second size to begin with the tree at the first. */
  consistency(first: number, second?: number): Buffer[];
}

/** The largest power of two below a number above one. */
function splitOf(count: number): number {
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

function within(least: number, number: number, most: number): void {
  assert.ok(Number.isInteger(number) && number >= least && number <= most, `${number} is in the tree`);
}

/** Copies, because what is inside is left behind when the tree grows. */
const copies = (hashes: readonly Buffer[]): Buffer[] => hashes.map((hash) => Buffer.from(hash));

/**
 * An empty tree. Every perfect subtree is hashed once, when its last leaf comes, and kept: 64 bytes a leaf. A root or
 * a proof then takes as many steps as the tree is high.
 */
export function growTree(): Tree {
  const levels = [makeLevel()];
  const levelAt = (height: number) => (levels[height] ??= makeLevel());
  const size = () => levelAt(0).count;

  function append(leafHash: Uint8Array): void {
    assert.equal(leafHash.length, HASH_BYTES, 'a leaf hash has 32 bytes');
    levelAt(0).push(leafHash);
    for (let height = 0; levelAt(height).count % 2 === 0; height += 1) {
      const { at, count } = levelAt(height);
      levelAt(height + 1).push(nodeHash(at(count - 2), at(count - 1)));
    }
  }

  /** The hash over leaves from start up to end; start is a multiple of any perfect part, as RFC 9162 divides. */
  function over(start: number, end: number): Buffer {
    const count = end - start;
    const height = Math.log2(count);
    if (Number.isInteger(height)) return levelAt(height).at(start / count);
    const middle = start + splitOf(count);
    return nodeHash(over(start, middle), over(middle, end));
  }

  function path(index: number, start: number, end: number): Buffer[] {
    if (end - start === 1) return [];
    const middle = start + splitOf(end - start);
    return index < middle
      ? [...path(index, start, middle), over(middle, end)]
      : [...path(index, middle, end), over(start, middle)];
  }

  /** SUBPROOF of RFC 9162, section 2.1.4.1: `isWhole` while the old tree's root is what the verifier has. */
  function subproof(upTo: number, start: number, end: number, isWhole: boolean): Buffer[] {
    if (upTo === end) return isWhole ? [] : [over(start, end)];
    const middle = start + splitOf(end - start);
    return upTo <= middle
      ? [...subproof(upTo, start, middle, isWhole), over(middle, end)]
      : [...subproof(upTo, middle, end, false), over(start, middle)];
  }

  return {
    get size() {
      return size();
    },
    append,
    leaf(index) {
      within(0, index, size() - 1);
      return Buffer.from(levelAt(0).at(index));
    },
    root(of = size()) {
      within(0, of, size());
      return Buffer.from(of === 0 ? emptyRoot : over(0, of));
    },
    inclusion(index, of = size()) {
      within(1, of, size());
      within(0, index, of - 1);
      return copies(path(index, 0, of));
    },
    consistency(first, second = size()) {
      within(1, second, size());
      within(1, first, second);
      return copies(first === second ? [] : subproof(first, 0, second, true));
    },
  };
}
