import { type Chance, chance } from '../../scripts/campaigns/chance.ts';
import { leafHash } from '../../src/ledger/hashing.ts';
import { growTree, type Tree } from '../../src/ledger/tree.ts';
import {
  type ConsistencyClaim,
  type InclusionClaim,
  provesConsistency,
  provesInclusion,
} from '../../src/ledger/verifying.ts';

/*
 * Proofs that were right and are made wrong. A size is changed only where the tree of the other size has another shape
 * around the proof: where it has the same, the proof is one of both, and only the signed head says which size is meant.
 */

export interface ForgedRow {
  readonly kind: string;
  readonly refused: number;
  /** What was accepted and should not have been. */
  readonly accepted: readonly string[];
}

export interface ForgingOptions {
  readonly times: number;
  readonly seed: number;
  /** Leaves of the largest tree. */
  readonly largest: number;
  /** Who judges proofs of inclusion, where it is not the program. */
  readonly judge?: (claim: InclusionClaim) => boolean;
}

interface Honest {
  readonly judge: (claim: InclusionClaim) => boolean;
  readonly tree: Tree;
  readonly any: Chance;
}

type Forgery<Claim> = (claim: Claim, honest: Honest) => Claim | undefined;

/** Forges so many proofs, half of them of inclusion, and counts by kind what the verifier said. */
export function forge({ times, seed, largest, judge = provesInclusion }: ForgingOptions): ForgedRow[] {
  const honest = { tree: treeOf(largest), any: chance(seed), judge };
  const counts = new Map<string, { refused: number; accepted: string[] }>();
  for (let done = 0; done < times; ) {
    const isInclusion = honest.any.percent(50);
    const forged = isInclusion ? forgeInclusion(honest) : forgeConsistency(honest);
    if (forged === undefined) continue;
    const count = counts.get(forged.kind) ?? { refused: 0, accepted: [] };
    counts.set(forged.kind, count);
    if (forged.isAccepted) count.accepted.push(forged.claim);
    else count.refused += 1;
    done += 1;
  }
  return [...counts]
    .map(([kind, count]) => ({ kind, ...count }))
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
}

function treeOf(size: number): Tree {
  const tree = growTree();
  for (let index = 0; index < size; index += 1) tree.append(leafHash(`leaf ${index}`));
  return tree;
}

const pick = <Item>(items: readonly Item[], any: Chance): Item => items[any.between(0, items.length)] as Item;

function forgeInclusion(honest: Honest) {
  const { tree, any, judge } = honest;
  const size = any.between(1, tree.size + 1);
  const index = any.between(0, size);
  const proof = tree.inclusion(index, size);
  const claim = { index, size, leafHash: tree.leaf(index), proof, root: tree.root(size) };
  if (!judge(claim)) throw new Error(`an honest proof is refused: ${index} of ${size}`);
  const [kind, forgery] = pick(Object.entries(inclusionForgeries), any);
  const forged = forgery(claim, honest);
  return (
    forged && {
      kind: `inclusion, ${kind}`,
      isAccepted: judge(forged),
      claim: JSON.stringify(forged),
    }
  );
}

function forgeConsistency(honest: Honest) {
  const { tree, any } = honest;
  const second = any.between(1, tree.size + 1);
  const first = any.between(1, second + 1);
  const proof = tree.consistency(first, second);
  const claim = { first, second, firstRoot: tree.root(first), secondRoot: tree.root(second), proof };
  if (!provesConsistency(claim)) throw new Error(`an honest proof is refused: ${first} of ${second}`);
  const [kind, forgery] = pick(Object.entries(consistencyForgeries), any);
  const forged = forgery(claim, honest);
  return (
    forged && {
      kind: `consistency, ${kind}`,
      isAccepted: provesConsistency(forged),
      claim: JSON.stringify(forged),
    }
  );
}

function flipped(hash: Uint8Array, any: Chance): Buffer {
  const copy = Buffer.from(hash);
  const at = any.between(0, copy.length);
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << any.between(0, 8)), at);
  return copy;
}

function randomHash(any: Chance): Buffer {
  return Buffer.from(Array.from({ length: 32 }, () => any.between(0, 256)));
}

interface Proven {
  readonly proof: readonly Uint8Array[];
}

