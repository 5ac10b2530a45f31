import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import { chance } from '../../../scripts/campaigns/chance.ts';
import { cedarFor, compare, randomQuestion } from '../../../scripts/campaigns/oracle.ts';
import { policyOf, questionOf, realPolicies } from '../../../test/support/packs.ts';
import { policyFrom, randomMaking } from '../../../test/support/random-packs.ts';
import type { Policy } from '../index.ts';
import { toCedar } from './cedar.ts';

const { policies } = realPolicies();

/** How many questions in a row on which both agree. */
function agree(policy: Policy, questions: number, seed: number): void {
  const random = chance(seed);
  const ask = cedarFor(policy);
  for (let count = 0; count < questions; count += 1) {
    const isComplete = count % 2 === 0;
    const question = randomQuestion(policy, random, isComplete ? 100 : 60);
    const differing = compare(policy, ask, question, isComplete);
    assert.equal(differing, undefined, JSON.stringify(differing));
  }
}

describe('Cedar as an oracle', () => {
  const each = Math.ceil(2000 / policies.length);
  for (const policy of policies) {
    it(`agrees with us on ${each} random questions to ${policy.pack.key}`, () => agree(policy, each, 1));
  }

  it('agrees with us on random small packs, which use every feature of the language', () => {
    const small = randomMaking.map((making) => ({ ...making, rulings: [] }));
    fc.assert(
      fc.property(small, fc.nat(), (making, seed) => agree(policyFrom(making), 4, seed)),
      { numRuns: 300, seed: 20261122 },
    );
  });
});

describe('the export', () => {
  const made = toCedar(
    policyOf({
      clauses: [
        { id: 'ban', forbid: 'play-games', tags: ['t'] },
        { id: 'lift', exempt: 't', from: { any: ['head'] }, written: true },
        {
          id: 'demand',
          allow: 'connect-device',
          from: { all: ['head', 'manager'] },
          needs: ['insured'],
          provided: { age: { 'at-least': 11 } },
        },
        { id: 'duty', require: 'lock-screen' },
        { id: 'words', say: 'aim' },
        { id: 'hint', forbid: 'use-internet', strength: 'advised' },
        { id: 'told', report: 'device-lost', to: { any: ['head'] } },
      ],
    }).pack,
  );

  it('makes policies for what bars, lifts, demands, needs and lets, and says which clauses it left out', () => {
    assert.deepEqual(Object.keys(made.byId), [
      'ban#ban',
      'ban#exempt',
      'demand#allow',
      'demand#ask',
      'demand#need',
      'duty#allow',
      'duty#ban',
    ]);
    assert.deepEqual(made.leftOut, ['lift', 'words', 'hint', 'told']);
  });

  it('parses as one text, each policy under its own id', () => {
    const parts = cedar.policySetTextToParts(made.policies);
    assert.equal(parts.type, 'success');
    for (const part of parts.type === 'success' ? parts.policies : []) {
      const json = cedar.policyToJson(part);
      assert.equal(json.type, 'success');
      if (json.type === 'success') assert.ok(String(json.json.annotations?.['id']) in made.byId);
    }
  });

  it('has an act or thing for every word, with its wider ones', () => {
    const checked = cedar.checkParseEntities({ entities: made.entities as unknown as cedar.Entities });
    assert.equal(checked.type, 'success');
    assert.deepEqual(made.entities.find(({ uid }) => uid.id === 'connect-own-device')?.parents, [
      { type: 'Action', id: 'connect-device' },
    ]);
  });

  it('gives the same policies each time', () => {
    for (const { pack, law } of policies)
      assert.equal(toCedar(pack, law).policies, toCedar(pack, law).policies);
  });

  it('lets with the permission held and denies without, and says by which policy', () => {
    const policy = policyOf({
      clauses: [{ id: 'demand', allow: 'connect-device', from: { any: ['head'] }, written: true }],
    });
    const ask = cedarFor(policy);
    const asked = (written: boolean) =>
      ask(
        questionOf(policy, {
          as: ['pupil'],
          act: 'connect-own-device',
          permissions: [{ by: ['head'], written }],
        }),
      );
    assert.deepEqual(asked(true), { allows: true, because: ['demand#allow'] });
    assert.deepEqual(asked(false), { allows: false, because: ['demand#ask'] });
  });
});
