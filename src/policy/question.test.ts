import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { realPolicies, tinyWords } from '../../test/support/packs.ts';
import { decide, type RawQuestion, understand } from './index.ts';

const { vocabulary } = tinyWords;
const base: RawQuestion = { as: ['pupil'], act: 'play-games' };
const understood = (more: Partial<RawQuestion>) => understand({ ...base, ...more }, vocabulary);
const asked = (more: Partial<RawQuestion>) => {
  const { question, problems } = understood(more);
  assert.deepEqual(problems, []);
  assert.ok(question);
  return question;
};

describe('a question that is understood', () => {
  const rows: readonly [string, Partial<RawQuestion>, Readonly<Record<string, unknown>>][] = [
    ['has the mode may where none is given', {}, { mode: 'may' }],
    ['keeps its mode', { mode: 'about' }, { mode: 'about' }],
    ['takes an act by another name', { act: 'use-pc' }, { act: 'use-computer' }],
    ['takes an act in camel case', { act: 'connectOwnDevice' }, { act: 'connect-own-device' }],
    ['takes an act in snake case', { act: 'connect_own_device' }, { act: 'connect-own-device' }],
    ['takes an act as people write it', { act: 'Connect own device' }, { act: 'connect-own-device' }],
    ['takes a role by another name', { as: ['headmistress', 'Teacher'] }, { as: ['head', 'teacher'] }],
    ['takes a thing by another name', { thing: 'notebook' }, { thing: 'laptop' }],
    [
      'takes a fact by another name, with another name of its value',
      { facts: { location: 'off' } },
      { facts: { place: 'off-site' } },
    ],
    [
      'takes yes and no for true and false',
      { facts: { watched: 'yes', insured: 'no' } },
      { facts: { supervised: true, insured: false } },
    ],
    [
      'takes true and false as words',
      { facts: { supervised: 'true', insured: 'false' } },
      { facts: { supervised: true, insured: false } },
    ],
    ['takes a number', { facts: { age: 11 } }, { facts: { age: 11 } }],
    ['takes one person told as a list', { facts: { told: 'head' } }, { facts: { told: ['head'] } }],
    ['leaves out facts that are nothing', { facts: { supervised: null, place: undefined } }, { facts: {} }],
    ['adds what the thing implies', { thing: 'school-laptop' }, { facts: { owner: 'school' } }],
    [
      'keeps a fact that is given over what the thing implies',
      { thing: 'school-laptop', facts: { owner: 'own' } },
      { facts: { owner: 'own' } },
    ],
    [
      'takes an act’s name that means an event as the event',
      { act: 'report-lost-device' },
      { event: 'device-lost', act: undefined },
    ],
    [
      'is about the breach that its facts show',
      { act: 'lock-screen', facts: { locked: false } },
      { act: 'leave-unlocked' },
    ],
    [
      'is about the narrower act that its facts show',
      { act: 'keep-files', facts: { place: 'home', owner: 'own' } },
      { act: 'keep-at-home' },
    ],
    [
      'is not about a breach where it asks what must be done',
      { mode: 'must', act: 'lock-screen', facts: { locked: false } },
      { act: 'lock-screen' },
    ],
    [
      'takes permissions by other names',
      { permissions: [{ by: ['Headmistress'], act: 'usePc', thing: 'notebook', written: true }] },
      { permissions: [{ by: ['head'], act: 'use-computer', thing: 'laptop', written: true }] },
    ],
  ];
  for (const [title, more, wanted] of rows) {
    it(title, () => {
      const question = asked(more) as unknown as Readonly<Record<string, unknown>>;
      const plain = JSON.parse(JSON.stringify(question)) as Readonly<Record<string, unknown>>;
      for (const [field, value] of Object.entries(wanted)) assert.deepEqual(plain[field], value);
    });
  }
  it('is the same when it is understood again', () => {
    const once = asked({
      act: 'keep-files',
      thing: 'notebook',
      facts: { location: 'off', watched: 'yes' },
      permissions: [{ by: ['head'] }],
    });
    assert.deepEqual(understand(once, vocabulary).question, once);
  });
});

