import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askOf, type Data, policyOf } from '../../test/support/packs.ts';
import { presentVerdict, type RawQuestion } from './index.ts';

/** A rule of deciding: clauses, a question, and what must come of it. */
interface Rule {
  readonly title: string;
  readonly clauses: readonly Data[];
  readonly law?: readonly Data[];
  readonly pack?: Data;
  readonly rulings?: readonly Data[];
  /** Day on which the policy is compiled, for rulings. */
  readonly on?: string;
  readonly ask: Partial<RawQuestion>;
  readonly expect: Data;
}

/** Each rule is a test: what is expected must be so; what is not named may be anything. */
function holds(rules: readonly Rule[]): void {
  for (const { title, clauses, law = [], pack = {}, rulings, on, ask, expect } of rules) {
    it(title, () => {
      const policy = policyOf({ clauses, pack, ...(rulings && { rulings }) }, law, on);
      const target = ask.event === undefined ? { act: 'play-games' } : {};
      const given = presentVerdict(askOf(policy, { as: ['pupil'], ...target, ...ask })) as unknown as Data;
      const shown = Object.fromEntries(Object.keys(expect).map((field) => [field, given[field]]));
      assert.deepEqual(shown, expect);
    });
  }
}

const ban: Data = { id: 'ban', forbid: 'play-games' };
const may: Data = { id: 'may', allow: 'play-games' };
const demand: Data = { id: 'demand', allow: 'play-games', from: { any: ['head'] } };
const byHead = (more: Data = {}) => ({ by: ['head'], ...more });

describe('the verdicts', () =>
  holds([
    {
      title: 'a ban that applies makes no',
      clauses: [ban],
      ask: {},
      expect: { verdict: 'no', deciding: ['ban'], strength: 'must', contested: false },
    },
    {
      title: 'an allowance that applies makes yes',
      clauses: [may],
      ask: {},
      expect: { verdict: 'yes', deciding: ['may'] },
    },
    {
      title: 'an allowance that somebody must agree to makes ask, and says whom',
      clauses: [demand],
      ask: {},
      expect: { verdict: 'ask', deciding: ['demand'], ask: { mode: 'any', roles: ['head'] } },
    },
    {
      title: 'with the permission held, it makes yes',
      clauses: [demand],
      ask: { permissions: [byHead()] },
      expect: { verdict: 'yes', deciding: ['demand'], routes: [] },
    },
    {
      title: 'a power serves those who hold it',
      clauses: [{ id: 'power', empower: 'inspect-use', who: ['manager'] }],
      ask: { as: ['manager'], act: 'inspect-use' },
      expect: { verdict: 'yes', deciding: ['power'] },
    },
    {
      title: 'an event that must be told makes report',
      clauses: [{ id: 'told', report: 'device-lost', to: { any: ['head'] }, within: 'immediately' }],
      ask: { event: 'device-lost' },
      expect: { verdict: 'report', deciding: ['told'], report: { mode: 'any', roles: ['head'] } },
    },
    {
      title: 'an unknown fact that decides makes depends, and names the fact',
      clauses: [{ ...ban, when: { supervised: false } }],
      ask: {},
      expect: { verdict: 'depends', dependsOn: ['supervised'] },
    },
    {
      title: 'where no clause speaks of it the policy is silent',
      clauses: [ban],
      ask: { act: 'keep-files' },
      expect: { verdict: 'silent', deciding: [] },
    },
    {
      title: 'silence names whom the policy tells to ask',
      clauses: [ban],
      pack: { doubt: [{ to: { any: ['head'] } }] },
      ask: { act: 'keep-files' },
      expect: { verdict: 'silent', doubt: { mode: 'any', roles: ['head'] } },
    },
    {
      title: 'doubt about this act goes before doubt in general',
      clauses: [ban],
      pack: { doubt: [{ to: { any: ['head'] } }, { to: { any: ['manager'] }, about: ['keep-files'] }] },
      ask: { act: 'keep-at-home' },
      expect: { doubt: { mode: 'any', roles: ['manager'] } },
    },
    {
      title: 'what is required may be done',
      clauses: [{ id: 'duty', require: 'lock-screen' }],
      ask: { act: 'lock-screen' },
      expect: { verdict: 'yes', deciding: ['duty'] },
    },
    {
      title: 'what may be required is not silence',
      clauses: [{ id: 'duty', require: 'lock-screen', when: { supervised: true } }],
      ask: { act: 'lock-screen' },
      expect: { verdict: 'depends', dependsOn: ['supervised'] },
    },
    {
      title: 'what is only said never decides',
      clauses: [{ id: 'words', say: 'aim', see: ['play-games'] }],
      ask: {},
      expect: { verdict: 'silent' },
    },
  ]));

