import { appliesIn, bindsWhom, isAbout, isForPurpose, thingTruth } from './applying.ts';
import type { Clause, Party } from './clause.ts';
import type { Candidate, LiveRuling, Policy, Rule } from './compiling.ts';
import { bindingDuties, relatedTo } from './relating.ts';
import type { Mode, Outcome, Permission, Question } from './question.ts';
import { no, open, presumedValue, type Truth, yes } from './truth.ts';
import type { Against, Fault, Lost, Route, Verdict } from './verdict.ts';

/**
 * Answers a question from a policy. Pure and total: the same policy and question give the same verdict; it knows no
 * clock, store or chance, and throws nothing for a question that `understand` accepted.
 *
 * The order of deciding is that of `docs/policy-language.md`, "What a question is answered with".
 */
export function decide(policy: Policy, question: Question): Verdict {
  if (question.mode === 'may') {
    return question.event === undefined ? decideAct(policy, question) : decideEvent(policy, question);
  }
  return decideWhatIsSaid(policy, question);
}

/** How a rule stands to a question. */
interface Standing {
  readonly rule: Rule;
  readonly distance: number;
  readonly broken: boolean;
}

/** Rules sorted by what they would do, definite and possible apart. */
interface Sorted {
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

type Group = Exclude<keyof Sorted, 'unfinished'>;

/** Most groups stay empty, so all begin as the same list. Only `put` may add to a group. */
const none: readonly never[] = [];

const emptySorted = (): Sorted => ({
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

function put(sorted: Sorted, group: Group, standing: Standing): void {
  const list = sorted[group];
  if (list === none) sorted[group] = [standing];
  else (list as Standing[]).push(standing);
}

function decideAct(policy: Policy, question: Question): Verdict {
  return policy.rulings.length === 0 ? decideByClauses(policy, question) : decideByRulings(policy, question);
}

function decideByClauses(policy: Policy, question: Question): Verdict {
  const sorted = emptySorted();
  for (const candidate of policy.forAct.get(question.act as string) ?? [])
    place(sorted, candidate, policy, question);
  const against: Against[] = [];
  setAside(sorted, policy, question, against);
  giveWay(sorted, against);
  return (
    barred(policy, question, sorted, against) ??
    softlyBarred(policy, question, sorted, against) ??
    asked(policy, question, sorted, against) ??
    allowed(policy, question, sorted, against) ??
    termBroken(policy, question, sorted, against) ??
    exempted(policy, question, sorted, against) ??
    undecided(policy, question, sorted, against) ??
    answer(policy, question, 'silent', [], sorted, against)
  );
}

function place(sorted: Sorted, candidate: Candidate, policy: Policy, question: Question): void {
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

/** Whoever must agree has, or an exemption lifts the demand. */
const isCleared = (rule: Rule, question: Question, policy: Policy): boolean =>
  isHeld(rule.clause, question, policy) === yes || exemptionFrom(policy, rule, question)?.truth === yes;

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

/** Whether permissions held cover what the clause demands: somebody of `any`, everybody of `all`, in writing where it must be. */
function isHeld(clause: Clause, question: Question, policy: Policy): Truth {
  return clause.from ? covered(clause.from, clause.written, [clause.id], question, policy) : no;
}

/** Whether the party has agreed to what is asked, under one of these clauses. Open where it hangs on the thing. */
function covered(
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

/** Sets aside the bans that an exemption lifts, before anything gives way: a ban that is lifted takes nothing out. */
function setAside(sorted: Sorted, policy: Policy, question: Question, against: Against[]): void {
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
function giveWay(sorted: Sorted, against: Against[]): void {
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
function goesBefore(one: Standing, other: Standing, group: keyof Sorted): boolean {
  if (!one.rule.goesBefore.has(other.rule.clause.id)) return false;
  if (other.rule.isLaw && !one.rule.isLaw) return false;
  if (!isBan(one)) return true;
  return !barring.has(group) && !(one.rule.clause.strength === 'should' && asking.has(group));
}

const isBan = (standing: Standing) => standing.rule.clause.verb === 'forbid' || standing.broken;

/** Step 4: a definite ban decides, and so does a need that is missing. */
function barred(policy: Policy, question: Question, sorted: Sorted, against: Against[]): Verdict | undefined {
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

/**
 * The exemption given from a ban: it holds (yes), it may hold (open), or it lacks only its form, spoken where it must
 * be written (no). Undefined where none was given.
 */
function exemptionFrom(
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

/** Step 5: permissions that are needed and not held. */
function asked(policy: Policy, question: Question, sorted: Sorted, against: Against[]): Verdict | undefined {
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
function softlyBarred(
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
function allowed(
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
function termBroken(
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
function exempted(
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
function undecided(
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

function undecidedBy(
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

/** Facts that keep these rules open. Those that settle a rule alone come first, then those that most rules wait for. */
function unknownFacts(possible: readonly Standing[], policy: Policy, question: Question): string[] {
  if (possible.length === 0) return [];
  const waiting = new Map<string, number>();
  for (const rule of new Set(possible.map((standing) => standing.rule))) {
    const facts = openFactsOf(rule, policy, question);
    for (const fact of facts) waiting.set(fact, (waiting.get(fact) ?? 0) + 1 / facts.length);
  }
  return [...waiting.entries()]
    .toSorted((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
    .map(([fact]) => fact);
}

function openFactsOf(rule: Rule, policy: Policy, question: Question): string[] {
  const facts: string[] = [];
  const add = (name: string) => {
    if (!facts.includes(name)) facts.push(name);
  };
  const { from, verb } = rule.clause;
  const held =
    from && verb === 'exempt'
      ? covered(from, false, [rule.clause.id], question, policy)
      : isHeld(rule.clause, question, policy);
  if (held === open || isAbout(rule, question.thing, policy.vocabulary) === open) add('thing');
  const whom = question.as.map((role) => rule.sometimesWho.get(role));
  for (const check of [rule.when, rule.unless, rule.provided, rule.purpose, ...whom]) {
    if (!check || check.truth(question.facts) !== open) continue;
    for (const fact of check.facts) if (isUnsettled(fact, rule.clause, policy, question)) add(fact);
  }
  if (!rule.clause.from || isCleared(rule, question, policy)) {
    for (const need of rule.clause.needs) if (question.facts[need] === undefined) add(need);
  }
  return facts;
}

/** Not given and not presumed, or given too widely to settle anything (`on the premises`, where the room matters). */
function isUnsettled(name: string, clause: Clause | undefined, policy: Policy, question: Question): boolean {
  const fact = policy.vocabulary.facts.find(name);
  const value = question.facts[name] ?? presumedValue(clause, name, policy.vocabulary);
  if (value === undefined) return true;
  return fact?.type === 'choice' && fact.values.narrower(String(value)).length > 1;
}

function decideEvent(policy: Policy, question: Question): Verdict {
  const sorted = emptySorted();
  const told: Standing[] = [];
  const possible: Standing[] = [];
  for (const candidate of policy.forEvent.get(question.event as string) ?? []) {
    const circumstances = appliesIn(candidate.rule, question.thing, question.facts, policy.vocabulary);
    const truth = Math.min(circumstances, bindsWhom(candidate.rule, question.as, question.facts)) as Truth;
    if (truth === no) continue;
    if (candidate.rule.clause.verb === 'say') put(sorted, 'advice', candidate);
    else (truth === yes ? told : possible).push(candidate);
  }
  if (told.length > 0) {
    const strength = told.some((standing) => standing.rule.clause.strength === 'must') ? 'must' : 'should';
    return {
      ...answer(
        policy,
        question,
        'report',
        told.map((standing) => standing.rule.clause),
        sorted,
        [],
        {
          routes: told.map((standing) =>
            stillToTell(routeOf(standing.rule.clause, standing.rule.clause.to), question),
          ),
          openFacts: unknownFacts(possible, policy, question),
        },
      ),
      strength,
    };
  }
  if (possible.length > 0) return undecidedBy(policy, question, possible, sorted, []);
  return answer(policy, question, 'silent', [], sorted, []);
}

/** Where all must be told, those told already need not be told again. */
function stillToTell(route: Route, question: Question): Route {
  const told = question.facts['told'];
  if (route.mode !== 'all' || !Array.isArray(told)) return route;
  const left = route.roles.filter((role) => !told.includes(role));
  return left.length > 0 ? { ...route, roles: left } : route;
}

/** `must` and `about`: what the policy says of it, with the answer that `may` gives where a permission is needed. */
function decideWhatIsSaid(policy: Policy, question: Question): Verdict {
  const may = question.event === undefined ? decideAct(policy, question) : decideEvent(policy, question);
  const related = relatedTo(policy, question);
  const duties = bindingDuties(policy, related, question);
  const verdict = saidVerdict(question.mode, may, duties, related.answering);
  const deciding =
    (may.verdict === verdict && may.deciding.length > 0) || duties.length === 0 ? may.deciding : duties;
  return { ...may, verdict, mode: question.mode, deciding, related: related.clauses, duties };
}

function saidVerdict(
  mode: Mode,
  may: Verdict,
  duties: readonly Clause[],
  answering: readonly Clause[],
): Outcome {
  if (may.verdict === 'report' || may.verdict === 'ask') return may.verdict;
  if (mode === 'must') return duties.length > 0 ? 'yes' : may.verdict === 'no' ? 'no' : 'silent';
  const isReserved = may.verdict === 'no' && may.deciding.every((clause) => clause.only);
  if ((may.verdict === 'no' && !isReserved) || may.verdict === 'yes') return may.verdict;
  return answering.length > 0 ? 'yes' : 'silent';
}

/** Step 3: a live ruling on exactly this point decides; one that may be on this point leaves it open. */
function decideByRulings(policy: Policy, question: Question): Verdict {
  const fitting = policy.rulings
    .map((live) => ({ live, truth: isOnPoint(live, policy, question) }))
    .filter(({ truth }) => truth !== no);
  const settled = fitting.find(({ truth }) => truth === yes)?.live;
  const verdict = settled ? ruled(policy, question, settled) : decideByClauses(policy, question);
  const possible = fitting
    .filter(({ live, truth }) => truth === open && ruled(policy, question, live).verdict !== verdict.verdict)
    .map(({ live }) => live);
  if (possible.length === 0 || verdict.verdict === 'depends') return verdict;
  const clauses = possible.flatMap((live) => settledBy(policy, live));
  const dependsOn = [
    ...new Set([
      ...possible.flatMap((live) => openFactsOfRuling(live, policy, question)),
      ...verdict.dependsOn,
    ]),
  ];
  return answer(
    policy,
    question,
    'depends',
    [...new Set([...clauses, ...verdict.deciding])],
    emptySorted(),
    [],
    { dependsOn },
  );
}

function isOnPoint({ ruling, when }: LiveRuling, policy: Policy, question: Question): Truth {
  const { acts, roles, things } = policy.vocabulary;
  if (!acts.is(question.act as string, ruling.act)) return no;
  if (
    ruling.who.length > 0 &&
    !question.as.some((role) => ruling.who.some((wanted) => roles.is(role, wanted)))
  )
    return no;
  const about = ruling.thing === undefined ? yes : thingTruth(question.thing, [ruling.thing], things);
  return when ? (Math.min(about, when.truth(question.facts)) as Truth) : about;
}

function openFactsOfRuling({ ruling, when }: LiveRuling, policy: Policy, question: Question): string[] {
  const about =
    ruling.thing === undefined ? yes : thingTruth(question.thing, [ruling.thing], policy.vocabulary.things);
  const facts =
    when && when.truth(question.facts) === open
      ? when.facts.filter((fact) => isUnsettled(fact, undefined, policy, question))
      : [];
  return about === open ? ['thing', ...facts] : [...facts];
}

/** What a ruling answers. It settles the school's own text; it cannot let what the law bars. */
function ruled(policy: Policy, question: Question, live: LiveRuling): Verdict {
  const { ruling } = live;
  const law = ruling.verdict === 'no' ? undefined : lawAgainst(policy, question);
  if (law) return law;
  const clauses = settledBy(policy, live);
  const first = clauses[0];
  const held =
    ruling.verdict === 'ask' &&
    ruling.from !== undefined &&
    covered(ruling.from, false, ruling.settles, question, policy) === yes;
  const routes = ruling.verdict === 'ask' && !held && first ? [routeOf(first, ruling.from)] : [];
  return {
    ...answer(policy, question, held ? 'yes' : ruling.verdict, clauses, emptySorted(), [], { routes }),
    ruling,
    contested: false,
  };
}

const settledBy = (policy: Policy, { ruling }: LiveRuling): Clause[] =>
  ruling.settles.flatMap((id) => policy.rules.get(id)?.clause ?? []);

function lawAgainst(policy: Policy, question: Question): Verdict | undefined {
  const sorted = emptySorted();
  for (const candidate of policy.forAct.get(question.act as string) ?? []) {
    if (candidate.rule.isLaw) place(sorted, candidate, policy, question);
  }
  giveWay(sorted, []);
  if (sorted.bans.length > 0) return barred(policy, question, sorted, []);
  return sorted.possibleBans.length > 0
    ? undecidedBy(policy, question, sorted.possibleBans, sorted, [])
    : undefined;
}

const routeOf = (clause: Clause, party: Party | undefined): Route => ({
  clause,
  mode: party?.mode ?? 'any',
  roles: party?.roles ?? [],
});

interface Extras {
  readonly contested?: boolean;
  readonly routes?: readonly Route[];
  readonly needs?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly openFacts?: readonly string[];
  readonly lifts?: readonly Clause[];
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function answer(
  policy: Policy,
  question: Question,
  verdict: Outcome,
  deciding: readonly Clause[],
  sorted: Sorted,
  against: readonly Against[],
  extras: Extras = {},
): Verdict {
  const contested =
    (extras.contested ?? false) ||
    deciding.some((clause) => clause.doubt !== undefined && verdict !== 'depends');
  const made: Writable<Verdict> = {
    verdict,
    mode: question.mode,
    strength: 'must',
    contested,
    deciding,
    against,
    routes: extras.routes ?? none,
    needs: extras.needs ?? none,
    dependsOn: extras.dependsOn ?? none,
    openFacts: extras.openFacts ?? none,
    duties: none,
    advice:
      sorted.advice.length > 0 ? [...new Set(sorted.advice.map((standing) => standing.rule.clause))] : none,
    related: none,
    lifts: extras.lifts ?? none,
    presumed: presumedBy(policy, question, deciding),
    problems: problemsOf(policy, deciding, extras.routes),
  };
  const doubt = verdict === 'silent' ? doubtFor(policy, question) : undefined;
  if (contested) made.rules = policy.pack.rules;
  if (doubt) made.doubt = doubt;
  return made;
}

function doubtFor(policy: Policy, question: Question) {
  const asked = question.act ?? question.event ?? '';
  const lexicon = question.act === undefined ? policy.vocabulary.events : policy.vocabulary.acts;
  const line = lexicon.wider(asked);
  return (
    policy.pack.doubt.find((doubt) => doubt.about.some((about) => line.includes(about))) ??
    policy.pack.doubt.find((doubt) => doubt.about.length === 0)
  );
}

/** Facts that the deciding clauses rest on and that nobody gave, in an order of their own, however they were written. */
function presumedBy(policy: Policy, question: Question, deciding: readonly Clause[]): readonly string[] {
  let presumed: string[] | undefined;
  for (const clause of deciding) {
    for (const fact of policy.rules.get(clause.id)?.presumes ?? none) {
      if (question.facts[fact] !== undefined) continue;
      presumed ??= [];
      if (!presumed.includes(fact)) presumed.push(fact);
    }
  }
  return presumed?.toSorted() ?? none;
}

function problemsOf(
  policy: Policy,
  deciding: readonly Clause[],
  routes: readonly Route[] | undefined,
): readonly Fault[] {
  let problems: Fault[] | undefined;
  for (const clause of deciding) {
    for (const name of clause.settings) {
      if (policy.pack.settings.get(name)?.value !== undefined) continue;
      problems ??= [];
      problems.push({ code: 'SETTING_UNSET', clause, name });
    }
  }
  for (const route of routes ?? none) {
    if (route.roles.length > 0) continue;
    problems ??= [];
    problems.push({ code: 'NOBODY_NAMED', clause: route.clause });
  }
  return problems ?? none;
}
