import { type Clock, isId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import { agreementFault } from '../errors.ts';
import { packOf, refuseUsed, requireSameWords, shownFor } from '../signing/signing.ts';
import { insertFollowUp, type RefusalRow, refusalsOf } from './records.ts';
import { keepRefusal } from './refusing.ts';

/** What somebody who does not agree hands in. */
export interface Declining {
  readonly school: string;
  readonly showingId: string;
  readonly personId: string;
  /** Ids of the clauses that are refused; none for the whole. Whoever agrees to the rest signs with `declined` instead. */
  readonly clauses?: readonly string[];
  readonly reason: string;
  /** How people reach this server, for the letter to whoever follows it up. */
  readonly origin?: string;
}

/**
 * Keeps that somebody does not agree, with the reason, and writes to whoever follows it up.
 * @throws SHOWING_NOT_FOUND, SHOWING_USED, SHOWN_TEXT_CHANGED, ALREADY_SIGNED, CLAUSE_NOT_IN_FORM, REASON_MISSING
 */
export async function decline(
  store: Store,
  clock: Clock,
  declining: Declining,
): Promise<{ readonly refusalId: string; readonly seq: number }> {
  const { school, showingId, personId, reason, origin } = declining;
  const clauses = [...new Set(declining.clauses)];
  if (!reason.trim()) throw agreementFault('REASON_MISSING', 'no reason was given', { status: 422 });
  const shown = await shownFor(store, { school, showingId, by: { personId } }, clock.now());
  refuseUsed(shown);
  await requireSameWords(store, school, shown);
  const pack = await packOf(store, school, shown, clauses);
  return store.transaction((tx) =>
    keepRefusal(tx, clock, pack, { school, showingId, shown, clauses, reason, origin }),
  );
}

/** A refusal of a school. @throws REFUSAL_NOT_FOUND */
export async function requireRefusal(store: Store, school: string, id: string): Promise<RefusalRow> {
  const [refusal] = isId(id) ? await refusalsOf(store.db, school, id) : [];
  if (!refusal) throw agreementFault('REFUSAL_NOT_FOUND', 'there is no such refusal', { status: 404 });
  return refusal;
}

/** The refusals of a school, the newest first. */
export const refusals = (store: Store, school: string): Promise<RefusalRow[]> => refusalsOf(store.db, school);

/**
 * Keeps how a refusal was followed up.
 * @throws REFUSAL_NOT_FOUND, REASON_MISSING
 */
export async function followUp(
  store: Store,
  clock: Clock,
  following: {
    readonly school: string;
    readonly refusalId: string;
    readonly byId: string;
    readonly outcome: string;
  },
): Promise<void> {
  const { school, refusalId, byId } = following;
  const outcome = following.outcome.trim();
  if (!outcome) throw agreementFault('REASON_MISSING', 'no outcome was given', { status: 422 });
  const refusal = await requireRefusal(store, school, refusalId);
  const at = clock.now();
  await store.transaction(async (tx) => {
    await insertFollowUp(tx, school, { refusalId, byId, outcome, at });
    await record(tx, {
      school,
      at,
      kind: 'refusal.followed-up',
      actor: byId,
      subject: refusalId,
      details: { form: refusal.form, edition: refusal.edition },
      personal: { outcome, personId: refusal.personId },
    });
  });
}
