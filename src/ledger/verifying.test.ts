import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forge } from '../../test/ledger-vectors/forging.ts';
import { readOwn } from '../../test/support/repository.ts';
import { type InclusionClaim, provesConsistency, provesInclusion } from './verifying.ts';

interface Vectors {
  readonly inclusion: readonly {
    readonly case: string;
    readonly leafIdx: number;
    readonly treeSize: number;
    readonly root: string;
    readonly leafHash: string;
    readonly proof: readonly string[] | null;
    readonly wantErr: boolean;
  }[];
  readonly consistency: readonly {
    readonly case: string;
    readonly size1: number;
    readonly size2: number;
    readonly root1: string;
    readonly root2: string;
    readonly proof: readonly string[] | null;
    readonly wantErr: boolean;
  }[];
}

const vectors = JSON.parse(readOwn('test/ledger-vectors/transparency-dev-merkle.json')) as Vectors;
const bytes = (base64: string | null) => Buffer.from(base64 ?? '', 'base64');
const path = (proof: readonly string[] | null) => (proof ?? []).map(bytes);

describe('proofs, by the public vectors', () => {
  it('196 of them are there, of which 184 are to be refused', () => {
    const all = [...vectors.inclusion, ...vectors.consistency];
    assert.deepEqual([all.length, all.filter((vector) => vector.wantErr).length], [196, 184]);
  });

  for (const vector of vectors.inclusion) {
    it(`inclusion ${vector.case} is ${vector.wantErr ? 'refused' : 'accepted'}`, () => {
      const isProven = provesInclusion({
        index: vector.leafIdx,
        size: vector.treeSize,
        leafHash: bytes(vector.leafHash),
        proof: path(vector.proof),
        root: bytes(vector.root),
      });
      assert.equal(isProven, !vector.wantErr);
    });
  }

  for (const vector of vectors.consistency) {
    it(`consistency ${vector.case} is ${vector.wantErr ? 'refused' : 'accepted'}`, () => {
      const isProven = provesConsistency({
        first: vector.size1,
        second: vector.size2,
        firstRoot: bytes(vector.root1),
        secondRoot: bytes(vector.root2),
        proof: path(vector.proof),
      });
      assert.equal(isProven, !vector.wantErr);
    });
  }
});

/** The stand-alone verifier's own judgement, taken out of its file, which runs when it is imported. */
async function judgeOfVerifier(): Promise<(claim: InclusionClaim) => boolean> {
  const text = readOwn('scripts/verify-gatehouse.mjs');
  const parts = [
    /^const HASH_BYTES = .*$/m,
    /^const sha256 = [^]*?^};$/m,
    /^const nodeHash = .*$/m,
    /^function provesInclusion[^]*?^}$/m,
  ];
  const code = ["import { createHash } from 'node:crypto';", ...parts.map((part) => part.exec(text)?.[0])];
  const made = (await import(
    `data:text/javascript,${encodeURIComponent(`${code.join('\n')}\nexport { provesInclusion };`)}`
  )) as { provesInclusion(...claim: readonly unknown[]): boolean };
  return ({ index, size, leafHash, proof, root }) => made.provesInclusion(index, size, leafHash, proof, root);
}

describe('the stand-alone verifier', () => {
  it('judges every public vector of inclusion as its authors do', async () => {
    const judge = await judgeOfVerifier();
    for (const vector of vectors.inclusion) {
      const claim = {
        index: vector.leafIdx,
        size: vector.treeSize,
        leafHash: bytes(vector.leafHash),
        proof: path(vector.proof),
        root: bytes(vector.root),
      };
      assert.equal(judge(claim), !vector.wantErr, vector.case);
    }
  });

  it('refuses 2,000 proofs that are forged at random', async () => {
    const forged = forge({ times: 2000, seed: 20_261_123, largest: 300, judge: await judgeOfVerifier() });
    assert.deepEqual(
      forged.flatMap((row) => row.accepted),
      [],
    );
  });
});

describe('forged proofs', () => {
  it('2,000 at random are refused, each kind of forgery among them', () => {
    const forged = forge({ times: 2000, seed: 20_261_122, largest: 300 });
    assert.deepEqual(
      forged.flatMap((row) => row.accepted),
      [],
    );
    for (const row of forged) assert.ok(row.refused > 20, `${row.kind}: ${row.refused}`);
    assert.equal(
      forged.reduce((sum, row) => sum + row.refused, 0),
      2000,
    );
  });

  it('numbers that are no sizes prove nothing', () => {
    const hash = Buffer.alloc(32);
    for (const number of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 64]) {
      assert.ok(!provesInclusion({ index: number, size: 1, leafHash: hash, proof: [], root: hash }));
      assert.ok(!provesInclusion({ index: 0, size: number, leafHash: hash, proof: [], root: hash }));
      const claim = { firstRoot: hash, secondRoot: hash, proof: [] };
      assert.ok(!provesConsistency({ ...claim, first: number, second: number }), `${number}`);
    }
  });

  it('a size next to a large power of two is not taken for it', () => {
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    for (const first of [2 ** 49 + 1, 2 ** 52 + 1, 2 ** 52 - 1]) {
      const claim = { first, second: 2 ** 53 - 1, firstRoot: one, secondRoot: other };
      assert.ok(!provesConsistency({ ...claim, proof: [one] }));
    }
  });
});
