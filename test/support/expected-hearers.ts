import {
  type Clause,
  clausesOf,
  type FactTest,
  type FactValue,
  type Policy,
} from '../../src/policy/index.ts';

/*
 * Who has to hear what is told, worked out from the words of a pack alone: a slow second opinion on src/reports/routing.ts
 * and src/reports/hearing.ts, which it never asks.
 */

/** Something that somebody of one role tells. */
export interface Tale {
  readonly event: string;
  readonly as: string;
  readonly facts: Readonly<Record<string, FactValue>>;
  /** Roles that its kind names for a policy that says nothing of it. */
  readonly told: readonly string[];
}

/** A clause with the roles that it wants told, apart from those outside; none for whom to ask when in doubt. */
export interface ExpectedRoute {
  readonly clause: string | undefined;
  readonly mode: 'any' | 'all';
  readonly roles: readonly string[];
  readonly outside: readonly string[];
  readonly within: string | undefined;
}

/** Somebody of the school, with the one role that they hold or deputise in. */
export interface Player {
  readonly id: string;
  readonly role: string;
  readonly deputises: boolean;
}

const FAMILIES = ['parent', 'pupil'];
const NOT_SAID = 'not said';

/** Clauses that send an event on, of the school's policy and of the law under it. */
export const reportClauses = (policy: Policy): readonly Clause[] =>
  [...policy.rules.values()].map(({ clause }) => clause).filter(({ verb }) => verb === 'report');

/** Where a tale has to go. */
export function expectedRoutes(policy: Policy, tale: Tale): readonly ExpectedRoute[] {
  const own = speaking(policy, tale);
  const isHeard = (clauses: readonly Clause[]) =>
    clauses.some((clause) => routeOf(policy, clause).roles.length > 0);
  const passedOn = isHeard(own.surely)
    ? { surely: [], perhaps: [] }
    : speaking(policy, { ...tale, as: 'staff' });
  const surely = [...own.surely, ...passedOn.surely];
  const all = [...new Set([...surely, ...own.perhaps, ...passedOn.perhaps])];
  const routes = all.map((clause) => routeOf(policy, clause));
  return isHeard(surely) ? routes : [...routes, inDoubt(policy, tale)];
}

/** Clauses that bind the teller now, and those that may. */
function speaking(policy: Policy, tale: Tale): { surely: Clause[]; perhaps: Clause[] } {
  const { events } = policy.vocabulary;
  const binding = reportClauses(policy).filter(
    (clause) => clause.targets.some((wide) => events.is(tale.event, wide)) && binds(policy, clause, tale.as),
  );
  const standing = binding.map((clause) => ({ clause, truth: truthOf(policy, clause, tale) }));
  return {
    surely: standing.flatMap(({ clause, truth }) => (truth === true ? [clause] : [])),
    perhaps: standing.flatMap(({ clause, truth }) => (truth === NOT_SAID ? [clause] : [])),
  };
}

function binds(policy: Policy, clause: Clause, as: string): boolean {
  const { roles } = policy.vocabulary;
  const treated = roles.wider(as).flatMap((role) => policy.pack.roles.get(role)?.treatedAs ?? []);
  return clause.who.some(
    (who) => who === 'everyone' || roles.is(as, who) || treated.some((each) => roles.is(each.role, who)),
  );
}

type Truth = boolean | typeof NOT_SAID;

function truthOf(policy: Policy, clause: Clause, tale: Tale): Truth {
  if (clause.of.length > 0 || clause.unless !== undefined)
    throw new Error(`${clause.id} speaks of things or exceptions, which these expectations do not know`);
  const lists = (clause.when ?? [[]]).map((tests) => {
    const truths = tests.map((test) => truthOfTest(policy, clause, test, tale));
    return truths.includes(false) ? false : truths.includes(NOT_SAID) ? NOT_SAID : true;
  });
  return lists.includes(true) ? true : lists.includes(NOT_SAID) ? NOT_SAID : false;
}

function truthOfTest(
  policy: Policy,
  clause: Clause,
  { fact, values, negated, atLeast, under }: FactTest,
  tale: Tale,
): Truth {
  if (atLeast !== undefined || under !== undefined)
    throw new Error(`${clause.id} counts, which these expectations do not know`);
  const known = policy.vocabulary.facts.find(fact);
  const value = tale.facts[fact] ?? clause.presume[fact] ?? known?.usual;
  if (value === undefined) return NOT_SAID;
  const fits = values.some(
    (wanted) =>
      wanted === value || (known?.type === 'choice' && known.values.is(String(value), String(wanted))),
  );
  return fits !== negated;
}

