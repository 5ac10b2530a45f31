import type { Permission, Policy, Question, Rule } from '../src/policy/index.ts';
import type { Chance } from '../scripts/campaigns/chance.ts';

/** Any one of a list that is not empty. */
export const pick = <T>(chance: Chance, list: readonly T[]): T => list[chance.between(0, list.length)] as T;

/**
 * A question as people ask it, at random: nine in ten about what the policy speaks of, one in fifteen about something that
 * happened, one in seven what one must do or what is said, none to six facts of which most are such as a clause asks for,
 * and now and then a permission.
 */
export function anyQuestion(policy: Policy, chance: Chance): Question {
  const { vocabulary } = policy;
  const spoken = chance.percent(90);
  const isEvent = chance.percent(7);
  const rulesBy = isEvent ? policy.forEvent : policy.forAct;
  const names = [...rulesBy]
    .filter(([, candidates]) => !spoken || candidates.length > 0)
    .map(([name]) => name);
  const name = pick(chance, names);
  const rules = (rulesBy.get(name) ?? []).map((candidate) => candidate.rule);
  const things = rules.flatMap((rule) => rule.clause.of);
  const mode = chance.percent(85) ? 'may' : chance.percent(50) ? 'must' : 'about';
  return {
    mode,
    as: anyRoles(policy, chance),
    ...(isEvent ? { event: name } : { act: name }),
    ...(chance.percent(40) && {
      thing:
        chance.percent(70) && things.length > 0
          ? pick(chance, things)
          : pick(chance, vocabulary.things.all()).id,
    }),
    facts: anyFacts(policy, rules, chance),
    permissions: chance.percent(15) ? [anyPermission(policy, rules, chance)] : [],
  };
}

function anyRoles(policy: Policy, chance: Chance): string[] {
  const { covers, roles: named } = policy.pack;
  const role = () => (chance.percent(75) ? pick(chance, covers) : pick(chance, [...named.keys()]));
  return chance.percent(85) ? [role()] : [role(), role()];
}

function anyFacts(policy: Policy, rules: readonly Rule[], chance: Chance): Question['facts'] {
  const { facts } = policy.vocabulary;
  const asked = rules.flatMap((rule) =>
    [rule.when, rule.unless, rule.provided].flatMap((check) => check?.facts ?? []),
  );
  const given: Record<string, boolean | number | string> = Object.create(null);
  for (let left = chance.between(0, 7); left > 0; left -= 1) {
    const name = asked.length > 0 && chance.percent(70) ? pick(chance, asked) : pick(chance, facts.all()).id;
    const fact = facts.find(name);
    if (fact?.type === 'boolean') given[name] = chance.percent(50);
    else if (fact?.type === 'choice') given[name] = pick(chance, fact.values.all()).id;
    else if (fact?.type === 'number') given[name] = chance.between(5, 19);
  }
  return given;
}

function anyPermission(policy: Policy, rules: readonly Rule[], chance: Chance): Permission {
  const asked = rules.flatMap((rule) => rule.clause.from?.roles ?? []);
  const by =
    asked.length > 0 && chance.percent(70)
      ? pick(chance, asked)
      : pick(chance, [...policy.pack.roles.keys()]);
  return { by: [by], written: chance.percent(50) };
}
