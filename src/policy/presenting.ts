import type { Clause, Party } from './clause.ts';
import type { Route, Verdict } from './verdict.ts';

/** Every clause that an answer shows, the deciding ones first, each once. */
export function shownClauses(verdict: Verdict): Clause[] {
  const shown = [
    ...verdict.deciding,
    ...verdict.against.map((other) => other.clause),
    ...verdict.duties,
    ...verdict.advice,
    ...verdict.lifts,
    ...verdict.related,
  ];
  return [...new Map(shown.map((clause) => [clause.id, clause])).values()];
}

/**
 * Who must be asked or told, put together: one route as it is; routes of one person each as all of them; routes that
 * leave a choice as those people who serve for every one. Where nobody does, undefined: `routes` has them one by one.
 */
export function partiesOf(verdict: Verdict): Party | undefined {
  const routes = [
    ...new Map(
      verdict.routes.map((route) => [`${route.mode}:${[...route.roles].toSorted().join()}`, route]),
    ).values(),
  ];
  const [first] = routes;
  if (!first) return undefined;
  if (routes.length === 1) return { mode: first.mode, roles: first.roles };
  if (routes.some((route) => route.mode === 'any' && route.roles.length > 1)) return servingAll(routes);
  return { mode: 'all', roles: [...new Set(routes.flatMap((route) => route.roles))] };
}

/** People who serve for every route, each of which leaves a choice. */
function servingAll(routes: readonly Route[]): Party | undefined {
  if (routes.some((route) => route.mode === 'all' && route.roles.length > 1)) return undefined;
  const roles = (routes[0]?.roles ?? []).filter((role) =>
    routes.every((route) => route.roles.includes(role)),
  );
  return roles.length > 0 ? { mode: 'any', roles } : undefined;
}

/** A verdict as plain data: clause ids in place of clauses. The form of the API and of `gatehouse ask --batch`. */
export interface VerdictData {
  readonly verdict: string;
  readonly mode: string;
  readonly strength: string;
  readonly contested: boolean;
  /** Every clause shown, deciding ones first. */
  readonly clauses: readonly string[];
  readonly deciding: readonly string[];
  readonly against: readonly { readonly clause: string; readonly why: string }[];
  readonly ask?: PartyData;
  readonly report?: PartyData;
  readonly routes: readonly RouteData[];
  readonly needs: readonly string[];
  readonly dependsOn: readonly string[];
  readonly openFacts: readonly string[];
  readonly duties: readonly string[];
  readonly advice: readonly string[];
  readonly lifts: readonly string[];
  readonly follows: readonly string[];
  readonly presumed: readonly string[];
  readonly problems: readonly { readonly code: string; readonly clause: string; readonly name?: string }[];
  readonly ruling?: string;
  readonly doubt?: PartyData;
  readonly rules?: PartyData;
}

export interface PartyData {
  readonly mode: 'any' | 'all';
  /** `unnamed` stands for somebody whom the policy does not name. */
  readonly roles: readonly string[];
}

export interface RouteData extends PartyData {
  readonly clause: string;
  readonly within?: string;
  readonly how?: string;
}

const partyData = (party: Party): PartyData => ({
  mode: party.mode,
  roles: party.roles.length > 0 ? party.roles : ['unnamed'],
});
const ids = (clauses: readonly Clause[]) => clauses.map((clause) => clause.id);

/** The verdict as plain data. */
export function presentVerdict(verdict: Verdict): VerdictData {
  const parties = partiesOf(verdict);
  const key = verdict.verdict === 'report' ? 'report' : 'ask';
  return {
    verdict: verdict.verdict,
    mode: verdict.mode,
    strength: verdict.strength,
    contested: verdict.contested,
    clauses: ids(shownClauses(verdict)),
    deciding: ids(verdict.deciding),
    against: verdict.against.map((other) => ({ clause: other.clause.id, why: other.why })),
    ...(parties && { [key]: partyData(parties) }),
    routes: verdict.routes.map((route) => ({
      ...partyData(route),
      clause: route.clause.id,
      ...(route.clause.within !== undefined && { within: route.clause.within }),
      ...(route.clause.how !== undefined && { how: route.clause.how }),
    })),
    needs: verdict.needs,
    dependsOn: verdict.dependsOn,
    openFacts: verdict.openFacts,
    duties: ids(verdict.duties),
    advice: ids(verdict.advice),
    lifts: ids(verdict.lifts),
    follows: [...new Set(verdict.deciding.flatMap((clause) => clause.then))],
    presumed: verdict.presumed,
    problems: verdict.problems.map((problem) => ({
      code: problem.code,
      clause: problem.clause.id,
      ...(problem.name !== undefined && { name: problem.name }),
    })),
    ...(verdict.ruling && { ruling: verdict.ruling.id }),
    ...(verdict.doubt && { doubt: partyData(verdict.doubt.to) }),
    ...(verdict.rules && { rules: partyData(verdict.rules) }),
  };
}
