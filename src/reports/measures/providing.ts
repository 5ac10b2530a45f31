import type { Clause, Policy, Rule } from '../../policy/index.ts';
import type { ProvidedMeasures } from './measure.ts';

/**
 * What the policy provides against somebody with these roles: where acts are known, for those acts and for any breach;
 * otherwise for whatever was done. The clauses that name the act come before those that name any, and those that bind the
 * person on a condition only come last.
 */
export function measuresFor(
  policy: Policy,
  roles: readonly string[],
  acts: readonly string[] = [],
): ProvidedMeasures[] {
  return [...policy.rules.values()]
    .filter(({ clause }) => clause.verb === 'sanction' && clause.measures.length > 0)
    .filter((rule) => mayBind(rule, roles) && isFor(policy, rule.clause, acts))
    .map((rule) => provided(policy, rule, roles))
    .toSorted((one, other) => rank(one) - rank(other));
}

const provided = (policy: Policy, rule: Rule, roles: readonly string[]): ProvidedMeasures => ({
  clause: rule.clause,
  measures: rule.clause.measures,
  isCertain: binds(rule, roles),
  by: rule.clause.by?.roles ?? [],
  tells: tellsOf(policy, rule.clause, roles),
});

const rank = ({ clause, isCertain }: ProvidedMeasures): number =>
  (isCertain ? 0 : 2) + (isForAny(clause) ? 1 : 0);

const binds = ({ who }: Rule, roles: readonly string[]): boolean =>
  who === undefined || roles.some((role) => who.has(role));

const mayBind = (rule: Rule, roles: readonly string[]): boolean =>
  binds(rule, roles) || roles.some((role) => rule.sometimesWho.has(role));

const isForAny = ({ targets }: Clause): boolean => targets.includes('any');

const isFor = ({ vocabulary }: Policy, clause: Clause, acts: readonly string[]): boolean =>
  isForAny(clause) ||
  acts.length === 0 ||
  acts.some((act) => clause.targets.some((target) => vocabulary.acts.is(act, target)));

/** Acts that speak of sanctions; a clause that says who is told points to them. */
const SANCTIONS = ['sanction-pupil', 'sanction-breach'];

/** Whom the clause itself wants told, and the parents of a pupil where the policy says that they hear of misuse. */
function tellsOf(policy: Policy, clause: Clause, roles: readonly string[]): string[] {
  const tellsParents = [...policy.rules.values()].some(
    ({ clause: other }) =>
      other.verb === 'report' &&
      other.to?.roles.includes('parent') &&
      other.see.some((act) => SANCTIONS.includes(act)),
  );
  const parents = roles.includes('pupil') && tellsParents ? ['parent'] : [];
  return [...new Set([...clause.tells, ...parents])];
}
