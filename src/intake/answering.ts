import {
  changeState,
  type CheckedFile,
  kindOf,
  lockReport,
  mayHandIn,
  readEntries,
  readReports,
  type Report,
  type ReportingTables,
  write,
} from '../reports/index.ts';
import type { Transaction } from '../store/index.ts';
import type { Recipient } from './addresses.ts';
import type { House } from './house.ts';

/** What an answer adds to a report. */
export interface Answer {
  readonly fingerprint: string;
  /** Words for the files that are kept, and for none where the kind of report takes none. */
  readonly wording: (takesFiles: boolean) => {
    readonly words: string;
    readonly files: readonly CheckedFile[];
  };
}

/**
 * Adds what a teller wrote to the address of their report; a report that was closed opens again. The same letter twice is
 * one answer. Tells whether there is such a report.
 */
export async function addAnswer(
  tx: Transaction,
  { clock, reporting }: House,
  { school, reportId = '' }: Recipient,
  { fingerprint, wording }: Answer,
): Promise<boolean> {
  if (!(await lockReport(tx, school, reportId))) return false;
  const entries = await readEntries(tx, school, reportId);
  if (entries.some(({ details }) => details['letter'] === fingerprint)) return true;
  const [report] = await readReports(tx, school, { ids: [reportId] });
  if (!report) return false;
  await write(tx, { school, at: clock.now() }, reportId, {
    kind: 'answered',
    ...wording(takesFiles(reporting, report)),
    details: { letter: fingerprint },
    isForTeller: true,
  });
  if (report.state === 'closed') await changeState(tx, school, reportId, { state: 'open', closedAt: null });
  return true;
}

/** Whether files are taken with a report: not while something that would forbid them was not said. */
function takesFiles({ kinds }: ReportingTables, { kind, event, facts }: Report): boolean {
  const known = kinds.get(kind) ?? kindOf(kinds, event);
  const isSaid = Object.keys(known.forbidsFilesWhen).every((fact) => facts[fact] !== undefined);
  return isSaid && mayHandIn(known, facts);
}
