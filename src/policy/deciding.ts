import { appliesIn, bindsWhom, thingTruth } from './applying.ts';
import type { Clause } from './clause.ts';
import type { LiveRuling, Policy } from './compiling.ts';
import { answer, routeOf } from './concluding.ts';
import { giveWay, setAside } from './giving-way.ts';
import { isUnsettled, unknownFacts } from './open-facts.ts';
import { covered } from './permitting.ts';
import type { Mode, Outcome, Question } from './question.ts';
import { bindingDuties, relatedTo } from './relating.ts';
import { emptySorted, place, put, type Standing } from './sorting.ts';
import { no, open, type Truth, yes } from './truth.ts';
import type { Against, Route, Verdict } from './verdict.ts';
import {
  allowed,
  asked,
  barred,
  exempted,
  softlyBarred,
  termBroken,
  undecided,
  undecidedBy,
} from './weighing.ts';

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
