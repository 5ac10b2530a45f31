import type { Policy } from '../policy/index.ts';
import type { Queries } from '../store/index.ts';
import { type Holder, rolesToAnswerAs } from './approving.ts';
import { holdersFor, rolesNamed, rolesToServe } from './holding-roles.ts';
import { awaitedIn } from './reminding/awaiting.ts';
import type { Request } from './request.ts';
import { readRequests, rolesAsked } from './requests/records.ts';

/** A part that somebody may answer, as one role. */
export interface ToAnswer {
  readonly clause: string;
  readonly role: string;
}

/** Roles for which somebody may answer parts that still wait. */
export function toAnswerIn(
  request: Request,
  holders: readonly Holder[],
  policy: Policy,
  personId: string,
): ToAnswer[] {
  if (request.personId === personId) return [];
  return awaitedIn(request, holders, policy).flatMap(({ part, approvers }) => {
    const roles = rolesToAnswerAs(approvers, personId);
    // Of any, one answer settles it: whoever holds two of the roles is asked once.
    return (part.mode === 'all' ? roles : roles.slice(0, 1)).map((role) => ({ clause: part.clause, role }));
  });
}

/**
 * Requests that wait for somebody's own answer on a day (YYYY-MM-DD), the oldest first. Their roles are those held that
 * day. It is asked on everybody's page: for whoever holds no role that was ever asked, no request is read.
 */
export async function requestsAwaiting(
  db: Queries,
  school: string,
  who: { readonly personId: string; readonly roles: readonly string[] },
  day: string,
  policy: Policy,
): Promise<Request[]> {
  const asked = (await rolesAsked(db, school)).map((roles) => ({ roles }));
  const served = new Set(rolesToServe(rolesNamed(asked), policy));
  if (!who.roles.some((role) => served.has(role))) return [];
  const open = await readRequests(db, school, { maybeOpen: true });
  const roles = rolesNamed(open.flatMap(({ parts }) => parts));
  const holders = await holdersFor(db, school, day, roles, policy);
  return open.filter((request) => toAnswerIn(request, holders, policy, who.personId).length > 0).toReversed();
}
