import fc from 'fast-check';
import type { Permission, Policy, Question } from '../../src/policy/index.ts';
import type { FactValue } from '../../src/policy/vocabulary.ts';
import { type Data, policyOf } from './packs.ts';

/* Small random packs over the tiny vocabulary, and random questions to any policy. */

const some = <T>(values: readonly T[], most = 2) =>
  fc.subarray([...values], { minLength: 1, maxLength: most });

const acts = [
  'use-computer',
  'use-internet',
  'play-games',
  'connect-device',
  'connect-own-device',
  'lock-screen',
  'leave-unlocked',
  'keep-at-home',
  'inspect-use',
];
const roles = ['staff', 'teacher', 'pupil', 'parent', 'head', 'manager'];
const approvers = ['head', 'manager', 'police'];
const tags = ['one', 'two'];

const place = fc.oneof(
  fc.constantFrom('on-site', 'classroom', 'off-site', 'home'),
  fc.record({ not: fc.constantFrom('on-site', 'classroom', 'home') }),
  fc.constant(['classroom', 'home']),
);
const age = fc.oneof(
  fc.record({ under: fc.constantFrom(11, 18) }),
  fc.record({ 'at-least': fc.constantFrom(11, 18) }),
  fc.constant(11),
);
const map = fc
  .record(
    { place, supervised: fc.boolean(), urgent: fc.boolean(), age, owner: fc.constantFrom('school', 'own') },
    { requiredKeys: [] },
  )
  .map((tests) => Object.fromEntries(Object.entries(tests).slice(0, 2)))
  .filter((tests) => Object.keys(tests).length > 0);
const condition = fc.oneof(
  { weight: 4, arbitrary: map },
  { weight: 1, arbitrary: fc.array(map, { minLength: 1, maxLength: 2 }) },
);
const party = fc.oneof(
  { weight: 3, arbitrary: some(approvers).map((any) => ({ any })) },
  { weight: 2, arbitrary: some(approvers).map((all) => ({ all })) },
  { weight: 1, arbitrary: fc.constant('unnamed') },
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight = 2) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight, arbitrary });

const common = {
  who: maybe(fc.oneof(fc.constant('everyone'), some(roles))),
  of: maybe(some(['device', 'laptop', 'school-laptop', 'phone']), 1),
  when: maybe(condition),
  unless: maybe(condition, 1),
  strength: fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.constant('should') },
    { weight: 1, arbitrary: fc.constant('advised') },
  ),
  presume: maybe(fc.constantFrom({ supervised: true }, { supervised: false }, { place: 'on-site' }), 1),
};
const target = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...acts) },
  { weight: 1, arbitrary: some(acts, 3) },
);
const tag = maybe(some(tags, 1), 1);
const needs = maybe(some(['insured', 'supervised']), 1);
const before = maybe(fc.constant(true), 1);

const forbid = fc.record({ ...common, forbid: target, tags: tag, overrides: before, narrows: before });
const allow = fc.record({
  ...common,
  allow: target,
  tags: tag,
  from: maybe(party, 3),
  written: maybe(fc.boolean(), 1),
  needs,
  provided: maybe(condition),
  only: maybe(fc.constant(true), 1),
  overrides: before,
  narrows: before,
});
const require = fc.record({
  ...common,
  require: fc.constantFrom('lock-screen', 'use-computer', 'connect-device'),
  tags: tag,
  overrides: before,
});
const empower = fc.record({
  ...common,
  empower: fc.constantFrom('inspect-use', 'use-internet'),
  for: maybe(some(['crime', 'training'])),
  only: maybe(fc.constant(true), 3),
  provided: maybe(condition, 1),
});
const exempt = fc.record({
  who: common.who,
  when: common.when,
  of: common.of,
  exempt: some(tags),
  from: party,
  written: maybe(fc.boolean()),
});
const report = fc.record({
  ...common,
  report: fc.constantFrom('device-lost', 'laptop-lost', 'policy-broken'),
  to: party,
});

/** A clause, not yet with an id; `overrides` and `narrows` are true where it is to go before an earlier clause. */
export const randomClause: fc.Arbitrary<Data> = fc.oneof(
  { weight: 5, arbitrary: forbid },
  { weight: 7, arbitrary: allow },
  { weight: 2, arbitrary: require },
  { weight: 2, arbitrary: empower },
  { weight: 2, arbitrary: exempt },
  { weight: 1, arbitrary: report },
) as fc.Arbitrary<Data>;

const withoutGaps = (data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));

