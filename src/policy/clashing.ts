import type { Clause, Condition, FactTest } from './clause.ts';
import { nameOf } from './explaining.ts';
import { type Finding, finding } from './lint-finding.ts';
import type { Pack } from './pack.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Bans and allowances of the same act, for the same people, in circumstances that may meet. */
export function clashes(pack: Pack, clauses: readonly Clause[]): Finding[] {
  const bans = clauses.filter((clause) => clause.verb === 'forbid' && clause.strength !== 'advised');
  const lets = clauses.filter(
    (clause) => (clause.verb === 'allow' || clause.verb === 'empower') && clause.strength !== 'advised',
  );
  return bans.flatMap((ban) => lets.flatMap((other) => clashOf(pack, ban, other) ?? []));
}

function clashOf(pack: Pack, ban: Clause, other: Clause): Finding | undefined {
  const shared = other.targets.find((target) =>
    ban.targets.some((wide) => pack.vocabulary.acts.is(target, wide)),
  );
  if (
    shared === undefined ||
    !sharePeople(pack.vocabulary, ban, other) ||
    cannotMeet(pack.vocabulary, ban, other)
  )
    return undefined;
  const what = nameOf(pack.vocabulary, shared);
  if (other.narrows.includes(ban.id) || ban.narrows.includes(other.id)) {
    return finding(
      'clash-settled',
      `One clause bars what another lets: ${what}. The provision for just this case goes first.`,
      [ban, other],
    );
  }
  if (other.overrides.includes(ban.id) || ban.overrides.includes(other.id)) return undefined;
  return finding(
    'clash',
    `One clause bars what another lets: ${what}. The stricter decides until somebody rules.`,
    [ban, other],
  );
}

/** Whether somebody may be meant by both. */
export function sharePeople(vocabulary: Vocabulary, one: Clause, other: Clause): boolean {
  if (one.who.includes('everyone') || other.who.includes('everyone')) return true;
  return one.who.some((role) =>
    other.who.some((wide) => vocabulary.roles.is(role, wide) || vocabulary.roles.is(wide, role)),
  );
}

/** Whether the conditions of two clauses can never hold together. */
function cannotMeet(vocabulary: Vocabulary, one: Clause, other: Clause): boolean {
  const mine = [one.when, one.provided];
  const theirs = [other.when, other.provided];
  if (
    mine.some(
      (condition) =>
        condition && theirs.some((against) => against && excludes(vocabulary, condition, against)),
    )
  )
    return true;
  return [
    [one.unless, other],
    [other.unless, one],
  ].some(([unless, clause]) => unless && impliedBy(vocabulary, unless as Condition, clause as Clause));
}

const excludes = (vocabulary: Vocabulary, one: Condition, other: Condition): boolean =>
  one.every((list) =>
    other.every((against) =>
      list.some((test) => against.some((counter) => testsExclude(vocabulary, test, counter))),
    ),
  );

function testsExclude(vocabulary: Vocabulary, one: FactTest, other: FactTest): boolean {
  if (one.fact !== other.fact) return false;
  if (
    one.atLeast !== undefined ||
    one.under !== undefined ||
    other.atLeast !== undefined ||
    other.under !== undefined
  )
    return false;
  const values = vocabulary.facts.find(one.fact)?.values;
  const meets = (value: unknown, wanted: unknown) =>
    value === wanted ||
    values?.is(String(value), String(wanted)) === true ||
    values?.is(String(wanted), String(value)) === true;
  const overlap = one.values.some((value) => other.values.some((wanted) => meets(value, wanted)));
  if (one.negated === other.negated) return !one.negated && !overlap;
  const [plain, negated] = one.negated ? [other, one] : [one, other];
  return plain.values.every((value) =>
    negated.values.some((wanted) => value === wanted || values?.is(String(value), String(wanted)) === true),
  );
}

/** Whether whatever the clause applies to meets the `unless`, so that it never clashes. */
function impliedBy(vocabulary: Vocabulary, unless: Condition, clause: Clause): boolean {
  const known = [...(clause.when ?? []), ...(clause.provided ?? [])].flat();
  return unless.some((list) =>
    list.every((test) =>
      known.some(
        (fact) =>
          fact.fact === test.fact &&
          fact.negated === test.negated &&
          fact.values.every((value) =>
            test.values.some(
              (wanted) =>
                value === wanted ||
                vocabulary.facts.find(test.fact)?.values.is(String(value), String(wanted)),
            ),
          ),
      ),
    ),
  );
}
