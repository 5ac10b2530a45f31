import { record } from '../../ledger/index.ts';
import { newId } from '../../kernel/index.ts';
import { type Act, entry } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import { permissionFault } from '../fault.ts';
import { insertReview, type ReviewCause, updateReview } from './records.ts';

/** Brings a review of the policy forward: something happened that it may not have thought of. */
export async function raiseReview(
  tx: Transaction,
  act: Act,
  review: { readonly cause: ReviewCause; readonly subject: string },
): Promise<string> {
  const id = newId();
  await insertReview(tx, act.school, { ...review, id, raisedAt: act.at });
  await record(tx, { ...entry(act, 'review.raised', id), details: { review: id, cause: review.cause } });
  return id;
}

/** Says how a review ended. @throws DECISION_NEEDS_REASON, REVIEW_NOT_FOUND */
export async function settleReview(
  tx: Transaction,
  act: Act & { readonly by: string },
  id: string,
  outcome: string,
): Promise<void> {
  const words = outcome.trim();
  if (words === '') throw permissionFault('DECISION_NEEDS_REASON', 'a review says how it ended');
  if (!(await updateReview(tx, act.school, id, { by: act.by, at: act.at, outcome: words })))
    throw permissionFault('REVIEW_NOT_FOUND', 'there is no such review to settle');
  await record(tx, {
    ...entry(act, 'review.settled', id),
    details: { review: id },
    personal: { outcome: words },
  });
}
