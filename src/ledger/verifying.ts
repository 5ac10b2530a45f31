import { HASH_BYTES, nodeHash } from './hashing.ts';

/** What somebody claims: this leaf stands at this place of the tree of this size and root. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** What somebody claims: the tree of the second size and root begins with that of the first. */
export interface ConsistencyClaim {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Uint8Array;
  readonly secondRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;
const isOdd = (number: number): boolean => number % 2 === 1;
/** A shift to the right that is not lost on numbers of more than 32 bits. */
const half = (number: number): number => Math.floor(number / 2);
/** Compared, because the logarithm of a large number next to a power of two is rounded to a whole one. */
const isPowerOfTwo = (number: number): boolean => 2 ** Math.round(Math.log2(number)) === number;

/** Where a proof is on its way up: a node and the last node of its level. */
interface Climb {
  fn: number;
  sn: number;
}

/** Up one level, and past levels on which the node has no neighbour to its right. */
function climb(at: Climb, wasLeftOf: boolean): void {
  if (wasLeftOf) while (!isOdd(at.fn) && at.fn !== 0) [at.fn, at.sn] = [half(at.fn), half(at.sn)];
  [at.fn, at.sn] = [half(at.fn), half(at.sn)];
}

/**
 * Whether a proof shows what is claimed. Every element of the proof is used; one too many or too few is refused.
 * SOURCE: RFC 9162, section 2.1.3.2
 */
export function provesInclusion({ index, size, leafHash, proof, root }: InclusionClaim): boolean {
  if (![leafHash, root, ...proof].every(isHash)) return false;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  const at: Climb = { fn: index, sn: size - 1 };
  let hash = leafHash;
  for (const element of proof) {
    if (at.sn === 0) return false;
    const isRight = isOdd(at.fn) || at.fn === at.sn;
    hash = isRight ? nodeHash(element, hash) : nodeHash(hash, element);
    climb(at, isRight);
  }
  return at.sn === 0 && Buffer.compare(hash, root) === 0;
}

/**
 * Whether a proof shows what is claimed. A tree without leaves begins every tree, which says nothing: refused.
 * SOURCE: RFC 9162, section 2.1.4.2
 */
export function provesConsistency(claim: ConsistencyClaim): boolean {
  const { first, second, firstRoot, secondRoot, proof } = claim;
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 1 || first > second)
    return false;
  if (first === second) return proof.length === 0 && Buffer.compare(firstRoot, secondRoot) === 0;
  if (proof.length === 0 || ![firstRoot, secondRoot, ...proof].every(isHash)) return false;
  const [start, ...rest] = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof;
  return climbsToBoth(claim, start as Uint8Array, rest);
}

function climbsToBoth(claim: ConsistencyClaim, start: Uint8Array, rest: readonly Uint8Array[]): boolean {
  const at: Climb = { fn: claim.first - 1, sn: claim.second - 1 };
  while (isOdd(at.fn)) [at.fn, at.sn] = [half(at.fn), half(at.sn)];
  let [old, whole] = [start, start];
  for (const element of rest) {
    if (at.sn === 0) return false;
    const isRight = isOdd(at.fn) || at.fn === at.sn;
    if (isRight) old = nodeHash(element, old);
    whole = isRight ? nodeHash(element, whole) : nodeHash(whole, element);
    climb(at, isRight);
  }
  return (
    at.sn === 0 && Buffer.compare(old, claim.firstRoot) === 0 && Buffer.compare(whole, claim.secondRoot) === 0
  );
}
