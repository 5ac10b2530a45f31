import { newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { type Act, requirePerson } from '../../people/index.ts';
import { type Queries, type Transaction, violates } from '../../store/index.ts';
import { accountFault } from '../errors.ts';
import { endSessions } from '../sessions/records.ts';
import {
  closeSuspension,
  insertSuspension,
  markSuspended,
  openSuspension,
  type Suspension,
} from './records.ts';

export type { Suspension } from './records.ts';

/** Somebody who decides, now. */
export type Decider = Act & { readonly by: string };

/**
 * Has somebody's account and permissions rest from this moment on: every session ends, no way in opens, and each answers
 * as to a wrong password. Who may decide it, the caller has looked up. The ledger's leaf does not say whose account it is:
 * that something is looked into is nobody else's business. Gives its id.
 * @throws PERSON_NOT_FOUND, SUSPENSION_OF_ONESELF, SUSPENDED_ALREADY
 */
export async function suspend(
  tx: Transaction,
  act: Decider,
  personId: string,
  reason: string,
): Promise<string> {
  if (act.by === personId)
    throw accountFault('SUSPENSION_OF_ONESELF', 'nobody decides about their own account', 422);
  await requirePerson(tx, act.school, personId);
  if (await openSuspension(tx, act.school, personId)) throw already();
  const id = newId();
  const seq = await note(tx, act, 'suspension.begun', id, { person: personId, reason });
  try {
    await insertSuspension(tx, act.school, { id, personId, reason, decidedBy: act.by, since: act.at }, seq);
  } catch (error) {
    if (violates(error, 'suspension_is_one')) throw already();
    throw error;
  }
  await markSuspended(tx, act.school, personId, act.at);
  await endSessions(tx, act.school, personId, { at: act.at, because: 'suspended' });
  return id;
}

const already = () => accountFault('SUSPENDED_ALREADY', 'this account rests already', 409);

/**
 * Takes a suspension back: the person may sign in again, and holds what they held. Sessions that ended stay ended.
 * @throws SUSPENSION_NOT_FOUND, SUSPENSION_OF_ONESELF
 */
export async function endSuspension(
  tx: Transaction,
  act: Decider,
  personId: string,
  why: string,
): Promise<void> {
  if (act.by === personId)
    throw accountFault('SUSPENSION_OF_ONESELF', 'nobody decides about their own account', 422);
  const suspension = await openSuspension(tx, act.school, personId);
  const ended = { at: act.at, by: act.by, why };
  if (!suspension || !(await closeSuspension(tx, act.school, suspension.id, ended)))
    throw accountFault('SUSPENSION_NOT_FOUND', 'this account does not rest', 404);
  await note(tx, act, 'suspension.ended', suspension.id, { person: personId, why });
  // What began at the same moment as the suspension, and was not ended by it, does not come to life again.
  await endSessions(tx, act.school, personId, { at: act.at, because: 'suspended' });
  await markSuspended(tx, act.school, personId, null);
}

const note = (
  tx: Transaction,
  act: Decider,
  kind: string,
  id: string,
  personal: Readonly<Record<string, unknown>>,
): Promise<number> =>
  record(tx, { school: act.school, at: act.at, kind, subject: id, personal: { ...personal, by: act.by } });

/** The suspension of somebody that goes on now. */
export const suspensionOf = (
  db: Queries,
  school: string,
  personId: string,
): Promise<Suspension | undefined> => openSuspension(db, school, personId);
