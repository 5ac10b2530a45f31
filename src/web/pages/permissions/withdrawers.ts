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
  return mayAs(school, rolesToWithdraw(school, permission), permission.personId, personId, holders);
}

/** The roles that may withdraw a permission. */
export const rolesToWithdraw = ({ policy }: School, { clause, givenBy }: Permission): string[] => [
  ...givenBy,
  ...(clauseOf(policy.pack, clause)?.withdrawnBy?.roles ?? []),
];

/** A clause that allows something to everybody, and says who may take it from one of them. */
export type Withdrawable = Clause & { readonly withdrawnBy: NonNullable<Clause['withdrawnBy']> };

/** The clauses by which somebody may take something from others, or limit it. */
export const withdrawableBy = (
  school: School,
  personId: string,
  holders: readonly Holder[],
): Withdrawable[] =>
  withdrawable(school).filter(({ withdrawnBy }) => mayAs(school, withdrawnBy.roles, '', personId, holders));

/** The clauses of a policy by which something may be taken from somebody. */
export const withdrawable = ({ policy }: School): Withdrawable[] =>
  clausesOf(policy.pack).filter((clause): clause is Withdrawable => clause.withdrawnBy !== undefined);
