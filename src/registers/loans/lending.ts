import { newId } from '../../kernel/index.ts';
import type { Act } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import { registerFault } from '../errors.ts';
import type { Kind } from '../kind.ts';
import { requireLocked, writeDown } from '../keeping.ts';
import { putState } from '../records.ts';
import { endLoan, insertLoan, listLoans } from './records.ts';

/** Somebody who does it: lending is never done by the program itself. */
export type ActOfPerson = Act & { readonly by: string };

/** What is said when an item goes out. */
export interface LoanDraft {
  readonly itemId: string;
  readonly personId: string;
  /** The borrower's name, as signed. */
  readonly signedOut: string;
  readonly dueOn?: string | undefined;
  readonly permissionId?: string | undefined;
  readonly conditions?: string | undefined;
}

/** How lending went. */
export type Lent =
  | { readonly outcome: 'lent'; readonly loan: string }
  | { readonly outcome: 'already-lent' | 'not-usable' | 'not-lent-out' };

/**
 * Lends an item. Of any number who ask at the same moment one gets it and the others are told that it is lent already; what is
 * retired, faulty or untested is not lent.
 * @throws ITEM_NOT_FOUND
 */
export async function lend(tx: Transaction, act: ActOfPerson, kind: Kind, draft: LoanDraft): Promise<Lent> {
  const item = await requireLocked(tx, act.school, draft.itemId, kind);
  if (kind.powers.lend === undefined) return { outcome: 'not-lent-out' };
  if (item.state === 'lent') return { outcome: 'already-lent' };
  if (item.state !== 'in-use') return { outcome: 'not-usable' };
  const loan = newId();
  const isLent = await insertLoan(tx, act.school, {
    id: loan,
    itemId: draft.itemId,
    personId: draft.personId,
    lentAt: act.at,
    lentBy: act.by,
    signedOut: draft.signedOut,
    dueOn: draft.dueOn,
    permissionId: draft.permissionId,
    conditions: draft.conditions,
  });
  if (!isLent) return { outcome: 'already-lent' };
  await putState(tx, act.school, [item.id], 'lent', act.at);
  const { signedOut, conditions, personId } = draft;
  await writeDown(tx, act, [
    {
      itemId: item.id,
      what: 'lent',
      entry: 'item.lent',
      details: {
        register: kind.id,
        loan,
        person: personId,
        due: draft.dueOn ?? null,
        permission: draft.permissionId ?? null,
      },
      personal: { signedOut, conditions },
    },
  ]);
  return { outcome: 'lent', loan };
}

/**
 * Takes an item back; false where it came back already.
 * @throws LOAN_NOT_FOUND
 */
export async function takeBack(
  tx: Transaction,
  act: ActOfPerson,
  kind: Kind,
  loanId: string,
  back: { readonly signedIn: string; readonly state: 'in-use' | 'faulty' },
): Promise<boolean> {
  const [loan] = await listLoans(tx, act.school, { id: loanId, kinds: [kind.id] }, 1);
  if (!loan) throw registerFault('LOAN_NOT_FOUND', 'there is no such loan', 404);
  const item = await requireLocked(tx, act.school, loan.itemId, kind);
  if (!(await endLoan(tx, act.school, loanId, { at: act.at, by: act.by, ...back }))) return false;
  if (item.state === 'lent') await putState(tx, act.school, [item.id], back.state, act.at);
  await writeDown(tx, act, [
    {
      itemId: item.id,
      what: 'returned',
      entry: 'item.returned',
      details: { register: kind.id, loan: loanId, person: loan.personId, state: back.state },
      personal: { signedIn: back.signedIn },
    },
  ]);
  return true;
}
