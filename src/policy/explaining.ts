import type { Clause, Condition, FactTest, Party } from './clause.ts';
import type { Policy } from './compiling.ts';
import type { Pack } from './pack.ts';
import type { Question } from './question.ts';
import type { Lost, Verdict } from './verdict.ts';
import { presumedValue } from './truth.ts';
import type { FactValue, Vocabulary } from './vocabulary.ts';

/** A verdict in plain words. */
export interface Explanation {
  /** The answer in a word or two: "Yes", "Ask the headteacher". */
  readonly headline: string;
  /** One sentence more. */
  readonly summary: string;
  /** What to do now, in order. */
  readonly steps: readonly string[];
  /** What was taken for granted. */
  readonly presumed: readonly string[];
}

/** "a, b and c" */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** A role as a reader knows it: "the headteacher", with the name the document gives where that is another. */
export function roleName(pack: Pack, role: string): string {
  const name = pack.roles.get(role)?.name ?? pack.vocabulary.roles.find(role)?.name ?? role;
  const called = pack.roles.get(role)?.called.find((other) => !sameWords(other, name));
  return `the ${name.replace(/^the /, '')}${called ? ` (${called})` : ''}`;
}

/** Whether two names are the same but for capitals and spaces, or one holds the other. */
function sameWords(one: string, other: string): boolean {
  const [first, second] = [one, other].map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, '')) as [
    string,
    string,
  ];
  return first.includes(second) || second.includes(first);
}

/** "the headteacher or the SBM", "the headteacher and the DPO", "somebody whom the policy does not name". */
export function partyName(pack: Pack, party: Party): string {
  if (party.roles.length === 0) return 'somebody whom the policy does not name';
  return listed(
    party.roles.map((role) => roleName(pack, role)),
    party.mode === 'any' ? 'or' : 'and',
  );
}

/** An act or event by its plain name. */
export const nameOf = (vocabulary: Vocabulary, id: string): string =>
  vocabulary.acts.find(id)?.name ?? vocabulary.events.find(id)?.name ?? id;