describe('which clauses speak of it', () =>
  holds([
    {
      title: 'a clause about a wider act covers the narrower',
      clauses: [{ id: 'wide', forbid: 'use-computer' }],
      ask: {},
      expect: { verdict: 'no', deciding: ['wide'] },
    },
    {
      title: 'a clause about a narrower act does not cover the wider',
      clauses: [ban],
      ask: { act: 'use-computer' },
      expect: { verdict: 'silent' },
    },
    {
      title: 'one clause may speak of several acts',
      clauses: [{ id: 'both', forbid: ['keep-files', 'play-games'] }],
      ask: {},
      expect: { verdict: 'no' },
    },
    {
      title: 'a clause for others does not bind',
      clauses: [{ ...ban, who: ['staff'] }],
      ask: {},
      expect: { verdict: 'silent' },
    },
    {
      title: 'a clause for a wider role binds the narrower',
      clauses: [{ ...ban, who: ['staff'] }],
      ask: { as: ['teacher'] },
      expect: { verdict: 'no' },
    },
    {
      title: 'a clause for a narrower role does not bind the wider',
      clauses: [{ ...ban, who: ['teacher'] }],
      ask: { as: ['staff'] },
      expect: { verdict: 'silent' },
    },
    {
      title: 'one of several roles is enough',
      clauses: [{ ...ban, who: ['staff'] }],
      ask: { as: ['pupil', 'teacher'] },
      expect: { verdict: 'no' },
    },
    {
      title: 'everyone is anybody, covered or not',
      clauses: [{ ...ban, who: 'everyone' }],
      ask: { as: ['police'] },
      expect: { verdict: 'no' },
    },
    {
      title: 'without who, a clause binds those whom the pack covers and nobody else',
      clauses: [ban],
      ask: { as: ['police'] },
      expect: { verdict: 'silent' },
    },
    {
      title: 'a role treated as another is bound as that one, where its condition holds',
      clauses: [{ ...ban, who: ['staff'] }],
      ask: { as: ['parent'], facts: { access: true } },
      expect: { verdict: 'no' },
    },
    {
      title: 'and is not, where it does not',
      clauses: [{ ...ban, who: ['staff'] }],
      ask: { as: ['parent'], facts: { access: false } },
      expect: { verdict: 'silent' },
    },
    {
      title: 'and depends on it where that is not known',
      clauses: [{ ...ban, who: ['staff'] }],
      ask: { as: ['parent'] },
      expect: { verdict: 'depends', dependsOn: ['access'] },
    },
    {
      title: 'the condition of another role is not asked of this one',
      clauses: [{ ...ban, who: ['staff'], when: { supervised: true } }],
      ask: { as: ['teacher'] },
      expect: { dependsOn: ['supervised'] },
    },
    {
      title: 'a role treated as another in two ways is so in either',
      clauses: [{ ...ban, who: ['staff'] }],
      pack: {
        roles: {
          parent: {
            'treated-as': [
              { role: 'staff', when: { access: true } },
              { role: 'staff', when: { supervised: true } },
            ],
          },
          head: {},
        },
      },
      ask: { as: ['parent'], facts: { access: true, supervised: false } },
      expect: { verdict: 'no' },
    },
    {
      title: 'a kind of the treated role is treated with it',
      clauses: [{ ...ban, who: ['staff'] }],
      pack: {
        roles: {
          parent: { 'treated-as': [{ role: 'staff' }] },
          guardian: { name: 'guardian', is: ['parent'] },
          head: {},
        },
      },
      ask: { as: ['guardian'] },
      expect: { verdict: 'no' },
    },
  ]));

describe('things', () => {
  const onLaptops = { ...ban, of: ['laptop'] };
  holds([
    {
      title: 'a clause about a thing covers its kinds',
      clauses: [onLaptops],
      ask: { thing: 'school-laptop' },
      expect: { verdict: 'no' },
    },
    {
      title: 'another thing is not covered',
      clauses: [onLaptops],
      ask: { thing: 'phone' },
      expect: { verdict: 'silent' },
    },
    {
      title: 'a wider thing leaves it open',
      clauses: [onLaptops],
      ask: { thing: 'device' },
      expect: { verdict: 'depends', dependsOn: ['thing'] },
    },
    {
      title: 'no thing leaves it open',
      clauses: [onLaptops],
      ask: {},
      expect: { verdict: 'depends', dependsOn: ['thing'] },
    },
    {
      title: 'one of several things is enough',
      clauses: [{ ...ban, of: ['phone', 'laptop'] }],
      ask: { thing: 'laptop' },
      expect: { verdict: 'no' },
    },
    {
      title: 'a thing brings the facts that are always true of it',
      clauses: [{ ...ban, when: { owner: 'school' } }],
      ask: { thing: 'school-laptop' },
      expect: { verdict: 'no' },
    },
    {
      title: 'a fact that is given goes before what the thing implies',
      clauses: [{ ...ban, when: { owner: 'school' } }],
      ask: { thing: 'school-laptop', facts: { owner: 'own' } },
      expect: { verdict: 'silent' },
    },
  ]);
});

describe('conditions', () => {
  const when = (condition: unknown) => [{ ...ban, when: condition }];
  holds([
    {
      title: 'a when that holds lets the clause apply',
      clauses: when({ supervised: true }),
      ask: { facts: { supervised: true } },
      expect: { verdict: 'no' },
    },
    {
      title: 'a when that is false takes the clause out',
      clauses: when({ supervised: true }),
      ask: { facts: { supervised: false } },
      expect: { verdict: 'silent' },
    },
    {
      title: 'all of a map must hold',
      clauses: when({ supervised: true, place: 'home' }),
      ask: { facts: { supervised: true, place: 'office' } },
      expect: { verdict: 'silent' },
    },
    {
      title: 'one of a list of maps must hold',
      clauses: when([{ supervised: true }, { place: 'home' }]),
      ask: { facts: { supervised: false, place: 'home' } },
      expect: { verdict: 'no' },
    },
    {
      title: 'one of a list of values must hold',
      clauses: when({ place: ['office', 'home'] }),
      ask: { facts: { place: 'home' } },
      expect: { verdict: 'no' },
    },
    {
      title: 'a narrower value meets a wider one',
      clauses: when({ place: 'on-site' }),
      ask: { facts: { place: 'classroom' } },
      expect: { verdict: 'no' },
    },
    {
      title: 'a wider value leaves a narrower one open',
      clauses: when({ place: 'classroom' }),
      ask: { facts: { place: 'on-site' } },
      expect: { verdict: 'depends', dependsOn: ['place'] },
    },
    {
      title: 'not turns it round',
      clauses: when({ place: { not: 'on-site' } }),
      ask: { facts: { place: 'home' } },
      expect: { verdict: 'no' },
    },
    {
      title: 'not leaves open what a wider value leaves open',
      clauses: when({ place: { not: 'classroom' } }),
      ask: { facts: { place: 'on-site' } },
      expect: { verdict: 'depends' },
    },
    {
      title: 'under is less than',
      clauses: when({ age: { under: 11 } }),
      ask: { facts: { age: 11 } },
      expect: { verdict: 'silent' },
    },
    {
      title: 'at least is that or more',
      clauses: when({ age: { 'at-least': 11 } }),
      ask: { facts: { age: 11 } },
      expect: { verdict: 'no' },
    },
    {
      title: 'an unless that holds takes the clause out',
      clauses: [{ ...ban, unless: { urgent: true } }],
      ask: { facts: { urgent: true } },
      expect: { verdict: 'silent' },
    },
    {
      title: 'an unless that is not known leaves it open',
      clauses: [{ ...ban, unless: { supervised: true } }],
      ask: {},
      expect: { verdict: 'depends', dependsOn: ['supervised'] },
    },
    {
      title: 'what is usual is presumed, and shown',
      clauses: [{ ...ban, unless: { urgent: true } }],
      ask: {},
      expect: { verdict: 'no', presumed: ['urgent'] },
    },
    {
      title: 'what is given is not presumed',
      clauses: [{ ...ban, unless: { urgent: true } }],
      ask: { facts: { urgent: false } },
      expect: { verdict: 'no', presumed: [] },
    },
    {
      title: 'a clause may presume for itself',
      clauses: [{ ...ban, when: { supervised: true }, presume: { supervised: true } }],
      ask: {},
      expect: { verdict: 'no', presumed: ['supervised'] },
    },
    {
      title: 'its own presumption goes before the common one',
      clauses: [{ ...ban, when: { urgent: true }, presume: { urgent: true } }],
      ask: {},
      expect: { verdict: 'no' },
    },
    {
      title: 'facts are named in the order that settles it soonest: those that settle a clause alone first',
      clauses: [
        { ...ban, when: { supervised: true, place: 'home' } },
        { id: 'other', forbid: 'play-games', when: { insured: false } },
      ],
      ask: {},
      expect: { verdict: 'depends', dependsOn: ['insured', 'place', 'supervised'] },
    },
    {
      title: 'a fact already known is not asked again',
      clauses: when({ supervised: true, place: 'home' }),
      ask: { facts: { place: 'home' } },
      expect: { dependsOn: ['supervised'] },
    },
  ]);
});

