import { createHash, randomBytes } from 'node:crypto';
import { record } from '../../ledger/index.ts';
import { entry, rolesHeld } from '../../people/index.ts';
import type { Queries, Transaction } from '../../store/index.ts';
import type { ActOfPerson } from '../loans/lending.ts';
import { endFeedsOf, insertFeed, personOfFeed } from './records.ts';

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Makes a secret address for whoever acts; gives its token, of which only the hash is kept. The one that they had before ends.
 * The ledger takes one at a time, so that of two that are made at the same moment one lives on.
 */
export async function makeFeed(tx: Transaction, act: ActOfPerson): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await record(tx, entry(act, 'feed.made', act.by));
  await endFeedsOf(tx, act.school, act.by, act.at);
  await insertFeed(tx, act.school, { tokenHash: hashOf(token), personId: act.by, at: act.at });
  return token;
}

/** Ends the address of whoever acts; false where they have none. */
export async function endFeed(tx: Transaction, act: ActOfPerson): Promise<boolean> {
  if (!(await endFeedsOf(tx, act.school, act.by, act.at))) return false;
  await record(tx, entry(act, 'feed.ended', act.by));
  return true;
}

/** Whose calendar is asked for. */
export interface FeedReader {
  readonly personId: string;
  /** Held today. */
  readonly roles: readonly string[];
}

/** Who reads by this token, with the roles that they hold on a day; nobody where it is wrong or over, or they have gone. */
export async function feedReader(
  db: Queries,
  school: string,
  token: string,
  day: string,
): Promise<FeedReader | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const personId = await personOfFeed(db, school, hashOf(token));
  if (personId === undefined) return undefined;
  const roles = await rolesHeld(db, school, personId, day);
  return roles.length === 0 ? undefined : { personId, roles };
}
