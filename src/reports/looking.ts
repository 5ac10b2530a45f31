import { type Holder, readHolders } from '../permissions/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Queries } from '../store/index.ts';
import { reportFault } from './errors.ts';
import { hears, rolesToHearAs } from './hearing.ts';
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
  looking: Looking,
  filter: Pick<ReportFilter, 'ids' | 'state' | 'before' | 'limit'> = {},
): Promise<Report[]> {
  const { school } = looking;
  return onlyHeard(db, looking, await readReports(db, school, { ...filter, listener: candidateOf(looking) }));
}

/** One report that somebody hears; for everybody else it is not there. @throws REPORT_NOT_FOUND */
export async function requireHeard(db: Queries, looking: Looking, id: string): Promise<Report> {
  const [report] = await reportsHeard(db, looking, { ids: [id] });
  if (!report) throw reportNotFound();
  return report;
}

/** What closed reports are narrowed to, a page at a time. */
export interface ClosedFilter {
  /** Id of the last report of the page before. */
  readonly after?: string | undefined;
  readonly search?: string | undefined;
  readonly size: number;
}

const BATCH = 200;

/**
 * Closed reports that somebody hears, the newest first, and whether there are more. A page is filled with what they hear:
 * how many others lie between is not to be seen. @throws REPORT_NOT_FOUND
 */
export async function closedHeard(
  db: Queries,
  looking: Looking,
  { after, search = '', size }: ClosedFilter,
): Promise<{ readonly reports: readonly Report[]; readonly hasMore: boolean }> {
  let last = after === undefined ? undefined : await requireHeard(db, looking, after);
  const found: Report[] = [];
  for (;;) {
    const before = last && { before: { at: last.filedAt, id: last.id } };
    const maybe = await readReports(db, looking.school, {
      state: 'closed',
      listener: candidateOf(looking),
      limit: BATCH,
      ...before,
    });
    found.push(...searched(await onlyHeard(db, looking, maybe), search));
    last = maybe.at(-1);
    if (found.length > size || maybe.length < BATCH) break;
  }
  return { reports: found.slice(0, size), hasMore: found.length > size };
}

/** Those in which every word stands: in the reference, or in what was told. */
export function searched(reports: readonly Report[], search: string): readonly Report[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return reports;
  return reports.filter((report) => {
    const text = `${report.reference} ${report.words} ${report.aboutWords ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The roles of routes under which the listener may come to hear something, under the policy of today. */
const candidateOf = ({ policy, listener }: Looking): Listener => ({
  personId: listener.personId,
  roles: rolesToHearAs(policy, listener.roles),
});

async function onlyHeard(
  db: Queries,
  { school, policy, day, listener }: Looking,
  maybe: readonly Report[],
): Promise<Report[]> {
  if (maybe.length === 0) return [];
  const holders = await readHolders(db, school, day);
  // Most reports of a school go to the same few: what decides is looked at once for all that are alike.
  const known = new Map<string, boolean>();
  return maybe.filter((report) => {
    const like = likeness(report);
    const isHeard = known.get(like) ?? hears(report, listener.personId, holders, policy);
    known.set(like, isHeard);
    return isHeard;
  });
}

/** Everything that decides who hears a report, as one text. */
const likeness = ({ routes, about, letIn }: Report): string =>
  JSON.stringify([routes.map(({ roles }) => roles), about, letIn.map(({ personId }) => personId)]);

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
