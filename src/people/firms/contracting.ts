import { Fault, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import type { Transaction } from '../../store/index.ts';
import { peopleErrors } from '../errors.ts';
import { giveRole } from '../holding.ts';
import { addPerson, entry } from '../keeping.ts';
import { closePerson } from '../movements/moving.ts';
import type { Act, PersonDraft } from '../person.ts';
import { endFirm, findFirm, type Firm, insertFirm, technicianIds } from './records.ts';

/** Enters an outside firm, with the role of the policy that it fills; gives its id. */
export async function addFirm(
  tx: Transaction,
  act: Act,
  firm: { readonly name: string; readonly role?: string | undefined; readonly since: string },
): Promise<string> {
  const id = newId();
  await insertFirm(tx, act.school, { ...firm, id, role: firm.role, until: undefined });
  await record(tx, {
    ...entry(act, 'firm.added', id),
    details: { role: firm.role ?? null, since: firm.since },
    personal: { name: firm.name },
  });
  return id;
}

/** Enters a technician of a firm, who holds the firm's role as long as the firm fills it; gives the person's id. */
export async function addTechnician(
  tx: Transaction,
  act: Act,
  firmId: string,
  draft: PersonDraft,
  since: string,
): Promise<string> {
  const firm = await requireFirm(tx, act.school, firmId);
  const personId = await addPerson(tx, act, { ...draft, firmId });
  if (firm.role !== undefined)
    await giveRole(tx, act, { personId, role: firm.role, since, until: firm.until });
  return personId;
}

/** The contract ends: its technicians are shut at once, each with a leaver's list. Gives how many they were. */
export async function dismissFirm(
  tx: Transaction,
  act: Act,
  firmId: string,
  lastDay: string,
): Promise<number> {
  await requireFirm(tx, act.school, firmId);
  await endFirm(tx, act.school, firmId, lastDay);
  await record(tx, { ...entry(act, 'firm.dismissed', firmId), details: { day: lastDay } });
  const technicians = await technicianIds(tx, act.school, firmId);
  for (const personId of technicians) await closePerson(tx, act, personId, lastDay);
  return technicians.length;
}

/** @throws FIRM_NOT_FOUND */
export async function requireFirm(tx: Transaction, school: string, id: string): Promise<Firm> {
  const firm = await findFirm(tx, school, id);
  if (!firm)
    throw new Fault('FIRM_NOT_FOUND', 'there is no such firm', {
      status: 404,
      help: peopleErrors.FIRM_NOT_FOUND,
    });
  return firm;
}