describe('bans beside allowances', () =>
  holds([
    {
      title: 'a ban decides over an allowance of the same act, and they clash',
      clauses: [ban, may],
      ask: {},
      expect: {
        verdict: 'no',
        deciding: ['ban'],
        against: [{ clause: 'may', why: 'stricter' }],
        contested: true,
      },
    },
    {
      title: 'a contested verdict names who may rule',
      clauses: [ban, may],
      pack: { rules: { any: ['head'] } },
      ask: {},
      expect: { contested: true, rules: { mode: 'any', roles: ['head'] } },
    },
    {
      title: 'a ban of a narrower act beside an allowance of the wider does not clash',
      clauses: [ban, { id: 'wide', allow: 'use-internet' }],
      ask: {},
      expect: { verdict: 'no', contested: false, against: [{ clause: 'wide', why: 'exception' }] },
    },
    {
      title: 'a demand for permission decides over an allowance of the same act, and they clash',
      clauses: [demand, may],
      ask: {},
      expect: { verdict: 'ask', contested: true, against: [{ clause: 'may', why: 'stricter' }] },
    },
    {
      title: 'a possible ban keeps an allowance from yes',
      clauses: [{ ...ban, when: { supervised: false } }, may],
      ask: {},
      expect: { verdict: 'depends', dependsOn: ['supervised'] },
    },
    {
      title: 'a possible demand keeps an allowance from yes',
      clauses: [{ ...demand, when: { supervised: false } }, may],
      ask: {},
      expect: { verdict: 'depends' },
    },
    {
      title: 'a possible ban leaves ask as it is, and its fact is shown',
      clauses: [{ ...ban, when: { supervised: false } }, demand],
      ask: {},
      expect: { verdict: 'ask', openFacts: ['supervised'] },
    },
    {
      title: 'a possible allowance does not lift a ban',
      clauses: [ban, { ...may, when: { supervised: true } }],
      ask: {},
      expect: { verdict: 'no' },
    },
    {
      title: 'a clause whose text is unclear makes what it decides contested',
      clauses: [{ ...ban, doubt: 'It can be read two ways.' }],
      ask: {},
      expect: { verdict: 'no', contested: true },
    },
  ]));

/** A clause that says itself that it goes before the ban. */
const over = (verb: Data, field = 'overrides') => ({ id: 'over', ...verb, [field]: ['ban'] });

describe('a clause that goes before others', () => {
  holds([
    {
      title: 'overrides lifts the ban, without a clash',
      clauses: [ban, over({ allow: 'play-games' })],
      ask: {},
      expect: {
        verdict: 'yes',
        deciding: ['over'],
        against: [{ clause: 'ban', why: 'overridden' }],
        contested: false,
      },
    },
    {
      title: 'narrows lifts the ban, and the verdict is contested',
      clauses: [ban, over({ allow: 'play-games' }, 'narrows')],
      ask: {},
      expect: { verdict: 'yes', against: [{ clause: 'ban', why: 'narrowed' }], contested: true },
    },
    {
      title: 'where it may apply, the ban waits for its fact',
      clauses: [ban, over({ allow: 'play-games', when: { supervised: true } })],
      ask: {},
      expect: { verdict: 'depends', dependsOn: ['supervised'] },
    },
    {
      title: 'where it does not apply, the ban stands',
      clauses: [ban, over({ allow: 'play-games', when: { supervised: true } })],
      ask: { facts: { supervised: false } },
      expect: { verdict: 'no' },
    },
    {
      title: 'a demand that goes before the ban asks',
      clauses: [ban, over({ allow: 'play-games', from: { any: ['head'] } })],
      ask: {},
      expect: { verdict: 'ask' },
    },
    {
      title: 'another ban that it does not name still bars',
      clauses: [ban, { id: 'second', forbid: 'play-games' }, over({ allow: 'play-games' })],
      ask: {},
      expect: { verdict: 'no', deciding: ['second'] },
    },
    {
      title: 'a ban that goes before an allowance decides without a clash',
      clauses: [may, { id: 'over', forbid: 'play-games', overrides: ['may'] }],
      ask: {},
      expect: { verdict: 'no', contested: false, against: [{ clause: 'may', why: 'overridden' }] },
    },
    {
      title: 'a ban never takes another ban out',
      clauses: [{ ...ban, strength: 'must' }, over({ forbid: 'play-games', when: { supervised: true } })],
      ask: { facts: { supervised: true } },
      expect: { verdict: 'no', deciding: ['ban', 'over'] },
    },
    {
      title: 'an act that somebody else covers under a broken term gives way too',
      clauses: [
        { ...may, provided: { supervised: true } },
        { id: 'over', allow: 'play-games', overrides: ['may'] },
      ],
      ask: { facts: { supervised: false } },
      expect: { verdict: 'yes', deciding: ['over'] },
    },
  ]);
});

