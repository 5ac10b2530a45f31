import { type Holder, rolesThatServe, servingAs } from '../permissions/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Hearing, ReportRoute } from './report.ts';

/** Somebody who hears a report, and why they. */
export interface Hearer {
  readonly personId: string;
  /** The role that the clause names; none for those who were let in. */
  readonly role: string | undefined;
  readonly how: 'holder' | 'deputy' | 'next-in-line' | 'let-in';
}

/** The head is next for everybody, and the chair of governors for the head: whoever leads, where no role says more. */
const LEADER = 'headteacher';

/**
 * Who hears a report today, role by role: whoever serves as the roles of its routes, and those who were let in; never
 * anybody whom it is about.
 */
export function hearersOf(hearing: Hearing, holders: readonly Holder[], policy: Policy): Hearer[] {
  const about = new Set(hearing.about);
  const named = [...rolesOf(hearing.routes)].flatMap((role) => {
    const { personIds, how } = servingFor(role, about, holders, policy);
    return how === 'nobody' ? [] : personIds.map((personId) => ({ personId, role, how }));
  });
  const known = new Set(named.map(({ personId }) => personId));
  const letIn = hearing.letIn
    .filter(({ personId }) => !about.has(personId) && !known.has(personId))
    .map(({ personId }) => ({ personId, role: undefined, how: 'let-in' as const }));
  return [...named, ...letIn];
}

/**
 * A deputy stands in for whoever is away. What is about a holder does not go to somebody whom they lead, but up, unless
 * nobody is there; and whoever is next in line hears it as those do who serve in that place.
 */
function servingFor(
  role: string,
  about: ReadonlySet<string>,
  holders: readonly Holder[],
  policy: Policy,
  passed: ReadonlySet<string> = new Set(),
): ReturnType<typeof servingAs> {
  const serving = withoutThoseTheyLead(role, about, holders, policy);
  if (serving.through === undefined || passed.has(role)) return serving;
  const above = servingFor(serving.through, about, holders, policy, new Set([...passed, role]));
  return { ...serving, personIds: above.personIds };
}

function withoutThoseTheyLead(
  role: string,
  about: ReadonlySet<string>,
  holders: readonly Holder[],
  policy: Policy,
): ReturnType<typeof servingAs> {
  const serving = servingAs(role, about, holders, policy);
  if (serving.how !== 'deputy') return serving;
  const as = (holder: Holder) => servingAs(role, new Set(), [{ ...holder, isAway: false }], policy).how;
  const isAboutHolder = holders.some((holder) => about.has(holder.personId) && as(holder) === 'holder');
  if (!isAboutHolder) return serving;
  const others = holders.filter((holder) => as(holder) !== 'deputy');
  const above = servingAs(role, about, others, policy);
  return above.how === 'nobody' ? serving : above;
}

/** Whether somebody hears a report today. */
export const hears = (
  hearing: Hearing,
  personId: string,
  holders: readonly Holder[],
  policy: Policy,
): boolean => hearersOf(hearing, holders, policy).some((hearer) => hearer.personId === personId);

/** The roles of a report's routes: where to look first, never who hears it. */
export const earsOf = (routes: readonly ReportRoute[]): string[] => rolesOf(routes);

const served = new WeakMap<Policy, Map<string, ReadonlySet<string>>>();

/**
 * Every role of a route as which somebody with these roles may come to hear: their own, those they stand in for, and those
 * for which they are next in line, however many are passed over. Who hears it in the end, `hearersOf` says.
 */
export function rolesToHearAs(policy: Policy, held: readonly string[]): string[] {
  const known = served.get(policy) ?? new Map<string, ReadonlySet<string>>();
  served.set(policy, known);
  const roles = policy.vocabulary.roles.all().map(({ id }) => id);
  return roles.filter((role) => {
    const serving = known.get(role) ?? whoeverServes(role, policy);
    known.set(role, serving);
    return held.some((each) => serving.has(each));
  });
}

/** Roles that may serve as a role, and as each of those in turn. */
function whoeverServes(role: string, policy: Policy): ReadonlySet<string> {
  const { roles } = policy.vocabulary;
  const serving = new Set([role]);
  for (const each of serving)
    for (const next of rolesThatServe(each, policy)) if (roles.find(next)) serving.add(next);
  return serving;
}

const rolesOf = (routes: readonly ReportRoute[]): string[] => {
  const roles = [...new Set(routes.flatMap((route) => route.roles))];
  return roles.length > 0 ? roles : [LEADER];
};
