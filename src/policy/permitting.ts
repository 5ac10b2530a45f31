import { appliesIn, bindsWhom } from './applying.ts';
import type { Clause, Party } from './clause.ts';
import type { Policy, Rule } from './compiling.ts';
import type { Permission, Question } from './question.ts';
import { no, open, type Truth, yes } from './truth.ts';

/* Whether agreements and exemptions that are held cover what a clause demands or bars. */

/** Whoever must agree has, or an exemption lifts the demand. */
export const isCleared = (rule: Rule, question: Question, policy: Policy): boolean =>
  isHeld(rule.clause, question, policy) === yes || exemptionFrom(policy, rule, question)?.truth === yes;

/** Whether permissions held cover what the clause demands: somebody of `any`, everybody of `all`, in writing where it must be. */
export function isHeld(clause: Clause, question: Question, policy: Policy): Truth {
  return clause.from ? covered(clause.from, clause.written, [clause.id], question, policy) : no;
}

/** Whether the party has agreed to what is asked, under one of these clauses. Open where it hangs on the thing. */
export function covered(
  party: Party,
  written: boolean,
  clauses: readonly string[],
  question: Question,
  policy: Policy,
): Truth {
  if (question.permissions.length === 0) return no;
  const given = written
    ? question.permissions.filter((permission) => permission.written === true)
    : question.permissions;
  const fitting = given.map((permission) => ({
    permission,
    truth: fits(permission, clauses, question, policy),
  }));
  const from = (least: Truth) =>
    fitting.filter(({ truth }) => truth >= least).map(({ permission }) => permission);
  return isAgreed(party, from(yes)) ? yes : isAgreed(party, from(open)) ? open : no;
}

function fits(permission: Permission, clauses: readonly string[], question: Question, policy: Policy): Truth {
  const { acts, things } = policy.vocabulary;
  if (permission.clause !== undefined && !clauses.includes(permission.clause)) return no;
  if (permission.act !== undefined && !acts.is(question.act as string, permission.act)) return no;
  if (permission.thing === undefined) return yes;
  if (question.thing === undefined) return open;
  return things.is(question.thing, permission.thing)
    ? yes
    : things.is(permission.thing, question.thing)
      ? open
      : no;
}

function isAgreed(party: Party, permissions: readonly Permission[]): boolean {
  if (permissions.length === 0) return false;
  const given = new Set(permissions.flatMap((permission) => permission.by));
  if (party.roles.length === 0) return given.size > 0;
  return party.mode === 'any'
    ? party.roles.some((role) => given.has(role))
    : party.roles.every((role) => given.has(role));
}

/**
 * The exemption given from a ban: it holds (yes), it may hold (open), or it lacks only its form, spoken where it must
 * be written (no). Undefined where none was given.
 */
export function exemptionFrom(
  policy: Policy,
  ban: Rule,
  question: Question,
): { readonly rule: Rule; readonly truth: Truth } | undefined {
  if (ban.isLaw || question.permissions.length === 0) return undefined;
  let best: { rule: Rule; truth: Truth } | undefined;
  for (const rule of ban.clause.tags.flatMap((tag) => policy.exemptions.get(tag) ?? [])) {
    const { from, written, id } = rule.clause;
    if (!from) continue;
    const applies = Math.min(
      bindsWhom(rule, question.as, question.facts),
      appliesIn(rule, question.thing, question.facts, policy.vocabulary),
    ) as Truth;
    const spoken = Math.min(applies, covered(from, false, [id], question, policy)) as Truth;
    if (spoken === no) continue;
    const held = written ? (Math.min(applies, covered(from, true, [id], question, policy)) as Truth) : spoken;
    const truth = held === no && spoken === open ? open : held;
    if (!best || truth > best.truth) best = { rule, truth };
  }
  return best;
}