describe('strength', () => {
  const soft = { id: 'soft', forbid: 'play-games', strength: 'should' };
  holds([
    {
      title: 'a soft ban alone makes no, and says should not',
      clauses: [soft],
      ask: {},
      expect: { verdict: 'no', strength: 'should', deciding: ['soft'] },
    },
    {
      title: 'beside a firm allowance it is advice',
      clauses: [soft, may],
      ask: {},
      expect: { verdict: 'yes', advice: ['soft'], contested: false },
    },
    {
      title: 'beside a firm demand it is advice',
      clauses: [soft, demand],
      ask: {},
      expect: { verdict: 'ask', advice: ['soft'] },
    },
    {
      title: 'beside a soft allowance it decides',
      clauses: [soft, { ...may, strength: 'should' }],
      ask: {},
      expect: { verdict: 'no', strength: 'should' },
    },
    {
      title: 'beside a soft demand it decides',
      clauses: [soft, { ...demand, strength: 'should' }],
      ask: {},
      expect: { verdict: 'no', strength: 'should' },
    },
    {
      title: 'for just this act it stands against a firm allowance of a wider one',
      clauses: [soft, { id: 'wide', allow: 'use-computer' }],
      ask: {},
      expect: { verdict: 'no', strength: 'should' },
    },
    {
      title: 'where a firm allowance may apply it depends',
      clauses: [soft, { ...may, when: { supervised: true } }],
      ask: {},
      expect: { verdict: 'depends' },
    },
    {
      title: 'a possible soft ban does not shake a firm allowance',
      clauses: [{ ...soft, when: { supervised: true } }, may],
      ask: {},
      expect: { verdict: 'yes' },
    },
    {
      title: 'a possible soft ban shakes a soft allowance',
      clauses: [
        { ...soft, when: { supervised: true } },
        { ...may, strength: 'should' },
      ],
      ask: {},
      expect: { verdict: 'depends' },
    },
    {
      title: 'an advised ban never decides, and is shown',
      clauses: [{ ...ban, strength: 'advised' }],
      ask: {},
      expect: { verdict: 'silent', advice: ['ban'] },
    },
    {
      title: 'an advised allowance never decides',
      clauses: [{ ...may, strength: 'advised' }],
      ask: {},
      expect: { verdict: 'silent', advice: ['may'] },
    },
    {
      title: 'a firm ban beside a soft one decides alone',
      clauses: [soft, ban],
      ask: {},
      expect: { verdict: 'no', strength: 'must', deciding: ['ban'] },
    },
    {
      title: 'a soft duty that is broken is a soft ban',
      clauses: [{ id: 'duty', require: 'lock-screen', strength: 'should' }],
      ask: { act: 'leave-unlocked' },
      expect: { verdict: 'no', strength: 'should' },
    },
  ]);
});

describe('duties and their breach', () => {
  const duty = { id: 'duty', require: 'lock-screen' };
  holds([
    {
      title: 'an act that breaks a duty is barred by it',
      clauses: [duty],
      ask: { act: 'leave-unlocked' },
      expect: { verdict: 'no', deciding: ['duty'] },
    },
    {
      title: 'asked about the duty with the fact that shows its breach, it is the breach that is asked',
      clauses: [duty],
      ask: { act: 'lock-screen', facts: { locked: false } },
      expect: { verdict: 'no' },
    },
    {
      title: 'facts show the narrower act',
      clauses: [{ id: 'home', forbid: 'keep-at-home' }],
      ask: { act: 'keep-files', facts: { place: 'home', owner: 'own' } },
      expect: { verdict: 'no', deciding: ['home'] },
    },
    {
      title: 'facts that are not all there do not',
      clauses: [{ id: 'home', forbid: 'keep-at-home' }],
      ask: { act: 'keep-files', facts: { place: 'home' } },
      expect: { verdict: 'silent' },
    },
    {
      title: 'a duty that does not apply here does not bar its breach',
      clauses: [{ ...duty, when: { place: 'on-site' } }],
      ask: { act: 'leave-unlocked', facts: { place: 'home' } },
      expect: { verdict: 'silent' },
    },
    {
      title: 'a general duty never bars what does not break it',
      clauses: [{ id: 'general', require: 'use-computer' }],
      ask: {},
      expect: { verdict: 'yes' },
    },
  ]);
});

