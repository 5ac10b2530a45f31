import { type Holder, servingAs } from '../../permissions/index.ts';
import type { Clause, Policy } from '../../policy/index.ts';

/** Somebody about whom something is decided, with the roles held today. */
export interface Subject {
  readonly personId: string;
  readonly roles: readonly string[];
}

/** Whoever leads the school. */
const LEADER = 'headteacher';

/** Who decides about whoever leads the school: the first of these that somebody holds. */
const ABOVE = ['chair-of-governors', 'governing-board', 'governor', 'trustee'];

/** Who decides where a clause about measures names nobody: whoever acts for the school. */
const LEADERS = ['school'];

/** Ids of those who may decide a measure by this clause about somebody today; never that person. */
export const measureDeciders = (
  { by }: Pick<Clause, 'by'>,
  subject: Subject,
  holders: readonly Holder[],
  policy: Policy,
): string[] =>
  by?.mode === 'all'
    ? servingAsEach(by.roles, subject, holders, policy)
    : deciders(by && by.roles.length > 0 ? by.roles : LEADERS, subject, holders, policy);

/** Acts by which a policy lets somebody close an account while it looks into something. */
const CLOSING = ['suspend-account', 'withdraw-access'];

/** The clauses under which an account may be closed for a time. */
export const clausesOfSuspending = (policy: Policy): Clause[] =>
  [...policy.rules.values()]
    .map(({ clause }) => clause)
    .filter(({ verb, targets }) => verb === 'empower' && targets.some((act) => CLOSING.includes(act)));

/** Ids of those who may suspend somebody today: whom the policy names, otherwise the head; never that person. */
export function suspensionDeciders(subject: Subject, holders: readonly Holder[], policy: Policy): string[] {
  const named = [...new Set(clausesOfSuspending(policy).flatMap(({ who }) => who))];
  return deciders(named.length > 0 ? named : [LEADER], subject, holders, policy);
}

function deciders(
  roles: readonly string[],
  subject: Subject,
  holders: readonly Holder[],
  policy: Policy,
): string[] {
  const without = new Set([subject.personId]);
  if (leads(subject, policy)) return [...above(without, holders, policy)];
  return [...new Set(roles.flatMap((role) => servingAs(role, without, holders, policy).personIds))];
}

/** Where each of the roles has to agree, somebody who serves as all of them; one signature does not stand for another's. */
function servingAsEach(
  roles: readonly string[],
  subject: Subject,
  holders: readonly Holder[],
  policy: Policy,
): string[] {
  const each = roles.map((role) => deciders([role], subject, holders, policy));
  return (each[0] ?? []).filter((personId) => each.every((ids) => ids.includes(personId)));
}

/** Nobody who works under the head decides about the head: those who stand above do. */
const leads = ({ roles }: Subject, { vocabulary }: Policy): boolean =>
  roles.some((role) => vocabulary.roles.wider(role).includes(LEADER));

function above(without: ReadonlySet<string>, holders: readonly Holder[], policy: Policy): readonly string[] {
  for (const role of ABOVE) {
    const { personIds, how } = servingAs(role, without, holders, policy);
    if (how === 'holder' || how === 'deputy') return personIds;
  }
  return [];
}
