import { Fault, newId } from '../kernel/index.ts';
import { record } from '../ledger/index.ts';
import type { Transaction } from '../store/index.ts';
import { peopleErrors } from './errors.ts';
import { entry, requirePerson } from './keeping.ts';
import type { Act, Source } from './person.ts';
import { endHolding, insertHolding } from './records.ts';

/** A role to be held from a day on. */
export interface HoldingDraft {
  readonly personId: string;
  /** A role of the policy; the caller has looked it up. */
  readonly role: string;
  readonly since: string;
  readonly until?: string | undefined;
  readonly deputises?: boolean;
  readonly source?: Source;
}

/** Gives somebody a role; gives the holding's id. @throws PERSON_NOT_FOUND */
export async function giveRole(tx: Transaction, act: Act, draft: HoldingDraft): Promise<string> {
  await requirePerson(tx, act.school, draft.personId);
  const id = newId();
  await insertHolding(tx, act.school, {
    id,
    personId: draft.personId,
    role: draft.role,
    since: draft.since,
    until: draft.until,
    deputises: draft.deputises ?? false,
    source: draft.source ?? 'office',
  });
  await record(tx, {
    ...entry(act, 'role.given', draft.personId),
    details: {
      role: draft.role,
      since: draft.since,
      until: draft.until ?? null,
      deputises: draft.deputises ?? false,
    },
  });
  return id;
}

/** Ends a holding; `until` is its last day. @throws HOLDING_NOT_FOUND */
export async function endRole(
  tx: Transaction,
  act: Act,
  holding: { readonly id: string; readonly personId: string; readonly role: string },
  until: string,
): Promise<void> {
  if ((await endHolding(tx, act.school, holding.id, until)) === 0)
    throw new Fault('HOLDING_NOT_FOUND', 'this role is not held any more', {
      status: 404,
      help: peopleErrors.HOLDING_NOT_FOUND,
    });
  await record(tx, {
    ...entry(act, 'role.ended', holding.personId),
    details: { role: holding.role, until },
  });
}
