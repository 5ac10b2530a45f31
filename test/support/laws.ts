import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  compile,
  decide,
  type Pack,
  type Policy,
  type Question,
  type Verdict,
} from '../../src/policy/index.ts';
import { type Data, packOf, policyOf } from './packs.ts';
import {
  factsOf,
  learn,
  learnable,
  numbered,
  policyFrom,
  questionFrom,
  randomClause,
  randomDraw,
  randomMaking,
} from './random-packs.ts';

/** One law of deciding, ready to be tried on random packs and questions. */
export interface Law {
  readonly title: string;
  readonly property: fc.IProperty<unknown[]>;
}

const law = (title: string, property: unknown): Law => ({
  title,
  property: property as fc.IProperty<unknown[]>,
});
const asked = (policy: Policy, question: Question) => decide(policy, question);
const words = (question: Question) => JSON.stringify(question);

/** These stand whatever else is learned. `ask` may become anything but silent or report; `depends` may become anything. */
const standing: readonly string[] = ['yes', 'no', 'silent', 'report'];

/** Learning: each single fact that may still be learned leaves a standing verdict as it is. */
export function learningChangesNothing(policy: Policy, question: Question): void {
  const verdict = asked(policy, question);
  for (const learned of learnable(policy, question)) {
    const later = asked(policy, learn(question, learned)).verdict;
    const told = () =>
      `${verdict.verdict} became ${later} on learning ${JSON.stringify(learned)}: ${words(question)}`;
    if (standing.includes(verdict.verdict)) assert.equal(later, verdict.verdict, told());
    if (verdict.verdict === 'ask') assert.ok(later !== 'silent' && later !== 'report', told());
  }
}

/** The question with every fact known, as the numbers choose. */
export function completed(policy: Policy, question: Question, choices: readonly number[]): Question {
  let whole = question;
  factsOf(policy, question).forEach((name, index) => {
    const options = learnable(policy, whole).filter((learned) => learned.name === name);
    const chosen = options[(choices[index % choices.length] ?? 0) % Math.max(1, options.length)];
    if (chosen && whole.facts[name] === undefined) whole = learn(whole, chosen);
  });
  const things = learnable(policy, whole).filter((learned) => learned.name === 'thing');
  const thing = things[(choices[0] ?? 0) % Math.max(1, things.length)];
  return thing && whole.thing === undefined ? learn(whole, thing) : whole;
}

export function completionChangesNothing(
  policy: Policy,
  question: Question,
  choices: readonly number[],
): void {
  const { verdict } = asked(policy, question);
  if (!standing.includes(verdict)) return;
  assert.equal(asked(policy, completed(policy, question, choices)).verdict, verdict, words(question));
}

