import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { packOf, realPolicies } from '../../test/support/packs.ts';
import { questionFrom, randomDraw } from '../../test/support/random-packs.ts';
import { compile, decide, presentVerdict, seal, unseal } from './index.ts';

const { policies } = realPolicies();
const draws = fc.sample(randomDraw, { numRuns: 200, seed: 20261122 });

describe('a sealed pack', () => {
  for (const policy of policies) {
    it(`${policy.pack.key} answers 200 random questions as before, and has the same hash again`, () => {
      const sealed = seal(policy.pack);
      const again = unseal(sealed.content);
      assert.deepEqual(seal(again), sealed);
      const opened = compile(
        again,
        policy.law.map((below) => unseal(seal(below).content)),
      );
      for (const draw of draws) {
        const question = questionFrom(policy, draw);
        for (const mode of ['may', 'must', 'about'] as const) {
          const asked = { ...question, mode };
          assert.deepEqual(presentVerdict(decide(opened, asked)), presentVerdict(decide(policy, asked)));
        }
      }
    });
  }

  const ban = { id: 'ban', forbid: 'play-games' };
  it('has a hash of 64 hexadecimal digits', () =>
    assert.match(seal(packOf({ clauses: [ban] })).hash, /^[0-9a-f]{64}$/));
  it('has the same hash however its fields are ordered', () => {
    const turned = Object.fromEntries(Object.entries({ text: 'The text of ban.', ...ban }).toReversed());
    assert.equal(seal(packOf({ clauses: [turned] })).hash, seal(packOf({ clauses: [ban] })).hash);
  });

  const changes: readonly [string, Parameters<typeof packOf>[0]][] = [
    ['a word of a text', { clauses: [{ ...ban, text: 'Another text.' }] }],
    ['what a clause means', { clauses: [{ ...ban, strength: 'should' }] }],
    [
      'a setting',
      { clauses: [ban], pack: { settings: { day: { type: 'hours', ask: 'When?', value: '9 to 3' } } } },
    ],
    [
      'a ruling',
      {
        clauses: [ban],
        rulings: [
          {
            id: 'r',
            settles: ['ban'],
            question: { act: 'play-games' },
            verdict: 'no',
            by: 'head',
            on: '2026-01-01',
            because: 'So.',
          },
        ],
      },
    ],
    [
      'a form',
      { clauses: [ban], agreements: [{ id: 'form', title: 'Form', signs: ['staff'], clauses: ['ban'] }] },
    ],
    ['a word of its own', { clauses: [ban], vocabulary: { acts: { paint: { name: 'paint' } } } }],
    ['the name of the pack', { clauses: [ban], key: 'other' }],
  ];
  for (const [title, making] of changes) {
    it(`has another hash with ${title} changed`, () =>
      assert.notEqual(seal(packOf(making)).hash, seal(packOf({ clauses: [ban] })).hash));
  }

  it('keeps settings, roles, rulings and forms', () => {
    for (const { pack } of policies) {
      const again = unseal(seal(pack).content);
      assert.deepEqual(again.settings, pack.settings);
      assert.deepEqual(again.roles, pack.roles);
      assert.deepEqual(again.rulings, pack.rulings);
      assert.deepEqual(again.agreements, pack.agreements);
      assert.deepEqual(again.covers, pack.covers);
    }
  });
  it('whose content is broken is a fault', () => {
    const { content } = seal(packOf({ clauses: [ban] }));
    assert.throws(() => unseal(content.replace('"forbid":"play-games"', '"forbid":"play-gmaes"')), {
      code: 'EDITION_BROKEN',
    });
    assert.throws(() => unseal('{"manifest":'), { code: 'EDITION_BROKEN' });
    assert.throws(() => unseal('{}'), { code: 'EDITION_BROKEN' });
    assert.throws(() => unseal('null'), { code: 'EDITION_BROKEN' });
  });
});
