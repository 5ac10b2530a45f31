import { type Clause, listed, type Pack } from '../../policy/index.ts';

/** A role by its plain name, without an article. */
export const plainRole = (pack: Pack, role: string): string =>
  pack.roles.get(role)?.name ?? pack.vocabulary.roles.find(role)?.name ?? role;

/** Whom a policy covers, or who signs: "each member of staff, governor and pupil". */
export const eachOf = (pack: Pack, roles: readonly string[], last?: string): string =>
  `each ${listed(
    roles.map((role) => plainRole(pack, role)),
    last,
  )}`;

/** Whether a clause binds just those whom the whole policy covers, so that it need not be said again. */
export const bindsAllCovered = (clause: Clause, pack: Pack): boolean =>
  clause.who.length === pack.covers.length &&
  clause.who.every((role) => pack.covers.some((covered) => pack.vocabulary.roles.find(covered)?.id === role));

/** Whom a clause binds or serves. */
export function whomItBinds(clause: Clause, pack: Pack): string {
  if (clause.who.includes('everyone')) return 'everybody';
  if (bindsAllCovered(clause, pack)) return 'everybody whom the policy covers';
  if (clause.who.length === 1 && clause.who[0] === 'school') return 'the school';
  return eachOf(
    pack,
    clause.who.filter((role) => role !== 'school'),
  ).concat(clause.who.includes('school') ? ', and the school itself' : '');
}
