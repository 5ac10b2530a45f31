import type { Rule } from './compiling.ts';
import { type Facts, leastOf, no, not, open, type Truth, yes } from './truth.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Whether the rule binds or serves somebody with these roles. */
export function bindsWhom(rule: Rule, roles: readonly string[], facts: Facts): Truth {
  if (!rule.who) return yes;
  let best: Truth = no;
  for (const role of roles) {
    if (rule.who.has(role)) return yes;
    const sometimes = rule.sometimesWho.get(role);
    if (sometimes) best = Math.max(best, sometimes.truth(facts)) as Truth;
  }
  return best;
}

/** Whether the rule is about this thing. */
export const isAbout = (rule: Rule, thing: string | undefined, vocabulary: Vocabulary): Truth =>
  rule.clause.of.length === 0 ? yes : thingTruth(thing, rule.clause.of, vocabulary.things);

/** Whether the thing is one of those wanted, or a kind of one; open where it is not known, or may be of such a kind. */
export function thingTruth(
  thing: string | undefined,
  wanted: readonly string[],
  things: Vocabulary['things'],
): Truth {
  if (thing === undefined) return open;
  const isWanted = (id: string) => wanted.some((wide) => things.is(id, wide));
  return isWanted(thing) ? yes : things.narrower(thing).some(isWanted) ? open : no;
}

/** Whether the purpose is one that the power is for. */
export const isForPurpose = (rule: Rule, facts: Facts): Truth =>
  rule.purpose ? rule.purpose.truth(facts) : yes;

/** Whether the rule applies in these circumstances, whoever asks and whatever for: its `of`, `when` and `unless`. */
export function appliesIn(
  rule: Rule,
  thing: string | undefined,
  facts: Facts,
  vocabulary: Vocabulary,
): Truth {
  let least = isAbout(rule, thing, vocabulary);
  if (least !== no && rule.when) least = leastOf(least, rule.when.truth(facts));
  if (least !== no && rule.unless) least = leastOf(least, not(rule.unless.truth(facts)));
  return least;
}
