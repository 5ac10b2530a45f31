import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { emptyRoot, leafHash, nodeHash } from './hashing.ts';
import { growTree, type Tree } from './tree.ts';
import { provesConsistency, provesInclusion } from './verifying.ts';

const LARGEST = 256;

const leaves = Array.from({ length: LARGEST }, (_, index) => leafHash(`leaf ${index}`));

/** MTH as RFC 9162, section 2.1.1 writes it, with nothing kept. */
function plainRoot(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return createHash('sha256').digest();
  if (hashes.length === 1) return hashes[0] as Buffer;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(plainRoot(hashes.slice(0, split)))
    .update(plainRoot(hashes.slice(split)))
    .digest();
}

function treeOf(size: number): Tree {
  const tree = growTree();
  for (const leaf of leaves.slice(0, size)) tree.append(leaf);
  return tree;
}

describe('the tree', () => {
  const whole = treeOf(LARGEST);
  const roots = Array.from({ length: LARGEST + 1 }, (_, size) => plainRoot(leaves.slice(0, size)));

  it('hashes as RFC 6962 does', () => {
    const hashes: readonly (readonly [Buffer, string])[] = [
      [emptyRoot, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
      [leafHash(''), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
      [leafHash('L123456'), '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56'],
    ];
    for (const [hash, hex] of hashes) assert.equal(hash.toString('hex'), hex);
    const [left, right] = [leafHash('a'), leafHash('b')];
    const node = createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
    assert.deepEqual(nodeHash(left, right), node);
  });

  it(`has at every size up to ${LARGEST} the root of a plain tree, then and afterwards`, () => {
    const growing = growTree();
    for (let size = 0; size <= LARGEST; size += 1) {
      assert.deepEqual(growing.root(), roots[size], `${size}, then`);
      assert.deepEqual(whole.root(size), roots[size], `${size}, afterwards`);
      const leaf = leaves[size];
      if (leaf) growing.append(leaf);
    }
  });

  it(`proves every leaf in every tree up to ${LARGEST}, and in no tree beside it`, () => {
    for (let size = 1; size <= LARGEST; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const claim = {
          index,
          size,
          leafHash: leaves[index] as Buffer,
          proof: whole.inclusion(index, size),
          root: roots[size] as Buffer,
        };
        assert.ok(provesInclusion(claim), `${index} of ${size}`);
        assert.ok(!provesInclusion({ ...claim, root: roots[size - 1] as Buffer }), `${index} of ${size}`);
      }
    }
  });

  it(`proves that every tree up to ${LARGEST} begins with every smaller one, and not with its neighbour`, () => {
    for (let second = 1; second <= LARGEST; second += 1) {
      for (let first = 1; first <= second; first += 1) {
        const claim = {
          first,
          second,
          firstRoot: roots[first] as Buffer,
          secondRoot: roots[second] as Buffer,
          proof: whole.consistency(first, second),
        };
        assert.ok(provesConsistency(claim), `${first} of ${second}`);
        assert.ok(!provesConsistency({ ...claim, firstRoot: roots[first - 1] as Buffer }));
      }
    }
  });

  it('keeps what it gave when it grows', () => {
    const tree = treeOf(3);
    const [root, proof] = [tree.root(), tree.inclusion(0)];
    const before = JSON.stringify([root, proof]);
    for (const leaf of leaves) tree.append(leaf);
    assert.equal(JSON.stringify([root, proof]), before);
  });

  it('is not asked for what is not in it', () => {
    const tree = treeOf(5);
    for (const ask of [
      () => tree.root(6),
      () => tree.root(-1),
      () => tree.leaf(5),
      () => tree.inclusion(5),
      () => tree.inclusion(0, 6),
      () => tree.inclusion(3, 3),
      () => tree.inclusion(0.5),
      () => tree.consistency(0),
      () => tree.consistency(4, 3),
      () => tree.append(Buffer.alloc(31)),
    ])
      assert.throws(ask, { code: 'ERR_ASSERTION' });
  });
});
