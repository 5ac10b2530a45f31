import type { Policy } from './compiling.ts';
import { exemptionFrom } from './permitting.ts';
import type { Question } from './question.ts';
import { type Group, none, put, type Sorted, type Standing } from './sorting.ts';
import { no, open, yes } from './truth.ts';
import type { Against, Lost } from './verdict.ts';

/* Which clauses go before others, and what an exemption sets aside. */

/** Sets aside the bans that an exemption lifts, before anything gives way: a ban that is lifted takes nothing out. */
export function setAside(sorted: Sorted, policy: Policy, question: Question, against: Against[]): void {
  if (question.permissions.length === 0 || policy.exemptions.size === 0) return;
  for (const key of ['bans', 'softBans', 'possibleBans', 'possibleSoftBans'] as const) {
    const isFirm = key === 'bans' || key === 'possibleBans';
    const isDefinite = key === 'bans' || key === 'softBans';
    sorted[key] = sorted[key].filter((ban) => {
      const exemption = isBan(ban) ? exemptionFrom(policy, ban.rule, question) : undefined;
      if (!exemption) return true;
      if (exemption.truth === yes) {
        put(sorted, isDefinite ? 'lifted' : 'possibleLifted', ban);
        if (isDefinite) against.push({ clause: ban.rule.clause, why: 'exempted' });
        return false;
      }
      if (exemption.truth === open) put(sorted, 'possibleExemptions', { ...ban, rule: exemption.rule });
      if (exemption.truth === open && isDefinite)
        put(sorted, isFirm ? 'possibleBans' : 'possibleSoftBans', ban);
      if (exemption.truth === no && key === 'bans')
        sorted.unfinished = [...sorted.unfinished, { ban, exemption: exemption.rule }];
      return !isDefinite || (exemption.truth === no && !isFirm);
    });
  }
}

/** A definite clause that goes before others takes them out; which ones is remembered. */
export function giveWay(sorted: Sorted, against: Against[]): void {
  const definite = goingFirst(sorted, ['bans', 'softBans', 'asks', 'allows']);
  sorted.mightGoBefore = goingFirst(sorted, [
    'possibleBans',
    'possibleSoftBans',
    'possibleAsks',
    'possibleAllows',
  ]);
  if (definite.length === 0) return;
  for (const key of givingWay) {
    if (sorted[key].length === 0) continue;
    sorted[key] = sorted[key].filter((standing) => {
      const before = definite.find((other) => goesBefore(other, standing, key));
      if (!before) return true;
      const why: Lost = before.rule.clause.narrows.includes(standing.rule.clause.id)
        ? 'narrowed'
        : 'overridden';
      if (!key.startsWith('possible') || why === 'narrowed')
        against.push({ clause: standing.rule.clause, why });
      return false;
    });
  }
}

/** Those of the groups that go before any clause at all; few do. */
function goingFirst(sorted: Sorted, groups: readonly Group[]): readonly Standing[] {
  let found: readonly Standing[] = none;
  for (const group of groups) {
    for (const standing of sorted[group]) if (standing.rule.goesBefore.size > 0) found = [...found, standing];
  }
  return found;
}

const givingWay = [
  'bans',
  'softBans',
  'asks',
  'allows',
  'brokenTerms',
  'brokenNeeds',
  'reserved',
  'possibleBans',
  'possibleSoftBans',
  'possibleAsks',
  'possibleAllows',
  'possibleTerms',
] as const;

const barring: ReadonlySet<keyof Sorted> = new Set([
  'bans',
  'softBans',
  'brokenNeeds',
  'possibleBans',
  'possibleSoftBans',
]);

const asking: ReadonlySet<keyof Sorted> = new Set(['asks', 'possibleAsks']);

/** Law gives way to law alone; a ban never lifts what bars, and a soft one not even a demand for permission. */
export function goesBefore(one: Standing, other: Standing, group: keyof Sorted): boolean {
  if (!one.rule.goesBefore.has(other.rule.clause.id)) return false;
  if (other.rule.isLaw && !one.rule.isLaw) return false;
  if (!isBan(one)) return true;
  return !barring.has(group) && !(one.rule.clause.strength === 'should' && asking.has(group));
}

const isBan = (standing: Standing) => standing.rule.clause.verb === 'forbid' || standing.broken;
