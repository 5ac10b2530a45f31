import {
  type Clause,
  clauseOf,
  type Condition,
  nameOf,
  type Pack,
  partyName,
  type Setting,
  wordCondition,
  wordDuration,
  wordFact,
} from '../../policy/index.ts';
import { plainRole, whomItBinds } from './people.ts';
import { capital } from './text.ts';

/** One thing that a clause means, in words: its name and what is said of it. */
export interface Part {
  readonly name: string;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly text: string;
  /** The clause that the entry is about, by id. */
  readonly clause?: string;
}

/** How hard a clause is, as a reader sees it. */
export const strengthWords = { must: 'Must', should: 'Should', advised: 'Advised' } as const;

/** What a clause means in words, part by part; parts that it does not have are left out. */
export function meaningOf(clause: Clause, pack: Pack): Part[] {
  const parts = [
    ...circumstances(clause, pack),
    ...permission(clause, pack),
    ...telling(clause, pack),
    ...keeping(clause, pack),
    ...place(clause, pack),
  ];
  return parts.filter((part) => part.entries.length > 0);
}

const part = (name: string, ...texts: readonly (string | false | undefined)[]): Part => ({
  name,
  entries: texts.flatMap((text) => (text ? [{ text: capital(text) }] : [])),
});

function circumstances(clause: Clause, pack: Pack): Part[] {
  const { things } = pack.vocabulary;
  const words = (condition: Condition | undefined) =>
    condition ? wordCondition(pack.vocabulary, condition) : [];
  return [
    part('It is about', ...clause.of.map((thing) => things.find(thing)?.name ?? thing)),
    part('Holds when', ...words(clause.when)),
    part('Does not hold when', ...words(clause.unless)),
    part('On these terms', ...words(clause.provided)),
    part(
      'Taken for granted',
      ...Object.entries(clause.presume ?? {}).map(([fact, value]) => wordFact(pack.vocabulary, fact, value)),
    ),
    part(
      'For these purposes',
      ...clause.purposes.map(
        (purpose) => pack.vocabulary.facts.find('purpose')?.values.find(purpose)?.name ?? purpose,
      ),
    ),
  ];
}

function permission(clause: Clause, pack: Pack): Part[] {
  return [
    part(
      'Who must agree',
      clause.from && `${partyName(pack, clause.from)}${clause.written ? ', in writing' : ''}`,
    ),
    part('Have ready', ...clause.needs.map((need) => pack.vocabulary.facts.find(need)?.name ?? need)),
    part('Permission lasts', clause.lasts && wordDuration(clause.lasts)),
    part('Who may take it back', clause.withdrawnBy && partyName(pack, clause.withdrawnBy)),
    part('Nobody else', clause.only && 'Nobody but these people may'),
    part('Instead', clause.instead),
  ];
}

function telling(clause: Clause, pack: Pack): Part[] {
  return [
    part(clause.verb === 'say' ? 'Whom to turn to' : 'Whom to tell', clause.to && partyName(pack, clause.to)),
    part('By when', clause.within && wordDuration(clause.within)),
    part('How', clause.how),
    part('In confidence', clause.confidential && 'Whoever is told keeps it in confidence'),
    part('Who hears of it', ...clause.tells.map((role) => plainRole(pack, role))),
  ];
}

function keeping(clause: Clause, pack: Pack): Part[] {
  const { registers } = pack.vocabulary;
  return [
    part('How often', clause.every && wordDuration(clause.every)),
    part('Who sees to it', clause.by && partyName(pack, clause.by)),
    part('Also when', ...clause.alsoWhen.map((what) => nameOf(pack.vocabulary, what).replaceAll('-', ' '))),
    part(
      'What is checked',
      ...clause.checks.map(({ what, every }) => (every ? `${what}, ${wordDuration(every)}` : what)),
    ),
    part('Recorded under', clause.record && (registers.find(clause.record)?.name ?? clause.record)),
    part(clause.certain ? 'What will follow' : 'What may follow', ...clause.measures),
  ];
}

/** How a clause stands among the others. */
function place(clause: Clause, pack: Pack): Part[] {
  const entriesOf = (ids: readonly string[]): Entry[] => ids.map((id) => entryFor(id, pack));
  const needed = clause.settings.flatMap((name) => pack.settings.get(name) ?? []);
  return [
    { name: 'Goes before', entries: entriesOf(clause.overrides) },
    { name: 'Goes before, for just this case', entries: entriesOf(clause.narrows) },
    { name: 'What comes next', entries: entriesOf(clause.then) },
    part(
      'The school has to say',
      ...needed.map(
        (setting) =>
          `${setting.ask} ${setting.value === undefined ? 'It has not yet.' : `It says: ${wordSetting(setting)}.`}`,
      ),
    ),
    part('Listed under', ...clause.tags.map((tag) => tag.replaceAll('-', ' '))),
  ];
}

function entryFor(id: string, pack: Pack): Entry {
  const clause = clauseOf(pack, id);
  return clause
    ? { text: `clause ${clause.number}`, clause: id }
    : { text: capital(nameOf(pack.vocabulary, id)) };
}

/** What a school has set, as a reader takes it. */
export function wordSetting({ value }: Setting): string {
  if (value === undefined || value === null) return 'not set';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, each]) => `${name} ${String(each)}`)
      .join(', ');
  return String(value);
}

/** Who is bound and how hard: what is said of every clause. */
export const bindingOf = (clause: Clause, pack: Pack): Part[] => [
  part('For', whomItBinds(clause, pack)),
  part('Strength', strengthWords[clause.strength]),
];

/** What a clause does about its subject, in two or three words; nothing for what is only said. */
export function stanceOf(clause: Clause): string {
  const soft = clause.strength !== 'must';
  switch (clause.verb) {
    case 'forbid':
      return clause.strength === 'must'
        ? 'must not'
        : clause.strength === 'should'
          ? 'should not'
          : 'better not';
    case 'allow':
      return clause.from ? 'once somebody agrees' : 'may';
    case 'exempt':
      return 'may be exempted';
    case 'require':
      return soft ? 'should' : 'must';
    case 'report':
      return soft ? 'should tell' : 'must tell';
    case 'empower':
      return 'has the power';
    case 'keep':
      return 'is kept';
    case 'review':
      return 'is reviewed';
    case 'sanction':
      return clause.certain ? 'will follow' : 'may follow';
    case 'say':
      return '';
  }
}
