import { isAbout } from './applying.ts';
import type { Clause } from './clause.ts';
import type { Policy, Rule } from './compiling.ts';
import { covered, isCleared, isHeld } from './permitting.ts';
import type { Question } from './question.ts';
import type { Standing } from './sorting.ts';
import { open, presumedValue } from './truth.ts';

/* The facts that are still to be asked, those that settle soonest first. */

/** Facts that keep these rules open. Those that settle a rule alone come first, then those that most rules wait for. */
export function unknownFacts(possible: readonly Standing[], policy: Policy, question: Question): string[] {
  if (possible.length === 0) return [];
  const waiting = new Map<string, number>();
  for (const rule of new Set(possible.map((standing) => standing.rule))) {
    const facts = openFactsOf(rule, policy, question);
    for (const fact of facts) waiting.set(fact, (waiting.get(fact) ?? 0) + 1 / facts.length);
  }
  return [...waiting.entries()]
    .toSorted((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
    .map(([fact]) => fact);
}

function openFactsOf(rule: Rule, policy: Policy, question: Question): string[] {
  const facts: string[] = [];
  const add = (name: string) => {
    if (!facts.includes(name)) facts.push(name);
  };
  const { from, verb } = rule.clause;
  const held =
    from && verb === 'exempt'
      ? covered(from, false, [rule.clause.id], question, policy)
      : isHeld(rule.clause, question, policy);
  if (held === open || isAbout(rule, question.thing, policy.vocabulary) === open) add('thing');
  const whom = question.as.map((role) => rule.sometimesWho.get(role));
  for (const check of [rule.when, rule.unless, rule.provided, rule.purpose, ...whom]) {
    if (!check || check.truth(question.facts) !== open) continue;
    for (const fact of check.facts) if (isUnsettled(fact, rule.clause, policy, question)) add(fact);
  }
  if (!rule.clause.from || isCleared(rule, question, policy)) {
    for (const need of rule.clause.needs) if (question.facts[need] === undefined) add(need);
  }
  return facts;
}

/** Not given and not presumed, or given too widely to settle anything (`on the premises`, where the room matters). */
export function isUnsettled(
  name: string,
  clause: Clause | undefined,
  policy: Policy,
  question: Question,
): boolean {
  const fact = policy.vocabulary.facts.find(name);
  const value = question.facts[name] ?? presumedValue(clause, name, policy.vocabulary);
  if (value === undefined) return true;
  return fact?.type === 'choice' && fact.values.narrower(String(value)).length > 1;
}