describe('a question that is not understood', () => {
  const rows: readonly [
    string,
    Partial<RawQuestion>,
    { code: string; at: string; message: string; nearest?: string },
  ][] = [
    [
      'for its act',
      { act: 'play-gmaes' },
      { code: 'ACT_UNKNOWN', at: 'act', message: 'act `play-gmaes` is not known', nearest: 'play-games' },
    ],
    [
      'for an act like none',
      { act: 'fly' },
      { code: 'ACT_UNKNOWN', at: 'act', message: 'act `fly` is not known' },
    ],
    [
      'for its event',
      { act: undefined, event: 'device-last' },
      {
        code: 'EVENT_UNKNOWN',
        at: 'event',
        message: 'event `device-last` is not known',
        nearest: 'device-lost',
      },
    ],
    [
      'for its thing',
      { thing: 'labtop' },
      { code: 'THING_UNKNOWN', at: 'thing', message: 'thing `labtop` is not known', nearest: 'laptop' },
    ],
    [
      'for a role',
      { as: ['pupil', 'techer'] },
      { code: 'ROLE_UNKNOWN', at: 'as.1', message: 'role `techer` is not known', nearest: 'teacher' },
    ],
    [
      'for a fact',
      { facts: { superviced: true } },
      {
        code: 'FACT_UNKNOWN',
        at: 'facts.superviced',
        message: 'fact `superviced` is not known',
        nearest: 'supervised',
      },
    ],
    [
      'for a value',
      { facts: { place: 'clasroom' } },
      {
        code: 'FACT_VALUE',
        at: 'facts.place',
        message: '`clasroom` is not a value of `place`',
        nearest: 'classroom',
      },
    ],
    [
      'for yes or no',
      { facts: { supervised: 'perhaps' } },
      { code: 'FACT_VALUE', at: 'facts.supervised', message: '`perhaps` is not a value of `supervised`' },
    ],
    [
      'for a number',
      { facts: { age: 'eleven' } },
      { code: 'FACT_VALUE', at: 'facts.age', message: '`eleven` is not a value of `age`' },
    ],
    [
      'for a number that is none',
      { facts: { age: Number.NaN } },
      { code: 'FACT_VALUE', at: 'facts.age', message: '`NaN` is not a value of `age`' },
    ],
    [
      'with neither act nor event',
      { act: undefined },
      { code: 'QUESTION_TARGET', at: 'act', message: 'a question has one act or one event' },
    ],
    [
      'with both',
      { event: 'device-lost' },
      { code: 'QUESTION_TARGET', at: 'act', message: 'a question has one act or one event' },
    ],
    [
      'for its mode',
      { mode: 'might' },
      { code: 'MODE_UNKNOWN', at: 'mode', message: 'mode `might` is not one of may, must, about' },
    ],
    [
      'for who permits',
      { permissions: [{ by: ['hed'] }] },
      { code: 'ROLE_UNKNOWN', at: 'permissions.0.by.0', message: 'role `hed` is not known', nearest: 'head' },
    ],
    [
      'for what is permitted',
      { permissions: [{ by: ['head'], act: 'play-gams' }] },
      {
        code: 'ACT_UNKNOWN',
        at: 'permissions.0.act',
        message: 'act `play-gams` is not known',
        nearest: 'play-games',
      },
    ],
    [
      'for with what it is permitted',
      { permissions: [{ by: ['head'], thing: 'labtop' }] },
      {
        code: 'THING_UNKNOWN',
        at: 'permissions.0.thing',
        message: 'thing `labtop` is not known',
        nearest: 'laptop',
      },
    ],
  ];
  for (const [title, more, problem] of rows) {
    it(title, () => {
      const { problems, question } = understood(more);
      assert.equal(question, undefined);
      assert.deepEqual(problems, [problem]);
    });
  }
  it('for a clause that the policy has not', () => {
    const raw = { ...base, permissions: [{ by: ['head'], clause: 'nowhere' }] };
    assert.equal(understand(raw, vocabulary, new Map()).problems[0]?.code, 'CLAUSE_UNKNOWN');
    assert.deepEqual(understand(raw, vocabulary).problems, []);
  });
  it('for several reasons says them all', () => {
    assert.deepEqual(
      understood({ act: 'x1', thing: 'x2', as: ['x3'], facts: { x4: 1 } }).problems.map(
        (problem) => problem.code,
      ),
      ['ACT_UNKNOWN', 'THING_UNKNOWN', 'ROLE_UNKNOWN', 'FACT_UNKNOWN'],
    );
  });
});

