import type { Clock } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import type { Store, Transaction } from '../../store/index.ts';
import { accountFault } from '../errors.ts';
import { endSessions, listSessions } from './records.ts';
import type { Session, Viewer } from './viewer.ts';

/** Why a session was ended, as its records say it. */
export type EndingReason =
  | 'signed-out'
  | 'ended-by-owner'
  | 'ended-by-office'
  | 'password-changed'
  | 'password-told'
  | 'person-shut'
  | 'suspended'
  | 'factor-changed';

/** Ends one of the viewer's own sessions, this one or another. @throws SESSION_NOT_FOUND */
export async function endSession(
  store: Store,
  clock: Clock,
  viewer: Viewer,
  sessionId: string,
  because: EndingReason,
): Promise<void> {
  await store.transaction(async (tx) => {
    const at = clock.now();
    const ending = { at, because, id: sessionId };
    if ((await endSessions(tx, viewer.school, viewer.personId, ending)) === 0)
      throw accountFault('SESSION_NOT_FOUND', 'there is no such session', 404);
    await record(tx, {
      school: viewer.school,
      at,
      kind: 'session.ended',
      actor: viewer.personId,
      subject: viewer.personId,
      details: { session: sessionId, because },
    });
  });
}

/** Whose sessions end, and who ends them. */
export interface Ending {
  /** Id of whoever ends them; the person's own where left out. */
  readonly by?: string | undefined;
  /** The session that goes on, where the person stays in this one. */
  readonly except?: string | undefined;
}

/** Ends every session of somebody, or all but one; gives how many there were. */
export async function endSessionsOf(
  tx: Transaction,
  clock: Clock,
  school: string,
  personId: string,
  because: EndingReason,
  ending: Ending = {},
): Promise<number> {
  const at = clock.now();
  const count = await endSessions(tx, school, personId, { at, because, except: ending.except });
  if (count > 0)
    await record(tx, {
      school,
      at,
      kind: 'sessions.ended',
      actor: ending.by ?? personId,
      subject: personId,
      details: { because, count },
    });
  return count;
}

/** Sessions of somebody that nobody ended; `isOver` says which have run out by themselves. */
export const sessionsOf = (store: Store, school: string, personId: string): Promise<Session[]> =>
  listSessions(store.db, school, personId);
