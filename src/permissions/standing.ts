import type { FactValue, Permission as Held, Policy, Question } from '../policy/index.ts';
import type { Queries } from '../store/index.ts';
import { covers, type Permission, type Restriction } from './permission.ts';
import { readPermissions, readRestrictions } from './held/records.ts';

/** What somebody holds and what was taken from them, on a day. */
export interface Standing {
  readonly permissions: readonly Permission[];
  readonly restrictions: readonly Restriction[];
}

export async function standingOf(
  db: Queries,
  school: string,
  personId: string,
  day: string,
): Promise<Standing> {
  return {
    permissions: await readPermissions(db, school, { personId, liveOn: day }),
    restrictions: await readRestrictions(db, school, { personId, liveOn: day }),
  };
}

/** The question as this person asks it: with the permissions that cover it, and what was withdrawn. */
export function asHeld(policy: Policy, question: Question, standing: Standing): Question {
  const { act } = question;
  if (act === undefined) return question;
  const { acts } = policy.vocabulary;
  const withdrawn = standing.restrictions.some((each) => each.limits === undefined && acts.is(act, each.act));
  const covering = standing.permissions.filter((permission) => covers(permission, question.facts));
  const facts: Readonly<Record<string, FactValue>> = {
    ...Object.fromEntries(
      covering
        .filter((permission) => acts.is(act, permission.act))
        .flatMap((permission) => shownFor(policy, permission).map((need) => [need, true])),
    ),
    ...question.facts,
    ...(withdrawn && { 'permission-withdrawn': true }),
  };
  return { ...question, facts, permissions: [...question.permissions, ...covering.map(heldOf)] };
}

/** What the clause wants to see and was shown when it was granted: it need not be said again. */
const shownFor = (policy: Policy, { clause, facts }: Permission): string[] =>
  (policy.rules.get(clause)?.clause.needs ?? []).filter((need) => facts[need] === true);

const heldOf = (permission: Permission): Held => ({
  by: permission.givenBy,
  clause: permission.clause,
  act: permission.act,
  ...(permission.thing !== undefined && { thing: permission.thing }),
  written: permission.written,
});