describe('what is no question', () => {
  const long = 'x'.repeat(1_000_000);
  const hostile: Readonly<Record<string, unknown>> = {
    nothing: null,
    'no value': undefined,
    'a word': 'may I?',
    'a number': 7,
    'a list': [base],
    'without who asks': { act: 'play-games' },
    'who asks is nothing': { ...base, as: null },
    'who asks is a word': { ...base, as: 'pupil' },
    'who asks is a list of numbers': { ...base, as: [1] },
    'who asks is a list of maps': { ...base, as: [{}] },
    'who asks is very many': { ...base, as: Array.from({ length: 100_000 }, () => 'pupil') },
    'an act that is a list': { ...base, act: ['play-games'] },
    'an act that is a number': { ...base, act: 3 },
    'an act that is nothing': { ...base, act: null },
    'a very long act': { ...base, act: long },
    'a thing that is a map': { ...base, thing: {} },
    'an event that is true': { as: ['pupil'], event: true },
    'a mode that is a list': { ...base, mode: ['may'] },
    'facts that are a list': { ...base, facts: ['supervised'] },
    'facts that are a word': { ...base, facts: 'supervised' },
    'very many facts': {
      ...base,
      facts: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`f${index}`, 1])),
    },
    'a fact with a very long name': { ...base, facts: { [long]: true } },
    'a fact with a very long value': { ...base, facts: { place: long } },
    'a fact that is a map': { ...base, facts: { place: { toString: 'home' } } },
    'a fact that has no text': { ...base, facts: { place: Object.create(null) } },
    'a fact that is a function': { ...base, facts: { place: () => 'home' } },
    'a fact that is a symbol': { ...base, facts: { place: Symbol('home') } },
    'a fact that is a list of maps': { ...base, facts: { told: [{}] } },
    'permissions that are a word': { ...base, permissions: 'head' },
    'a permission that is nothing': { ...base, permissions: [null] },
    'a permission by a word': { ...base, permissions: [{ by: 'head' }] },
    'a permission by nothing': { ...base, permissions: [{ by: [null] }] },
    'a permission by nobody said': { ...base, permissions: [{}] },
    'a permission written yes': { ...base, permissions: [{ by: ['head'], written: 'yes' }] },
    'very many permissions': {
      ...base,
      permissions: Array.from({ length: 100_000 }, () => ({ by: ['head'] })),
    },
  };
  for (const [title, raw] of Object.entries(hostile)) {
    it(`${title}: says so at once and does not throw`, () => {
      const started = performance.now();
      const { question, problems } = understand(raw as RawQuestion, vocabulary);
      assert.ok(performance.now() - started < 500);
      assert.equal(question, undefined);
      assert.equal(problems[0]?.code, 'SHAPE');
      assert.ok(problems.every((problem) => problem.message.length < 300 && problem.at.length < 300));
    });
  }

  it('prototype keys are facts that nobody declared, and reach nothing', () => {
    const raw = JSON.parse(
      '{"as":["pupil"],"act":"play-games","facts":{"__proto__":{"polluted":true}}}',
    ) as RawQuestion;
    assert.equal(understand(raw, vocabulary).problems[0]?.code, 'SHAPE');
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
      const facts = JSON.parse(`{"${key}":true}`) as Record<string, unknown>;
      assert.equal(understood({ facts }).problems[0]?.code, 'FACT_UNKNOWN', key);
      assert.equal(understood({ act: key }).problems[0]?.code, 'ACT_UNKNOWN', key);
      assert.equal(understood({ as: [key] }).problems[0]?.code, 'ROLE_UNKNOWN', key);
      assert.equal(understood({ facts: { place: key } }).problems[0]?.code, 'FACT_VALUE', key);
    }
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });
  it('facts of a question that is understood have no prototype', () => {
    assert.equal(Object.getPrototypeOf(asked({ facts: { supervised: true } }).facts), null);
  });
  it('whatever is given, understanding never throws, and what is understood can be decided', () => {
    const { policies } = realPolicies();
    const word = fc.oneof(
      fc.constantFrom('pupil', 'staff', 'use-wifi', 'laptop', 'place', 'home', 'headteacher', 'true'),
      fc.string(),
    );
    const loose = fc.record(
      {
        mode: fc.oneof(fc.constantFrom('may', 'must', 'about'), fc.anything()),
        as: fc.oneof(fc.array(word, { maxLength: 3 }), fc.anything()),
        act: fc.oneof(word, fc.anything()),
        event: fc.oneof(word, fc.anything()),
        thing: fc.oneof(word, fc.anything()),
        facts: fc.oneof(fc.dictionary(word, fc.oneof(word, fc.boolean(), fc.anything())), fc.anything()),
        permissions: fc.oneof(fc.array(fc.record({ by: fc.array(word) })), fc.anything()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom(...policies), fc.oneof(loose, fc.anything()), (policy, raw) => {
        const { question } = understand(raw as unknown as RawQuestion, policy.vocabulary, policy.rules);
        if (question) decide(policy, question);
      }),
      { numRuns: 2000, seed: 20261122 },
    );
  });
});
