import {
  type Clause,
  decide,
  type FactTest,
  type FactValue,
  type Policy,
  type Verdict,
} from '../policy/index.ts';

/** What somebody tells, as far as the policy looks at it. */
export interface Telling {
  readonly event: string;
  /** Roles of the teller. */
  readonly as: readonly string[];
  readonly thing?: string | undefined;
  readonly facts: Readonly<Record<string, FactValue>>;
  /** Roles of its kind that hear it where the policy says nothing of such a thing. */
  readonly told?: readonly string[] | undefined;
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
 * Where the policy sends what is told. What nobody knows yet counts as if it were so, and as if it were not: a report
 * that went to one too many is put right more easily than one that nobody heard. What no clause makes this teller tell
 * goes where a member of staff who hears of it has to take it.
 */
export function routingOf(policy: Policy, telling: Telling): Routing {
  const verdict = verdictOf(policy, telling);
  const own = clausesFor(policy, telling);
  const passedOn = isHeard(policy, own.certain)
    ? { certain: [], possible: [], open: [] }
    : clausesFor(policy, { ...telling, as: [WHO_HEARS_FIRST] });
  const certain = [...own.certain, ...passedOn.certain];
  const clauses = [...new Set([...certain, ...own.possible, ...passedOn.possible])];
  const routes = clauses.map((clause) => planned(policy, clause));
  return {
    verdict,
    routes: isHeard(policy, certain) ? routes : [...routes, whereNobodyIsNamed(policy, telling)],
    asks: [...new Set([...own.open, ...passedOn.open])].filter((fact) => fact !== 'thing'),
    isConfidential: clauses.some(({ confidential }) => confidential),
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

/** The clauses that send it on as far as is known, and those that would if what is not known were so. */
function clausesFor(policy: Policy, telling: Telling): Speaking {
  const verdict = verdictOf(policy, telling);
  const open = [...verdict.dependsOn, ...verdict.openFacts];
  const possible = supposing(policy, telling, open).flatMap((supposed) =>
    clausesIn(verdictOf(policy, supposed)),
  );
  return { certain: clausesIn(verdict), possible, open };
}

interface Speaking {
  readonly certain: readonly Clause[];
  readonly possible: readonly Clause[];
  /** Facts that decide which of the possible ones speak. */
  readonly open: readonly string[];
}

/** Whoever opens the door and hears it told. */
const WHO_HEARS_FIRST = 'staff';

const isHeard = (policy: Policy, clauses: readonly Clause[]): boolean =>
  clauses.some((clause) => planned(policy, clause).roles.length > 0);

/** What each clause of the event waits for, taken as so where it is not known. */
function supposing(policy: Policy, telling: Telling, open: readonly string[]): Telling[] {
  if (open.length === 0) return [];
  const clauses = (policy.forEvent.get(telling.event) ?? []).map(({ rule }) => rule.clause);
  return clauses.flatMap((clause) =>
    (clause.when ?? [[]]).map((tests) => ({
      ...telling,
      thing: telling.thing ?? clause.of[0],
      facts: {
        ...telling.facts,
        ...supposed(tests, open),
        ...supposed((clause.unless ?? []).flat().map(opposite), open),
      },
    })),
  );
}

const supposed = (tests: readonly FactTest[], open: readonly string[]): Record<string, FactValue> =>
  Object.fromEntries(
    tests.flatMap((test) => {
      const value = open.includes(test.fact) ? valueFor(test) : undefined;
      return value === undefined ? [] : [[test.fact, value]];
    }),
  );

const opposite = (test: FactTest): FactTest => ({ ...test, negated: !test.negated });

/** A value with which the test holds. */
function valueFor({ values, negated, atLeast, under }: FactTest): FactValue | undefined {
  const [value] = values;
  if (negated) return typeof value === 'boolean' ? !value : undefined;
  return value ?? atLeast ?? (under === undefined ? undefined : under - 1);
}

const clausesIn = (verdict: Verdict): readonly Clause[] =>
  verdict.verdict === 'report' ? verdict.routes.map(({ clause }) => clause) : [];

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

/**
 * Whom the policy tells to ask when in doubt about this very thing; otherwise whom the kind names, a worry about a child
 * being nothing for whoever answers for the rest; then whom to ask in any doubt, and whoever leads the school.
 */
function whereNobodyIsNamed(policy: Policy, { event, told = [] }: Telling): PlannedRoute {
  const line = policy.vocabulary.events.wider(event);
  const { doubt } = policy.pack;
  const doubted =
    doubt.find(({ about }) => about.some((each) => line.includes(each))) ??
    (told.length > 0 ? { to: { mode: 'any' as const, roles: told } } : undefined) ??
    doubt.find(({ about }) => about.length === 0);
  const roles = doubted?.to.roles.filter((role) => policy.pack.roles.get(role)?.kind !== 'outside') ?? [];
  return {
    clause: undefined,
    mode: doubted?.to.mode ?? 'any',
    roles: roles.length > 0 ? roles : [LEADER],
    outside: [],
  };
}