describe('permissions', () => {
  const both = { ...demand, from: { all: ['head', 'manager'] } };
  const written = { ...demand, written: true };
  const unnamed = { ...demand, from: 'unnamed' };
  holds([
    {
      title: 'any: one of them is enough',
      clauses: [{ ...demand, from: { any: ['head', 'manager'] } }],
      ask: { permissions: [{ by: ['manager'] }] },
      expect: { verdict: 'yes' },
    },
    {
      title: 'all: one of them is not',
      clauses: [both],
      ask: { permissions: [byHead()] },
      expect: { verdict: 'ask', ask: { mode: 'all', roles: ['head', 'manager'] } },
    },
    {
      title: 'all: each by a permission of its own',
      clauses: [both],
      ask: { permissions: [byHead(), { by: ['manager'] }] },
      expect: { verdict: 'yes' },
    },
    {
      title: 'unnamed: asks somebody whom the policy does not name, and says so',
      clauses: [unnamed],
      ask: {},
      expect: {
        verdict: 'ask',
        ask: { mode: 'any', roles: ['unnamed'] },
        problems: [{ code: 'NOBODY_NAMED', clause: 'demand' }],
      },
    },
    {
      title: 'unnamed: anybody’s agreement will do',
      clauses: [unnamed],
      ask: { permissions: [{ by: ['police'] }] },
      expect: { verdict: 'yes' },
    },
    {
      title: 'somebody else’s agreement is none',
      clauses: [demand],
      ask: { permissions: [{ by: ['manager'] }] },
      expect: { verdict: 'ask' },
    },
    {
      title: 'spoken where it must be written is none',
      clauses: [written],
      ask: { permissions: [byHead({ written: false })] },
      expect: { verdict: 'ask' },
    },
    {
      title: 'unsaid whether written is none where it must be',
      clauses: [written],
      ask: { permissions: [byHead()] },
      expect: { verdict: 'ask' },
    },
    {
      title: 'written holds',
      clauses: [written],
      ask: { permissions: [byHead({ written: true })] },
      expect: { verdict: 'yes' },
    },
    {
      title: 'given under another clause is none',
      clauses: [demand, { id: 'other', allow: 'keep-files', from: { any: ['head'] } }],
      ask: { permissions: [byHead({ clause: 'other' })] },
      expect: { verdict: 'ask' },
    },
    {
      title: 'given for another act is none',
      clauses: [demand],
      ask: { permissions: [byHead({ act: 'keep-files' })] },
      expect: { verdict: 'ask' },
    },
    {
      title: 'given for a wider act covers this one',
      clauses: [demand],
      ask: { permissions: [byHead({ act: 'use-internet' })] },
      expect: { verdict: 'yes' },
    },
    {
      title: 'given for another thing is none',
      clauses: [demand],
      ask: { thing: 'phone', permissions: [byHead({ thing: 'laptop' })] },
      expect: { verdict: 'ask' },
    },
    {
      title: 'given for a wider thing covers this one',
      clauses: [demand],
      ask: { thing: 'school-laptop', permissions: [byHead({ thing: 'laptop' })] },
      expect: { verdict: 'yes' },
    },
    {
      title: 'given for a thing, it is not held where the thing is not known',
      clauses: [demand],
      ask: { permissions: [byHead({ thing: 'laptop' })] },
      expect: { verdict: 'ask' },
    },
    {
      title: 'two demands need both; what is held is not asked again',
      clauses: [demand, { id: 'second', allow: 'use-internet', from: { any: ['manager'] } }],
      ask: { permissions: [byHead()] },
      expect: { verdict: 'ask', deciding: ['second'], ask: { mode: 'any', roles: ['manager'] } },
    },
    {
      title: 'a permission does not lift a ban',
      clauses: [ban, demand],
      ask: { permissions: [byHead()] },
      expect: { verdict: 'no' },
    },
  ]);
});

describe('needs, terms, and what is for somebody alone', () => {
  const needy = { ...demand, needs: ['insured'] };
  const termed = { ...may, provided: { supervised: true } };
  const power = { id: 'power', empower: 'inspect-use', who: ['manager'], only: true };
  holds([
    {
      title: 'a need that is not known is to be shown',
      clauses: [needy],
      ask: {},
      expect: { verdict: 'ask', needs: ['insured'] },
    },
    {
      title: 'a need known to be there is not asked for',
      clauses: [needy],
      ask: { facts: { insured: true } },
      expect: { verdict: 'ask', needs: [] },
    },
    {
      title: 'a need known to be missing makes no',
      clauses: [needy],
      ask: { facts: { insured: false } },
      expect: { verdict: 'no', deciding: ['demand'] },
    },
    {
      title: 'a missing need makes no even with the permission',
      clauses: [needy],
      ask: { facts: { insured: false }, permissions: [byHead()] },
      expect: { verdict: 'no' },
    },
    {
      title: 'with the permission, an unknown need still has to be known',
      clauses: [needy],
      ask: { permissions: [byHead()] },
      expect: { verdict: 'depends', dependsOn: ['insured'] },
    },
    {
      title: 'a need that may be missing keeps another allowance from yes',
      clauses: [
        { ...may, needs: ['insured'] },
        { id: 'other', allow: 'use-internet' },
      ],
      ask: {},
      expect: { verdict: 'depends', dependsOn: ['insured'] },
    },
    {
      title: 'a term known to hold lets',
      clauses: [termed],
      ask: { facts: { supervised: true } },
      expect: { verdict: 'yes' },
    },
    {
      title: 'a term known to be broken makes no',
      clauses: [termed],
      ask: { facts: { supervised: false } },
      expect: { verdict: 'no', deciding: ['may'] },
    },
    {
      title: 'a term not known is asked',
      clauses: [termed],
      ask: {},
      expect: { verdict: 'depends', dependsOn: ['supervised'] },
    },
    {
      title: 'a broken term does not bar where another allowance serves',
      clauses: [termed, { id: 'other', allow: 'use-internet' }],
      ask: { facts: { supervised: false } },
      expect: { verdict: 'yes', deciding: ['other'], against: [{ clause: 'may', why: 'elsewhere' }] },
    },
    {
      title: 'a need of an allowance whose term is broken does not matter',
      clauses: [
        { ...termed, needs: ['insured'] },
        { id: 'other', allow: 'use-internet' },
      ],
      ask: { facts: { supervised: false, insured: false } },
      expect: { verdict: 'yes' },
    },
    {
      title: 'terms of a demand that are broken make no',
      clauses: [{ ...demand, provided: { supervised: true } }],
      ask: { facts: { supervised: false } },
      expect: { verdict: 'no' },
    },
    {
      title: 'what is for somebody alone is not for others',
      clauses: [power],
      ask: { as: ['staff'], act: 'inspect-use' },
      expect: { verdict: 'no', deciding: ['power'] },
    },
    {
      title: 'without only, others meet silence',
      clauses: [{ ...power, only: false }],
      ask: { as: ['staff'], act: 'inspect-use' },
      expect: { verdict: 'silent' },
    },
    {
      title: 'what is for somebody alone elsewhere says nothing here',
      clauses: [{ ...power, when: { place: 'on-site' } }],
      ask: { as: ['staff'], act: 'inspect-use', facts: { place: 'home' } },
      expect: { verdict: 'silent' },
    },
    {
      title: 'what may be for somebody alone depends',
      clauses: [{ ...power, when: { place: 'on-site' } }],
      ask: { as: ['staff'], act: 'inspect-use' },
      expect: { verdict: 'depends', dependsOn: ['place'] },
    },
    {
      title: 'somebody else who is let by another clause may',
      clauses: [power, { id: 'head-too', empower: 'inspect-use', who: ['head'] }],
      ask: { as: ['head'], act: 'inspect-use' },
      expect: { verdict: 'yes', deciding: ['head-too'] },
    },
    {
      title: 'a power for a listed purpose',
      clauses: [{ ...power, for: ['crime'] }],
      ask: { as: ['manager'], act: 'inspect-use', facts: { purpose: 'crime' } },
      expect: { verdict: 'yes' },
    },
    {
      title: 'a power for another purpose, and that alone, makes no',
      clauses: [{ ...power, for: ['crime'] }],
      ask: { as: ['manager'], act: 'inspect-use', facts: { purpose: 'private' } },
      expect: { verdict: 'no' },
    },
    {
      title: 'a power whose purpose is not known asks for it',
      clauses: [{ ...power, for: ['crime'] }],
      ask: { as: ['manager'], act: 'inspect-use' },
      expect: { verdict: 'depends', dependsOn: ['purpose'] },
    },
  ]);
});

