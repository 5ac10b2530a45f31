import { localDay, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { type Act, entry } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import { type Absence, cutAbsence, insertAbsence, readAbsences } from './records.ts';
import { permissionFault } from '../fault.ts';

/** Enters that somebody is away, so that whoever stands in can answer. Why is nobody's business here. */
export async function enterAbsence(tx: Transaction, act: Act, absence: Omit<Absence, 'id'>): Promise<string> {
  const id = newId();
  await insertAbsence(tx, act.school, { ...absence, id });
  await record(tx, {
    ...entry(act, 'absence.entered', absence.personId),
    details: { absence: id, since: absence.since, until: absence.until },
  });
  return id;
}

const DAY_MS = 86_400_000;

/** Somebody is back today, or does not go. @throws ABSENCE_NOT_FOUND */
export async function endAbsence(tx: Transaction, act: Act, id: string): Promise<void> {
  const day = localDay(act.at);
  const absence = (await readAbsences(tx, act.school, day)).find((each) => each.id === id);
  if (!absence) throw permissionFault('ABSENCE_NOT_FOUND', 'there is no such absence');
  const yesterday = new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
  await cutAbsence(tx, act.school, id, yesterday);
  await record(tx, { ...entry(act, 'absence.ended', absence.personId), details: { absence: id } });
}
