import type { Policy } from '../../policy/index.ts';
import { type Approvers, approversOf, type Holder } from '../approving.ts';
import { isOpen, partState, type Request, type RequestPart } from '../request.ts';

/** A part that waits, with those whose answer it waits for. */
export interface Awaited {
  readonly part: RequestPart;
  readonly approvers: readonly Approvers[];
}

/** Whose answers a request waits for today, part by part: nothing of a request that is settled. */
export function awaitedIn(request: Request, holders: readonly Holder[], policy: Policy): Awaited[] {
  if (!isOpen(request)) return [];
  return request.parts
    .filter((part) => partState(part, request.decisions) === 'waiting')
    .map((part) => ({
      part,
      approvers: approversOf(part, request.personId, holders, policy).filter(
        ({ role }) =>
          !request.decisions.some((decision) => decision.clause === part.clause && decision.role === role),
      ),
    }));
}

/** Everybody whose answer is waited for. */
export const awaitedPeople = (awaited: readonly Awaited[]): string[] => [
  ...new Set(awaited.flatMap(({ approvers }) => approvers.flatMap(({ personIds }) => personIds))),
];

/** Who would answer if none of those who may were there: whom to tell that a request waits too long. */
export function nextAfter(request: Request, holders: readonly Holder[], policy: Policy): string[] {
  const now = awaitedPeople(awaitedIn(request, holders, policy));
  const without = holders.map((each) => (now.includes(each.personId) ? { ...each, isAway: true } : each));
  return awaitedPeople(awaitedIn(request, without, policy)).filter((id) => !now.includes(id));
}