/** What can be done to any proof. */
const proofForgeries = {
  'a bit flipped': ({ proof }, { any }) => {
    const at = any.between(0, proof.length);
    return proof.length > 0 && proof.map((hash, index) => (index === at ? flipped(hash, any) : hash));
  },
  'one dropped': ({ proof }, { any }) => proof.length > 0 && proof.toSpliced(any.between(0, proof.length), 1),
  'the end cut off': ({ proof }, { any }) => proof.length > 0 && proof.slice(0, any.between(0, proof.length)),
  'one added': ({ proof }, { any }) => {
    const added = any.percent(50) && proof.length > 0 ? pick(proof, any) : randomHash(any);
    return proof.toSpliced(any.between(0, proof.length + 1), 0, added);
  },
  'two swapped': ({ proof }, { any }) => {
    const [one, other] = [any.between(0, proof.length), any.between(0, proof.length)];
    if (proof.length < 2 || one === other) return false;
    return proof.with(one, proof[other] as Uint8Array).with(other, proof[one] as Uint8Array);
  },
  'one replaced': ({ proof }, { any }) =>
    proof.length > 0 && proof.with(any.between(0, proof.length), randomHash(any)),
  'one shortened': ({ proof }, { any }) => {
    const at = any.between(0, proof.length);
    return proof.length > 0 && proof.with(at, (proof[at] as Uint8Array).subarray(0, any.between(0, 32)));
  },
} satisfies Record<string, (claim: Proven, honest: Honest) => readonly Uint8Array[] | false>;

function onProof<Claim extends Proven>(): Record<string, Forgery<Claim>> {
  return Object.fromEntries(
    Object.entries(proofForgeries).map(([kind, forgery]) => [
      kind,
      (claim: Claim, honest: Honest) => {
        const proof = forgery(claim, honest);
        return proof ? { ...claim, proof } : undefined;
      },
    ]),
  );
}

/** Another number than the right one, near or far. */
function otherNumber(right: number, most: number, any: Chance): number {
  const near = right + any.between(-2, 3);
  const other = any.percent(50) ? near : any.between(0, most);
  return other === right ? right + 1 : other;
}

const inclusionForgeries: Record<string, Forgery<InclusionClaim>> = {
  ...onProof<InclusionClaim>(),
  'wrong index': (claim, { any }) => ({ ...claim, index: otherNumber(claim.index, claim.size, any) }),
  'wrong size': (claim, { any, tree }) => {
    const size = otherNumber(claim.size, tree.size, any);
    const isSame = claim.index < size && wayTo(claim.index, size) === wayTo(claim.index, claim.size);
    return isSame ? undefined : { ...claim, size };
  },
  'wrong root': (claim, { any, tree }) => ({ ...claim, root: wrongRoot(claim.root, tree, any) }),
  'wrong leaf': (claim, { any, tree }) => ({
    ...claim,
    leafHash: any.percent(50)
      ? flipped(claim.leafHash, any)
      : tree.leaf((claim.index + any.between(1, tree.size)) % tree.size),
  }),
};

const consistencyForgeries: Record<string, Forgery<ConsistencyClaim>> = {
  ...onProof<ConsistencyClaim>(),
  'wrong first size': (claim, { any }) => ({ ...claim, first: otherNumber(claim.first, claim.second, any) }),
  'wrong second size': (claim, { any, tree }) => {
    const second = otherNumber(claim.second, tree.size, any);
    const isSame =
      claim.first <= second && wayFrom(claim.first, second) === wayFrom(claim.first, claim.second);
    return isSame ? undefined : { ...claim, second };
  },
  'wrong first root': (claim, { any, tree }) => ({
    ...claim,
    firstRoot: wrongRoot(claim.firstRoot, tree, any),
  }),
  'wrong second root': (claim, { any, tree }) => ({
    ...claim,
    secondRoot: wrongRoot(claim.secondRoot, tree, any),
  }),
  'roots swapped': (claim) =>
    claim.first === claim.second
      ? undefined
      : { ...claim, firstRoot: claim.secondRoot, secondRoot: claim.firstRoot },
};

function wrongRoot(right: Uint8Array, tree: Tree, any: Chance): Buffer {
  const other = tree.root(any.between(0, tree.size + 1));
  return any.percent(50) || other.equals(right) ? flipped(right, any) : other;
}

/** Left and right turns from the root to a leaf. */
function wayTo(index: number, size: number): string {
  if (size === 1) return '';
  const left = 2 ** (Math.ceil(Math.log2(size)) - 1);
  return index < left ? `l${wayTo(index, left)}` : `r${wayTo(index - left, size - left)}`;
}

/** The same to the node in which the old tree ends. */
function wayFrom(first: number, second: number): string {
  if (first === second) return '';
  const left = 2 ** (Math.ceil(Math.log2(second)) - 1);
  return first <= left ? `l${wayFrom(first, left)}` : `r${wayFrom(first - left, second - left)}`;
}