/** Gives ids, and lets each clause go before earlier ones only, so that no circle arises. */
export function numbered(clauses: readonly Data[], prefix = 'c', picks: readonly number[] = [0]): Data[] {
  return clauses.map((clause, index) => {
    const { overrides, narrows, ...rest } = clause;
    const pick = (salt: number) =>
      `${prefix}${((picks[(index + salt) % picks.length] ?? 0) + salt) % Math.max(1, index)}`;
    return withoutGaps({
      id: `${prefix}${index}`,
      ...rest,
      ...(overrides === true && index > 0 && { overrides: [...new Set([pick(0), pick(1)])] }),
      ...(narrows === true && index > 0 && { narrows: [pick(0)] }),
    });
  });
}

const ruling = fc.record({
  act: fc.constantFrom(...acts),
  who: maybe(some(roles)),
  thing: maybe(fc.constantFrom('device', 'laptop'), 1),
  when: maybe(condition),
  verdict: fc.constantFrom('no', 'ask', 'yes'),
});

const rulings = fc.array(ruling, { minLength: 1, maxLength: 2 });

/** What a random pack is made of. */
export interface RandomMaking {
  readonly clauses: readonly Data[];
  readonly law: readonly Data[];
  readonly rulings: readonly Data[];
}

/** Tags that no clause carries cannot be exempted, so every pack has one clause that carries them all and bars nothing else. */
const carrier: Data = { id: 'carrier', forbid: 'keep-files', who: ['police'], tags };

/** A random pack of two to seven clauses, at times with law beneath it and with rulings. */
export const randomMaking: fc.Arbitrary<RandomMaking> = fc
  .record({
    clauses: fc.array(randomClause, { minLength: 2, maxLength: 7 }),
    law: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.oneof(forbid, allow, require) as fc.Arbitrary<Data>, {
          minLength: 1,
          maxLength: 3,
        }),
      },
    ),
    rulings: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) as typeof rulings },
      { weight: 1, arbitrary: rulings },
    ),
    picks: fc.array(fc.nat(6), { minLength: 1, maxLength: 7 }),
  })
  .map(({ clauses, law, rulings, picks }) => {
    const made = numbered(clauses, 'c', picks);
    return {
      clauses: [...made, carrier],
      law: numbered(law, 'l', picks),
      rulings: rulings.map(({ verdict, ...question }, index) => ({
        id: `r${index}`,
        settles: [String(made[index % made.length]?.['id'])],
        question: withoutGaps(question),
        verdict,
        ...(verdict === 'ask' && { from: { any: ['head'] } }),
        by: 'head',
        on: '2026-01-01',
        because: 'It was unclear.',
      })),
    };
  });

export const policyFrom = (making: RandomMaking): Policy => policyOf(making, making.law);

/** The value of an index into a list, for choices inside other choices. */
const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

/** Facts that some rule about the act looks at. */
export function factsOf(policy: Policy, question: { act?: string; event?: string }): string[] {
  const candidates =
    (question.act === undefined
      ? policy.forEvent.get(question.event ?? '')
      : policy.forAct.get(question.act)) ?? [];
  const rules = [...candidates.map((candidate) => candidate.rule), ...[...policy.exemptions.values()].flat()];
  const names = rules.flatMap((rule) => [
    ...[rule.when, rule.unless, rule.provided, rule.purpose, ...rule.sometimesWho.values()].flatMap(
      (check) => check?.facts ?? [],
    ),
    ...rule.clause.needs,
  ]);
  return [...new Set([...names, ...policy.rulings.flatMap(({ when }) => when?.facts ?? [])])].toSorted();
}

/** Every value that the fact can have; numbers at and around the bounds in the rules. */
export function valuesOf(policy: Policy, name: string): FactValue[] {
  const fact = policy.vocabulary.facts.find(name);
  if (fact?.type === 'choice') return fact.values.all().map((value) => value.id);
  if (fact?.type === 'number') return [4, 10, 11, 12, 13, 14, 16, 17, 18, 19, 40];
  return fact?.type === 'boolean' ? [true, false] : [];
}

/** Choices from which a question is made for whatever policy there is. */
export interface Draw {
  readonly target: number;
  readonly isEvent: boolean;
  readonly roles: readonly number[];
  readonly thing: number | null;
  readonly facts: readonly { readonly isKnown: boolean; readonly value: number }[];
  readonly permissions: readonly {
    readonly by: readonly number[];
    readonly written: boolean;
    readonly scope: number;
    readonly pick: number;
  }[];
}

export const randomDraw: fc.Arbitrary<Draw> = fc.record({
  target: fc.nat(),
  isEvent: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  roles: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
  thing: fc.option(fc.nat(), { freq: 2 }),
  facts: fc.array(fc.record({ isKnown: fc.boolean(), value: fc.nat() }), { minLength: 24, maxLength: 24 }),
  permissions: fc.array(
    fc.record({
      by: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      written: fc.boolean(),
      scope: fc.nat(7),
      pick: fc.nat(),
    }),
    { maxLength: 2 },
  ),
});

