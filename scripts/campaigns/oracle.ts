import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { requestOf, toCedar } from '../../src/policy/exporting/index.ts';
import { decide, type Policy, type Question } from '../../src/policy/index.ts';
import type { FactValue } from '../../src/policy/vocabulary.ts';
import { factsOf, valuesOf } from '../../test/support/random-packs.ts';
import type { Chance } from './chance.ts';

/* Cedar as an oracle: the same questions to it and to us. */

/** What Cedar says of a question: its decision, and the ids of the policies that made it. */
export interface CedarAnswer {
  readonly allows: boolean;
  readonly because: readonly string[];
}

let sets = 0;

/** Hands a policy to Cedar once; answers questions about acts from then on. */
export function cedarFor(policy: Policy): (question: Question) => CedarAnswer {
  sets += 1;
  const name = `policies-${sets}`;
  const { byId } = toCedar(policy.pack, policy.law);
  const parsed = cedar.preparsePolicySet(name, { staticPolicies: { ...byId } });
  if (parsed.type === 'failure') throw new Error(parsed.errors.map((error) => error.message).join('\n'));
  return (question) => {
    const { entities, context, ...request } = requestOf(question, policy.vocabulary);
    const answer = cedar.statefulIsAuthorized({
      ...request,
      context: context as cedar.Context,
      entities: entities as unknown as cedar.Entities,
      preparsedPolicySetId: name,
      validateRequest: false,
    });
    if (answer.type === 'failure') throw new Error(answer.errors.map((error) => error.message).join('\n'));
    const { decision, diagnostics } = answer.response;
    if (diagnostics.errors.length > 0)
      throw new Error(
        diagnostics.errors.map((error) => `${error.policyId}: ${error.error.message}`).join('\n'),
      );
    return { allows: decision === 'allow', because: diagnostics.reason };
  };
}

const pick = <T>(list: readonly T[], random: Chance): T | undefined => list[random.between(0, list.length)];

/** A random question about an act that the policy speaks of; `knows` is how many of a hundred facts are known. */
export function randomQuestion(policy: Policy, random: Chance, knows: number): Question {
  const acts = [...policy.forAct.entries()]
    .filter(([, candidates]) => candidates.length > 0)
    .map(([act]) => act);
  const act = pick(acts, random) as string;
  const facts: Record<string, FactValue> = {};
  for (const name of factsOf(policy, { act })) {
    const value = random.percent(knows) ? valueFor(policy, act, name, random, knows === 100) : undefined;
    if (value !== undefined) facts[name] = value;
  }
  const thing = thingFor(policy, act, random, knows === 100);
  return {
    mode: 'may',
    as: rolesFor(policy, random),
    act,
    ...(thing !== undefined && { thing }),
    facts,
    permissions: permissionsFor(policy, act, random),
  };
}

/** Half of the values are ones that some rule about the act names; where everything is known, only the narrowest. */
function valueFor(
  policy: Policy,
  act: string,
  name: string,
  random: Chance,
  narrowest: boolean,
): FactValue | undefined {
  const rules = (policy.forAct.get(act) ?? []).map(({ rule }) => rule.clause);
  const tests = rules.flatMap((clause) =>
    [clause.when, clause.unless, clause.provided].flatMap((condition) => condition?.flat() ?? []),
  );
  const named = tests
    .filter((test) => test.fact === name && !Array.isArray(test.values))
    .flatMap((test) => [...test.values]);
  const value =
    named.length > 0 && random.percent(50) ? pick(named, random) : pick(valuesOf(policy, name), random);
  if (value === undefined || !narrowest) return value;
  const fact = policy.vocabulary.facts.find(name);
  if (fact?.type !== 'choice') return value;
  return pick(
    fact.values.narrower(String(value)).filter((one) => fact.values.narrower(one).length === 1),
    random,
  );
}

function thingFor(policy: Policy, act: string, random: Chance, isKnown: boolean): string | undefined {
  const { things } = policy.vocabulary;
  const named = (policy.forAct.get(act) ?? []).flatMap(({ rule }) => rule.clause.of);
  if (!isKnown && random.percent(40)) return undefined;
  const thing =
    named.length > 0 && random.percent(70)
      ? (pick(named, random) as string)
      : (pick(things.all(), random)?.id as string);
  return isKnown
    ? pick(
        things.narrower(thing).filter((one) => things.narrower(one).length === 1),
        random,
      )
    : thing;
}

function rolesFor(policy: Policy, random: Chance): string[] {
  const roles = [
    ...policy.pack.covers.flatMap((role) => policy.vocabulary.roles.narrower(role)),
    ...policy.pack.roles.keys(),
  ];
  const count = random.percent(80) ? 1 : 2;
  return [...new Set(Array.from({ length: count }, () => pick(roles, random) as string))];
}

function permissionsFor(policy: Policy, act: string, random: Chance): Question['permissions'] {
  const asking = (policy.forAct.get(act) ?? [])
    .map(({ rule }) => rule.clause)
    .filter((clause) => clause.from);
  const lifting = [...policy.exemptions.values()].flat().map((rule) => rule.clause);
  const clauses = [...asking, ...lifting];
  return Array.from({ length: random.between(0, 3) }, () => {
    const clause = pick(clauses, random);
    const roles = [...policy.pack.roles.keys()];
    const by = clause?.from && random.percent(70) ? clause.from.roles : [pick(roles, random) as string];
    const thing = pick(policy.vocabulary.things.all(), random)?.id as string;
    return {
      by: by.length > 0 ? by : [pick(roles, random) as string],
      written: random.percent(60),
      ...(clause && random.percent(20) && { clause: clause.id }),
      ...(random.percent(10) && {
        act: random.percent(70) ? act : (pick(policy.vocabulary.acts.all(), random)?.id as string),
      }),
      ...(random.percent(8) && { thing }),
    };
  });
}

/** A question on which the two differ, and how. */
export interface Disagreement {
  readonly question: Question;
  readonly verdict: string;
  readonly cedar: CedarAnswer;
  readonly why: string;
}

/**
 * Asks both. With complete facts Cedar allows just where we say yes. With partial facts our yes is allowed, our no is
 * denied, and what Cedar denies because of a ban or a missing need we do not let; where everything is known, such a
 * ban makes a no, or an ask where an exemption lacks its form or a permission lifts it.
 */
export function compare(
  policy: Policy,
  ask: (question: Question) => CedarAnswer,
  question: Question,
  isComplete: boolean,
): Disagreement | undefined {
  const { verdict } = decide(policy, question);
  const answer = ask(question);
  const differs = (why: string) => ({ question, verdict, cedar: answer, why });
  if (verdict === 'yes' && !answer.allows) return differs('we let what Cedar denies');
  if (verdict === 'no' && answer.allows) return differs('we bar what Cedar allows');
  const isBarred = !answer.allows && answer.because.some((id) => id.endsWith('#ban') || id.endsWith('#need'));
  if (isBarred && isComplete && verdict !== 'no' && verdict !== 'ask')
    return differs('a ban applies and we do not bar');
  if (isComplete && answer.allows !== (verdict === 'yes'))
    return differs('facts are complete and the two differ');
  return undefined;
}
