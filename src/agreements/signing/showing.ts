import { type Clock, localDay, newId } from '../../kernel/index.ts';
import type { Store } from '../../store/index.ts';
import { agreementFault } from '../errors.ts';
import type { FormText } from '../wording.ts';
import { insertShowing } from './records.ts';

/** Somebody who reads and signs: a person, for themself or for a child, or a visitor. */
export type Reader =
  | { readonly personId: string; readonly childId?: string | undefined }
  | { readonly visitId: string };

/**
 * Keeps that these words were shown to somebody now; gives the id by which they may be signed. A child must be the reader's
 * own, a visit must go on.
 * @throws READER_NOT_FOUND
 */
export async function show(
  store: Store,
  clock: Clock,
  showing: Reader & { readonly school: string; readonly text: FormText },
): Promise<string> {
  const { school, text } = showing;
  const [id, at] = [newId(), clock.now()];
  const isKept = await insertShowing(store.db, school, {
    id,
    personId: 'personId' in showing ? showing.personId : undefined,
    visitId: 'visitId' in showing ? showing.visitId : undefined,
    childId: 'personId' in showing ? showing.childId : undefined,
    edition: text.edition,
    form: text.form,
    textHash: text.hash,
    wording: text.wording,
    at,
    day: localDay(at),
  });
  if (!isKept) throw agreementFault('READER_NOT_FOUND', 'this form is not for this reader', { status: 404 });
  return id;
}
