import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Data, type Making, packOf, realPolicies } from '../../test/support/packs.ts';
import { type FindingKind, findingKinds } from './lint-finding.ts';
import { type LawEdition, lint } from './linting.ts';

const law: LawEdition[] = [
  {
    id: 'kcsie',
    names: ['Keeping children safe', 'Old name'],
    current: { title: 'Keeping children safe', edition: '2025', from: '2025-09-01' },
    superseded: [
      { edition: '2024', until: '2025-08-31' },
      { title: 'Old name', until: '2015-01-01' },
    ],
  },
];
const today = '2026-03-15';
const whole: Data = { doubt: [{ to: { any: ['head'] } }], rules: { any: ['head'] } };

const ban: Data = { id: 'ban', forbid: 'play-games' };
const may: Data = { id: 'may', allow: 'play-games' };
const form = (more: Data = {}): Data => ({
  id: 'form',
  title: 'The form',
  signs: ['staff'],
  clauses: ['term'],
  ...more,
});
const review = (more: Data): Partial<Making> => ({ clauses: [ban], pack: { review: more } });

/** What must find the thing, and what, though near to it, must not. */
interface Row {
  readonly found: Partial<Making>;
  readonly notFound: Readonly<Record<string, Partial<Making>>>;
  /** Clauses that the finding names. */
  readonly clauses?: readonly string[];
  readonly message?: RegExp;
}

const rows: Readonly<Record<FindingKind, Row>> = {
  clash: {
    found: { clauses: [ban, may] },
    clauses: ['ban', 'may'],
    notFound: {
      'other people': {
        clauses: [
          { ...ban, who: ['staff'] },
          { ...may, who: ['pupil'] },
        ],
      },
      'circumstances that never meet': {
        clauses: [
          { ...ban, when: { place: 'home' } },
          { ...may, when: { place: 'on-site' } },
        ],
      },
      'an unless for just that case': {
        clauses: [
          { ...ban, unless: { supervised: true } },
          { ...may, when: { supervised: true } },
        ],
      },
      'a text that says which goes first': { clauses: [ban, { ...may, overrides: ['ban'] }] },
      'a narrower ban beside a wider allowance': { clauses: [ban, { id: 'may', allow: 'use-internet' }] },
      advice: { clauses: [{ ...ban, strength: 'advised' }, may] },
    },
  },
  'clash-settled': {
    found: { clauses: [ban, { ...may, narrows: ['ban'] }] },
    clauses: ['ban', 'may'],
    notFound: { 'a clash that nothing settles': { clauses: [ban, may] } },
  },
  unclear: {
    found: { clauses: [{ ...ban, doubt: 'It can be read two ways.' }] },
    clauses: ['ban'],
    message: /two ways/,
    notFound: { 'a clear clause': { clauses: [ban] } },
  },
  'review-dates': {
    found: review({ every: '12 months', last: '2024-01', next: '2026-06' }),
    notFound: {
      'dates that agree': review({ every: '2 years', last: '2024-06', next: '2026-06' }),
      'no dates': review({ every: '1 year' }),
      'a cover that agrees': review({ every: '1 year', printed: '1 year' }),
    },
  },
  'review-overdue': {
    found: review({ every: '1 year', last: '2025-01', next: '2026-01' }),
    message: /2026-01/,
    notFound: {
      'a review due this month': review({ every: '1 year', last: '2025-03', next: '2026-03' }),
      'a date reckoned from the last': review({ every: 'yearly', last: '2025-04' }),
    },
  },
  'stale-law': {
    found: {
      clauses: [ban],
      pack: { cites: [{ name: 'Keeping children safe', edition: '2024', clause: 'ban' }] },
    },
    clauses: ['ban'],
    message: /2025/,
    notFound: {
      'the current edition': {
        clauses: [ban],
        pack: { cites: [{ name: 'Keeping children safe', edition: '2025' }] },
      },
      'law of which nothing is known': {
        clauses: [ban],
        pack: { cites: [{ name: 'Another Act', edition: '1990' }] },
      },
    },
  },
  'nobody-named': {
    found: { clauses: [{ ...may, from: 'unnamed' }] },
    clauses: ['may'],
    notFound: { 'somebody named': { clauses: [{ ...may, from: { any: ['head'] } }] } },
  },
  'role-unbound': {
    found: { clauses: [{ ...may, from: { any: ['head'] } }], pack: { roles: { head: {} } } },
    clauses: ['may'],
    notFound: {
      'a role with a name of the school’s': { clauses: [{ ...may, from: { any: ['head'] } }] },
      'somebody outside': { clauses: [{ ...may, from: { any: ['police'] } }] },
      'a role that nobody asks': {
        clauses: [may],
        pack: { roles: { head: { called: ['Head'] }, manager: {} } },
      },
    },
  },
  'setting-owed': {
    found: {
      clauses: [{ ...ban, settings: ['day'] }],
      pack: { settings: { day: { type: 'hours', ask: 'When?' } } },
    },
    clauses: ['ban'],
    message: /When\?/,
    notFound: {
      'a setting that is set': {
        clauses: [ban],
        pack: { settings: { day: { type: 'hours', ask: 'When?', value: '9 to 3' } } },
      },
    },
  },
  'interval-open': {
    found: { clauses: [{ id: 'duty', require: 'lock-screen', every: 'regularly' }] },
    clauses: ['duty'],
    notFound: {
      'a number': { clauses: [{ id: 'duty', require: 'lock-screen', every: '3 months' }] },
      'a setting that says how often': {
        clauses: [{ id: 'duty', require: 'lock-screen', every: 'regularly', settings: ['often'] }],
        pack: { settings: { often: { type: 'interval', ask: 'How often?', value: '1 month' } } },
      },
    },
  },
  'routes-differ': {
    found: {
      clauses: [
        { id: 'a', report: 'device-lost', to: { any: ['head'] } },
        { id: 'b', report: 'device-lost', to: { any: ['manager'] } },
      ],
    },
    clauses: ['a', 'b'],
    notFound: {
      'the same people in another order': {
        clauses: [
          { id: 'a', report: 'device-lost', to: { all: ['head', 'manager'] } },
          { id: 'b', report: 'device-lost', to: { all: ['manager', 'head'] } },
        ],
      },
      'other events': {
        clauses: [
          { id: 'a', report: 'device-lost', to: { any: ['head'] } },
          { id: 'b', report: 'policy-broken', to: { any: ['manager'] } },
        ],
      },
    },
  },
  'only-in-agreement': {
    found: { clauses: [ban, { id: 'term', forbid: 'keep-files' }], agreements: [form()] },
    clauses: ['term'],
    notFound: {
      'a term of which the body speaks': {
        clauses: [
          { id: 'term', forbid: 'play-games' },
          { id: 'body', forbid: 'use-internet' },
        ],
        agreements: [form()],
      },
      'a term that is only said': { clauses: [ban, { id: 'term', say: 'aim' }], agreements: [form()] },
    },
  },
  'agreement-widens': {
    found: { clauses: [ban, { id: 'term', say: 'aim' }], agreements: [form({ signs: ['parent'] })] },
    message: /parent/,
    notFound: {
      'a kind of those covered': {
        clauses: [ban, { id: 'term', say: 'aim' }],
        agreements: [form({ signs: ['teacher'] })],
      },
    },
  },
  'strength-differs': {
    found: { clauses: [ban, { ...ban, id: 'soft', strength: 'should' }] },
    clauses: ['ban', 'soft'],
    notFound: {
      'other people': {
        clauses: [
          { ...ban, who: ['staff'] },
          { ...ban, id: 'soft', strength: 'should', who: ['pupil'] },
        ],
      },
      'other circumstances': {
        clauses: [ban, { ...ban, id: 'soft', strength: 'should', when: { place: 'home' } }],
      },
      'another verb': { clauses: [ban, { id: 'soft', require: 'play-games', strength: 'should' }] },
    },
  },
  'power-without-purpose': {
    found: { clauses: [{ id: 'power', empower: 'inspect-use', who: ['manager'] }] },
    clauses: ['power'],
    notFound: {
      'a purpose': { clauses: [{ id: 'power', empower: 'inspect-use', who: ['manager'], for: ['crime'] }] },
      'another power': { clauses: [{ id: 'power', empower: 'keep-files', who: ['manager'] }] },
    },
  },
  'doubt-nowhere': {
    found: { clauses: [ban], pack: { doubt: [] } },
    notFound: { 'somebody to ask': { clauses: [ban] } },
  },
  'nobody-rules': {
    found: { clauses: [ban], pack: { rules: 'unnamed' } },
    notFound: { 'somebody who rules': { clauses: [ban] } },
  },
};

