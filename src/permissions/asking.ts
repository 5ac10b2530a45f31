import { localDay, newId } from '../kernel/index.ts';
import { record } from '../ledger/index.ts';
import { type Act, entry } from '../people/index.ts';
import { decide, type Policy, type Question, type Verdict } from '../policy/index.ts';
import type { Transaction } from '../store/index.ts';
import { permissionFault } from './fault.ts';
import {
  insertRemark,
  insertRequest,
  insertRetraction,
  lockRequest,
  readRequests,
} from './requests/records.ts';
import { nextNumber } from './records.ts';
import { isOpen, type Request, type RequestDraft, type RequestNeed, type RequestPart } from './request.ts';
import { needShown } from './showing/things.ts';

/** What is asked for, put to the policy: which clauses demand agreement, and what they want to see. */
export interface Demand {
  readonly verdict: Verdict;
  readonly parts: readonly RequestPart[];
  /** Facts that approvers want to see. */
  readonly needs: readonly string[];
}

/** One agreement may bring the next demand to light; no policy nests them deeper. */
const DEEPEST = 6;

/**
 * What it takes to do what is asked: the clauses that demand agreement, with those that would demand it next once these
 * have agreed to what they wanted to see, so that one conversation settles it. No parts where the policy wants nobody's agreement.
 */
export function demandOf(policy: Policy, question: Question, isExemption: boolean): Demand {
  const verdict = decide(policy, question);
  const parts = new Map<string, RequestPart>();
  const needs = new Set<string>();
  let at = verdict;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const found = partsOf(at, isExemption).filter(({ clause }) => !parts.has(clause));
    if (found.length === 0) break;
    for (const part of found) parts.set(part.clause, part);
    for (const need of at.needs) needs.add(need);
    at = decide(policy, {
      ...question,
      facts: { ...Object.fromEntries([...needs].map((need) => [need, true])), ...question.facts },
      permissions: [...question.permissions, ...agreed(parts.values(), question)],
    });
  }
  // Where agreement does not help, it is not asked for: another ban stands that nobody can lift.
  return at.verdict === 'no'
    ? { verdict, parts: [], needs: [] }
    : { verdict, parts: [...parts.values()], needs: [...needs] };
}

function partsOf({ verdict, routes, lifts }: Verdict, isExemption: boolean): RequestPart[] {
  if (verdict === 'ask')
    return [...new Map(routes.map((route) => [route.clause.id, route])).values()].map(
      ({ clause, mode, roles }) => ({
        clause: clause.id,
        mode,
        roles,
        written: clause.written,
      }),
    );
  if (verdict !== 'no' || !isExemption) return [];
  return lifts.map((clause) => ({
    clause: clause.id,
    mode: clause.from?.mode ?? 'any',
    roles: clause.from?.roles ?? [],
    written: clause.written,
  }));
}

/** As if everybody had agreed. */
const agreed = (parts: Iterable<RequestPart>, { act }: Question): Question['permissions'] =>
  [...parts].map(({ clause, roles }) => ({
    by: roles.length > 0 ? roles : ['school'],
    clause,
    ...(act !== undefined && { act }),
    written: true,
  }));

/** By what a request shows the needs already; the rest is missing until it is shown. */
export type Shown = Readonly<Record<string, Pick<RequestNeed, 'shownBy' | 'reference'> | undefined>>;

const LONGEST_PURPOSE = 2000;

/**
 * Opens a request under the edition in force. What the clauses want to see is taken as shown where a register shows it
 * today or the asker said it; the rest is missing, and nobody can grant until it is there.
 * @throws REQUEST_NEEDLESS, REQUEST_INCOMPLETE, NEED_NOT_SHOWN
 */
export async function openRequest(
  tx: Transaction,
  act: Act & { readonly by: string },
  edition: number,
  demand: Pick<Demand, 'parts' | 'needs'>,
  draft: RequestDraft,
  shown: Shown,
): Promise<Request> {
  if (demand.parts.length === 0)
    throw permissionFault('REQUEST_NEEDLESS', 'the policy wants nobody’s agreement for this');
  const purpose = draft.purpose.trim().slice(0, LONGEST_PURPOSE);
  checkDraft({ ...draft, purpose }, localDay(act.at));
  const request = {
    ...draft,
    purpose,
    id: newId(),
    number: await nextNumber(tx, act.school, 'request'),
    enteredBy: act.by,
    edition,
    madeAt: act.at,
    isExemption: draft.isExemption ?? false,
    parts: demand.parts,
    needs: await needsShown(tx, act, draft.personId, demand.needs, shown),
  };
  const seq = await record(tx, {
    ...entry(act, 'request.made', draft.personId),
    details: { request: request.id, number: request.number, act: draft.act, edition },
    personal: { purpose, facts: draft.facts },
  });
  await insertRequest(tx, act.school, request, seq);
  return { ...request, decisions: [], remarks: [], retractedAt: undefined };
}

async function needsShown(
  tx: Transaction,
  act: Act,
  personId: string,
  needs: readonly string[],
  shown: Shown,
): Promise<RequestNeed[]> {
  const found: RequestNeed[] = [];
  for (const need of needs) {
    const { shownBy: by, reference } = shown[need] ?? { shownBy: undefined, reference: undefined };
    const day = localDay(act.at);
    const how = by && (await needShown(tx, act.school, personId, need, { by, reference }, day));
    found.push({ need, shownBy: how?.shownBy, reference: how?.reference });
  }
  return found;
}

function checkDraft({ purpose, since, until }: RequestDraft, today: string): void {
  if (purpose === '' || since < today || (until !== undefined && until < since))
    throw permissionFault(
      'REQUEST_INCOMPLETE',
      'a request says what it is for, from today or later, and does not end before it begins',
    );
}

/** One request, whole. @throws REQUEST_NOT_FOUND */
export async function requireRequest(tx: Transaction, school: string, id: string): Promise<Request> {
  if (!(await lockRequest(tx, school, id))) throw notFound();
  const [request] = await readRequests(tx, school, { ids: [id] });
  if (!request) throw notFound();
  return request;
}

const notFound = () => permissionFault('REQUEST_NOT_FOUND', 'there is no such request');

/** The asker takes a request back. @throws REQUEST_NOT_FOUND, REQUEST_SETTLED */
export async function retract(
  tx: Transaction,
  act: Act & { readonly by: string },
  id: string,
): Promise<void> {
  const request = await requireRequest(tx, act.school, id);
  if (request.personId !== act.by && request.enteredBy !== act.by) throw notFound();
  if (!isOpen(request)) throw permissionFault('REQUEST_SETTLED', 'this request is settled');
  await insertRetraction(tx, act.school, id, act.at);
  await record(tx, { ...entry(act, 'request.retracted', request.personId), details: { request: id } });
}

/** Adds to the conversation of a request: a question waits for the asker. The caller has seen that it is theirs to speak in. */
export async function remark(
  tx: Transaction,
  act: Act & { readonly by: string },
  id: string,
  words: string,
  isQuestion: boolean,
): Promise<void> {
  const request = await requireRequest(tx, act.school, id);
  if (!isOpen(request)) throw permissionFault('REQUEST_SETTLED', 'this request is settled');
  await insertRemark(tx, act.school, id, newId(), {
    personId: act.by,
    words: words.trim().slice(0, LONGEST_PURPOSE),
    isQuestion,
    saidAt: act.at,
  });
  await record(tx, {
    ...entry(act, isQuestion ? 'request.asked-back' : 'request.remarked', request.personId),
    details: { request: id },
    personal: { words },
  });
}