/** The words a policy has to draw from. */
function wordsOf(policy: Policy) {
  const clauses = [...policy.rules.values()].map((rule) => rule.clause);
  const spoken = [...policy.forAct.entries()]
    .filter(([, candidates]) => candidates.length > 0)
    .map(([act]) => act);
  const told = [...policy.forEvent.entries()]
    .filter(([, candidates]) => candidates.length > 0)
    .map(([event]) => event);
  return {
    acts: spoken.length > 0 ? spoken : policy.vocabulary.acts.all().map((act) => act.id),
    events: told.length > 0 ? told : policy.vocabulary.events.all().map((event) => event.id),
    roles: [
      ...new Set([
        ...policy.pack.covers.flatMap((role) => policy.vocabulary.roles.narrower(role)),
        ...policy.pack.roles.keys(),
      ]),
    ],
    approvers: [...new Set(clauses.flatMap((clause) => clause.from?.roles ?? []))],
    asking: clauses.filter((clause) => clause.from !== undefined).map((clause) => clause.id),
    things: policy.vocabulary.things.all().map((thing) => thing.id),
  };
}

const words = new WeakMap<Policy, ReturnType<typeof wordsOf>>();

/** The question that a draw makes for this policy. */
export function questionFrom(policy: Policy, draw: Draw): Question {
  const known = words.get(policy) ?? wordsOf(policy);
  words.set(policy, known);
  const target = draw.isEvent
    ? { event: at(known.events, draw.target) as string }
    : { act: at(known.acts, draw.target) as string };
  const names = factsOf(policy, target);
  const facts: Record<string, FactValue> = {};
  names.forEach((name, index) => {
    const { isKnown, value } = at(draw.facts, index) as Draw['facts'][number];
    const chosen = at(valuesOf(policy, name), value);
    if (isKnown && chosen !== undefined) facts[name] = chosen;
  });
  const thing = draw.thing === null ? undefined : at(known.things, draw.thing);
  return {
    mode: 'may',
    as: [...new Set(draw.roles.flatMap((index) => at(known.roles, index) ?? []))],
    ...target,
    ...(thing !== undefined && { thing }),
    facts,
    permissions: draw.permissions.map((permission) => permissionFrom(permission, known, target)),
  };
}

function permissionFrom(
  { by, written, scope, pick }: Draw['permissions'][number],
  known: ReturnType<typeof wordsOf>,
  target: { act?: string },
): Permission {
  const clause = at(known.asking, pick);
  const thing = at(known.things, pick);
  return {
    by: [...new Set(by.flatMap((index) => at(known.approvers, index) ?? []))],
    written,
    ...(scope === 1 && clause !== undefined && { clause }),
    ...(scope === 2 && { act: target.act ?? (at(known.acts, pick) as string) }),
    ...(scope === 3 && { act: at(known.acts, pick) as string }),
    ...(scope === 4 && thing !== undefined && { thing }),
  };
}

/** A fact learned: one that was not known, or one known more narrowly. `thing` stands for the thing. */
export interface Learned {
  readonly name: string;
  readonly value: FactValue;
}

/** What may still be learned: unknown facts that nobody presumes otherwise, and narrower values of wide ones. */
export function learnable(policy: Policy, question: Question): Learned[] {
  const facts = factsOf(policy, question).flatMap((name) => factLearnable(policy, question, name));
  const narrower =
    question.thing === undefined
      ? policy.vocabulary.things.all().map((thing) => thing.id)
      : policy.vocabulary.things.narrower(question.thing).slice(1);
  return [...facts, ...narrower.map((value) => ({ name: 'thing', value }))];
}

function factLearnable(policy: Policy, question: Question, name: string): Learned[] {
  const { facts } = policy.vocabulary;
  const given = question.facts[name];
  const presumed = [
    facts.find(name)?.usual,
    ...[...policy.rules.values()].map((rule) => rule.clause.presume[name]),
  ];
  const narrows = (value: FactValue, wide: FactValue | undefined) =>
    wide === undefined || value === wide || facts.find(name)?.values.is(String(value), String(wide)) === true;
  const fitting = valuesOf(policy, name).filter((value) => value !== given && narrows(value, given));
  const learned =
    given === undefined ? fitting.filter((value) => presumed.every((wide) => narrows(value, wide))) : fitting;
  return learned.map((value) => ({ name, value }));
}

/** The question with the fact known. A thing brings no facts here: those are facts to be learned on their own. */
export const learn = (question: Question, { name, value }: Learned): Question =>
  name === 'thing'
    ? { ...question, thing: String(value) }
    : { ...question, facts: { ...question.facts, [name]: value } };