const found = (making: Partial<Making>) =>
  lint(packOf({ clauses: [], ...making, pack: { ...whole, ...making.pack } }), { today, law });

for (const [kind, row] of Object.entries(rows)) {
  describe(findingKinds[kind as FindingKind], () => {
    it('is found', () => {
      const finding = found(row.found).find((one) => one.kind === kind);
      assert.ok(finding, JSON.stringify(found(row.found)));
      if (row.clauses)
        assert.deepEqual(
          finding.clauses.map((clause) => clause.id),
          row.clauses,
        );
      if (row.message) assert.match(finding.message, row.message);
    });
    for (const [title, making] of Object.entries(row.notFound)) {
      it(`is not found: ${title}`, () =>
        assert.deepEqual(
          found(making).filter((one) => one.kind === kind),
          [],
        ));
    }
  });
}

describe('findings', () => {
  it('come gravest first', () => {
    const rank = Object.keys(findingKinds);
    for (const { pack } of realPolicies().policies) {
      const ranks = lint(pack, { today, law }).map((finding) => rank.indexOf(finding.kind));
      assert.deepEqual(
        ranks,
        ranks.toSorted((one, other) => one - other),
      );
    }
  });
  it('of real packs name clauses that there are, in a sentence', () => {
    for (const { pack, rules } of realPolicies().policies) {
      for (const { message, clauses } of lint(pack, { today, law })) {
        assert.match(message, /^[“\p{Lu}].*[.?]$/su, message);
        assert.doesNotMatch(message, /undefined| {2}/, message);
        for (const clause of clauses) assert.ok(rules.has(clause.id));
      }
    }
  });
  it('of a pack without a fault are none', () => assert.deepEqual(found({ clauses: [ban] }), []));
});
