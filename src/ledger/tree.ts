import assert from 'node:assert/strict';
import { emptyRoot } from './hashing.ts';
import { makeParts, type Parts, splitOf } from './parts.ts';

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

/** PATH of RFC 9162, section 2.1.3.1, in the part of the tree from start up to end. */
function path(parts: Parts, index: number, start: number, end: number): Buffer[] {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...path(parts, index, start, middle), parts.over(middle, end)]
    : [...path(parts, index, middle, end), parts.over(start, middle)];
}

/** SUBPROOF of RFC 9162, section 2.1.4.1: `isWhole` while the old tree's root is what the verifier has. */
function subproof(parts: Parts, upTo: number, start: number, end: number, isWhole: boolean): Buffer[] {
  if (upTo === end) return isWhole ? [] : [parts.over(start, end)];
  const middle = start + splitOf(end - start);
  return upTo <= middle
    ? [...subproof(parts, upTo, start, middle, isWhole), parts.over(middle, end)]
    : [...subproof(parts, upTo, middle, end, false), parts.over(start, middle)];
}

function within(least: number, number: number, most: number): void {
  assert.ok(Number.isInteger(number) && number >= least && number <= most, `${number} is in the tree`);
}

/** Copies, because what is inside is left behind when the tree grows. */
const copies = (hashes: readonly Buffer[]): Buffer[] => hashes.map((hash) => Buffer.from(hash));

/** An empty tree. A root or a proof takes as many steps as the tree is high. */
export function growTree(): Tree {
  const parts = makeParts();
  return {
    get size() {
      return parts.leaves;
    },
    append: parts.append,
    leaf(index) {
      within(0, index, parts.leaves - 1);
      return Buffer.from(parts.over(index, index + 1));
    },
    root(of = parts.leaves) {
      within(0, of, parts.leaves);
      return Buffer.from(of === 0 ? emptyRoot : parts.over(0, of));
    },
    inclusion(index, of = parts.leaves) {
      within(1, of, parts.leaves);
      within(0, index, of - 1);
      return copies(path(parts, index, 0, of));
    },
    consistency(first, second = parts.leaves) {
      within(1, second, parts.leaves);
      within(1, first, second);
      return copies(subproof(parts, first, 0, second, true));
    },
  };
}