function routeOf(policy: Policy, clause: Clause): ExpectedRoute {
  const roles = clause.to?.roles ?? [];
  const outside = roles.filter(
    (role) => policy.pack.roles.get(role)?.kind === 'outside' || FAMILIES.includes(role),
  );
  return {
    clause: clause.id,
    mode: clause.to?.mode ?? 'any',
    roles: roles.filter((role) => !outside.includes(role)),
    outside,
    within: clause.within,
  };
}

function inDoubt(policy: Policy, { event, told }: Tale): ExpectedRoute {
  const wide = policy.vocabulary.events.wider(event);
  const { doubt } = policy.pack;
  const exactly = doubt.find(({ about }) => about.some((each) => wide.includes(each)))?.to;
  const inAnyDoubt = doubt.find(({ about }) => about.length === 0)?.to;
  const { mode, roles } = exactly ??
    (told.length > 0 ? { mode: 'any' as const, roles: told } : undefined) ??
    inAnyDoubt ?? { mode: 'any' as const, roles: ['headteacher'] };
  return { clause: undefined, mode, roles, outside: [], within: undefined };
}

/** What keeps somebody from hearing. */
export interface Circumstances {
  /** Id of whom it is about. */
  readonly about?: string;
  /** Id of whoever is not there. */
  readonly away?: string;
}

/** Who serves as a role: its holders; for those who are away a deputy; above those whom it is about, whoever serves there. */
export function expectedHearers(
  policy: Policy,
  cast: readonly Player[],
  role: string,
  { about, away }: Circumstances = {},
): readonly string[] {
  const isThere = ({ id }: Player) => id !== about && id !== away;
  const named = cast.filter((each) => !each.deputises && serves(policy, each.role, role));
  if (named.some(isThere)) return named.filter(isThere).map(({ id }) => id);
  const deputyRole = policy.pack.roles.get(role)?.deputy ?? `deputy-${role}`;
  const deputies = cast.filter(
    (each) =>
      isThere(each) && (each.role === deputyRole || (each.deputises && serves(policy, each.role, role))),
  );
  const isAboutThem = named.some(({ id }) => id === about);
  if (!isAboutThem && deputies.length > 0) return deputies.map(({ id }) => id);
  const next = lineAbove(role).find((above) => cast.some((each) => each.role === above && isThere(each)));
  return next === undefined ? [] : expectedHearers(policy, cast, next, { about, away } as Circumstances);
}

/** The role itself, those of which it is the wider name, those whom the policy treats as it; "the school" is who leads it. */
function serves(policy: Policy, held: string, role: string): boolean {
  if (policy.vocabulary.roles.is(held, role)) return true;
  const isTreated = (id: string) =>
    policy.pack.roles.get(id)?.treatedAs.some((each) => each.role === role && each.when === undefined) ??
    false;
  if (isTreated(held)) return true;
  const isAnybodyTreated = [...policy.pack.roles.keys()].some(isTreated);
  return (
    role === 'school' &&
    !isAnybodyTreated &&
    ['headteacher', 'business-manager', 'senior-leadership'].includes(held)
  );
}

/** The head's are the governors; everybody else's is the head, and whoever there is above. */
const lineAbove = (role: string): readonly string[] =>
  role === 'headteacher'
    ? ['chair-of-governors', 'governing-board', 'governor', 'trustee']
    : ['headteacher', 'business-manager', 'chair-of-governors', 'governing-board', 'governor', 'trustee'];

/** Every role that hears, is bound or leads somewhere in a policy. */
export function rolesOfPolicy(policy: Policy): readonly string[] {
  const named = reportClauses(policy).flatMap((clause) => [...(clause.to?.roles ?? []), ...clause.who]);
  const leading = ['headteacher', 'deputy-headteacher', 'business-manager', 'dsl', 'dpo'];
  const above = ['chair-of-governors', 'governing-board', 'governor', 'trustee'];
  const others = ['staff', 'teacher', 'pupil', 'parent', 'volunteer', 'visitor', 'contractor'];
  const doubted = policy.pack.doubt.flatMap(({ to }) => to.roles);
  return [
    ...new Set([...policy.pack.roles.keys(), ...named, ...doubted, ...leading, ...above, ...others]),
  ].filter((role) => role !== 'everyone' && role !== 'school');
}

/** How many clauses of a pack send something on, to see that none is forgotten. */
export const countReportClauses = (policy: Policy): number =>
  [policy.pack, ...policy.law].flatMap((pack) => clausesOf(pack)).filter(({ verb }) => verb === 'report')
    .length;
