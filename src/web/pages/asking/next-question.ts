import type { Fact, FactTest, Policy, Question, Verdict } from '../../../policy/index.ts';

/** One answer that may be given. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** One thing to ask next, as choices. */
export interface NextQuestion {
  /** The field that carries the answer: `as`, `thing` or `fact.NAME`. */
  readonly field: string;
  readonly title: string;
  readonly hint?: string;
  readonly choices: readonly Choice[];
  /** For `as`: people with an office, who stand apart. */
  readonly offices?: readonly Choice[];
  /** Whether "I don't know" can be answered. */
  readonly maySkip: boolean;
}

/**
 * Who asks: the people of a school first, those whom a clause on this very act or event is written for, then those who
 * hold an office that the policy names.
 */
export function whoAsks(policy: Policy, question: Question): NextQuestion {
  const { pack, vocabulary } = policy;
  const people = ['staff', 'governor', 'trustee', 'pupil', 'parent', 'volunteer', 'contractor', 'visitor'];
  const named = (role: string) =>
    pack.roles.has(role) ||
    pack.covers.includes(role) ||
    pack.agreements.some((form) => form.signs.includes(role));
  const meant = candidatesFor(policy, question).flatMap(({ rule }) => (rule.isLaw ? [] : rule.clause.who));
  const offices = [...pack.roles.values()]
    .filter((role) => role.kind === 'person' || role.kind === 'firm')
    .map((role) => role.id);
  const choiceOf = (role: string) => ({
    value: role,
    text: capital(pack.roles.get(role)?.name ?? vocabulary.roles.find(role)?.name ?? role),
  });
  return {
    field: 'as',
    title: 'Who is asking?',
    choices: [
      ...new Set([
        ...people.filter((role) => named(role) || role === 'pupil' || role === 'parent'),
        ...meant.filter((role) => !offices.includes(role) && !nobody.includes(role)),
      ]),
    ].map(choiceOf),
    offices: offices.filter((role) => !people.includes(role) && !nobody.includes(role)).map(choiceOf),
    maySkip: false,
  };
}

/** Roles that no asker has. */
const nobody: readonly string[] = ['school', 'everyone', 'public', 'police'];

const candidatesFor = (policy: Policy, question: Question) =>
  (question.act === undefined
    ? policy.forEvent.get(question.event ?? '')
    : policy.forAct.get(question.act)) ?? [];

/** The fact that settles the question soonest and that the asker has not said they do not know. */
export function nextQuestion(
  policy: Policy,
  question: Question,
  verdict: Verdict,
  skipped: readonly string[],
): NextQuestion | undefined {
  const wanted = verdict.verdict === 'depends' ? verdict.dependsOn : [];
  const name = wanted.find((each) => !skipped.includes(each));
  if (name === undefined) return undefined;
  if (name === 'thing') return whichThing(policy, question);
  const fact = policy.vocabulary.facts.find(name);
  return fact && askFor(fact, verdict, policy, question);
}

function whichThing(policy: Policy, question: Question): NextQuestion {
  const candidates = candidatesFor(policy, question);
  const things = [
    ...new Set(
      candidates
        .flatMap((candidate) => candidate.rule.clause.of)
        .flatMap((thing) => policy.vocabulary.things.narrower(thing)),
    ),
  ];
  return {
    field: 'thing',
    title: 'What is it about?',
    choices: [
      ...things
        .flatMap((id) => policy.vocabulary.things.find(id) ?? [])
        .map((thing) => ({ value: thing.id, text: capital(thing.name) })),
      ...other(policy, things),
    ],
    maySkip: true,
  };
}

/** Something that none of the clauses is about. */
function other(policy: Policy, things: readonly string[]): { value: string; text: string }[] {
  const strange = policy.vocabulary.things
    .all()
    .find(
      (thing) =>
        !things.some(
          (each) =>
            policy.vocabulary.things.is(thing.id, each) || policy.vocabulary.things.is(each, thing.id),
        ),
    );
  return strange ? [{ value: strange.id, text: 'Something else' }] : [];
}

function askFor(fact: Fact, verdict: Verdict, policy: Policy, question: Question): NextQuestion {
  return {
    field: `fact.${fact.id}`,
    title: fact.ask,
    choices: choicesFor(fact, verdict, policy, question),
    maySkip: true,
  };
}

function choicesFor(fact: Fact, verdict: Verdict, policy: Policy, question: Question): Choice[] {
  if (fact.type === 'number') return numbersThatMatter(testsOf(fact, verdict));
  if (fact.type !== 'boolean') return valuesThatMatter(fact, verdict, policy, question);
  return [
    { value: 'true', text: 'Yes' },
    { value: 'false', text: 'No' },
  ];
}

/** What the clauses that may decide ask of a fact. */
const testsOf = (fact: Fact, verdict: Verdict): FactTest[] =>
  verdict.deciding
    .flatMap((clause) => [clause.when, clause.unless, clause.provided])
    .flatMap((condition) => condition?.flat() ?? [])
    .filter((test) => test.fact === fact.id);

/** Below the lowest number that a clause names, between two of them, and from the highest up: one number stands for each. */
function numbersThatMatter(tests: readonly FactTest[]): Choice[] {
  const limits = [...new Set(tests.flatMap((test) => [test.under, test.atLeast]))]
    .filter((limit) => limit !== undefined)
    .toSorted((one, other) => one - other);
  const [lowest] = limits;
  if (lowest === undefined) return [];
  return [
    { value: String(lowest - 1), text: `Under ${lowest}` },
    ...limits.map((limit, index) => {
      const next = limits[index + 1];
      return {
        value: String(limit),
        text: next === undefined ? `${limit} or over` : `${limit} or over, and under ${next}`,
      };
    }),
  ];
}

/** Values that a clause names, their narrower ones, and one that stands for all others. */
function valuesThatMatter(fact: Fact, verdict: Verdict, policy: Policy, question: Question): Choice[] {
  const tested = new Set(testsOf(fact, verdict).flatMap((test) => test.values.map(String)));
  if (fact.id === 'purpose')
    for (const clause of verdict.deciding) for (const purpose of clause.purposes) tested.add(purpose);
  const given = question.facts[fact.id];
  const within = fact.values
    .all()
    .filter(
      (value) => given === undefined || (value.id !== given && fact.values.is(value.id, String(given))),
    );
  const near = within.filter((value) => [...tested].some((wanted) => fact.values.is(value.id, wanted)));
  const rest = within.filter(
    (value) =>
      ![...tested].some((wanted) => fact.values.is(value.id, wanted) || fact.values.is(wanted, value.id)),
  );
  const shown =
    fact.values.all().length <= 8
      ? within.filter((value) => fact.values.narrower(value.id).length === 1 || near.includes(value))
      : near;
  const choices = shown.map((value) => ({ value: value.id, text: capital(value.name) }));
  const [stranger] = rest.filter((value) => !shown.includes(value));
  return stranger === undefined ? choices : [...choices, { value: stranger.id, text: 'Something else' }];
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