describe('exemptions', () => {
  const tagged = { ...ban, tags: ['bad-use'] };
  const lift = { id: 'lift', exempt: 'bad-use', from: { any: ['head'] }, written: true };
  const held = { permissions: [byHead({ written: true })] };
  const spoken = { permissions: [byHead({ written: false })] };
  holds([
    {
      title: 'a ban that can be lifted makes no, and says what lifts it',
      clauses: [tagged, lift],
      ask: {},
      expect: { verdict: 'no', lifts: ['lift'] },
    },
    {
      title: 'a ban that is lifted in writing no longer decides',
      clauses: [tagged, lift],
      ask: held,
      expect: { verdict: 'yes', deciding: ['lift'], against: [{ clause: 'ban', why: 'exempted' }] },
    },
    {
      title: 'an exemption that lacks its form makes ask',
      clauses: [tagged, lift],
      ask: spoken,
      expect: { verdict: 'ask', deciding: ['ban', 'lift'], ask: { mode: 'any', roles: ['head'] } },
    },
    {
      title: 'by somebody who may not, it lifts nothing',
      clauses: [tagged, lift],
      ask: { permissions: [{ by: ['manager'], written: true }] },
      expect: { verdict: 'no' },
    },
    {
      title: 'for another act, it lifts nothing',
      clauses: [tagged, lift],
      ask: { permissions: [byHead({ written: true, act: 'keep-files' })] },
      expect: { verdict: 'no' },
    },
    {
      title: 'under another clause, it lifts nothing',
      clauses: [tagged, lift, demand],
      ask: { permissions: [byHead({ written: true, clause: 'demand' })] },
      expect: { verdict: 'no' },
    },
    {
      title: 'a ban without the tag stays',
      clauses: [tagged, lift, { id: 'other', forbid: 'use-internet' }],
      ask: held,
      expect: { verdict: 'no', deciding: ['other'] },
    },
    {
      title: 'a ban lifted leaves a demand',
      clauses: [tagged, lift, { id: 'second', allow: 'use-internet', from: { any: ['manager'] } }],
      ask: held,
      expect: { verdict: 'ask', deciding: ['second'] },
    },
    {
      title: 'an exemption lifts a demand that carries the tag',
      clauses: [{ ...demand, from: { any: ['manager'] }, tags: ['bad-use'] }, lift],
      ask: held,
      expect: { verdict: 'yes' },
    },
    {
      title: 'a soft ban with the tag is lifted too',
      clauses: [{ ...tagged, strength: 'should' }, lift],
      ask: held,
      expect: { verdict: 'yes', deciding: ['lift'] },
    },
    {
      title: 'an exemption mends no broken term',
      clauses: [tagged, lift, { id: 'termed', allow: 'use-internet', provided: { supervised: true } }],
      ask: { ...held, facts: { supervised: false } },
      expect: { verdict: 'no', deciding: ['termed'] },
    },
    {
      title: 'a ban that is lifted takes nothing out',
      clauses: [demand, lift, { ...tagged, id: 'over', overrides: ['demand'] }],
      ask: { permissions: [byHead({ written: true, clause: 'lift' })] },
      expect: { verdict: 'ask', deciding: ['demand'] },
    },
    {
      title: 'an exemption for others does not serve',
      clauses: [tagged, { ...lift, who: ['staff'] }],
      ask: held,
      expect: { verdict: 'no' },
    },
    {
      title: 'an exemption that may apply makes it depend',
      clauses: [tagged, { ...lift, when: { supervised: true } }],
      ask: held,
      expect: { verdict: 'depends', dependsOn: ['supervised'] },
    },
    {
      title: 'an exemption for a thing, and the thing not known, makes it depend',
      clauses: [tagged, lift],
      ask: { permissions: [byHead({ written: true, thing: 'laptop' })] },
      expect: { verdict: 'depends', dependsOn: ['thing'] },
    },
    {
      title: 'an exemption does not lift the law',
      clauses: [lift, { id: 'carrier', forbid: 'keep-files', tags: ['bad-use'] }],
      law: [tagged],
      ask: held,
      expect: { verdict: 'no', deciding: ['law:ban'] },
    },
  ]);
});

