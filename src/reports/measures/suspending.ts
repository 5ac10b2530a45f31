import { endSuspension, suspend, suspensionOf } from '../../accounts/index.ts';
import { readHolders } from '../../permissions/index.ts';
import type { Transaction } from '../../store/index.ts';
import { reportFault } from '../errors.ts';
import type { ReportEntry } from '../handling/entry.ts';
import type { Handling } from '../handling/handling.ts';
import { write } from '../handling/writing.ts';
import type { Report } from '../report.ts';
import { suspensionDeciders } from './deciders.ts';
import { reportsHolding } from './records.ts';
import { notYours, subjectOf, takeHeard, takeOpen } from './taking.ts';

const actOf = ({ school, at, by }: Handling) => ({ school, at, by: by.personId });

/**
 * Has the account and the permissions of somebody whom an open report is about rest from this moment on. Where they rest
 * already under another report, both hold them, and nobody learns of the other by it.
 * @throws REPORT_NOT_FOUND, REPORT_CLOSED, MEASURE_NOT_YOURS, REPORT_INCOMPLETE
 */
export async function suspendPending(
  tx: Transaction,
  handling: Handling,
  reportId: string,
  personId: string,
  reason: string,
): Promise<void> {
  const report = await takeOpen(tx, handling, reportId);
  await requireDecider(tx, handling, report, personId);
  requireReason(reason, 'an account is suspended with the reason for it');
  const goingOn = await suspensionOf(tx, handling.school, personId);
  if (goingOn && (await reportsHolding(tx, handling.school, goingOn.id)).includes(reportId)) return;
  const suspension = goingOn?.id ?? (await suspend(tx, actOf(handling), personId, reason.trim()));
  await write(tx, actOf(handling), reportId, {
    kind: 'suspended',
    words: reason,
    details: { person: personId, suspension },
  });
}

/**
 * Ends a suspension as far as this report goes: the account opens again unless another report holds it too.
 * @throws REPORT_NOT_FOUND, MEASURE_NOT_FOUND, MEASURE_NOT_YOURS, REPORT_INCOMPLETE
 */
export async function endPending(
  tx: Transaction,
  handling: Handling,
  reportId: string,
  personId: string,
  why: string,
): Promise<void> {
  const report = await takeHeard(tx, handling, reportId);
  await requireDecider(tx, handling, report, personId);
  requireReason(why, 'a suspension is ended with the reason for it');
  const suspension = await suspensionOf(tx, handling.school, personId);
  const holding = suspension ? await reportsHolding(tx, handling.school, suspension.id) : [];
  if (!suspension || !holding.includes(reportId))
    throw reportFault('MEASURE_NOT_FOUND', 'this account is not suspended under this report');
  if (holding.length === 1) await endSuspension(tx, actOf(handling), personId, why.trim());
  await write(tx, actOf(handling), reportId, {
    kind: 'suspension-ended',
    words: why,
    details: { person: personId, suspension: suspension.id },
  });
}

async function requireDecider(
  tx: Transaction,
  handling: Handling,
  report: Report,
  personId: string,
): Promise<void> {
  const subject = await subjectOf(tx, handling, report, personId);
  const holders = await readHolders(tx, handling.school, handling.day);
  if (!suspensionDeciders(subject, holders, handling.policy).includes(handling.by.personId)) throw notYours();
}

function requireReason(reason: string, otherwise: string): void {
  if (reason.trim() === '') throw reportFault('REPORT_INCOMPLETE', otherwise);
}

/** Ids of those whose accounts rest under a report, by its own timeline and nothing else. */
export function suspendedUnder(entries: readonly ReportEntry[]): string[] {
  const resting = new Set<string>();
  for (const { kind, details } of entries) {
    if (kind === 'suspended') resting.add(String(details['person']));
    if (kind === 'suspension-ended') resting.delete(String(details['person']));
  }
  return [...resting];
}
