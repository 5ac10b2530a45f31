import { type Clause, decide, type FactValue, type Policy, type Verdict } from '../policy/index.ts';

/** What somebody tells, as far as the policy looks at it. */
export interface Telling {
  readonly event: string;
  /** Roles of the teller. */
  readonly as: readonly string[];
  readonly thing?: string | undefined;
  readonly facts: Readonly<Record<string, FactValue>>;
}

/** A clause that sends what is told to somebody. */
export interface PlannedRoute {
  /** None where the policy says nothing, and whoever leads the school is told. */
  readonly clause: Clause | undefined;
  readonly mode: 'any' | 'all';
  /** Roles that hear it inside the school and its firms. */
  readonly roles: readonly string[];
  /** Roles outside, whom the teller or whoever handles it has to tell: the police, the sender of a letter. */
  readonly outside: readonly string[];
}

/** Where what is told goes, and what more would have to be known. */
export interface Routing {
  readonly verdict: Verdict;
  readonly routes: readonly PlannedRoute[];
  /** Facts that could still add somebody, to be asked. */
  readonly asks: readonly string[];
  readonly isConfidential: boolean;
}

/** Who is told where the policy names nobody. */
const LEADER = 'headteacher';

/**
 * Where the policy sends what is told. What nobody knows yet counts as if it were so where that adds somebody to be
 * told: a report that went to one too many is put right more easily than one that nobody heard.
 */
export function routingOf(policy: Policy, telling: Telling): Routing {
  const verdict = verdictOf(policy, telling);
  const clauses = new Map(clausesIn(verdict).map((clause) => [clause.id, clause]));
  const asks = unknownIn(verdict);
  for (const fact of asks) {
    const supposed = verdictOf(policy, { ...telling, facts: { ...telling.facts, [fact]: true } });
    for (const clause of clausesIn(supposed)) clauses.set(clause.id, clause);
  }
  const routes = [...clauses.values()].map((clause) => planned(policy, clause));
  const isHeard = routes.some(({ roles }) => roles.length > 0);
  return {
    verdict,
    routes: isHeard ? routes : [...routes, whereNobodyIsNamed(policy, verdict)],
    asks,
    isConfidential: [...clauses.values()].some(({ confidential }) => confidential),
  };
}

const verdictOf = (policy: Policy, { event, as, thing, facts }: Telling): Verdict =>
  decide(policy, {
    mode: 'may',
    as,
    event,
    facts,
    permissions: [],
    ...(thing !== undefined && { thing }),
  });

const clausesIn = (verdict: Verdict): readonly Clause[] =>
  verdict.verdict === 'report' ? verdict.routes.map(({ clause }) => clause) : [];

const unknownIn = ({ dependsOn, openFacts }: Verdict): string[] =>
  [...new Set([...dependsOn, ...openFacts])].filter((fact) => fact !== 'thing');

function planned(policy: Policy, clause: Clause): PlannedRoute {
  const roles = clause.to?.roles ?? [];
  const isOutside = (role: string) => policy.pack.roles.get(role)?.kind === 'outside' || FAMILIES.has(role);
  return {
    clause,
    mode: clause.to?.mode ?? 'any',
    roles: roles.filter((role) => !isOutside(role)),
    outside: roles.filter(isOutside),
  };
}

/** They are told in person, and open no reports. */
const FAMILIES = new Set(['parent', 'pupil']);

/** Whom the policy tells to ask when in doubt; otherwise whoever leads the school. */
function whereNobodyIsNamed(policy: Policy, verdict: Verdict): PlannedRoute {
  const doubted = verdict.doubt?.to.roles.filter((role) => policy.pack.roles.get(role)?.kind !== 'outside');
  const roles = doubted && doubted.length > 0 ? doubted : [LEADER];
  return { clause: undefined, mode: verdict.doubt?.to.mode ?? 'any', roles, outside: [] };
}
