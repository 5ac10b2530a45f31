import { createHash, randomBytes } from 'node:crypto';
import { type Clock, isId, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import { agreementFault } from '../errors.ts';
import { insertVisit, leave, type Visit, visitsOn } from './records.ts';

const TOKEN_BYTES = 32;
const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 24;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Opens a visit; gives the token of the link by which the visitor reads and signs. Only the token's hash is kept.
 * @throws VISIT_TOO_LONG
 */
export async function openVisit(
  store: Store,
  clock: Clock,
  opening: {
    readonly school: string;
    readonly by: string;
    readonly hostId?: string | undefined;
    readonly hours: number;
  },
): Promise<{ readonly visitId: string; readonly token: string }> {
  const { school, by, hostId, hours } = opening;
  if (!(hours > 0 && hours <= LONGEST_HOURS))
    throw agreementFault('VISIT_TOO_LONG', 'a visit lasts at most a day', { status: 422 });
  const [id, at, token] = [newId(), clock.now(), randomBytes(TOKEN_BYTES).toString('base64url')];
  const endsAt = new Date(at.getTime() + hours * HOUR_MS);
  await store.transaction(async (tx) => {
    await insertVisit(tx, school, { id, tokenHash: hashOf(token), hostId, by, at, endsAt });
    await record(tx, {
      school,
      at,
      kind: 'visit.opened',
      actor: by,
      subject: id,
      details: { endsAt: endsAt.toISOString(), host: hostId ?? null },
    });
  });
  return { visitId: id, token };
}

/** The visit of a link, while it goes on. @throws VISIT_NOT_FOUND */
export async function visitOf(store: Store, clock: Clock, school: string, token: string): Promise<Visit> {
  const isToken = /^[\w-]{43}$/.test(token);
  const [visit] = isToken ? await visitsOn(store.db, school, clock.now(), { tokenHash: hashOf(token) }) : [];
  return visit ?? notFound();
}

/** Who is in: visits that go on, the newest first. */
export const visitsNow = (store: Store, clock: Clock, school: string): Promise<Visit[]> =>
  visitsOn(store.db, school, clock.now());

/** Ends a visit, and what was signed for it. @throws VISIT_NOT_FOUND */
export async function endVisit(
  store: Store,
  clock: Clock,
  ending: { readonly school: string; readonly visitId: string; readonly by?: string | undefined },
): Promise<void> {
  const { school, visitId, by } = ending;
  const at = clock.now();
  await store.transaction(async (tx) => {
    if (!isId(visitId) || !(await leave(tx, school, visitId, at))) notFound();
    await record(tx, {
      school,
      at,
      kind: 'visit.ended',
      ...(by !== undefined && { actor: by }),
      subject: visitId,
    });
  });
}

function notFound(): never {
  throw agreementFault('VISIT_NOT_FOUND', 'there is no such visit, or it has ended', { status: 404 });
}
