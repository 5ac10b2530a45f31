import { isId } from '../../kernel/index.ts';
import { findPersons, rolesHeld } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import { reportFault } from '../errors.ts';
import type { Handling } from '../handling/handling.ts';
import { lockReport } from '../handling/records.ts';
import { reportNotFound, requireHeard } from '../looking.ts';
import type { Report } from '../report.ts';
import type { Subject } from './deciders.ts';

/** The report that somebody hears, taken for this transaction. @throws REPORT_NOT_FOUND */
export async function takeHeard(tx: Transaction, handling: Handling, id: string): Promise<Report> {
  if (!isId(id) || !(await lockReport(tx, handling.school, id))) throw reportNotFound();
  return requireHeard(tx, { ...handling, listener: handling.by }, id);
}

/** The same, while it is open. @throws REPORT_NOT_FOUND, REPORT_CLOSED */
export async function takeOpen(tx: Transaction, handling: Handling, id: string): Promise<Report> {
  const report = await takeHeard(tx, handling, id);
  if (report.state === 'closed') throw reportFault('REPORT_CLOSED', 'this report is closed');
  return report;
}

/** Somebody whom the report is about, with the roles held today. @throws MEASURE_NOT_YOURS */
export async function subjectOf(
  tx: Transaction,
  handling: Handling,
  { about }: Pick<Report, 'about'>,
  personId: string,
): Promise<Subject> {
  const person = about.includes(personId)
    ? (await findPersons(tx, handling.school, [personId])).get(personId)
    : undefined;
  if (!person) throw notYours();
  return { personId, roles: await rolesHeld(tx, handling.school, personId, handling.day) };
}

export const notYours = () =>
  reportFault('MEASURE_NOT_YOURS', 'this is not for you to decide about this person');
