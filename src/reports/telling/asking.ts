import type { FactValue, Policy } from '../../policy/index.ts';
import { type PlannedRoute, routingOf, type Telling } from '../routing.ts';

/** A circumstance that whoever tells is asked for, because somebody more would have to hear of it. */
export interface Asked {
  readonly fact: string;
  /** What is taken for granted where nobody says; none where nothing is. */
  readonly usual: FactValue | undefined;
  /** Who hears of it as well where it is so. */
  readonly adds: readonly PlannedRoute[];
}

/**
 * What is worth asking of whoever tells something: what the policy leaves open, and what it takes for granted and would
 * decide otherwise.
 */
export function askedOf(policy: Policy, telling: Telling): Asked[] {
  const bare = { ...telling, facts: {} };
  const { routes, asks } = routingOf(policy, bare);
  const known = new Set(routes.map(({ clause }) => clause?.id));
  const presumed = presumedIn(policy, telling.event).filter((fact) => !asks.includes(fact));
  const added = presumed.flatMap((fact) => {
    const usual = policy.vocabulary.facts.find(fact)?.usual;
    const otherwise = routingOf(policy, { ...bare, facts: { [fact]: usual !== true } });
    const adds = otherwise.routes.filter(({ clause }) => clause !== undefined && !known.has(clause.id));
    return adds.length > 0 ? [{ fact, usual, adds }] : [];
  });
  const open = asks
    .filter((fact) => isAskable(policy, fact))
    .map((fact) => ({ fact, usual: undefined, adds: [] }));
  return [...open, ...added];
}

/** Facts of the event's clauses that are yes or no and taken for granted. */
const presumedIn = (policy: Policy, event: string): string[] => [
  ...new Set(
    (policy.forEvent.get(event) ?? [])
      .flatMap(({ rule }) => [rule.when, rule.unless])
      .flatMap((check) => check?.facts ?? [])
      .filter((fact) => typeof policy.vocabulary.facts.find(fact)?.usual === 'boolean'),
  ),
];

const isAskable = (policy: Policy, fact: string): boolean =>
  ['boolean', 'choice'].includes(policy.vocabulary.facts.find(fact)?.type ?? '');
