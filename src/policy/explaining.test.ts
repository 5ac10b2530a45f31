import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  askOf,
  type Data,
  packOf,
  policyOf,
  questionOf,
  realPolicies,
  tinyWords,
} from '../../test/support/packs.ts';
import { questionFrom, randomDraw } from '../../test/support/random-packs.ts';
import {
  clausesOf,
  decide,
  explainClause,
  explainVerdict,
  listed,
  partyName,
  type RawQuestion,
  roleName,
  whyLost,
  wordCondition,
  wordDuration,
  wordFact,
} from './index.ts';

/** What no sentence may have in it. */
const botched = /undefined|null|\[object| {2}|\.\.|,,| ,| \.|\ba [aeio]|\bthe the\b|\ba the\b/i;

function checkSentence(sentence: string): void {
  assert.doesNotMatch(sentence, botched);
  assert.match(sentence, /^[\p{Lu}“].*[.?!]$/su, sentence);
}

describe('what a clause does, in a sentence', () => {
  const to = { any: ['head'] };
  const rows: readonly [Data, string][] = [
    [{ forbid: 'play-games' }, 'Answers no when a member of staff or a pupil asks to play games.'],
    [
      { forbid: ['play-games', 'keep-files'], who: 'everyone' },
      'Answers no when anybody asks to play games or keep files.',
    ],
    [
      { forbid: 'play-games', who: ['pupil'], strength: 'should' },
      'Answers no when a pupil asks to play games, as something that should be so.',
    ],
    [{ allow: 'play-games', who: ['teacher'] }, 'Answers yes when a teacher asks to play games.'],
    [
      { allow: 'play-games', who: ['pupil'], from: to },
      'Sends a pupil who asks to play games to the headteacher.',
    ],
    [
      { allow: 'play-games', who: ['pupil'], from: { all: ['head', 'manager'] }, written: true },
      'Sends a pupil who asks to play games to the headteacher and the network manager, who must agree in writing.',
    ],
    [
      { allow: 'play-games', who: ['pupil'], from: 'unnamed' },
      'Sends a pupil who asks to play games to somebody whom the policy does not name.',
    ],
    [
      { require: 'lock-screen', who: ['staff'], within: 'immediately' },
      'Names a duty of a member of staff: lock the screen, immediately.',
    ],
    [
      { require: 'lock-screen', who: ['staff'], every: '1 months' },
      'Names a duty of a member of staff: lock the screen, 1 month.',
    ],
    [
      { report: 'device-lost', who: ['staff'], to, within: 'as-soon-as-possible' },
      'Sends what a member of staff tells of this to the headteacher, as soon as possible: a device was lost.',
    ],
    [
      { empower: 'inspect-use', who: ['manager'], for: ['crime'], only: true },
      'Gives a network manager the power to look into what somebody did for the listed purposes, and nobody else.',
    ],
    [{ keep: 'assets' }, 'Keeps a record: list of equipment.'],
    [{ review: 'policy', every: 'yearly' }, 'Falls due for review: policy, yearly.'],
    [{ sanction: 'any' }, 'Names what may follow a breach.'],
    [{ sanction: 'any', certain: true }, 'Names what will follow a breach.'],
    [{ say: 'aim' }, 'Is read and signed; it decides nothing by itself.'],
    [{ say: 'contact', to }, 'Names whom to turn to: the headteacher.'],
  ];
  for (const [clause, sentence] of rows) {
    it(sentence, () => {
      const pack = packOf({ clauses: [{ id: 'one', ...clause }] });
      const [made] = clausesOf(pack);
      assert.ok(made);
      assert.equal(explainClause(made, pack), sentence);
    });
  }

  for (const { pack } of realPolicies().policies) {
    it(`is whole for every clause of ${pack.key}`, () => {
      for (const clause of clausesOf(pack)) checkSentence(explainClause(clause, pack));
    });
  }
});

const explained = (clause: Data, ask: Partial<RawQuestion>) => {
  const policy = policyOf({ clauses: [{ id: 'one', ...clause }] });
  const raw: RawQuestion = { as: ['pupil'], ...ask };
  return explainVerdict(askOf(policy, raw), questionOf(policy, raw), policy);
};
assert.deepEqual(explained({ forbid: 'play-games', instead: 'Read a book.' }, { act: 'play-games' }).steps, [
  'Read a book.',
]);

describe('a verdict, in words', () => {
  const told = {
    id: 'told',
    report: 'device-lost',
    to: { all: ['head', 'manager'] },
    within: '24 hours',
    how: 'Ring the office.',
  };
  const rows: readonly [string, Data, Partial<RawQuestion>, string][] = [
    ['yes', { allow: 'play-games' }, {}, 'Yes'],
    ['no', { forbid: 'play-games', instead: 'Read a book.' }, {}, 'No'],
    ['should not', { forbid: 'play-games', strength: 'should' }, {}, 'No, you should not'],
    ['ask one', { allow: 'play-games', from: { any: ['head'] } }, {}, 'Ask the headteacher'],
    [
      'ask one of two',
      { allow: 'play-games', from: { any: ['head', 'manager'] } },
      {},
      'Ask the headteacher or the network manager',
    ],
    [
      'ask both',
      { allow: 'play-games', from: { all: ['head', 'manager'] } },
      {},
      'Ask the headteacher and the network manager',
    ],
    [
      'report',
      told,
      { act: undefined, event: 'device-lost' },
      'Tell the headteacher and the network manager',
    ],
    ['depends', { forbid: 'play-games', when: { supervised: true } }, {}, 'It depends'],
    ['silent', { forbid: 'keep-files' }, {}, 'The policy does not say'],
    ['must', { require: 'lock-screen' }, { act: 'lock-screen', mode: 'must' }, 'Yes, you must'],
  ];
  for (const [title, clause, ask, headline] of rows) {
    it(`${title}: “${headline}”`, () => {
      const policy = policyOf({ clauses: [{ id: 'one', ...clause }] });
      const raw: RawQuestion = { as: ['pupil'], act: 'play-games', ...ask };
      const explained = explainVerdict(askOf(policy, raw), questionOf(policy, raw), policy);
      assert.equal(explained.headline, headline);
      checkSentence(explained.summary);
      explained.steps.forEach(checkSentence);
    });
  }

  it('says what to do instead, how to tell, what to bring and what was presumed', () => {
    assert.deepEqual(explained(told, { event: 'device-lost' }).steps, ['Ring the office.']);
    assert.deepEqual(
      explained({ allow: 'play-games', from: { any: ['head'] }, needs: ['insured'] }, { act: 'play-games' })
        .steps,
      ['Be ready to show: insured.'],
    );
    assert.deepEqual(
      explained({ forbid: 'play-games', unless: { urgent: true } }, { act: 'play-games' }).presumed,
      ['urgent: no'],
    );
  });

  for (const policy of realPolicies().policies) {
    it(`is whole for 300 random questions to ${policy.pack.key}, in every mode`, () => {
      for (const draw of fc.sample(randomDraw, { numRuns: 300, seed: 1 })) {
        for (const mode of ['may', 'must', 'about'] as const) {
          const question = { ...questionFrom(policy, draw), mode };
          const { headline, summary, presumed } = explainVerdict(decide(policy, question), question, policy);
          assert.doesNotMatch(headline, botched);
          checkSentence(summary);
          for (const line of presumed) assert.doesNotMatch(line, botched);
        }
      }
    });
  }

  it('says of every way to lose why', () => Object.values(whyLost).forEach(checkSentence));
});

const when = (condition: unknown) => {
  const [clause] = clausesOf(packOf({ clauses: [{ id: 'ban', forbid: 'play-games', when: condition }] }));
  return clause?.when ? wordCondition(tinyWords.vocabulary, clause.when) : [];
};

describe('small words', () => {
  const pack = packOf({ clauses: [{ id: 'ban', forbid: 'play-games' }] });
  const { vocabulary } = pack;

  it('lists', () => {
    assert.deepEqual(
      [listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'], 'or')],
      ['', 'a', 'a and b', 'a, b or c'],
    );
  });
  it('lengths of time', () => {
    assert.deepEqual(['1 year', '1 months', '24 hours', 'as-soon-as-possible'].map(wordDuration), [
      '1 year',
      '1 month',
      '24 hours',
      'as soon as possible',
    ]);
  });
  it('roles, with the document’s name where that says more', () => {
    assert.equal(roleName(pack, 'head'), 'the headteacher');
    const named = packOf({
      clauses: [{ id: 'ban', forbid: 'play-games' }],
      pack: { roles: { manager: { called: ['Oakford'] } } },
    });
    assert.equal(roleName(named, 'manager'), 'the network manager (Oakford)');
  });
  it('parties', () => {
    assert.equal(
      partyName(pack, { mode: 'any', roles: ['head', 'manager', 'police'] }),
      'the headteacher, the network manager or the police',
    );
    assert.equal(partyName(pack, { mode: 'all', roles: [] }), 'somebody whom the policy does not name');
  });
  it('facts', () => {
    assert.equal(wordFact(vocabulary, 'place', 'home'), 'place: at home');
    assert.equal(wordFact(vocabulary, 'supervised', true), 'supervised: yes');
    assert.equal(wordFact(vocabulary, 'age', 11), 'age: 11');
    assert.equal(wordFact(vocabulary, 'told', ['head', 'manager']), 'told: head and manager');
  });
  it('conditions', () => {
    assert.deepEqual(when({ place: ['home', 'office'], supervised: false }), [
      'place: at home or in an office',
      'supervised: no',
    ]);
    assert.deepEqual(when({ place: { not: 'home' } }), ['place: not at home']);
    assert.deepEqual(when([{ age: { under: 11 } }, { age: { 'at-least': 16 } }]), [
      'age under 11; or age at least 16',
    ]);
  });
});
