import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testLibrary, testPack } from '../../test/support/site.ts';
import { compile } from '../policy/index.ts';
import { signsFirst } from './signing-first.ts';

const policyOf = (school: string) => {
  const pack = testPack(school);
  return compile(
    pack,
    pack.layers.flatMap((name) => testLibrary().packs.get(name) ?? []),
    '2026-11-23',
  );
};

describe('signing before anything else', () => {
  for (const [school, role, isFirst] of [
    ['cambridge-steiner', 'teacher', true],
    ['cambridge-steiner', 'trustee', true],
    ['cambridge-steiner', 'volunteer', true],
    ['cambridge-steiner', 'pupil', false],
    ['hunwick', 'teacher', false],
    ['cpps', 'teacher', false],
    ['st-michaels', 'teacher', false],
    ['london-primary', 'teacher', false],
  ] as const) {
    it(`a ${role} at ${school} ${isFirst ? 'signs first' : 'is not kept out'}`, () => {
      assert.equal(signsFirst(policyOf(school), [role]), isFirst);
    });
  }

  it('somebody without a role is not kept out', () => {
    assert.equal(signsFirst(policyOf('cambridge-steiner'), []), false);
  });
});
