import type { Policy } from './compiling.ts';
import { answer, routeOf } from './concluding.ts';
import { goesBefore } from './giving-way.ts';
import { unknownFacts } from './open-facts.ts';
import { exemptionFrom } from './permitting.ts';
import type { Question } from './question.ts';
import { put, type Sorted, type Standing } from './sorting.ts';
import type { Against, Verdict } from './verdict.ts';

/* The steps of deciding, each of which gives the verdict or leaves it to the next. */

/** Step 4: a definite ban decides, and so does a need that is missing. */
export function barred(
  policy: Policy,
  question: Question,
  sorted: Sorted,
  against: Against[],
): Verdict | undefined {
  if (sorted.bans.length === 0 && sorted.brokenNeeds.length === 0) return undefined;
  const standing = [...sorted.bans, ...sorted.brokenNeeds];
  return (
    mightBeLifted(policy, question, standing, sorted, against) ??
    refuse(policy, question, standing, sorted, against)
  );
}

/** A possible clause that goes before every ban could still lift it. */
function mightBeLifted(
  policy: Policy,
  question: Question,
  bans: readonly Standing[],
  sorted: Sorted,
  against: Against[],
): Verdict | undefined {
  const lifting = bans.map((ban) => liftersOf(ban, sorted));
  if (lifting.some((list) => list.length === 0)) return undefined;
  return undecidedBy(policy, question, lifting.flat(), sorted, against);
}

const liftersOf = (ban: Standing, sorted: Sorted) =>
  sorted.mightGoBefore.filter((other) => goesBefore(other, ban, 'bans'));

function refuse(
  policy: Policy,
  question: Question,
  bans: readonly Standing[],
  sorted: Sorted,
  against: Against[],
): Verdict {
  const looser = [...sorted.allows, ...sorted.asks];
  const clashing = looser.filter((other) => bans.some((ban) => clash(ban, other)));
  const isNarrowed = against.some((other) => other.why === 'narrowed');
  const isLaw = bans.some((ban) => ban.rule.isLaw);
  // Beside the law, what the school's own text lets is shown even where it is not known to apply.
  const shown = isLaw ? [...looser, ...sorted.possibleAllows, ...sorted.possibleAsks] : looser;
  for (const other of shown)
    against.push({
      clause: other.rule.clause,
      why: isLaw ? 'law' : clashing.includes(other) ? 'stricter' : 'exception',
    });
  const lifts = bans
    .flatMap((ban) =>
      ban.rule.isLaw ? [] : ban.rule.clause.tags.flatMap((tag) => policy.exemptions.get(tag) ?? []),
    )
    .map((rule) => rule.clause);
  const alsoBarring = looser.length === 0 ? sorted.brokenTerms : [];
  return answer(
    policy,
    question,
    'no',
    [...bans, ...alsoBarring].map((ban) => ban.rule.clause),
    sorted,
    against,
    {
      contested: clashing.length > 0 || isNarrowed,
      lifts: [...new Set(lifts)],
    },
  );
}

/** One bars what the other lets, and neither is the narrower rule. The law does not clash: it goes first. */
function clash(ban: Standing, other: Standing): boolean {
  if (ban.rule.isLaw || other.rule.isLaw || other.rule.clause.verb === 'require') return false;
  return ban.distance >= other.distance && !ban.broken;
}

/** Step 5: permissions that are needed and not held. */
export function asked(
  policy: Policy,
  question: Question,
  sorted: Sorted,
  against: Against[],
): Verdict | undefined {
  if (sorted.asks.length === 0) return undefined;
  const looser = sorted.allows.filter(
    (other) => other.rule.clause.from === undefined && other.rule.clause.verb !== 'require',
  );
  const clashing = looser.filter((other) =>
    sorted.asks.some(
      (ask) => ask.distance > other.distance || (ask.distance === other.distance && !other.rule.isLaw),
    ),
  );
  for (const other of looser)
    against.push({ clause: other.rule.clause, why: clashing.includes(other) ? 'stricter' : 'exception' });
  return askFor(policy, question, sorted, against, clashing.length > 0);
}

/** Whom to ask: those whose permission is needed, and those who gave an exemption without its form. */
function askFor(
  policy: Policy,
  question: Question,
  sorted: Sorted,
  against: Against[],
  contested: boolean,
): Verdict {
  const exemptions = [...new Set(sorted.unfinished.map(({ exemption }) => exemption.clause))];
  const bans = sorted.unfinished.map(({ ban }) => ban.rule.clause);
  const asks = sorted.asks.map((ask) => ask.rule.clause);
  for (const soft of sorted.softBans) put(sorted, 'advice', soft);
  return answer(policy, question, 'ask', [...asks, ...bans, ...exemptions], sorted, against, {
    contested,
    routes: [...asks, ...exemptions].map((clause) => routeOf(clause, clause.from)),
    needs: unknownNeeds(sorted.asks, question),
    openFacts: unknownFacts([...sorted.possibleBans, ...sorted.possibleAsks], policy, question),
  });
}

const unknownNeeds = (asks: readonly Standing[], question: Question) => [
  ...new Set(
    asks.flatMap((ask) => ask.rule.clause.needs).filter((need) => question.facts[need] === undefined),
  ),
];