/** Total, pure, and grounded: a verdict comes, the same one twice, from frozen input, and it can say why. */
export function answersWell(policy: Policy, question: Question): void {
  const frozen = freeze(structuredClone(question));
  for (const mode of ['may', 'must', 'about'] as const) {
    const inMode = Object.freeze({ ...frozen, mode });
    const verdict = asked(policy, inMode);
    assert.deepEqual(asked(policy, inMode), verdict);
  }
  const verdict = asked(policy, frozen);
  if (['no', 'ask', 'yes', 'report'].includes(verdict.verdict)) {
    assert.ok(
      verdict.deciding.length > 0 || verdict.ruling !== undefined,
      `${verdict.verdict} by nothing: ${words(question)}`,
    );
  }
  if (verdict.verdict === 'depends')
    assert.ok(verdict.dependsOn.length > 0, `depends on nothing: ${words(question)}`);
  if (verdict.verdict === 'ask') assert.ok(verdict.routes.length > 0, `asks nobody: ${words(question)}`);
  assert.equal(verdict.deciding.length, new Set(verdict.deciding).size, 'a clause decides twice');
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

/** A verdict without the places where its clauses stand. */
function meaningOf(verdict: Verdict): unknown {
  const place = new Set(['number', 'line', 'section', 'file']);
  return JSON.parse(JSON.stringify(verdict, (key, value) => (place.has(key) ? undefined : value)));
}

const shuffled = <T>(list: readonly T[], order: readonly number[]): T[] =>
  list
    .map((item, index) => ({ item, rank: order[index % order.length] ?? 0, index }))
    .toSorted((one, other) => one.rank - other.rank || other.index - one.index)
    .map(({ item }) => item);

const withFactsShuffled = (question: Question, order: readonly number[]): Question => ({
  ...question,
  facts: Object.fromEntries(shuffled(Object.entries(question.facts), order)),
  as: shuffled(question.as, order),
  permissions: shuffled(question.permissions, order),
});

function adding(policy: Policy, stricter: Policy, question: Question): void {
  const [verdict, later] = [asked(policy, question).verdict, asked(stricter, question).verdict];
  if (verdict === 'no' || verdict === 'ask')
    assert.notEqual(later, 'yes', `${verdict} became yes: ${words(question)}`);
}

const extraBan = randomClause.filter((clause) => clause['forbid'] !== undefined);
const order = fc.array(fc.nat(), { minLength: 12, maxLength: 12 });

/** The ban with an id, going before clauses that the pack has. */
const named = (ban: Data, clauses: readonly Data[]): Data => ({
  ...(numbered([...clauses.slice(0, 3), ban], 'c').at(-1) as Data),
  id: 'added',
});

/** The laws on small random packs. */
export const lawsOfSmallPacks: readonly Law[] = [
  law(
    'adding a ban never turns no into yes, nor ask into yes',
    fc.property(randomMaking, extraBan, randomDraw, (making, ban, draw) => {
      const policy = policyFrom(making);
      adding(
        policy,
        policyFrom({ ...making, clauses: [...making.clauses, named(ban, making.clauses)] }),
        questionFrom(policy, draw),
      );
    }),
  ),
  law(
    'adding a ban of law never turns no into yes, nor ask into yes',
    fc.property(randomMaking, extraBan, randomDraw, (making, ban, draw) => {
      const policy = policyFrom(making);
      const { overrides: _overrides, narrows: _narrows, ...plain } = ban;
      const stricter = policyOf(making, [...making.law, { ...(numbered([plain])[0] as Data), id: 'added' }]);
      adding(policy, stricter, questionFrom(policy, draw));
    }),
  ),
  law(
    'learning a fact leaves yes, no, silent and report as they are, and turns ask into neither silent nor report',
    fc.property(randomMaking, randomDraw, (making, draw) => {
      const policy = policyFrom(making);
      learningChangesNothing(policy, questionFrom(policy, draw));
    }),
  ),
  law(
    'an unknown fact never makes a yes that some value of it would make no: with all facts known, yes is still yes',
    fc.property(randomMaking, randomDraw, order, (making, draw, choices) => {
      const policy = policyFrom(making);
      completionChangesNothing(policy, questionFrom(policy, draw), choices);
    }),
  ),
  law(
    'the order of clauses changes nothing',
    fc.property(randomMaking, randomDraw, order, (making, draw, ranks) => {
      const policy = policyFrom(making);
      const other = policyFrom({
        ...making,
        clauses: shuffled(making.clauses, ranks),
        law: shuffled(making.law, ranks),
      });
      const question = questionFrom(policy, draw);
      assert.deepEqual(
        meaningOf(asked(other, question)),
        meaningOf(asked(policy, question)),
        words(question),
      );
    }),
  ),
  law(
    'the order of facts, of roles and of permissions changes nothing',
    fc.property(randomMaking, randomDraw, order, (making, draw, ranks) => {
      const policy = policyFrom(making);
      const question = questionFrom(policy, draw);
      assert.deepEqual(
        asked(policy, withFactsShuffled(question, ranks)),
        asked(policy, question),
        words(question),
      );
    }),
  ),
  law(
    'deciding is total and pure, and every no, ask, yes and report names a clause or a ruling that decides',
    fc.property(randomMaking, randomDraw, (making, draw) => {
      const policy = policyFrom(making);
      answersWell(policy, questionFrom(policy, draw));
    }),
  ),
];

/** The same pack with its sections and clauses in another order. */
function reordered(pack: Pack, ranks: readonly number[]): Pack {
  return {
    ...pack,
    sections: shuffled(pack.sections, ranks).map((section) => ({
      ...section,
      clauses: shuffled(section.clauses, ranks),
    })),
  };
}

/** A pack with one ban more, about an act that it has a word on. */
function withBan(policy: Policy, question: Question, strength: 'must' | 'should', tagsFrom: number): Policy {
  const model = packOf({ clauses: [{ id: 'added', forbid: 'play-games', who: 'everyone' }] }).sections[0]
    ?.clauses[0];
  const tags = [...policy.exemptions.keys()];
  const ban = {
    ...model,
    targets: [question.act as string],
    strength,
    tags: tags.slice(0, tagsFrom % (tags.length + 1)),
  };
  const section = { number: 99, title: 'Added', clauses: [ban] } as unknown as Pack['sections'][number];
  return compile({ ...policy.pack, sections: [...policy.pack.sections, section] }, policy.law);
}

/** The laws on random questions to packs that are given. */
export function lawsOfPacks(policies: readonly Policy[]): readonly Law[] {
  const policy = fc.constantFrom(...policies);
  const others = new Map(
    policies.map(
      (one) =>
        [
          one,
          [3, 1, 4, 1, 5, 9, 2, 6].map((seed) =>
            compile(reordered(one.pack, [seed, 8, 2, 7, 1, 8, 2, 8]), one.law),
          ),
        ] as const,
    ),
  );
  return [
    law(
      'adding a ban never turns no into yes, nor ask into yes',
      fc.property(
        policy,
        randomDraw,
        fc.constantFrom('must', 'should'),
        fc.nat(3),
        (given, draw, strength, tags) => {
          const question = questionFrom(given, { ...draw, isEvent: false });
          adding(given, withBan(given, question, strength, tags), question);
        },
      ),
    ),
    law(
      'learning a fact leaves yes, no, silent and report as they are, and turns ask into neither silent nor report',
      fc.property(policy, randomDraw, (given, draw) =>
        learningChangesNothing(given, questionFrom(given, draw)),
      ),
    ),
    law(
      'an unknown fact never makes a yes that some value of it would make no: with all facts known, yes is still yes',
      fc.property(policy, randomDraw, order, (given, draw, choices) =>
        completionChangesNothing(given, questionFrom(given, draw), choices),
      ),
    ),
    law(
      'the order of clauses and of facts changes nothing',
      fc.property(policy, randomDraw, order, fc.nat(7), (given, draw, ranks, pick) => {
        const question = questionFrom(given, draw);
        const other = others.get(given)?.[pick] as Policy;
        assert.deepEqual(
          meaningOf(asked(other, withFactsShuffled(question, ranks))),
          meaningOf(asked(given, question)),
          words(question),
        );
      }),
    ),
    law(
      'deciding is total and pure, and every no, ask, yes and report names a clause or a ruling that decides',
      fc.property(policy, randomDraw, (given, draw) => answersWell(given, questionFrom(given, draw))),
    ),
  ];
}
