import type { Clause, Party } from './clause.ts';
import { appliesIn, bindsWhom, type Candidate, isForPurpose, type Policy, type Rule } from './compiling.ts';
import { bindingDuties, relatedClauses } from './relating.ts';
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
  bans: Standing[];
  softBans: Standing[];
  asks: Standing[];
  allows: Standing[];
  /** Allowances with a term that is broken: they bar, unless another allowance serves. */
  brokenTerms: Standing[];
  /** Allowances with a need known to be missing: they bar. */
  brokenNeeds: Standing[];
  /** Acts that somebody else alone may do. */
  reserved: Standing[];
  possibleBans: Standing[];
  possibleSoftBans: Standing[];
  possibleAsks: Standing[];
  possibleAllows: Standing[];
  advice: Standing[];
}

const emptySorted = (): Sorted => ({
  bans: [],
  softBans: [],
  asks: [],
  allows: [],
  brokenTerms: [],
  brokenNeeds: [],
  reserved: [],
  possibleBans: [],
  possibleSoftBans: [],
  possibleAsks: [],
  possibleAllows: [],
  advice: [],
});

function decideAct(policy: Policy, question: Question): Verdict {
  const ruled = rulingOn(policy, question);
  if (ruled) return ruled;
  const sorted = emptySorted();
  for (const candidate of policy.forAct.get(question.act as string) ?? []) place(sorted, candidate, policy, question);
  const against: Against[] = [];
  giveWay(sorted, against);
  return (
    barred(policy, question, sorted, against) ??
    asked(policy, question, sorted, against) ??
    softlyBarred(policy, question, sorted, against) ??
    allowed(policy, question, sorted, against) ??
    termBroken(policy, question, sorted, against) ??
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
  const { verb } = rule.clause;
  if (verb === 'forbid' || candidate.broken) {
    placeBan(sorted, candidate, Math.min(circumstances, whom) as Truth);
  } else if (verb === 'allow' || verb === 'empower') {
    if (whom === no && rule.clause.only) sorted.reserved.push(candidate);
    else placeAllowance(sorted, candidate, Math.min(circumstances, whom) as Truth, question);
  } else if (verb === 'say') {
    if (Math.min(circumstances, whom) === yes) sorted.advice.push(candidate);
  } else if (verb === 'require') {
    placeRequired(sorted, candidate, Math.min(circumstances, whom) as Truth);
  }
}

function placeBan(sorted: Sorted, candidate: Candidate, truth: Truth): void {
  if (truth === no) return;
  const { strength } = candidate.rule.clause;
  if (strength === 'advised') {
    if (truth === yes) sorted.advice.push(candidate);
  } else if (strength === 'should') (truth === yes ? sorted.softBans : sorted.possibleSoftBans).push(candidate);
  else (truth === yes ? sorted.bans : sorted.possibleBans).push(candidate);
}

function placeAllowance(sorted: Sorted, candidate: Candidate, truth: Truth, question: Question): void {
  if (truth === no) return;
  const { rule } = candidate;
  const terms = rule.provided ? rule.provided.truth(question.facts) : yes;
  const needs = needsMet(rule.clause, question);
  const mustAsk = rule.clause.from !== undefined;
  if (truth === yes && needs === no) sorted.brokenNeeds.push(candidate);
  else if (terms === no) {
    if (truth === yes) sorted.brokenTerms.push(candidate);
  } else if (mustAsk) placeAsk(sorted, candidate, Math.min(truth, terms) as Truth, needs, question);
  else (truth === yes && terms === yes && needs === yes ? sorted.allows : sorted.possibleAllows).push(candidate);
}

/** With the permission held, it allows; a need not known then still has to be asked. */
function placeAsk(sorted: Sorted, candidate: Candidate, truth: Truth, needs: Truth, question: Question): void {
  const held = isHeld(candidate.rule.clause, question.permissions, question);
  if (truth === open) (held ? sorted.possibleAllows : sorted.possibleAsks).push(candidate);
  else if (!held) sorted.asks.push(candidate);
  else if (needs === yes) sorted.allows.push(candidate);
  else sorted.possibleAllows.push(candidate);
}

/** What is required may be done. */
function placeRequired(sorted: Sorted, candidate: Candidate, truth: Truth): void {
  if (truth === yes && candidate.rule.clause.strength !== 'advised') sorted.allows.push(candidate);
  else if (truth === yes) sorted.advice.push(candidate);
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
function isHeld(clause: Clause, permissions: readonly Permission[], question: Question): boolean {
  if (permissions.length === 0 || !clause.from) return false;
  const fitting = permissions.filter((permission) => fits(permission, clause, question) && (!clause.written || permission.written === true));
  return isAgreed(clause.from, fitting);
}

function fits(permission: Permission, clause: Clause, question: Question): boolean {
  if (permission.clause !== undefined && permission.clause !== clause.id) return false;
  if (permission.act !== undefined && question.act !== undefined && permission.act !== question.act && !clause.targets.includes(permission.act)) return false;
  return permission.thing === undefined || question.thing === undefined || permission.thing === question.thing;
}

function isAgreed(party: Party, permissions: readonly Permission[]): boolean {
  if (permissions.length === 0) return false;
  const given = new Set(permissions.flatMap((permission) => permission.by));
  if (party.roles.length === 0) return given.size > 0;
  return party.mode === 'any' ? party.roles.some((role) => given.has(role)) : party.roles.every((role) => given.has(role));
}

/** A definite clause that goes before others takes them out; which ones is remembered. */
function giveWay(sorted: Sorted, against: Against[]): void {
  const definite = [...sorted.bans, ...sorted.softBans, ...sorted.asks, ...sorted.allows];
  for (const key of ['bans', 'softBans', 'asks', 'allows', 'brokenTerms', 'reserved', 'possibleBans', 'possibleSoftBans', 'possibleAsks', 'possibleAllows'] as const) {
    if (sorted[key].length === 0) continue;
    sorted[key] = sorted[key].filter((standing) => {
      const before = definite.find((other) => goesBefore(other, standing, key));
      if (!before) return true;
      const why: Lost = before.rule.clause.narrows.includes(standing.rule.clause.id) ? 'narrowed' : 'overridden';
      if (!key.startsWith('possible') || why === 'narrowed') against.push({ clause: standing.rule.clause, why });
      return false;
    });
  }
}

/** Law gives way to law alone; a ban never gives way to another ban. */
function goesBefore(one: Standing, other: Standing, group: keyof Sorted): boolean {
  if (!one.rule.goesBefore.has(other.rule.clause.id)) return false;
  if (other.rule.isLaw && !one.rule.isLaw) return false;
  const bothBar = isBan(one) && (group === 'bans' || group === 'softBans' || group === 'possibleBans' || group === 'possibleSoftBans');
  return !bothBar;
}

const isBan = (standing: Standing) => standing.rule.clause.verb === 'forbid' || standing.broken;

/** Step 4: a definite ban decides, unless it is exempted. */
function barred(policy: Policy, question: Question, sorted: Sorted, against: Against[]): Verdict | undefined {
  const standing: Standing[] = [];
  const unfinished: Rule[] = [];
  for (const ban of sorted.bans) {
    const exemption = exemptionFrom(policy, ban.rule, question);
    if (exemption === 'held') against.push({ clause: ban.rule.clause, why: 'exempted' });
    else if (exemption) unfinished.push(exemption);
    else standing.push(ban);
  }
  standing.push(...sorted.brokenNeeds);
  if (standing.length > 0) return mightBeLifted(policy, question, standing, sorted, against) ?? refuse(policy, question, standing, sorted, against);
  if (unfinished.length > 0) {
    const clauses = unfinished.map((rule) => rule.clause);
    return answer(policy, question, 'ask', [...sorted.bans.map((ban) => ban.rule.clause), ...clauses], sorted, against, {
      routes: clauses.map((clause) => routeOf(clause, clause.from)),
    });
  }
  if (sorted.bans.length > 0 && sorted.asks.length === 0) {
    const lifting = sorted.bans.flatMap((ban) => ban.rule.clause.tags.flatMap((tag) => policy.exemptions.get(tag) ?? [])).map((rule) => rule.clause);
    const stillPossible = [...sorted.possibleBans, ...sorted.possibleAsks];
    return stillPossible.length > 0 ? undecidedBy(policy, question, stillPossible, sorted, against) : answer(policy, question, 'yes', [...new Set(lifting)], sorted, against);
  }
  return undefined;
}

/** A possible clause that goes before every ban could still lift it. */
function mightBeLifted(policy: Policy, question: Question, bans: readonly Standing[], sorted: Sorted, against: Against[]): Verdict | undefined {
  const possible = [...sorted.possibleAllows, ...sorted.possibleAsks];
  const lifting = bans.map((ban) => possible.filter((other) => goesBefore(other, ban, 'brokenTerms')));
  if (lifting.some((list) => list.length === 0)) return undefined;
  return undecidedBy(policy, question, lifting.flat(), sorted, against);
}

function refuse(policy: Policy, question: Question, bans: readonly Standing[], sorted: Sorted, against: Against[]): Verdict {
  const clashing = [...sorted.allows, ...sorted.asks].filter((other) => bans.some((ban) => clash(ban, other)));
  const looser = [...sorted.allows, ...sorted.asks];
  const isNarrowed = against.some((other) => other.why === 'narrowed');
  for (const other of looser) against.push({ clause: other.rule.clause, why: bans.some((ban) => ban.rule.isLaw) ? 'law' : clashing.includes(other) ? 'stricter' : 'exception' });
  const lifts = bans.flatMap((ban) => (ban.rule.isLaw ? [] : ban.rule.clause.tags.flatMap((tag) => policy.exemptions.get(tag) ?? []))).map((rule) => rule.clause);
  return answer(policy, question, 'no', bans.map((ban) => ban.rule.clause), sorted, against, {
    contested: clashing.length > 0 || isNarrowed,
    lifts: [...new Set(lifts)],
  });
}

/** One bars what the other lets, and neither is the narrower rule. The law does not clash: it goes first. */
function clash(ban: Standing, other: Standing): boolean {
  if (ban.rule.isLaw || other.rule.isLaw || other.rule.clause.verb === 'require') return false;
  return ban.distance >= other.distance && !ban.broken;
}

/** `held`, the exemption that was given without its form, or nothing. */
function exemptionFrom(policy: Policy, ban: Rule, question: Question): 'held' | Rule | undefined {
  if (ban.isLaw || question.permissions.length === 0) return undefined;
  let unfinished: Rule | undefined;
  for (const rule of ban.clause.tags.flatMap((tag) => policy.exemptions.get(tag) ?? [])) {
    const party = rule.clause.from;
    if (!party || bindsWhom(rule, question.as, question.facts) !== yes || appliesIn(rule, question.thing, question.facts, policy.vocabulary) !== yes) continue;
    const given = question.permissions.filter((permission) => permission.clause === undefined || permission.clause === rule.clause.id);
    if (!isAgreed(party, given)) continue;
    if (!rule.clause.written || isAgreed(party, given.filter((permission) => permission.written === true))) return 'held';
    unfinished = rule;
  }
  return unfinished;
}

/** Step 5: permissions that are needed and not held. */
function asked(policy: Policy, question: Question, sorted: Sorted, against: Against[]): Verdict | undefined {
  if (sorted.asks.length === 0) return undefined;
  const looser = sorted.allows.filter((other) => other.rule.clause.from === undefined && other.rule.clause.verb !== 'require');
  const clashing = looser.filter((other) => sorted.asks.some((ask) => ask.distance > other.distance || (ask.distance === other.distance && !other.rule.isLaw)));
  for (const other of looser) against.push({ clause: other.rule.clause, why: clashing.includes(other) ? 'stricter' : 'exception' });
  for (const soft of sorted.softBans) sorted.advice.push(soft);
  return answer(policy, question, 'ask', sorted.asks.map((ask) => ask.rule.clause), sorted, against, {
    contested: clashing.length > 0 || against.some((other) => other.why === 'narrowed'),
    routes: sorted.asks.map((ask) => routeOf(ask.rule.clause, ask.rule.clause.from)),
    needs: unknownNeeds(sorted.asks, question),
    openFacts: unknownFacts([...sorted.possibleBans, ...sorted.possibleAsks], policy, question),
  });
}

const unknownNeeds = (asks: readonly Standing[], question: Question) => [
  ...new Set(asks.flatMap((ask) => ask.rule.clause.needs).filter((need) => question.facts[need] === undefined)),
];

/** A softly worded ban decides only where no firm clause allows, or might. */
function softlyBarred(policy: Policy, question: Question, sorted: Sorted, against: Against[]): Verdict | undefined {
  if (sorted.softBans.length === 0) return undefined;
  // A soft rule for just this act stands against a firm one for acts of a wider kind.
  const nearest = Math.min(...sorted.softBans.map((ban) => ban.distance));
  const firm = (standing: Standing) => standing.rule.clause.strength === 'must' && standing.distance <= nearest;
  if (sorted.allows.some(firm)) {
    sorted.advice.push(...sorted.softBans);
    return undefined;
  }
  const possible = [...sorted.possibleAllows, ...sorted.possibleAsks].filter(firm);
  if (possible.length > 0) return undecidedBy(policy, question, possible, sorted, against);
  return { ...refuse(policy, question, sorted.softBans, sorted, against), strength: 'should' };
}

/** Step 6: a definite allowance decides, if nothing possible could still bar it. */
function allowed(policy: Policy, question: Question, sorted: Sorted, against: Against[]): Verdict | undefined {
  if (sorted.allows.length === 0) return undefined;
  const possible = [...sorted.possibleBans, ...sorted.possibleAsks];
  if (possible.length > 0) return undecidedBy(policy, question, possible, sorted, against);
  for (const standing of [...sorted.brokenTerms, ...sorted.reserved]) against.push({ clause: standing.rule.clause, why: 'elsewhere' });
  return answer(policy, question, 'yes', sorted.allows.map((allow) => allow.rule.clause), sorted, against, {
    contested: against.some((other) => other.why === 'narrowed'),
  });
}

/** A term of the only allowance is broken, or somebody else alone may do it. */
function termBroken(policy: Policy, question: Question, sorted: Sorted, against: Against[]): Verdict | undefined {
  const barring = [...sorted.brokenTerms, ...sorted.reserved];
  if (barring.length === 0) return undefined;
  const possible = [...sorted.possibleAllows, ...sorted.possibleAsks];
  if (possible.length > 0) return undecidedBy(policy, question, possible, sorted, against);
  return answer(policy, question, 'no', barring.map((standing) => standing.rule.clause), sorted, against);
}

/** Step 7: what is not known could still decide. */
function undecided(policy: Policy, question: Question, sorted: Sorted, against: Against[]): Verdict | undefined {
  const possible = [...sorted.possibleBans, ...sorted.possibleAsks, ...sorted.possibleAllows, ...sorted.possibleSoftBans];
  return possible.length === 0 ? undefined : undecidedBy(policy, question, possible, sorted, against);
}

function undecidedBy(policy: Policy, question: Question, possible: readonly Standing[], sorted: Sorted, against: Against[]): Verdict {
  const clauses = [...new Set([...possible, ...sorted.allows, ...sorted.softBans, ...sorted.brokenTerms].map((standing) => standing.rule.clause))];
  return answer(policy, question, 'depends', clauses, sorted, against, { dependsOn: unknownFacts(possible, policy, question) });
}

/** Facts that keep these rules open. Those that settle a rule alone come first, then those that most rules wait for. */
function unknownFacts(possible: readonly Standing[], policy: Policy, question: Question): string[] {
  const waiting = new Map<string, number>();
  for (const { rule } of possible) {
    const facts = openFactsOf(rule, policy, question);
    for (const fact of facts) waiting.set(fact, (waiting.get(fact) ?? 0) + 1 / facts.length);
  }
  return [...waiting.entries()].toSorted((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).map(([fact]) => fact);
}

function openFactsOf(rule: Rule, policy: Policy, question: Question): string[] {
  const facts: string[] = [];
  const add = (name: string) => {
    if (!facts.includes(name)) facts.push(name);
  };
  if (rule.clause.of.length > 0 && question.thing === undefined) add('thing');
  for (const check of [rule.when, rule.unless, rule.provided, rule.purpose, ...rule.sometimesWho.values()]) {
    if (!check || check.truth(question.facts) !== open) continue;
    for (const fact of check.facts) if (isUnsettled(fact, rule.clause, policy, question)) add(fact);
  }
  if (isHeld(rule.clause, question.permissions, question) || !rule.clause.from) {
    for (const need of rule.clause.needs) if (question.facts[need] === undefined) add(need);
  }
  return facts;
}

/** Not given and not presumed, or given too widely to settle anything (`on the premises`, where the room matters). */
function isUnsettled(name: string, clause: Clause, policy: Policy, question: Question): boolean {
  const fact = policy.vocabulary.facts.find(name);
  const value = question.facts[name];
  if (value === undefined) return presumedValue(clause, name, policy.vocabulary) === undefined;
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
    if (candidate.rule.clause.verb === 'say') sorted.advice.push(candidate);
    else (truth === yes ? told : possible).push(candidate);
  }
  if (told.length > 0) {
    const strength = told.some((standing) => standing.rule.clause.strength === 'must') ? 'must' : 'should';
    return { ...answer(policy, question, 'report', told.map((standing) => standing.rule.clause), sorted, [], {
      routes: told.map((standing) => stillToTell(routeOf(standing.rule.clause, standing.rule.clause.to), question)),
      openFacts: unknownFacts(possible, policy, question),
    }), strength };
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
  const related = relatedClauses(policy, question);
  const duties = bindingDuties(policy, question);
  const ownWords = related.filter((clause) => policy.rules.get(clause.id)?.isLaw !== true);
  const verdict = saidVerdict(question.mode, may, duties, ownWords);
  return { ...may, verdict, mode: question.mode, deciding: may.verdict === verdict && may.deciding.length > 0 ? may.deciding : duties.length > 0 ? duties : may.deciding, related, duties };
}

function saidVerdict(mode: Mode, may: Verdict, duties: readonly Clause[], related: readonly Clause[]): Outcome {
  if (may.verdict === 'report' || may.verdict === 'ask') return may.verdict;
  if (mode === 'must') return duties.length > 0 ? 'yes' : may.verdict === 'no' ? 'no' : 'silent';
  const isReserved = may.verdict === 'no' && may.deciding.every((clause) => clause.only);
  if ((may.verdict === 'no' && !isReserved) || may.verdict === 'yes') return may.verdict;
  return related.length > 0 ? 'yes' : 'silent';
}

/** Step 3: a live ruling on exactly this point. */
function rulingOn(policy: Policy, question: Question): Verdict | undefined {
  if (policy.rulings.length === 0) return undefined;
  const found = policy.rulings.find(({ ruling, when }) => {
    if (!policy.vocabulary.acts.is(question.act as string, ruling.act)) return false;
    if (ruling.who.length > 0 && !question.as.some((role) => ruling.who.some((wanted) => policy.vocabulary.roles.is(role, wanted)))) return false;
    if (ruling.thing !== undefined && (question.thing === undefined || !policy.vocabulary.things.is(question.thing, ruling.thing))) return false;
    return !when || when.truth(question.facts) === yes;
  });
  if (!found) return undefined;
  const { ruling } = found;
  const clauses = ruling.settles.flatMap((id) => policy.rules.get(id)?.clause ?? clauseNamed(policy, id));
  const law = lawAgainst(policy, question);
  if (law && ruling.verdict !== 'no') return law;
  const first = clauses[0];
  const held = ruling.verdict === 'ask' && ruling.from !== undefined && isAgreed(ruling.from, question.permissions);
  const routes = ruling.verdict === 'ask' && !held && first ? [routeOf(first, ruling.from)] : [];
  return { ...answer(policy, question, held ? 'yes' : ruling.verdict, clauses, emptySorted(), [], { routes }), ruling, contested: false };
}

const clauseNamed = (policy: Policy, id: string): Clause[] =>
  policy.pack.sections.flatMap((section) => section.clauses.filter((clause) => clause.id === id));

/** A ruling settles the school's own text; it cannot let what the law bars. */
function lawAgainst(policy: Policy, question: Question): Verdict | undefined {
  const sorted = emptySorted();
  for (const candidate of policy.forAct.get(question.act as string) ?? []) {
    if (candidate.rule.isLaw) place(sorted, candidate, policy, question);
  }
  return sorted.bans.length > 0 ? barred(policy, question, sorted, []) : undefined;
}

const routeOf = (clause: Clause, party: Party | undefined): Route => ({ clause, mode: party?.mode ?? 'any', roles: party?.roles ?? [] });

interface Extras {
  readonly contested?: boolean;
  readonly routes?: readonly Route[];
  readonly needs?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly openFacts?: readonly string[];
  readonly lifts?: readonly Clause[];
}

const none: readonly never[] = [];

function answer(policy: Policy, question: Question, verdict: Outcome, deciding: readonly Clause[], sorted: Sorted, against: readonly Against[], extras: Extras = {}): Verdict {
  const contested = (extras.contested ?? false) || deciding.some((clause) => clause.doubt !== undefined && verdict !== 'depends');
  const made: Verdict = {
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
    advice: sorted.advice.length > 0 ? [...new Set(sorted.advice.map((standing) => standing.rule.clause))] : none,
    related: none,
    lifts: extras.lifts ?? none,
    presumed: presumedBy(policy, question, deciding),
    problems: problemsOf(policy, deciding, extras.routes),
  };
  if (!contested && verdict !== 'silent') return made;
  const doubt = verdict === 'silent' ? doubtFor(policy, question) : undefined;
  return { ...made, ...(contested && { rules: policy.pack.rules }), ...(doubt && { doubt }) };
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

/** Facts that the deciding clauses rest on and that nobody gave. */
function presumedBy(policy: Policy, question: Question, deciding: readonly Clause[]): readonly string[] {
  let presumed: string[] | undefined;
  for (const clause of deciding) {
    const rule = policy.rules.get(clause.id);
    if (!rule) continue;
    for (const check of [rule.when, rule.unless, rule.provided]) {
      if (!check) continue;
      for (const fact of check.facts) {
        if (question.facts[fact] !== undefined || presumedValue(clause, fact, policy.vocabulary) === undefined) continue;
        presumed ??= [];
        if (!presumed.includes(fact)) presumed.push(fact);
      }
    }
  }
  return presumed ?? none;
}

function problemsOf(policy: Policy, deciding: readonly Clause[], routes: readonly Route[] | undefined): readonly Fault[] {
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
