import type { Party } from './clause.ts';
import type { Policy } from './compiling.ts';
import { decide } from './deciding.ts';
import type { Case } from './pack.ts';
import { partiesOf, shownClauses } from './presenting.ts';
import type { Verdict } from './verdict.ts';

/** How one case came out. */
export interface CaseResult {
  readonly case: Case;
  readonly verdict: Verdict;
  /** What differs from the expectation, in words; empty when it holds. */
  readonly differences: readonly string[];
}

/** Runs the cases that a pack carries against the policy. */
export const runCases = (policy: Policy): CaseResult[] =>
  policy.pack.cases.map((one) => runCase(policy, one));

/** Runs one case. */
export function runCase(policy: Policy, one: Case): CaseResult {
  const verdict = decide(policy, one.question);
  return { case: one, verdict, differences: differencesFrom(one, verdict) };
}

function differencesFrom({ expect }: Case, verdict: Verdict): string[] {
  const differences: string[] = [];
  if (expect.verdict !== undefined && expect.verdict !== verdict.verdict)
    differences.push(`verdict is ${verdict.verdict}, not ${expect.verdict}`);
  const shown = new Set(shownClauses(verdict).map((clause) => clause.id));
  for (const id of expect.clauses) if (!shown.has(id)) differences.push(`clause ${id} is not shown`);
  if (expect.contested !== undefined && expect.contested !== verdict.contested)
    differences.push(verdict.contested ? 'it is contested' : 'it is not contested');
  for (const party of [expect.from, expect.to]) {
    if (party && !sameParty(party, verdict))
      differences.push(`parties are ${wordParty(partiesOf(verdict))}, not ${wordParty(party)}`);
  }
  for (const fact of expect.dependsOn)
    if (!verdict.dependsOn.includes(fact)) differences.push(`it does not depend on ${fact}`);
  if (expect.strength !== undefined && expect.strength !== verdict.strength)
    differences.push(`strength is ${verdict.strength}, not ${expect.strength}`);
  return differences;
}

function sameParty(wanted: Party, verdict: Verdict): boolean {
  const given = partiesOf(verdict);
  if (!given) return false;
  const same = [...wanted.roles].toSorted().join() === [...given.roles].toSorted().join();
  return same && (wanted.mode === given.mode || wanted.roles.length < 2);
}

const wordParty = (party: Party | undefined) =>
  !party
    ? 'nobody'
    : party.roles.length === 0
      ? 'somebody unnamed'
      : `${party.mode} of ${party.roles.join(', ')}`;
