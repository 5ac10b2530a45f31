import type { Clause, Condition, FactTest } from './clause.ts';
import type { FactValue, Vocabulary } from './vocabulary.ts';

/** Three values: what is known makes a thing false or true, or leaves it open. Ordered, so "and" is the least and "or" the greatest. */
export const no = 0;
export const open = 1;
export const yes = 2;
export type Truth = typeof no | typeof open | typeof yes;

export type Facts = Readonly<Record<string, FactValue>>;

/** A condition made ready to be evaluated many times. */
export interface Check {
  readonly facts: readonly string[];
  readonly truth: (facts: Facts) => Truth;
}

export const not = (truth: Truth): Truth => (2 - truth) as Truth;

/** "And". */
export const leastOf = (one: Truth, other: Truth): Truth => (one < other ? one : other);

/** What is taken for granted of a fact: by the clause's own words, or by everybody. */
export const presumedValue = (
  clause: Clause | undefined,
  fact: string,
  vocabulary: Vocabulary,
): FactValue | undefined => clause?.presume[fact] ?? vocabulary.facts.find(fact)?.usual;

/** Compiles a condition: one of its lists must hold whole. The clause's own presumptions go before the common ones. */
export function checkOf(condition: Condition, vocabulary: Vocabulary, clause?: Clause): Check {
  const lists = condition.map((list) => list.map((test) => testOf(test, vocabulary, clause)));
  const facts = [...new Set(condition.flat().map((test) => test.fact))];
  const only = lists.length === 1 ? lists[0] : undefined;
  if (only?.length === 1 && only[0]) return { facts, truth: only[0] };
  if (only) return { facts, truth: (given) => every(only, given) };
  return { facts, truth: (given) => some(lists, given) };
}

type Test = (facts: Facts) => Truth;

function every(tests: readonly Test[], facts: Facts): Truth {
  let least: Truth = yes;
  for (const test of tests) {
    const truth = test(facts);
    if (truth === no) return no;
    if (truth < least) least = truth;
  }
  return least;
}

function some(lists: readonly (readonly Test[])[], facts: Facts): Truth {
  let greatest: Truth = no;
  for (const list of lists) {
    const truth = every(list, facts);
    if (truth === yes) return yes;
    if (truth > greatest) greatest = truth;
  }
  return greatest;
}

function testOf(test: FactTest, vocabulary: Vocabulary, clause: Clause | undefined): Test {
  const fact = vocabulary.facts.find(test.fact);
  const name = test.fact;
  const usual = presumedValue(clause, name, vocabulary);
  const plain =
    fact?.type === 'choice'
      ? choiceTest(test, vocabulary)
      : fact?.type === 'number'
        ? numberTest(test)
        : equalTest(test);
  const tested = test.negated ? (value: FactValue) => not(plain(value)) : plain;
  const presumed: Truth = usual === undefined ? open : tested(usual);
  return (facts) => {
    const value = facts[name];
    return value === undefined ? presumed : tested(value);
  };
}

/** A value satisfies the test if it is one of those wanted or a kind of one; a wider value leaves it open. */
function choiceTest(test: FactTest, vocabulary: Vocabulary): (value: FactValue) => Truth {
  const values = vocabulary.facts.find(test.fact)?.values;
  const truths = new Map<FactValue, Truth>();
  for (const { id } of values?.all() ?? []) {
    const isMet = (value: string) => test.values.some((wanted) => values?.is(value, String(wanted)));
    truths.set(id, isMet(id) ? yes : values?.narrower(id).some(isMet) ? open : no);
  }
  return (value) => truths.get(value) ?? open;
}

function numberTest(test: FactTest): (value: FactValue) => Truth {
  const { under, atLeast } = test;
  return (value) => {
    if (typeof value !== 'number') return open;
    if (under !== undefined && value >= under) return no;
    if (atLeast !== undefined && value < atLeast) return no;
    return test.values.length === 0 || test.values.includes(value) ? yes : no;
  };
}

function equalTest(test: FactTest): (value: FactValue) => Truth {
  const [only] = test.values;
  if (test.values.length === 1) return (value) => (value === only ? yes : no);
  return (value) => (test.values.includes(value) ? yes : no);
}
