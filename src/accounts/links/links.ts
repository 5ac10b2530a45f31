import type { Clock } from '../../kernel/index.ts';
import type { Act } from '../../people/index.ts';
import type { Store, Transaction } from '../../store/index.ts';
import { hashOf, isToken, newToken } from '../token.ts';
import { insertLink, linkHolder, type LinkPurpose, spendLink, voidLinks } from './records.ts';

const HOUR_MS = 3_600_000;

/** How long a link opens something, in milliseconds. */
export const lifeMs: Readonly<Record<LinkPurpose, number>> = {
  invitation: 7 * 24 * HOUR_MS,
  'way-back': HOUR_MS,
};

/** A link that was made: its secret, and when it ends. */
export interface MadeLink {
  readonly token: string;
  readonly endsAt: Date;
}

/** Makes a link for somebody; those of the same purpose that were made before open nothing any more. */
export async function makeLink(
  tx: Transaction,
  act: Act,
  purpose: LinkPurpose,
  personId: string,
): Promise<MadeLink> {
  const token = newToken();
  const endsAt = new Date(act.at.getTime() + lifeMs[purpose]);
  await voidLinks(tx, act.school, personId, purpose, act.at);
  const link = { tokenHash: hashOf(token), purpose, personId, madeAt: act.at, madeBy: act.by, endsAt };
  await insertLink(tx, act.school, link);
  return { token, endsAt };
}

/** Whose link it is; nobody's where it opens nothing. Looking does not use it up, so a mail scanner may. */
export async function holderOf(
  store: Store,
  clock: Clock,
  school: string,
  purpose: LinkPurpose,
  token: string,
): Promise<string | undefined> {
  if (!isToken(token)) return undefined;
  return linkHolder(store.db, school, { tokenHash: hashOf(token), purpose, at: clock.now() });
}

/** Uses a link up in the caller's transaction; of several at the same moment one does. */
export const useLink = (
  tx: Transaction,
  at: Date,
  school: string,
  purpose: LinkPurpose,
  token: string,
): Promise<boolean> => spendLink(tx, school, { tokenHash: hashOf(token), purpose, at });
