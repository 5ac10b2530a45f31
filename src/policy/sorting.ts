import { appliesIn, bindsWhom, isForPurpose } from './applying.ts';
import type { Clause } from './clause.ts';
import type { Candidate, Policy, Rule } from './compiling.ts';
import { isCleared } from './permitting.ts';
import type { Question } from './question.ts';
import { no, open, type Truth, yes } from './truth.ts';

/* Sorts the clauses that speak of a question by what they would do, definite and possible apart. */

/** How a rule stands to a question. */
export interface Standing {
  readonly rule: Rule;
  readonly distance: number;
  readonly broken: boolean;
}

/** Rules sorted by what they would do, definite and possible apart. */
export interface Sorted {
  bans: readonly Standing[];
  softBans: readonly Standing[];
  asks: readonly Standing[];
  allows: readonly Standing[];
  /** Allowances with a term that is broken: they bar, unless another allowance serves. */
  brokenTerms: readonly Standing[];
  /** Allowances with a need known to be missing: they bar. */
  brokenNeeds: readonly Standing[];
  /** Acts that somebody else alone may do. */
  reserved: readonly Standing[];
  possibleBans: readonly Standing[];
  possibleSoftBans: readonly Standing[];
  possibleAsks: readonly Standing[];
  possibleAllows: readonly Standing[];
  /** Allowances with a term that may come out broken, and acts that may come out kept to somebody else. */
  possibleTerms: readonly Standing[];
  /** Bans that a live exemption lifts. */
  lifted: readonly Standing[];
  /** Bans that it would lift if they apply. */
  possibleLifted: readonly Standing[];
  /** Bans with the exemption that was given without its form. */
  unfinished: readonly { readonly ban: Standing; readonly exemption: Rule }[];
  /** Exemptions given that may or may not reach this case. */
  possibleExemptions: readonly Standing[];
  /** Possible clauses that would go before others, also where a definite one goes before them. */
  mightGoBefore: readonly Standing[];
  advice: readonly Standing[];
}

export type Group = Exclude<keyof Sorted, 'unfinished'>;

/** Most groups stay empty, so all begin as the same list. Only `put` may add to a group. */
export const none: readonly never[] = [];

export const emptySorted = (): Sorted => ({
  bans: none,
  softBans: none,
  asks: none,
  allows: none,
  brokenTerms: none,
  brokenNeeds: none,
  reserved: none,
  possibleBans: none,
  possibleSoftBans: none,
  possibleAsks: none,
  possibleAllows: none,
  possibleTerms: none,
  lifted: none,
  possibleLifted: none,
  unfinished: none,
  possibleExemptions: none,
  mightGoBefore: none,
  advice: none,
});

export function put(sorted: Sorted, group: Group, standing: Standing): void {
  const list = sorted[group];
  if (list === none) sorted[group] = [standing];
  else (list as Standing[]).push(standing);
}

export function place(sorted: Sorted, candidate: Candidate, policy: Policy, question: Question): void {
  const { rule } = candidate;
  const { facts } = question;
  const circumstances = appliesIn(rule, question.thing, facts, policy.vocabulary);
  if (circumstances === no) return;
  const whom = Math.min(bindsWhom(rule, question.as, facts), isForPurpose(rule, facts)) as Truth;
  const truth = Math.min(circumstances, whom) as Truth;
  const { verb, strength, only } = rule.clause;
  if (verb === 'forbid' || candidate.broken) placeBan(sorted, candidate, truth);
  else if (verb === 'say' || strength === 'advised') {
    if (truth === yes) put(sorted, 'advice', candidate);
  } else if (verb === 'allow' || verb === 'empower') {
    if (only && whom === no) put(sorted, circumstances === yes ? 'reserved' : 'possibleTerms', candidate);
    else if (only && whom === open) put(sorted, 'possibleTerms', candidate);
    placeAllowance(sorted, candidate, truth, question, policy);
  } else if (verb === 'require') placeRequired(sorted, candidate, truth);
}

function placeBan(sorted: Sorted, candidate: Candidate, truth: Truth): void {
  if (truth === no) return;
  const { strength } = candidate.rule.clause;
  if (strength === 'advised') {
    if (truth === yes) put(sorted, 'advice', candidate);
  } else if (strength === 'should') put(sorted, truth === yes ? 'softBans' : 'possibleSoftBans', candidate);
  else put(sorted, truth === yes ? 'bans' : 'possibleBans', candidate);
}

function placeAllowance(
  sorted: Sorted,
  candidate: Candidate,
  truth: Truth,
  question: Question,
  policy: Policy,
): void {
  if (truth === no) return;
  const { rule } = candidate;
  const terms = rule.provided ? rule.provided.truth(question.facts) : yes;
  const needs = needsMet(rule.clause, question);
  const mustAsk = rule.clause.from !== undefined;
  if (terms === no) {
    put(sorted, truth === yes ? 'brokenTerms' : 'possibleTerms', candidate);
    return;
  }
  if (terms === open) put(sorted, 'possibleTerms', candidate);
  const least = Math.min(truth, terms) as Truth;
  if (needs === no) {
    put(sorted, least === yes ? 'brokenNeeds' : 'possibleBans', candidate);
    return;
  }
  if (!mustAsk || isCleared(rule, question, policy)) placeLet(sorted, candidate, least, needs);
  else put(sorted, least === yes ? 'asks' : 'possibleAsks', candidate);
}

/** It lets; but a need that is not known may come out missing, and would then bar. */
function placeLet(sorted: Sorted, candidate: Candidate, truth: Truth, needs: Truth): void {
  put(sorted, Math.min(truth, needs) === yes ? 'allows' : 'possibleAllows', candidate);
  if (needs === open) put(sorted, 'possibleBans', candidate);
}

/** What is required may be done. */
function placeRequired(sorted: Sorted, candidate: Candidate, truth: Truth): void {
  if (truth !== no) put(sorted, truth === yes ? 'allows' : 'possibleAllows', candidate);
}

function needsMet(clause: Clause, question: Question): Truth {
  let least: Truth = yes;
  for (const need of clause.needs) {
    const value = question.facts[need];
    if (value === false) return no;
    if (value === undefined) least = open;
  }
  return least;
}
