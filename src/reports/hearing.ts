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
 * Who hears a report today, role by role: whoever serves as the roles of its routes, and those who were let in; never anybody whom it
 * is about. Where that leaves nobody at all, it goes up.
 */
export function hearersOf(hearing: Hearing, holders: readonly Holder[], policy: Policy): Hearer[] {
  const about = new Set(hearing.about);
  const named = [...rolesOf(hearing.routes)].flatMap((role) => {
    const { personIds, how } = servingAs(role, about, holders, policy);
    return how === 'nobody' ? [] : personIds.map((personId) => ({ personId, role, how }));
  });
  const known = new Set(named.map(({ personId }) => personId));
  const letIn = hearing.letIn
    .filter(({ personId }) => !about.has(personId) && !known.has(personId))
    .map(({ personId }) => ({ personId, role: undefined, how: 'let-in' as const }));
  return [...named, ...letIn];
}

/** Whether somebody hears a report today. */
export const hears = (
  hearing: Hearing,
  personId: string,
  holders: readonly Holder[],
  policy: Policy,
): boolean => hearersOf(hearing, holders, policy).some((hearer) => hearer.personId === personId);

/** Every role under which somebody may come to hear it: where to look first, never who hears it. */
export const earsOf = (routes: readonly ReportRoute[], policy: Policy): string[] => [
  ...new Set(rolesOf(routes).flatMap((role) => rolesThatServe(role, policy))),
];

const rolesOf = (routes: readonly ReportRoute[]): string[] => {
  const roles = [...new Set(routes.flatMap((route) => route.roles))];
  return roles.length > 0 ? roles : [LEADER];
};