/** A name as the asker says it: "use my own phone". */
export const asMine = (name: string): string => name.replace(/\bone['’]s\b/g, 'my');

/** A name as it is said to the asker: "use your own phone". */
export const asYours = (name: string): string => name.replace(/\bone['’]s\b/g, 'your');

/** A length of time as people say it. */
export const wordDuration = (duration: string): string =>
  duration.replaceAll('-', ' ').replace(/^1 (\w+?)s?$/, '1 $1');

/** A fact with its value: "on the school premises", "pupils present: no". */
export function wordFact(vocabulary: Vocabulary, name: string, value: FactValue): string {
  const fact = vocabulary.facts.find(name);
  if (!fact) return `${name}: ${String(value)}`;
  if (fact.type === 'choice')
    return `${fact.name}: ${fact.values.find(String(value))?.name ?? String(value)}`;
  if (fact.type === 'boolean') return `${fact.name}: ${value === true ? 'yes' : 'no'}`;
  return `${fact.name}: ${Array.isArray(value) ? listed(value.map(String)) : String(value)}`;
}

function wordTest(vocabulary: Vocabulary, test: FactTest): string {
  const fact = vocabulary.facts.find(test.fact);
  const name = fact?.name ?? test.fact;
  if (test.under !== undefined) return `${name} under ${test.under}`;
  if (test.atLeast !== undefined) return `${name} at least ${test.atLeast}`;
  if (fact?.type === 'boolean')
    return `${name}: ${(test.values[0] === true) !== test.negated ? 'yes' : 'no'}`;
  const values = test.values.map((value) => fact?.values.find(String(value))?.name ?? String(value));
  return `${name}: ${test.negated ? 'not ' : ''}${listed(values, 'or')}`;
}

/** A condition as a reader's list, one entry for each thing that must hold; alternatives are joined by "or". */
export function wordCondition(vocabulary: Vocabulary, condition: Condition): string[] {
  const lists = condition.map((list) => list.map((test) => wordTest(vocabulary, test)));
  if (lists.length === 1) return lists[0] ?? [];
  return [lists.map((list) => listed(list)).join('; or ')];
}

/** What the system does about a clause, in one or two sentences for those who keep the policy. */
export function explainClause(clause: Clause, pack: Pack): string {
  const { vocabulary } = pack;
  const acts = listed(
    clause.targets.map((target) => nameOf(vocabulary, target)),
    'or',
  );
  const who = whoName(clause, pack);
  const softly =
    clause.strength === 'must'
      ? ''
      : clause.strength === 'should'
        ? ', as something that should be so'
        : ', as advice';
  switch (clause.verb) {
    case 'forbid':
      return `Answers no when ${who} asks to ${acts}${softly}.`;
    case 'allow':
      return clause.from
        ? `Sends ${who} who asks to ${acts} to ${partyName(pack, clause.from)}${clause.written ? ', who must agree in writing' : ''}.`
        : `Answers yes when ${who} asks to ${acts}.`;
    case 'exempt':
      return `Lets ${clause.from ? partyName(pack, clause.from) : 'somebody'} lift a ban for one person and purpose${clause.written ? ', in writing' : ''}.`;
    case 'require':
      return `Names a duty of ${who}: ${acts}${softly}${clause.within ? `, ${wordDuration(clause.within)}` : ''}${clause.every ? `, ${wordDuration(clause.every)}` : ''}.`;
    case 'report':
      return `Sends what ${who} tells of this to ${clause.to ? partyName(pack, clause.to) : 'nobody yet'}${clause.within ? `, ${wordDuration(clause.within)}` : ''}: ${acts}.`;
    case 'empower':
      return `Gives ${who} the power to ${acts}${clause.purposes.length > 0 ? ' for the listed purposes' : ''}${clause.only ? ', and nobody else' : ''}.`;
    case 'keep':
      return `Keeps a record: ${listed(clause.targets.map((target) => vocabulary.registers.find(target)?.name ?? target))}.`;
    case 'review':
      return `Falls due for review: ${listed(clause.targets.map((target) => vocabulary.registers.find(target)?.name ?? target))}${clause.every ? `, ${wordDuration(clause.every)}` : ''}.`;
    case 'sanction':
      return `Names what ${clause.certain ? 'will' : 'may'} follow a breach.`;
    case 'say':
      return clause.to
        ? `Names whom to turn to: ${partyName(pack, clause.to)}.`
        : 'Is read and signed; it decides nothing by itself.';
  }
}

function whoName(clause: Clause, pack: Pack): string {
  if (clause.who.includes('everyone')) return 'anybody';
  return listed(
    clause.who
      .map((role) => pack.roles.get(role)?.name ?? pack.vocabulary.roles.find(role)?.name ?? role)
      .map((name) => `a ${name}`)
      .map(article),
    'or',
  );
}

const article = (name: string) =>
  name.replace(/^a (the |teaching staff|staff$)/, '$1').replace(/^a (?=[aeiou])/i, 'an ');

/** What was taken for granted, with its value: by a deciding clause's own words, or by everybody. */
export const presumptions = (verdict: Verdict, policy: Policy): [name: string, value: FactValue][] =>
  verdict.presumed.flatMap((name) => {
    const own = verdict.deciding.find((clause) => clause.presume[name] !== undefined);
    const value = presumedValue(own, name, policy.vocabulary);
    return value === undefined ? [] : [[name, value]];
  });

/** A verdict in plain words, for the person who asked. */
export function explainVerdict(verdict: Verdict, question: Question, policy: Policy): Explanation {
  const { pack } = policy;
  const act = asYours(nameOf(policy.vocabulary, question.act ?? question.event ?? ''));
  const steps = [
    ...verdict.needs.map((need) => `Be ready to show: ${policy.vocabulary.facts.find(need)?.name ?? need}.`),
    ...verdict.deciding.flatMap((clause) => clause.instead ?? []),
    ...verdict.routes.flatMap((route) => route.clause.how ?? []),
  ];
  const presumed = presumptions(verdict, policy).map(([name, value]) =>
    wordFact(policy.vocabulary, name, value),
  );
  return { ...headline(verdict, act, policy), steps: [...new Set(steps)], presumed };

  function headline(given: Verdict, what: string, within: Policy): { headline: string; summary: string } {
    const party = given.routes.map((route) => partyName(pack, route));
    const people = listed([...new Set(party)]);
    switch (given.verdict) {
      case 'yes':
        return given.mode === 'must'
          ? { headline: 'Yes, you must', summary: 'The policy makes this a duty.' }
          : given.mode === 'about'
            ? { headline: 'Yes', summary: 'The policy says so.' }
            : { headline: 'Yes', summary: `The policy lets you ${what}.` };
      case 'no':
        return given.strength === 'should'
          ? { headline: 'No, you should not', summary: `The policy asks you not to ${what}.` }
          : {
              headline: 'No',
              summary:
                given.mode === 'must'
                  ? 'The policy does not make this a duty.'
                  : `The policy does not let you ${what}.`,
            };
      case 'ask':
        return {
          headline: `Ask ${people}`,
          summary: `You may ${what} once ${people} ${given.routes.length === 1 && given.routes[0]?.mode === 'any' ? 'has' : 'have'} agreed.`,
        };
      case 'report':
        return { headline: `Tell ${people}`, summary: withinWords(given) };
      case 'depends':
        return { headline: 'It depends', summary: 'The policy decides by something you have not told yet.' };
      case 'silent':
        return {
          headline: 'The policy does not say',
          summary: given.doubt
            ? `That is neither yes nor no. When in doubt, ask ${partyName(within.pack, given.doubt.to)}.`
            : 'That is neither yes nor no, and the policy names nobody to ask.',
        };
    }
  }
}

function withinWords(verdict: Verdict): string {
  const times = [...new Set(verdict.routes.flatMap((route) => route.clause.within ?? []))].map(wordDuration);
  return times.length > 0 ? `The policy says: ${listed(times)}.` : 'The policy names no time limit.';
}

/** Why a clause that pulled the other way did not decide. */
export const whyLost: Readonly<Record<Lost, string>> = {
  stricter: 'It says the opposite, and the stricter of two clauses decides until somebody rules.',
  overridden: 'The deciding clause says itself that it goes first.',
  narrowed: 'The deciding clause is made for just this case, so it goes first; the two still clash.',
  exempted: 'A written exemption lifts it for you.',
  law: 'The law goes before it.',
  softer: 'It is advice, and a firm clause decides.',
  ruled: 'A ruling settles the point.',
  exception: 'It is the general rule, and this is an exception to it.',
  elsewhere: 'It lets this on other terms.',
};
