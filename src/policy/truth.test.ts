import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tinyWords } from '../../test/support/packs.ts';
import type { Clause, Condition, FactTest } from './clause.ts';
import { checkOf, type Facts, no, open, presumedValue, type Truth, yes } from './truth.ts';

const { vocabulary } = tinyWords;
const test = (fact: string, values: FactTest['values'], more: Partial<FactTest> = {}): FactTest => ({
  fact,
  values,
  negated: false,
  ...more,
});
const truth = (condition: Condition, facts: Facts, clause?: Clause) =>
  checkOf(condition, vocabulary, clause).truth(facts);
const named = ['no', 'open', 'yes'];

const isSupervised = test('supervised', [true]);
const atSchool = test('place', ['on-site']);
const inClass = test('place', ['classroom']);

const rows: readonly [string, Condition, Facts, Truth][] = [
  ['a fact that is so', [[isSupervised]], { supervised: true }, yes],
  ['a fact that is not so', [[isSupervised]], { supervised: false }, no],
  ['a fact that is not known', [[isSupervised]], {}, open],
  ['a narrower value', [[atSchool]], { place: 'classroom' }, yes],
  ['the value itself', [[atSchool]], { place: 'on-site' }, yes],
  ['another value', [[atSchool]], { place: 'home' }, no],
  ['a wider value', [[inClass]], { place: 'on-site' }, open],
  ['a value beside', [[inClass]], { place: 'office' }, no],
  ['one of several values', [[test('place', ['office', 'home'])]], { place: 'home' }, yes],
  ['none of several values', [[test('place', ['office', 'home'])]], { place: 'classroom' }, no],
  ['not this value', [[{ ...inClass, negated: true }]], { place: 'office' }, yes],
  ['not this value, where it is it', [[{ ...inClass, negated: true }]], { place: 'classroom' }, no],
  ['not this value, where it is a wider one', [[{ ...inClass, negated: true }]], { place: 'on-site' }, open],
  ['not this value, where it is not known', [[{ ...inClass, negated: true }]], {}, open],
  ['under a number', [[test('age', [], { under: 11 })]], { age: 10 }, yes],
  ['at that number', [[test('age', [], { under: 11 })]], { age: 11 }, no],
  ['at least a number', [[test('age', [], { atLeast: 11 })]], { age: 11 }, yes],
  ['less than at least', [[test('age', [], { atLeast: 11 })]], { age: 10.5 }, no],
  ['a number itself', [[test('age', [11])]], { age: 11 }, yes],
  ['not a number', [[test('age', [11], { negated: true })]], { age: 12 }, yes],
  ['a number not known', [[test('age', [], { under: 11 })]], {}, open],
  ['what is usual', [[test('urgent', [false])]], {}, yes],
  ['what is not usual', [[test('urgent', [true])]], {}, no],
  ['what is usual, given otherwise', [[test('urgent', [false])]], { urgent: true }, no],
  ['all of a list', [[isSupervised, atSchool]], { supervised: true, place: 'office' }, yes],
  ['one of a list false', [[isSupervised, atSchool]], { supervised: false }, no],
  ['one of a list open', [[isSupervised, atSchool]], { supervised: true }, open],
  ['one of two lists', [[isSupervised], [atSchool]], { supervised: false, place: 'office' }, yes],
  ['neither of two lists', [[isSupervised], [atSchool]], { supervised: false, place: 'home' }, no],
  ['one list false, one open', [[isSupervised], [atSchool]], { supervised: false }, open],
  ['nothing wanted', [[]], {}, yes],
];

describe('a condition', () => {
  for (const [title, condition, facts, wanted] of rows) {
    it(`${title}: ${named[wanted]}`, () => assert.equal(truth(condition, facts), wanted));
  }
  it('names the facts that it looks at, each once', () => {
    assert.deepEqual(checkOf([[isSupervised, atSchool], [inClass]], vocabulary).facts, [
      'supervised',
      'place',
    ]);
  });
});

describe('what is presumed', () => {
  const clause = { presume: { urgent: true, supervised: true } } as unknown as Clause;
  it('is what the clause says, before what is usual', () => {
    assert.equal(presumedValue(clause, 'urgent', vocabulary), true);
    assert.equal(presumedValue(undefined, 'urgent', vocabulary), false);
    assert.equal(presumedValue(clause, 'supervised', vocabulary), true);
    assert.equal(presumedValue(clause, 'place', vocabulary), undefined);
  });
  it('counts where nothing is given', () => {
    assert.equal(truth([[isSupervised]], {}, clause), yes);
    assert.equal(truth([[isSupervised]], { supervised: false }, clause), no);
  });
});

describe('the three values', () => {
  const values =
    vocabulary.facts
      .find('place')
      ?.values.all()
      .map((value) => value.id) ?? [];
  const place = fc.constantFrom(...values);
  const tests = fc.record({
    fact: fc.constant('place'),
    values: fc.uniqueArray(place, { minLength: 1, maxLength: 3 }),
    negated: fc.boolean(),
  });
  const condition = fc.array(fc.array(tests, { maxLength: 3 }), { minLength: 1, maxLength: 3 });

  it('not of not is the same, and not of open is open', () => {
    fc.assert(
      fc.property(tests, fc.option(place), (one, at) => {
        const facts: Facts = at === null ? {} : { place: at };
        assert.equal(truth([[{ ...one, negated: !one.negated }]], facts), 2 - truth([[one]], facts));
      }),
    );
  });
  it('a narrower value never changes what is settled', () => {
    fc.assert(
      fc.property(condition, place, (wanted, wide) => {
        const before = truth(wanted, { place: wide });
        for (const narrow of vocabulary.facts.find('place')?.values.narrower(wide) ?? []) {
          if (before !== open) assert.equal(truth(wanted, { place: narrow }), before);
        }
      }),
    );
  });
  it('a value learned never changes what is settled', () => {
    fc.assert(
      fc.property(condition, place, (wanted, at) => {
        const before = truth(wanted, {});
        if (before !== open) assert.equal(truth(wanted, { place: at }), before);
      }),
    );
  });
  it('more in a list is never truer, more lists never falser', () => {
    fc.assert(
      fc.property(condition, tests, fc.option(place), (wanted, more, at) => {
        const facts: Facts = at === null ? {} : { place: at };
        assert.ok(
          truth(
            wanted.map((list) => [...list, more]),
            facts,
          ) <= truth(wanted, facts),
        );
        assert.ok(truth([...wanted, [more]], facts) >= truth(wanted, facts));
      }),
    );
  });
});
