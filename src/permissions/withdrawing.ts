import { localDay, newId } from '../kernel/index.ts';
import { record } from '../ledger/index.ts';
import { type Act, entry } from '../people/index.ts';
import { clauseOf, type Policy } from '../policy/index.ts';
import type { Transaction } from '../store/index.ts';
import { approversOf, rolesToAnswerAs } from './approving.ts';
import { permissionFault } from './fault.ts';
import { permissionState, type Restriction } from './permission.ts';
import {
  insertRestriction,
  insertWithdrawal,
  liftRestriction,
  readPermissions,
  readRestrictions,
} from './held/records.ts';
import { holdersFor, rolesNamed } from './holding-roles.ts';

/**
 * Withdraws a permission at once: by whoever may answer for a role that gave it, or whom the clause names for it.
 * @throws PERMISSION_NOT_FOUND, PERMISSION_ENDED, DECISION_NEEDS_REASON
 */
export async function withdraw(
  tx: Transaction,
  act: Act & { readonly by: string },
  policy: Policy,
  permissionId: string,
  reason: string,
): Promise<void> {
  const [permission] = await readPermissions(tx, act.school, { id: permissionId });
  if (!permission) throw notFound();
  const by = clauseOf(policy.pack, permission.clause)?.withdrawnBy;
  const roles = [...permission.givenBy, ...(by?.roles ?? [])];
  const role = await roleOf(tx, act, policy, roles, permission.personId);
  if (role === undefined) throw notFound();
  if (!['live', 'to-come'].includes(permissionState(permission, localDay(act.at))))
    throw permissionFault('PERMISSION_ENDED', 'this permission has ended');
  if (!reason.trim()) throw permissionFault('DECISION_NEEDS_REASON', 'a withdrawal says why');
  const seq = await record(tx, {
    ...entry(act, 'permission.withdrawn', permission.personId),
    details: { permission: permissionId, number: permission.number, role },
    personal: { reason },
  });
  await insertWithdrawal(
    tx,
    act.school,
    permissionId,
    { personId: act.by, role, reason: reason.trim(), withdrawnAt: act.at },
    seq,
  );
}

const notFound = () => permissionFault('PERMISSION_NOT_FOUND', 'there is no such permission');

/** The first of these roles for which the person may speak today. */
async function roleOf(
  tx: Transaction,
  act: Act & { readonly by: string },
  policy: Policy,
  roles: readonly string[],
  holderId: string,
): Promise<string | undefined> {
  if (act.by === holderId) return undefined;
  const holders = await holdersFor(tx, act.school, localDay(act.at), rolesNamed([{ roles }]), policy);
  const part = { clause: '', mode: 'any', roles, written: false } as const;
  return rolesToAnswerAs(approversOf(part, holderId, holders, policy), act.by)[0];
}

/** What is taken from one person, or limited. */
export interface RestrictionDraft {
  readonly personId: string;
  readonly act: string;
  /** The clause that allows it and says who may withdraw it. */
  readonly clause: string;
  readonly limits?: string | undefined;
  readonly reason: string;
  readonly since: string;
  readonly until?: string | undefined;
}

/**
 * Withdraws or limits for one person what a clause allows everybody, by those whom the clause names.
 * @throws RESTRICTION_NOT_YOURS, DECISION_NEEDS_REASON
 */
export async function restrict(
  tx: Transaction,
  act: Act & { readonly by: string },
  policy: Policy,
  draft: RestrictionDraft,
): Promise<string> {
  const by = clauseOf(policy.pack, draft.clause)?.withdrawnBy;
  const role =
    by && (await roleOf(tx, act, policy, by.roles.length > 0 ? by.roles : ['school'], draft.personId));
  if (role === undefined) throw permissionFault('RESTRICTION_NOT_YOURS', 'this is not yours to withdraw');
  if (!draft.reason.trim()) throw permissionFault('DECISION_NEEDS_REASON', 'a restriction says why');
  const id = newId();
  const seq = await record(tx, {
    ...entry(act, 'restriction.made', draft.personId),
    details: {
      restriction: id,
      act: draft.act,
      clause: draft.clause,
      role,
      since: draft.since,
      until: draft.until ?? null,
    },
    personal: { reason: draft.reason, limits: draft.limits ?? null },
  });
  const restriction: Omit<Restriction, 'liftedAt'> = {
    ...draft,
    id,
    limits: draft.limits?.trim() || undefined,
    until: draft.until,
    byId: act.by,
    role,
    madeAt: act.at,
  };
  await insertRestriction(tx, act.school, restriction, seq);
  return id;
}

/** Gives back what was taken. @throws RESTRICTION_NOT_YOURS */
export async function lift(
  tx: Transaction,
  act: Act & { readonly by: string },
  policy: Policy,
  id: string,
): Promise<void> {
  const [restriction] = await readRestrictions(tx, act.school, { id });
  const by = restriction && clauseOf(policy.pack, restriction.clause)?.withdrawnBy;
  const role =
    restriction &&
    by &&
    (await roleOf(tx, act, policy, by.roles.length > 0 ? by.roles : ['school'], restriction.personId));
  if (!restriction || role === undefined)
    throw permissionFault('RESTRICTION_NOT_YOURS', 'this is not yours to give back');
  await liftRestriction(tx, act.school, id, act.at, act.by);
  await record(tx, {
    ...entry(act, 'restriction.lifted', restriction.personId),
    details: { restriction: id },
  });
}
