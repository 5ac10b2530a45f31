import { Fault, localDay, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import type { Transaction } from '../../store/index.ts';
import { peopleErrors } from '../errors.ts';
import { entry, requirePerson } from '../keeping.ts';
import { reopen, shut } from '../records.ts';
import { insertMovement, type Movement, movementOf, tickStep } from './records.ts';
import { type MovementKind, type MovementStep, stepsFor } from './steps.ts';
import type { Act } from '../person.ts';

/** Opens the list of what is to be done when somebody joins, moves or leaves; gives its id. */
export async function openMovement(
  tx: Transaction,
  act: Act,
  personId: string,
  kind: MovementKind,
  onDay: string,
): Promise<string> {
  const id = newId();
  const steps = stepsFor(kind).map(({ step }) => step);
  await insertMovement(
    tx,
    act.school,
    { id, personId, kind, onDay, openedAt: act.at, openedBy: act.by },
    steps,
  );
  await record(tx, { ...entry(act, `movement.${kind}`, personId), details: { movement: id, day: onDay } });
  return id;
}

/**
 * Shuts somebody at once: from this moment no session, link or sign-in of theirs opens anything, and every role ends. Opens
 * the leaver's list; gives its id.
 * @throws PERSON_NOT_FOUND
 */
export async function closePerson(
  tx: Transaction,
  act: Act,
  personId: string,
  lastDay: string = localDay(act.at),
): Promise<string> {
  await requirePerson(tx, act.school, personId);
  await shut(tx, act.school, personId, act.at, lastDay);
  await record(tx, { ...entry(act, 'person.shut', personId), details: { day: lastDay } });
  const movement = await openMovement(tx, act, personId, 'leaver', lastDay);
  for (const step of leaverStepsDone) await tickStep(tx, act.school, movement, step, act.at, act.by);
  return movement;
}

/** What shutting itself has done. */
const leaverStepsDone: readonly MovementStep[] = ['sign-in-ended', 'roles-ended'];

/** Lets somebody in again who was shut. Roles are given anew. */
export async function reopenPerson(tx: Transaction, act: Act, personId: string): Promise<void> {
  await requirePerson(tx, act.school, personId);
  await reopen(tx, act.school, personId);
  await record(tx, entry(act, 'person.reopened', personId));
}

/** Ticks one step of a list off. @throws MOVEMENT_NOT_FOUND */
export async function tick(
  tx: Transaction,
  act: Act,
  movementId: string,
  step: string,
  note?: string,
): Promise<void> {
  const movement = await requireMovement(tx, act.school, movementId);
  if (!movement.steps.some((each) => each.step === step)) throw notFound();
  await tickStep(tx, act.school, movementId, step, act.at, act.by, note);
  await record(tx, {
    ...entry(act, 'movement.ticked', movement.personId),
    details: { movement: movementId, step },
  });
}

/** @throws MOVEMENT_NOT_FOUND */
export async function requireMovement(tx: Transaction, school: string, id: string): Promise<Movement> {
  const movement = await movementOf(tx, school, id);
  if (!movement) throw notFound();
  return movement;
}

const notFound = () =>
  new Fault('MOVEMENT_NOT_FOUND', 'there is no such list', {
    status: 404,
    help: peopleErrors.MOVEMENT_NOT_FOUND,
  });
