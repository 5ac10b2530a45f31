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
  const facts: Readonly<Record<string, FactValue>> = withdrawn
    ? { ...question.facts, 'permission-withdrawn': true }
    : question.facts;
  const held = standing.permissions.filter((permission) => covers(permission, question.facts)).map(heldOf);
  return { ...question, facts, permissions: [...question.permissions, ...held] };
}

const heldOf = (permission: Permission): Held => ({
  by: permission.givenBy,
  clause: permission.clause,
  act: permission.act,
  ...(permission.thing !== undefined && { thing: permission.thing }),
  written: permission.written,
});
