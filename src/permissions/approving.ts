import type { Policy } from '../policy/index.ts';
import type { RequestPart } from './request.ts';

/** Somebody who holds a role today, as far as deciding needs it. */
export interface Holder {
  readonly personId: string;
  readonly role: string;
  readonly deputises: boolean;
  readonly isAway: boolean;
}

/** Who may answer for one role of a part, and why they. */
export interface Approvers {
  readonly role: string;
  readonly personIds: readonly string[];
  /** `holder` of the role; its `deputy`; the `next-in-line`, where the asker alone holds it or nobody does; or `nobody`. */
  readonly how: 'holder' | 'deputy' | 'next-in-line' | 'nobody';
  /** The role under which they step in, where that is not the role itself. */
  readonly through?: string;
}

/** Who answers for somebody whom nobody else can: the chair of governors for the head, the head for everybody else. */
const nextInLine: Readonly<Record<string, readonly string[]>> = {
  headteacher: ['chair-of-governors', 'governing-board', 'governor', 'trustee'],
};
const otherwise = [
  'headteacher',
  'business-manager',
  'chair-of-governors',
  'governing-board',
  'governor',
  'trustee',
];

/** Who answers where the clause names nobody, or only "the school". */
const theSchool = ['headteacher', 'business-manager', 'senior-leadership'];

/**
 * Who may answer a part today, role by role. Nobody answers their own request. A deputy steps in where every holder is
 * away or is the asker; where there is none either, whoever is next in line does.
 */
export function approversOf(
  part: RequestPart,
  askerId: string,
  holders: readonly Holder[],
  policy: Policy,
): Approvers[] {
  const roles = part.roles.length > 0 ? part.roles : ['school'];
  return roles.map((role) => servingAs(role, new Set([askerId]), holders, policy));
}

/**
 * Who serves as a role today, without certain people: its holders; deputies, where every holder is away or left out;
 * whoever is next in line, where there is none either.
 */
export function servingAs(
  role: string,
  without: ReadonlySet<string>,
  holders: readonly Holder[],
  policy: Policy,
): Approvers {
  const served = servingFor(role, policy);
  const others = holders.filter((holder) => !without.has(holder.personId));
  const own = others.filter((holder) => served.has(holder.role) && !holder.deputises && !holder.isAway);
  if (own.length > 0) return { role, personIds: unique(own), how: 'holder' };
  const deputyRole = deputyOf(role, policy);
  const deputies = others.filter(
    (holder) =>
      !holder.isAway && ((served.has(holder.role) && holder.deputises) || holder.role === deputyRole),
  );
  if (deputies.length > 0) return { role, personIds: unique(deputies), how: 'deputy' };
  for (const through of nextFor(role)) {
    const next = others.filter((holder) => holder.role === through && !holder.isAway);
    if (next.length > 0) return { role, personIds: unique(next), how: 'next-in-line', through };
  }
  return { role, personIds: [], how: 'nobody' };
}

/** Every role under which somebody may come to serve as this one: its own, its deputy's and those next in line. */
export const rolesThatServe = (role: string, policy: Policy): string[] => [
  ...new Set([...servingFor(role, policy), deputyOf(role, policy), ...nextFor(role)]),
];

const deputyOf = (role: string, policy: Policy): string =>
  policy.pack.roles.get(role)?.deputy ?? `deputy-${role}`;

const nextFor = (role: string): readonly string[] => nextInLine[role] ?? otherwise;

/** The role itself, narrower ones, and those whom the policy treats as it. */
function servingFor(role: string, policy: Policy): ReadonlySet<string> {
  const { roles } = policy.vocabulary;
  const treated = [...policy.pack.roles.values()]
    .filter((each) => each.treatedAs.some((as) => as.role === role && as.when === undefined))
    .map(({ id }) => id);
  const school = role === 'school' && treated.length === 0 ? theSchool : [];
  return new Set([...roles.narrower(role), role, ...treated, ...school]);
}

const unique = (holders: readonly Holder[]): string[] => [
  ...new Set(holders.map(({ personId }) => personId)),
];

/** The roles of a part for which this person may answer today. */
export const rolesToAnswerAs = (approvers: readonly Approvers[], personId: string): string[] =>
  approvers.filter(({ personIds }) => personIds.includes(personId)).map(({ role }) => role);