/** A softly worded ban decides only where no firm clause as near allows or asks, or might. */
export function softlyBarred(
  policy: Policy,
  question: Question,
  sorted: Sorted,
  against: Against[],
): Verdict | undefined {
  if (sorted.softBans.length === 0) return undefined;
  const deciding = sorted.softBans.filter(
    (ban) => ![...sorted.allows, ...sorted.asks].some((other) => isFirmBeside(other, ban)),
  );
  if (deciding.length === 0) return undefined;
  const lifting = deciding.map((ban) => [
    ...[...sorted.possibleAllows, ...sorted.possibleAsks].filter((other) => isFirmBeside(other, ban)),
    ...liftersOf(ban, sorted),
  ]);
  if (lifting.every((list) => list.length > 0))
    return undecidedBy(policy, question, lifting.flat(), sorted, against);
  return { ...refuse(policy, question, sorted.softBans, sorted, against), strength: 'should' };
}

/** A soft rule for just this act stands against a firm one for acts of a wider kind. */
const isFirmBeside = (other: Standing, soft: Standing) =>
  other.rule.clause.strength === 'must' && other.distance <= soft.distance;

/** Step 6: a definite allowance decides, if nothing possible could still bar it. */
export function allowed(
  policy: Policy,
  question: Question,
  sorted: Sorted,
  against: Against[],
): Verdict | undefined {
  if (sorted.allows.length === 0) return undefined;
  const possible = [...sorted.possibleBans, ...sorted.possibleAsks, ...shakes(sorted)];
  if (possible.length > 0) return undecidedBy(policy, question, possible, sorted, against);
  if (sorted.unfinished.length > 0) return askFor(policy, question, sorted, against, false);
  for (const soft of sorted.softBans) put(sorted, 'advice', soft);
  for (const standing of [...sorted.brokenTerms, ...sorted.reserved])
    against.push({ clause: standing.rule.clause, why: 'elsewhere' });
  return answer(
    policy,
    question,
    'yes',
    sorted.allows.map((allow) => allow.rule.clause),
    sorted,
    against,
    {
      contested: against.some((other) => other.why === 'narrowed'),
    },
  );
}

/** What could still take out every allowance that now stands, or every one that outweighs a soft ban. */
function shakes(sorted: Sorted): Standing[] {
  const before = (allow: Standing) =>
    sorted.mightGoBefore.filter((other) => goesBefore(other, allow, 'allows'));
  const lasting = (other: Standing) => sorted.possibleAllows.includes(other);
  const isSure = (allow: Standing) => before(allow).every(lasting);
  if (!sorted.allows.some(isSure)) return sorted.allows.flatMap(before);
  const soft = [...sorted.softBans, ...sorted.possibleSoftBans];
  return soft.flatMap((ban) => {
    const outweighing = sorted.allows.filter((allow) => isFirmBeside(allow, ban));
    if (outweighing.some((allow) => before(allow).length === 0)) return [];
    return [...outweighing.flatMap(before), ...(sorted.possibleSoftBans.includes(ban) ? [ban] : [])];
  });
}

/** A term of the only allowance is broken, or somebody else alone may do it. */
export function termBroken(
  policy: Policy,
  question: Question,
  sorted: Sorted,
  against: Against[],
): Verdict | undefined {
  if (sorted.brokenTerms.length === 0 && sorted.reserved.length === 0) return undefined;
  const standing = [...sorted.brokenTerms, ...sorted.reserved];
  const possible = [...sorted.possibleAllows, ...sorted.possibleAsks];
  if (possible.length > 0) return undecidedBy(policy, question, possible, sorted, against);
  return answer(
    policy,
    question,
    'no',
    standing.map((one) => one.rule.clause),
    sorted,
    against,
  );
}

/** Only bans that are lifted speak of it: the exemption lets, once it has its form and if nothing possible bars. */
export function exempted(
  policy: Policy,
  question: Question,
  sorted: Sorted,
  against: Against[],
): Verdict | undefined {
  if (sorted.unfinished.length > 0) return askFor(policy, question, sorted, against, false);
  if (sorted.lifted.length === 0) return undefined;
  const possible = [
    ...sorted.possibleBans,
    ...sorted.possibleAsks,
    ...sorted.possibleSoftBans,
    ...sorted.possibleTerms,
  ];
  if (possible.length > 0) return undecidedBy(policy, question, possible, sorted, against);
  const lifting = sorted.lifted.flatMap(
    (ban) => exemptionFrom(policy, ban.rule, question)?.rule.clause ?? [],
  );
  return answer(policy, question, 'yes', [...new Set(lifting)], sorted, against);
}

/** Step 7: what is not known could still decide. */
export function undecided(
  policy: Policy,
  question: Question,
  sorted: Sorted,
  against: Against[],
): Verdict | undefined {
  const possible = [
    ...sorted.possibleBans,
    ...sorted.possibleAsks,
    ...sorted.possibleAllows,
    ...sorted.possibleSoftBans,
    ...sorted.possibleTerms,
    ...sorted.possibleLifted,
  ];
  return possible.length === 0 ? undefined : undecidedBy(policy, question, possible, sorted, against);
}

export function undecidedBy(
  policy: Policy,
  question: Question,
  possible: readonly Standing[],
  sorted: Sorted,
  against: Against[],
): Verdict {
  const clauses = [
    ...new Set(
      [...possible, ...sorted.allows, ...sorted.softBans, ...sorted.brokenTerms].map(
        (standing) => standing.rule.clause,
      ),
    ),
  ];
  const waiting = [...possible, ...sorted.possibleExemptions];
  return answer(policy, question, 'depends', clauses, sorted, against, {
    dependsOn: unknownFacts(waiting, policy, question),
  });
}
