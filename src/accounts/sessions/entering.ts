import { type Clock, localDay, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { nameOf, requirePerson, rolesHeld } from '../../people/index.ts';
import type { Store } from '../../store/index.ts';
import { accountFault } from '../errors.ts';
import { isSuspended } from '../suspending/records.ts';
import { hashOf, isToken, newToken } from '../token.ts';
import { type Limits, limitsFor } from './limits.ts';
import { type FoundSession, insertSession, markSeen, renewSession, sessionOf } from './records.ts';
import { isOver, type Strength, type Viewer } from './viewer.ts';

/** Who signed in, how surely, and from where. */
export interface Entrant {
  readonly school: string;
  readonly personId: string;
  readonly strength: Strength;
  /** What the browser calls itself. */
  readonly agent: string;
  readonly address: string;
}

/** A session as it begins or goes on: the secret for the browser's cookie, and who it is. */
export interface Entry {
  readonly token: string;
  readonly viewer: Viewer;
}

/**
 * Begins a session for somebody who has proved to be it. Every session has a token of its own, so that nobody can be
 * made to use one that somebody else knows.
 * @throws PERSON_NOT_FOUND, ACCOUNT_NOT_FOUND for whoever is shut or suspended, SIGN_IN_NOT_FOR_VISITORS
 */
export async function beginSession(store: Store, clock: Clock, who: Entrant): Promise<Entry> {
  const token = newToken();
  const at = clock.now();
  const viewer = await store.transaction(async (tx) => {
    const person = await requirePerson(tx, who.school, who.personId);
    if (person.closedAt || (await isSuspended(tx, who.school, who.personId)))
      throw accountFault('ACCOUNT_NOT_FOUND', 'there is no such account', 404);
    const roles = await rolesHeld(tx, who.school, who.personId, localDay(at));
    const limits = requireLimits(roles);
    const id = newId();
    await insertSession(tx, {
      ...who,
      tokenHash: hashOf(token),
      id,
      at,
      endsAt: new Date(at.getTime() + limits.wholeHours * HOUR_MS),
      idleMinutes: limits.idleMinutes,
      agent: oneLine(who.agent, LONGEST_AGENT),
      address: oneLine(who.address, LONGEST_ADDRESS),
    });
    await record(tx, {
      school: who.school,
      at,
      kind: 'session.begun',
      actor: who.personId,
      subject: who.personId,
      details: { session: id, strength: who.strength },
      personal: { address: who.address, agent: oneLine(who.agent, LONGEST_AGENT) },
    });
    return {
      school: who.school,
      personId: who.personId,
      name: nameOf(person),
      roles,
      sessionId: id,
      strength: who.strength,
      provedAt: at,
      begunAt: at,
    };
  });
  return { token, viewer };
}

/** So seldom is it noted that a session was used: a session may end this much sooner than its idle limit, never later. */
const SEEN_EVERY_MS = 60_000;

/**
 * Who holds this token; nobody where it is unknown, ended, idle too long or over, or where the person is shut or suspended. One
 * query.
 */
export async function viewerOf(store: Store, clock: Clock, token: string): Promise<Viewer | undefined> {
  if (!isToken(token)) return undefined;
  const at = clock.now();
  const session = await sessionOf(store.db, hashOf(token), localDay(at));
  if (!session || !isLive(session, at)) return undefined;
  if (at.getTime() - session.seenAt.getTime() >= SEEN_EVERY_MS) await markSeen(store.db, hashOf(token), at);
  return viewerFrom(session);
}

/** A role that was given since the session began, and has a shorter limit, counts at once. */
function isLive(session: FoundSession, at: Date): boolean {
  const limits = limitsFor(session.roles);
  if (!limits) return false;
  const idleMinutes = Math.min(session.idleMinutes, limits.idleMinutes);
  return !isOver({ ...session, idleMinutes }, at);
}

/**
 * Notes that the person proved again to be it, before something grave; gives a new token, and the old one dies. What was
 * proved more strongly before stays.
 * @throws SESSION_OVER
 */
export async function provedAgain(
  store: Store,
  clock: Clock,
  token: string,
  strength: Strength,
): Promise<string> {
  const at = clock.now();
  const viewer = await viewerOf(store, clock, token);
  const renewed = newToken();
  const isRenewed =
    viewer !== undefined &&
    (await store.transaction(async (tx) => {
      if (!(await renewSession(tx, { from: hashOf(token), to: hashOf(renewed), strength, at }))) return false;
      await record(tx, {
        school: viewer.school,
        at,
        kind: 'session.proved',
        actor: viewer.personId,
        subject: viewer.personId,
        details: { session: viewer.sessionId, strength },
      });
      return true;
    }));
  if (!isRenewed) throw accountFault('SESSION_OVER', 'this session is over', 401);
  return renewed;
}

function requireLimits(roles: readonly string[]): Limits {
  const limits = limitsFor(roles);
  if (!limits) throw accountFault('SIGN_IN_NOT_FOR_VISITORS', 'visitors do not sign in', 403);
  return limits;
}

const viewerFrom = (session: FoundSession): Viewer => ({
  school: session.school,
  personId: session.personId,
  name: nameOf(session),
  roles: session.roles,
  sessionId: session.id,
  strength: session.strength,
  provedAt: session.provedAt,
  begunAt: session.begunAt,
});

const HOUR_MS = 3_600_000;
const LONGEST_AGENT = 300;
const LONGEST_ADDRESS = 60;

/** What a browser says of itself is anybody's text: one line of it, without what is no text. */
const oneLine = (text: string, longest: number): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .toWellFormed()
    .slice(0, longest)
    .toWellFormed();
