import type { Policy } from '../../policy/index.ts';
import type { Queries, Transaction } from '../../store/index.ts';
import { reportFault } from '../errors.ts';
import { tellHearers } from '../escalating/telling-hearers.ts';
import { mayHandIn } from '../evidence/forbidding.ts';
import { hashed } from '../filing.ts';
import type { CheckedFile, ReportEntry } from '../handling/entry.ts';
import { changeState, lockReport, readEntries } from '../handling/records.ts';
import { write } from '../handling/writing.ts';
import { reportNotFound, requireTold } from '../looking.ts';
import { readReports } from '../records.ts';
import { readReceipt } from '../reference.ts';
import type { Report } from '../report.ts';

/** A teller: somebody with an account, or whoever holds the receipt. */
export type Teller = { readonly personId: string } | { readonly receipt: string };

/** What a teller sees of a report of their own. */
export interface Told {
  readonly report: Report;
  readonly entries: readonly ReportEntry[];
}

/** A report as its own teller sees it. @throws REPORT_NOT_FOUND */
export async function toldReport(db: Queries, school: string, teller: Teller, id?: string): Promise<Told> {
  const report = await reportOfTeller(db, school, teller, id);
  return { report, entries: await readEntries(db, school, report.id, true) };
}

async function reportOfTeller(db: Queries, school: string, teller: Teller, id?: string): Promise<Report> {
  if ('personId' in teller) return requireTold(db, school, teller.personId, id ?? '');
  const receipt = readReceipt(teller.receipt);
  if (receipt === undefined) throw reportNotFound();
  const [report] = await readReports(db, school, { receiptHash: hashed(receipt) });
  if (!report) throw reportNotFound();
  return report;
}

/** What somebody with an account has told, the newest first. */
export const reportsTold = (db: Queries, school: string, personId: string): Promise<Report[]> =>
  readReports(db, school, { toldBy: personId });

/** Where and when a teller answers. */
export interface Answering {
  readonly school: string;
  readonly at: Date;
  /** Where hearers are written to; nobody is without it. */
  readonly letters?: { readonly policy: Policy; readonly origin: string };
}

/**
 * The teller says more, or answers; a report that was closed opens again. Those who hear it are written to, but not anew
 * for each line while they have said nothing themselves. @throws REPORT_NOT_FOUND, EVIDENCE_FORBIDDEN
 */
export async function answerAsTeller(
  tx: Transaction,
  { letters, ...act }: Answering,
  teller: Teller,
  id: string | undefined,
  answer: { readonly words: string; readonly files: readonly CheckedFile[] },
): Promise<Report> {
  const report = await reportOfTeller(tx, act.school, teller, id);
  await lockReport(tx, act.school, report.id);
  if (answer.files.length > 0 && !mayHandIn(undefined, report.facts))
    throw reportFault('EVIDENCE_FORBIDDEN', 'nothing is handed in with this kind of report');
  const before = await readEntries(tx, act.school, report.id, true);
  const by = 'personId' in teller ? teller.personId : undefined;
  await write(tx, { ...act, by }, report.id, { kind: 'answered', ...answer, isForTeller: true });
  if (report.state === 'closed')
    await changeState(tx, act.school, report.id, { state: 'open', closedAt: null });
  const isAwaited = report.state === 'closed' || !sayings.has(before.at(-1)?.kind ?? 'told');
  if (letters && isAwaited) await tellHearers(tx, { ...act, ...letters }, report, [by]);
  return report;
}

/** What tellers say. */
const sayings: ReadonlySet<string> = new Set(['told', 'answered']);
