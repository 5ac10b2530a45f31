import type { Clause, Party } from './clause.ts';
import type { Policy } from './compiling.ts';
import type { Outcome, Question } from './question.ts';
import { none, type Sorted } from './sorting.ts';
import type { Against, Fault, Route, Verdict } from './verdict.ts';

/* Puts a verdict together. */

export const routeOf = (clause: Clause, party: Party | undefined): Route => ({
  clause,
  mode: party?.mode ?? 'any',
  roles: party?.roles ?? [],
});

interface Extras {
  readonly contested?: boolean;
  readonly routes?: readonly Route[];
  readonly needs?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly openFacts?: readonly string[];
  readonly lifts?: readonly Clause[];
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export function answer(
  policy: Policy,
  question: Question,
  verdict: Outcome,
  deciding: readonly Clause[],
  sorted: Sorted,
  against: readonly Against[],
  extras: Extras = {},
): Verdict {
  const contested =
    (extras.contested ?? false) ||
    deciding.some((clause) => clause.doubt !== undefined && verdict !== 'depends');
  const made: Writable<Verdict> = {
    verdict,
    mode: question.mode,
    strength: 'must',
    contested,
    deciding,
    against,
    routes: extras.routes ?? none,
    needs: extras.needs ?? none,
    dependsOn: extras.dependsOn ?? none,
    openFacts: extras.openFacts ?? none,
    duties: none,
    advice:
      sorted.advice.length > 0 ? [...new Set(sorted.advice.map((standing) => standing.rule.clause))] : none,
    related: none,
    lifts: extras.lifts ?? none,
    presumed: presumedBy(policy, question, deciding),
    problems: problemsOf(policy, deciding, extras.routes),
  };
  const doubt = verdict === 'silent' ? doubtFor(policy, question) : undefined;
  if (contested) made.rules = policy.pack.rules;
  if (doubt) made.doubt = doubt;
  return made;
}

function doubtFor(policy: Policy, question: Question) {
  const asked = question.act ?? question.event ?? '';
  const lexicon = question.act === undefined ? policy.vocabulary.events : policy.vocabulary.acts;
  const line = lexicon.wider(asked);
  return (
    policy.pack.doubt.find((doubt) => doubt.about.some((about) => line.includes(about))) ??
    policy.pack.doubt.find((doubt) => doubt.about.length === 0)
  );
}

/** Facts that the deciding clauses rest on and that nobody gave, in an order of their own, however they were written. */
function presumedBy(policy: Policy, question: Question, deciding: readonly Clause[]): readonly string[] {
  let presumed: string[] | undefined;
  for (const clause of deciding) {
    for (const fact of policy.rules.get(clause.id)?.presumes ?? none) {
      if (question.facts[fact] !== undefined) continue;
      presumed ??= [];
      if (!presumed.includes(fact)) presumed.push(fact);
    }
  }
  return presumed?.toSorted() ?? none;
}

function problemsOf(
  policy: Policy,
  deciding: readonly Clause[],
  routes: readonly Route[] | undefined,
): readonly Fault[] {
  let problems: Fault[] | undefined;
  for (const clause of deciding) {
    for (const name of clause.settings) {
      if (policy.pack.settings.get(name)?.value !== undefined) continue;
      problems ??= [];
      problems.push({ code: 'SETTING_UNSET', clause, name });
    }
  }
  for (const route of routes ?? none) {
    if (route.roles.length > 0) continue;
    problems ??= [];
    problems.push({ code: 'NOBODY_NAMED', clause: route.clause });
  }
  return problems ?? none;
}
