import { isSchoolDay } from '../../agreements/index.ts';
import { type Clock, localDay } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { requestWaiting } from '../../mail/index.ts';
import { closedDaysOf, takeRound } from '../../registers/index.ts';
import type { Store, Transaction } from '../../store/index.ts';
import type { Holder } from '../approving.ts';
import { readRequests } from '../requests/records.ts';
import { readHolders } from '../records.ts';
import { type Request, requestState } from '../request.ts';
import { awaitedIn, awaitedPeople, nextAfter } from './awaiting.ts';
import { schoolDaysSince } from './days.ts';
import {
  mentionAll,
  nameAct,
  tellApprovers,
  tellPeople,
  type Writing,
  type WritingSchool,
} from './telling.ts';

/** School days after which those who may answer are reminded. */
export const reminderDays = [2, 5] as const;
/** School days after which whoever is next in line hears of it. */
export const escalationDays = 8;

/** One day's look at what waits. */
interface Round extends Writing {
  readonly last: string;
  readonly closed: ReadonlySet<string>;
  readonly holders: readonly Holder[];
}

/**
 * Reminds whoever may answer of requests that wait, and tells whoever is next in line after that; gives how many requests.
 * Once a day, on school days alone. What waits for the asker, and not for an answer, is left in peace.
 */
export async function remindApprovers(
  store: Store,
  clock: Clock,
  school: WritingSchool,
  origin: string,
): Promise<number> {
  const day = localDay(clock.now());
  const closed = await closedDaysOf(store.db, school.key);
  if (!isSchoolDay(day, closed)) return 0;
  return store.transaction(async (tx) => {
    const last = await takeRound(tx, school.key, 'requests.waiting', day);
    if (last === undefined) return 0;
    const holders = await readHolders(tx, school.key, day);
    const round: Round = { clock, school, origin, day, last, closed, holders };
    const open = await readRequests(tx, school.key, { maybeOpen: true });
    let count = 0;
    for (const request of open) if (await remindOf(tx, round, request)) count += 1;
    return count;
  });
}

async function remindOf(tx: Transaction, round: Round, request: Request): Promise<boolean> {
  if (requestState(request) !== 'waiting') return false;
  const made = localDay(request.madeAt);
  const before = schoolDaysSince(made, round.last, round.closed);
  const days = schoolDaysSince(made, round.day, round.closed);
  const falls = (threshold: number) => before < threshold && threshold <= days;
  if (falls(escalationDays)) return escalate(tx, round, request, days);
  if (!reminderDays.some(falls)) return false;
  const people = awaitedPeople(awaitedIn(request, round.holders, round.school.policy));
  await tellApprovers(tx, round, request, people, days);
  return true;
}

/** Those who may answer hear it a last time, and whoever is next in line hears with whom it waits. */
async function escalate(tx: Transaction, round: Round, request: Request, days: number): Promise<boolean> {
  const { school, holders, origin } = round;
  const waiting = awaitedPeople(awaitedIn(request, holders, school.policy));
  const next = nextAfter(request, holders, school.policy);
  await tellApprovers(tx, round, request, waiting, days);
  const [who] = await mentionAll(tx, round, [request.personId]);
  const others = await mentionAll(tx, round, waiting);
  if (who)
    await tellPeople(tx, round, next, (name) =>
      requestWaiting({
        school: school.name,
        name,
        number: request.number,
        what: nameAct(school, request.act),
        who,
        days,
        with: others,
        link: `${origin}/schools/${school.key}/requests`,
      }),
    );
  await record(tx, {
    school: school.key,
    at: round.clock.now(),
    kind: 'request.escalated',
    subject: request.personId,
    details: { request: request.id, number: request.number, told: next.length },
  });
  return true;
}
