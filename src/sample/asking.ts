import { localDay } from '../kernel/index.ts';
import {
  approversOf,
  decideRequest,
  demandOf,
  openRequest,
  readHolders,
  type Request,
} from '../permissions/index.ts';
import type { Case, Policy } from '../policy/index.ts';
import type { Transaction } from '../store/index.ts';
import type { Casting } from './casting.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How far each of the requests is, the oldest first. */
const ends = ['granted', 'refused', 'granted', 'waiting', 'waiting'] as const;

/** Has teachers ask for what the policy makes subject to agreement, as its own cases say; some are answered. */
export async function askSample(tx: Transaction, casting: Casting): Promise<void> {
  const { policy, everyone } = casting;
  const cases = casting.cases.filter((each) => isToBeAsked(policy, each));
  const teachers = everyone('teacher');
  for (const [index, end] of ends.entries()) {
    const [one, teacher] = [cases[index], teachers[index % teachers.length]];
    if (!one || !teacher) return;
    const request = await ask(tx, casting, one, teacher.personId, index);
    if (end !== 'waiting') await answer(tx, casting, request, end);
  }
}

/** What a teacher may ask for: another act each, and no exemption from a ban. */
function isToBeAsked(policy: Policy, { question }: Case): boolean {
  if (question.act === undefined || !question.as.some((role) => role === 'teacher' || role === 'staff'))
    return false;
  const { parts, verdict } = demandOf(policy, question, false);
  return verdict.verdict === 'ask' && parts.length > 0;
}

async function ask(
  tx: Transaction,
  { school, at, policy, edition }: Casting,
  { question, ask: words }: Case,
  personId: string,
  index: number,
): Promise<Request> {
  const demand = demandOf(policy, question, false);
  const day = (days: number) => localDay(new Date(at.getTime() + days * DAY));
  const shown = Object.fromEntries(
    demand.needs.map((need) => [need, { shownBy: 'asker' as const, reference: undefined }]),
  );
  return openRequest(
    tx,
    { school, at, by: personId },
    edition,
    demand,
    {
      personId,
      act: question.act as string,
      thing: question.thing,
      facts: question.facts,
      purpose: words,
      since: day(0),
      until: day(20 + index * 30),
    },
    shown,
  );
}

async function answer(
  tx: Transaction,
  { school, at, policy }: Casting,
  request: Request,
  outcome: 'granted' | 'refused',
): Promise<void> {
  const holders = await readHolders(tx, school, localDay(at));
  for (const part of request.parts) {
    const all = approversOf(part, request.personId, holders, policy);
    for (const { role, personIds } of part.mode === 'all' ? all : all.slice(0, 1)) {
      const by = personIds[0];
      if (by === undefined) return;
      const reason = outcome === 'refused' ? 'Not this term: ask again after Easter.' : undefined;
      await decideRequest(tx, { school, at, by }, policy, {
        requestId: request.id,
        clause: part.clause,
        role,
        outcome,
        ...(reason !== undefined && { reason }),
      });
      if (outcome === 'refused') return;
    }
  }
}
