import { localDay, newId } from '../kernel/index.ts';
import { record } from '../ledger/index.ts';
import { type Act, entry } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Transaction } from '../store/index.ts';
import { approversOf, type Holder, rolesToAnswerAs } from './approving.ts';
import { raiseForGranted } from './assessing/causing-reviews.ts';
import { requireRequest } from './asking.ts';
import { permissionFault } from './fault.ts';
import type { Permission } from './permission.ts';
import { insertDecision } from './requests/records.ts';
import { insertPermission } from './held/records.ts';
import { holdersFor, rolesNamed } from './holding-roles.ts';
import { nextNumber } from './records.ts';
import { type Decision, isOpen, partState, type Request, type RequestPart, requestState } from './request.ts';
import { asItStands } from './showing/index.ts';

/** One role's answer to one part of a request. */
export interface Answer {
  readonly requestId: string;
  readonly clause: string;
  /** The role of the clause that is answered for. */
  readonly role: string;
  readonly outcome: 'granted' | 'refused';
  readonly conditions?: string | undefined;
  readonly reason?: string | undefined;
  /** An earlier last day than was asked for; whoever else agrees may set another, and the earliest holds. */
  readonly until?: string | undefined;
}

/** How a request stands after an answer, and what it opened. */
export interface Decided {
  readonly request: Request;
  readonly permissions: readonly Omit<Permission, 'withdrawal'>[];
}

/**
 * Answers a part for one role. When the last part is granted, the permissions begin in the same transaction, and reviews are
 * brought forward that the policy or the law asks for then.
 * @throws REQUEST_NOT_FOUND, REQUEST_SETTLED, DECISION_NOT_YOURS, DECISION_TOO_SOON, DECISION_NEEDS_REASON,
 * REQUEST_INCOMPLETE
 */
export async function decideRequest(
  tx: Transaction,
  act: Act & { readonly by: string },
  policy: Policy,
  answer: Answer,
): Promise<Decided> {
  const asked = await requireRequest(tx, act.school, answer.requestId);
  const { request } = await asItStands(tx, act.school, asked, localDay(act.at));
  const part = partToAnswer(request, answer);
  checkAnswerer(
    request,
    part,
    answer.role,
    act.by,
    await holdersFor(tx, act.school, localDay(act.at), rolesNamed([part]), policy),
    policy,
  );
  checkAnswer(request, answer);
  const decision: Decision = {
    clause: part.clause,
    role: answer.role,
    personId: act.by,
    outcome: answer.outcome,
    conditions: answer.conditions?.trim() || undefined,
    reason: answer.reason?.trim() || undefined,
    until: answer.outcome === 'granted' ? answer.until : undefined,
    decidedAt: act.at,
  };
  const seq = await record(tx, {
    ...entry(act, `request.${answer.outcome}`, request.personId),
    details: {
      request: request.id,
      clause: part.clause,
      role: answer.role,
      ...(decision.until !== undefined && { until: decision.until }),
    },
    personal: { conditions: decision.conditions ?? null, reason: decision.reason ?? null },
  });
  await insertDecision(tx, act.school, request.id, newId(), decision, seq);
  const after = { ...request, decisions: [...request.decisions, decision] };
  if (requestState(after) !== 'granted') return { request: after, permissions: [] };
  const permissions = await begin(tx, act, after);
  await raiseForGranted(tx, act, policy, after);
  return { request: after, permissions };
}

function partToAnswer(request: Request, { clause, role }: Answer): RequestPart {
  if (!isOpen(request)) throw permissionFault('REQUEST_SETTLED', 'this request is settled');
  const part = request.parts.find((each) => each.clause === clause);
  const names = part && (part.roles.length === 0 ? role === 'school' : part.roles.includes(role));
  if (!part || !names) throw notYours();
  const isSettled = partState(part, request.decisions) !== 'waiting';
  if (isSettled || request.decisions.some((each) => each.clause === clause && each.role === role))
    throw permissionFault('REQUEST_SETTLED', 'this part is answered');
  return part;
}

function checkAnswerer(
  request: Request,
  part: RequestPart,
  role: string,
  personId: string,
  holders: readonly Holder[],
  policy: Policy,
): void {
  const approvers = approversOf(part, request.personId, holders, policy);
  const isOwn = personId === request.personId;
  if (isOwn || !rolesToAnswerAs(approvers, personId).includes(role)) throw notYours();
}

function checkAnswer(request: Request, answer: Answer): void {
  if (answer.outcome === 'refused' && !answer.reason?.trim())
    throw permissionFault('DECISION_NEEDS_REASON', 'a refusal says why');
  if (answer.outcome === 'granted' && request.needs.some(({ shownBy }) => shownBy === undefined))
    throw permissionFault('DECISION_TOO_SOON', 'something that the clause wants to see is missing');
  if (answer.until !== undefined && answer.until < request.since)
    throw permissionFault('REQUEST_INCOMPLETE', 'an agreement does not end before what it is for begins');
}

const notYours = () => permissionFault('DECISION_NOT_YOURS', 'this is not yours to answer');

/** One permission for each part; conditions of everybody who agreed stand together, and all end on the earliest day. */
async function begin(tx: Transaction, act: Act, request: Request): Promise<Omit<Permission, 'withdrawal'>[]> {
  const begun = [];
  for (const part of request.parts) {
    const decisions = request.decisions.filter(({ clause }) => clause === part.clause);
    const permission = {
      id: newId(),
      number: await nextNumber(tx, act.school, 'permission'),
      requestId: request.id,
      personId: request.personId,
      edition: request.edition,
      clause: part.clause,
      act: request.act,
      thing: request.thing,
      facts: { ...shownIn(request), ...request.facts },
      givenBy: decisions.map(({ role }) => role),
      written: true,
      isExemption: request.isExemption,
      conditions: decisions.flatMap(({ conditions }) => conditions ?? []).join('\n') || undefined,
      since: request.since,
      until: earliest([request.until, ...request.decisions.map((each) => each.until)]),
      itemId: request.itemId,
      givenAt: act.at,
    };
    const seq = await record(tx, {
      ...entry(act, 'permission.given', request.personId),
      details: {
        permission: permission.id,
        number: permission.number,
        clause: part.clause,
        act: request.act,
        since: permission.since,
        until: permission.until ?? null,
      },
    });
    const given = { ...permission, seq };
    await insertPermission(tx, act.school, given);
    begun.push(given);
  }
  return begun;
}

/** What was shown before anybody agreed, so that nobody is asked for it again. */
const shownIn = ({ needs }: Request): Readonly<Record<string, boolean>> =>
  Object.fromEntries(needs.filter(({ shownBy }) => shownBy !== undefined).map(({ need }) => [need, true]));

const earliest = (days: readonly (string | undefined)[]): string | undefined =>
  days.filter((day) => day !== undefined).toSorted()[0];
