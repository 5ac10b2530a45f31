import { type Holder, readHolders } from '../permissions/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Queries } from '../store/index.ts';
import { reportFault } from './errors.ts';
import { hears } from './hearing.ts';
import { readReports, type ReportFilter } from './records.ts';
import type { Listener, Report } from './report.ts';

/** Where somebody looks. */
export interface Looking {
  readonly school: string;
  readonly policy: Policy;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly listener: Listener;
}

/**
 * The reports that somebody hears today. What is about them is left out by the store itself, before anything is counted
 * or timed; of the others those go that other people hear.
 */
export async function reportsHeard(
  db: Queries,
  { school, policy, day, listener }: Looking,
  filter: Pick<ReportFilter, 'ids' | 'state' | 'before' | 'limit'> = {},
): Promise<Report[]> {
  const maybe = await readReports(db, school, { ...filter, listener });
  if (maybe.length === 0) return [];
  const holders = await readHolders(db, school, day);
  return maybe.filter((report) => hears(report, listener.personId, holders, policy));
}

/** One report that somebody hears; for everybody else it is not there. @throws REPORT_NOT_FOUND */
export async function requireHeard(db: Queries, looking: Looking, id: string): Promise<Report> {
  const [report] = await reportsHeard(db, looking, { ids: [id] });
  if (!report) throw reportNotFound();
  return report;
}

/** A report of a teller's own. @throws REPORT_NOT_FOUND */
export async function requireTold(
  db: Queries,
  school: string,
  personId: string,
  id: string,
): Promise<Report> {
  const [report] = await readReports(db, school, { ids: [id], toldBy: personId });
  if (!report) throw reportNotFound();
  return report;
}

export const reportNotFound = () => reportFault('REPORT_NOT_FOUND', 'there is no such report');

export type { Holder };
