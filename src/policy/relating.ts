import type { Clause } from './clause.ts';
import { appliesIn, bindsWhom, order, type Policy } from './compiling.ts';
import type { Question } from './question.ts';
import { yes } from './truth.ts';

/** Registers and reviews are looked for under the acts that speak of them. */
const actsOfRegister: Readonly<Record<string, readonly string[]>> = { policy: ['review-policy'] };

/** Duties about the asked act, or about what it breaks, that bind the asker in these circumstances. */
export function bindingDuties(policy: Policy, question: Question): Clause[] {
  const names = namesAround(policy, question);
  return [...policy.rules.values()]
    .filter((rule) => (rule.clause.verb === 'require' || rule.clause.verb === 'report') && rule.clause.targets.some((target) => names.has(target)))
    .filter((rule) => bindsWhom(rule, question.as, question.facts) === yes || rule.clause.who.includes('school'))
    .filter((rule) => appliesIn(rule, question.thing, question.facts, policy.vocabulary) === yes && rule.clause.strength !== 'advised')
    .map((rule) => rule.clause)
    .toSorted(order);
}

/** Every clause that speaks of the act or event asked about, of a wider or narrower one, or is to be shown with it. */
export function relatedClauses(policy: Policy, question: Question): Clause[] {
  const names = namesAround(policy, question);
  return [...policy.rules.values()]
    .map((rule) => rule.clause)
    .filter((clause) => speaksOf(clause).some((name) => names.has(name)))
    .toSorted(order);
}

/** Whether a clause itself answers what is asked about, rather than being worth reading with it. */
export function isAnswer(clause: Clause, policy: Policy, question: Question): boolean {
  if (policy.rules.get(clause.id)?.isLaw) return false;
  if (!['forbid', 'allow', 'require', 'report', 'empower'].includes(clause.verb)) return true;
  const names = namesAround(policy, question);
  return [...clause.targets, ...clause.then].some((name) => names.has(name));
}

function speaksOf(clause: Clause): readonly string[] {
  if (clause.verb === 'keep' || clause.verb === 'review') return [...clause.see, ...clause.targets.flatMap((target) => actsOfRegister[target] ?? [])];
  if (clause.verb === 'sanction') return [...clause.see, ...clause.targets, 'sanction-breach'];
  return [...clause.targets, ...clause.see, ...clause.then];
}

/** The asked act or event, its wider and narrower ones, the duties it breaks and the acts that break it. */
function namesAround(policy: Policy, question: Question): ReadonlySet<string> {
  const { acts, events } = policy.vocabulary;
  if (question.event !== undefined) return new Set([...events.wider(question.event), ...events.narrower(question.event)]);
  const act = question.act as string;
  const near = [...acts.wider(act), ...acts.narrower(act)];
  const broken = near.flatMap((name) => acts.find(name)?.breaks ?? []).flatMap((duty) => acts.wider(duty));
  const breaking = acts.all().filter((other) => other.breaks.some((duty) => near.includes(duty)));
  return new Set([...near, ...broken, ...breaking.map((other) => other.id)]);
}