describe('law beneath', () =>
  holds([
    {
      title: 'a ban of law holds whatever the school says',
      clauses: [may],
      law: [ban],
      ask: {},
      expect: {
        verdict: 'no',
        deciding: ['law:ban'],
        against: [{ clause: 'may', why: 'law' }],
        contested: false,
      },
    },
    {
      title: 'a school cannot override the law',
      clauses: [ban, { id: 'over', allow: 'play-games', overrides: ['ban'] }],
      law: [ban],
      ask: {},
      expect: { verdict: 'no', deciding: ['law:ban'] },
    },
    {
      title: 'law may override law',
      clauses: [{ id: 'x', say: 'aim' }],
      law: [ban, { id: 'over', allow: 'play-games', overrides: ['ban'] }],
      ask: {},
      expect: { verdict: 'yes', deciding: ['law:over'] },
    },
    {
      title: 'and narrow it',
      clauses: [{ id: 'x', say: 'aim' }],
      law: [ban, { id: 'over', allow: 'play-games', narrows: ['ban'] }],
      ask: {},
      expect: { verdict: 'yes', deciding: ['law:over'] },
    },
    {
      title: 'a duty of law bars what breaks it',
      clauses: [{ id: 'let', allow: 'leave-unlocked' }],
      law: [{ id: 'duty', require: 'lock-screen' }],
      ask: { act: 'leave-unlocked' },
      expect: { verdict: 'no', deciding: ['law:duty'] },
    },
    {
      title: 'advice of law stands beside the school’s rule and changes nothing',
      clauses: [may],
      law: [{ ...ban, strength: 'advised' }],
      ask: {},
      expect: { verdict: 'yes', deciding: ['may'], advice: ['law:ban'] },
    },
    {
      title: 'law binds the school’s own kinds of the roles it names',
      clauses: [may],
      pack: { covers: ['staff', 'pupil', 'coach'], roles: { coach: { name: 'coach', is: ['staff'] } } },
      law: [{ ...ban, who: ['staff'] }],
      ask: { as: ['coach'] },
      expect: { verdict: 'no' },
    },
  ]));

describe('events', () => {
  const told = { id: 'told', report: 'device-lost', to: { all: ['head', 'manager'] } };
  holds([
    {
      title: 'any: one of them',
      clauses: [{ ...told, to: { any: ['head', 'manager'] } }],
      ask: { event: 'device-lost' },
      expect: { verdict: 'report', report: { mode: 'any', roles: ['head', 'manager'] } },
    },
    {
      title: 'all: each of them',
      clauses: [told],
      ask: { event: 'device-lost' },
      expect: { report: { mode: 'all', roles: ['head', 'manager'] } },
    },
    {
      title: 'those told already need not be told again',
      clauses: [told],
      ask: { event: 'device-lost', facts: { told: ['head'] } },
      expect: { report: { mode: 'all', roles: ['manager'] } },
    },
    {
      title: 'with all told, the report still names them',
      clauses: [told],
      ask: { event: 'device-lost', facts: { told: ['head', 'manager'] } },
      expect: { verdict: 'report', report: { mode: 'all', roles: ['head', 'manager'] } },
    },
    {
      title: 'a report of a wider event covers the narrower',
      clauses: [told],
      ask: { event: 'laptop-lost' },
      expect: { verdict: 'report' },
    },
    {
      title: 'a report of a narrower event does not cover the wider',
      clauses: [{ ...told, report: 'laptop-lost' }],
      ask: { event: 'device-lost' },
      expect: { verdict: 'silent' },
    },
    {
      title: 'what starts then is named',
      clauses: [{ ...told, ...(JSON.parse('{"then":"policy-broken"}') as Data) }],
      ask: { event: 'device-lost' },
      expect: { follows: ['policy-broken'] },
    },
    {
      title: 'an unknown fact makes it depend',
      clauses: [{ ...told, when: { insured: true } }],
      ask: { event: 'device-lost' },
      expect: { verdict: 'depends', dependsOn: ['insured'] },
    },
    {
      title: 'a possible report beside a definite one shows its fact',
      clauses: [told, { ...told, id: 'more', when: { insured: true } }],
      ask: { event: 'device-lost' },
      expect: { verdict: 'report', deciding: ['told'], openFacts: ['insured'] },
    },
    {
      title: 'with nobody named, it says so',
      clauses: [{ ...told, to: 'unnamed' }],
      ask: { event: 'device-lost' },
      expect: {
        report: { mode: 'any', roles: ['unnamed'] },
        problems: [{ code: 'NOBODY_NAMED', clause: 'told' }],
      },
    },
    {
      title: 'a report for others does not bind',
      clauses: [{ ...told, who: ['staff'] }],
      ask: { event: 'device-lost' },
      expect: { verdict: 'silent' },
    },
    {
      title: 'an event asked for as an act is taken as the event',
      clauses: [told],
      ask: { act: 'report-lost-device' },
      expect: { verdict: 'report' },
    },
  ]);
});

