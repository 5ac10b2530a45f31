import { approversOf, type Holder, type Permission, rolesToAnswerAs } from '../../../permissions/index.ts';
import { type Clause, clauseOf, clausesOf } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';

const mayAs = (
  { policy }: School,
  roles: readonly string[],
  holderId: string,
  personId: string,
  holders: readonly Holder[],
): boolean =>
  personId !== holderId &&
  rolesToAnswerAs(
    approversOf({ clause: '', mode: 'any', roles, written: false }, holderId, holders, policy),
    personId,
  ).length > 0;

/** Whether somebody may withdraw a permission: for a role that gave it, or whom its clause names for that. */
export function mayWithdraw(
  school: School,
  permission: Permission,
  personId: string,
  holders: readonly Holder[],
): boolean {
  const by = clauseOf(school.policy.pack, permission.clause)?.withdrawnBy;
  const roles = [...permission.givenBy, ...(by?.roles ?? [])];
  return mayAs(school, roles, permission.personId, personId, holders);
}

/** A clause that allows something to everybody, and says who may take it from one of them. */
export type Withdrawable = Clause & { readonly withdrawnBy: NonNullable<Clause['withdrawnBy']> };

/** The clauses by which somebody may take something from others, or limit it. */
export const withdrawableBy = (
  school: School,
  personId: string,
  holders: readonly Holder[],
): Withdrawable[] =>
  clausesOf(school.policy.pack)
    .filter((clause): clause is Withdrawable => clause.withdrawnBy !== undefined)
    .filter(({ withdrawnBy }) => mayAs(school, withdrawnBy.roles, '', personId, holders));
