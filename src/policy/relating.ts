import { appliesIn, bindsWhom } from './applying.ts';
import { byId, type Clause } from './clause.ts';
import type { Policy, Rule } from './compiling.ts';
import type { Question } from './question.ts';
import { no, yes } from './truth.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a policy says around an act or event, whoever asks. */
export interface Related {
  /** Every clause that speaks of it, of a wider or narrower one, or is to be shown with it. */
  readonly clauses: readonly Clause[];
  /** Those of the school's own that themselves answer, rather than being worth reading with it. */
  readonly answering: readonly Clause[];
  /** Duties about it, or about what it breaks. */
  readonly duties: readonly Rule[];
}

const nothing: Related = { clauses: [], answering: [], duties: [] };

/** What the policy says around the act or event asked about. */
export const relatedTo = (policy: Policy, question: Question): Related =>
  policy.related.get(question.event ?? (question.act as string)) ?? nothing;

/** The duties among those related that bind the asker in these circumstances. */
export const bindingDuties = (policy: Policy, { duties }: Related, question: Question): Clause[] =>
  duties
    .filter(
      (rule) => bindsWhom(rule, question.as, question.facts) === yes || rule.clause.who.includes('school'),
    )
    .filter((rule) => appliesIn(rule, question.thing, question.facts, policy.vocabulary) === yes)
    .map((rule) => rule.clause);

/**
 * What follows when the asked act is done or the event is told: what the deciding clauses name, and duties that a
 * narrower way of doing it would break (taking a laptop home uninsured breaks the duty to insure it).
 */
export function followingClauses(policy: Policy, question: Question, deciding: readonly Clause[]): Clause[] {
  const { acts } = policy.vocabulary;
  const narrower =
    question.act === undefined ? [] : acts.narrower(question.act).filter((act) => act !== question.act);
  const duties = new Set([
    ...deciding.flatMap((clause) => clause.then),
    ...narrower.flatMap((act) => acts.find(act)?.breaks ?? []),
  ]);
  return [...policy.rules.values()]
    .filter(
      (rule) =>
        duties.has(rule.clause.id) ||
        (rule.clause.verb === 'require' && rule.clause.targets.some((target) => duties.has(target))),
    )
    .filter(
      (rule) =>
        bindsWhom(rule, question.as, question.facts) === yes &&
        appliesIn(rule, question.thing, question.facts, policy.vocabulary) !== no,
    )
    .map((rule) => rule.clause)
    .filter((clause) => !deciding.includes(clause))
    .toSorted(byId);
}

/** Relates the rules to every act and event of the vocabulary. */
export function relateAll(rules: readonly Rule[], vocabulary: Vocabulary): ReadonlyMap<string, Related> {
  const sorted = rules
    .toSorted((one, other) => byId(one.clause, other.clause))
    .map((rule) => ({ rule, names: speaksOf(rule.clause, vocabulary) }));
  const relate = (around: ReadonlySet<string>): Related => {
    const related = sorted
      .filter(({ names }) => names.some((name) => around.has(name)))
      .map(({ rule }) => rule);
    return {
      clauses: related.map((rule) => rule.clause),
      answering: related
        .filter((rule) => !rule.isLaw && answers(rule.clause, around))
        .map((rule) => rule.clause),
      duties: related.filter((rule) => isDuty(rule.clause, around)),
    };
  };
  return new Map([
    ...vocabulary.acts.all().map(({ id }): [string, Related] => [id, relate(actsAround(id, vocabulary))]),
    ...vocabulary.events.all().map(({ id }): [string, Related] => [id, relate(eventsAround(id, vocabulary))]),
  ]);
}

function speaksOf(clause: Clause, { registers }: Vocabulary): readonly string[] {
  if (clause.verb === 'keep' || clause.verb === 'review')
    return [...clause.see, ...clause.targets.flatMap((target) => registers.find(target)?.acts ?? [])];
  if (clause.verb === 'sanction') return [...clause.see, ...clause.targets, 'sanction-breach'];
  return [...clause.targets, ...clause.see, ...clause.then];
}

function answers(clause: Clause, around: ReadonlySet<string>): boolean {
  if (!['forbid', 'allow', 'require', 'report', 'empower'].includes(clause.verb)) return true;
  return [...clause.targets, ...clause.then].some((name) => around.has(name));
}

const isDuty = ({ verb, strength, targets }: Clause, around: ReadonlySet<string>): boolean =>
  (verb === 'require' || verb === 'report') &&
  strength !== 'advised' &&
  targets.some((target) => around.has(target));

/** The act, its wider and narrower ones, the duties it breaks and the acts that break it. */
function actsAround(act: string, { acts }: Vocabulary): ReadonlySet<string> {
  const near = [...acts.wider(act), ...acts.narrower(act)];
  const broken = near.flatMap((name) => acts.find(name)?.breaks ?? []).flatMap((duty) => acts.wider(duty));
  const breaking = acts.all().filter((other) => other.breaks.some((duty) => near.includes(duty)));
  return new Set([...near, ...broken, ...breaking.map((other) => other.id)]);
}

const eventsAround = (event: string, { events }: Vocabulary): ReadonlySet<string> =>
  new Set([...events.wider(event), ...events.narrower(event)]);