describe('rulings', () => {
  const ruling = {
    id: 'r',
    settles: ['ban'],
    question: { act: 'play-games' },
    verdict: 'yes',
    by: 'head',
    on: '2026-01-01',
    because: 'It was unclear.',
  };
  const ruled = (more: Data) => [{ ...ruling, ...more }];
  holds([
    {
      title: 'a live ruling decides',
      clauses: [ban],
      rulings: [ruling],
      on: '2026-06-01',
      ask: {},
      expect: { verdict: 'yes', ruling: 'r', deciding: ['ban'], contested: false },
    },
    {
      title: 'on its first day it is live',
      clauses: [ban],
      rulings: [ruling],
      on: '2026-01-01',
      ask: {},
      expect: { verdict: 'yes' },
    },
    {
      title: 'before its first day it is not',
      clauses: [ban],
      rulings: [ruling],
      on: '2025-12-31',
      ask: {},
      expect: { verdict: 'no' },
    },
    {
      title: 'on its last day it is live',
      clauses: [ban],
      rulings: ruled({ until: '2026-03-01' }),
      on: '2026-03-01',
      ask: {},
      expect: { verdict: 'yes' },
    },
    {
      title: 'after its last day it is not',
      clauses: [ban],
      rulings: ruled({ until: '2026-03-01' }),
      on: '2026-03-02',
      ask: {},
      expect: { verdict: 'no' },
    },
    {
      title: 'a ruling for others does not decide',
      clauses: [ban],
      rulings: ruled({ question: { act: 'play-games', who: ['staff'] } }),
      ask: {},
      expect: { verdict: 'no' },
    },
    {
      title: 'a ruling on another thing does not decide',
      clauses: [ban],
      rulings: ruled({ question: { act: 'play-games', thing: 'laptop' } }),
      ask: { thing: 'phone' },
      expect: { verdict: 'no' },
    },
    {
      title: 'a ruling on a kind of thing decides for it',
      clauses: [ban],
      rulings: ruled({ question: { act: 'play-games', thing: 'laptop' } }),
      ask: { thing: 'school-laptop' },
      expect: { verdict: 'yes' },
    },
    {
      title: 'a ruling whose circumstances are not known makes it depend where it would differ',
      clauses: [ban],
      rulings: ruled({ question: { act: 'play-games', when: { supervised: true } } }),
      ask: {},
      expect: { verdict: 'depends', dependsOn: ['supervised'] },
    },
    {
      title: 'and leaves it where it would not',
      clauses: [ban],
      rulings: ruled({ verdict: 'no', question: { act: 'play-games', when: { supervised: true } } }),
      ask: {},
      expect: { verdict: 'no', deciding: ['ban'] },
    },
    {
      title: 'a ruling that asks names whom',
      clauses: [ban],
      rulings: ruled({ verdict: 'ask', from: { any: ['head'] } }),
      ask: {},
      expect: { verdict: 'ask', ask: { mode: 'any', roles: ['head'] } },
    },
    {
      title: 'and lets once they have agreed',
      clauses: [ban],
      rulings: ruled({ verdict: 'ask', from: { any: ['head'] } }),
      ask: { permissions: [byHead()] },
      expect: { verdict: 'yes', ruling: 'r' },
    },
    {
      title: 'but not by an agreement to something else',
      clauses: [ban],
      rulings: ruled({ verdict: 'ask', from: { any: ['head'] } }),
      ask: { permissions: [byHead({ act: 'keep-files' })] },
      expect: { verdict: 'ask' },
    },
    {
      title: 'a ruling cannot let what the law bars',
      clauses: [ban],
      law: [{ id: 'law-ban', forbid: 'play-games' }],
      rulings: [ruling],
      ask: {},
      expect: { verdict: 'no', deciding: ['law:law-ban'] },
    },
    {
      title: 'nor what it may bar',
      clauses: [ban],
      law: [{ id: 'law-ban', forbid: 'play-games', when: { supervised: false } }],
      rulings: [ruling],
      ask: {},
      expect: { verdict: 'depends', dependsOn: ['supervised'] },
    },
    {
      title: 'a ruling may bar what the policy lets',
      clauses: [{ ...may, id: 'ban' }],
      rulings: ruled({ verdict: 'no' }),
      ask: {},
      expect: { verdict: 'no', ruling: 'r' },
    },
  ]);
});

describe('modes', () => {
  const duty = { id: 'duty', require: 'lock-screen', who: ['staff'] };
  const told = { id: 'told', report: 'device-lost', to: { any: ['head'] } };
  holds([
    {
      title: 'must: a duty that binds makes yes',
      clauses: [duty],
      ask: { mode: 'must', as: ['teacher'], act: 'lock-screen' },
      expect: { verdict: 'yes', deciding: ['duty'] },
    },
    {
      title: 'must: a duty of others does not bind',
      clauses: [duty],
      ask: { mode: 'must', act: 'lock-screen' },
      expect: { verdict: 'silent' },
    },
    {
      title: 'must: asked of the breach, the duty answers',
      clauses: [duty],
      ask: { mode: 'must', as: ['staff'], act: 'leave-unlocked' },
      expect: { verdict: 'yes', duties: ['duty'] },
    },
    {
      title: 'must: an event to be told makes report',
      clauses: [told],
      ask: { mode: 'must', event: 'device-lost' },
      expect: { verdict: 'report' },
    },
    {
      title: 'must: where a permission is needed, it says so',
      clauses: [demand],
      ask: { mode: 'must' },
      expect: { verdict: 'ask' },
    },
    {
      title: 'about: shows every clause on the act, whoever it binds',
      clauses: [
        { ...ban, who: ['staff'] },
        { id: 'seen', say: 'fact', see: ['play-games'] },
        { id: 'wide', allow: 'use-computer', who: ['teacher'] },
      ],
      ask: { mode: 'about' },
      expect: { verdict: 'yes', clauses: ['ban', 'seen', 'wide'] },
    },
    {
      title: 'about: what is said of it by nobody is silence',
      clauses: [ban],
      ask: { mode: 'about', act: 'keep-files' },
      expect: { verdict: 'silent', clauses: [] },
    },
    {
      title: 'about: a sanction is shown with what it follows',
      clauses: [ban, { id: 'then', sanction: 'play-games', measures: ['Talk'] }],
      ask: { mode: 'about' },
      expect: { verdict: 'no', clauses: ['ban', 'then'] },
    },
  ]);
});

describe('problems', () =>
  holds([
    {
      title: 'a setting that the school still owes is said',
      clauses: [{ ...ban, settings: ['day'] }],
      pack: { settings: { day: { type: 'hours', ask: 'When?' } } },
      ask: {},
      expect: { verdict: 'no', problems: [{ code: 'SETTING_UNSET', clause: 'ban', name: 'day' }] },
    },
    {
      title: 'a setting that is set is not',
      clauses: [{ ...ban, settings: ['day'] }],
      pack: { settings: { day: { type: 'hours', ask: 'When?', value: '9 to 3' } } },
      ask: {},
      expect: { problems: [] },
    },
    {
      title: 'a clause that does not decide brings no problem',
      clauses: [ban, { ...may, settings: ['day'] }],
      pack: { settings: { day: { type: 'hours', ask: 'When?' } } },
      ask: {},
      expect: { problems: [] },
    },
  ]));
