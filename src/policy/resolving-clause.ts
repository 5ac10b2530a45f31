import { type Clause, type Condition, type FactTest, type LawSource, type Party, type Strength, type Verb, verbs } from './clause.ts';
import { clauseFields, clauseSchema } from './pack-schema.ts';
import type { Path, Problem, Source } from './reading.ts';
import { checkShape } from './shape.ts';
import { canonicalValue, type Fact, type FactValue, type Vocabulary } from './vocabulary.ts';
import { type Lexicon, nearest, type Word } from './words.ts';

type Data = Readonly<Record<string, unknown>>;

/** A value or a list of them, as a list of strings. */
export const listOf = (value: unknown): string[] =>
  value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map(String);

/** `{ any: […] }`, `{ all: […] }` or `unnamed` as a party; names are not checked. */
export function partyOf(value: unknown): Party {
  if (value === 'unnamed') return { mode: 'any', roles: [] };
  const data = value as { any?: string[]; all?: string[] };
  return data.all ? { mode: 'all', roles: listOf(data.all) } : { mode: 'any', roles: listOf(data.any) };
}

/** What the resolver needs to know of the pack around the clauses. */
export interface Surroundings {
  readonly vocabulary: Vocabulary;
  /** Roles that pack.yaml defines. */
  readonly defined: ReadonlySet<string>;
  readonly settings: ReadonlySet<string>;
  readonly covers: readonly string[];
  readonly isLaw: boolean;
  readonly say: (code: string, source: Source, path: Path, message: string, near?: string) => void;
}

/** Turns clauses as written into clauses with every name resolved. */
export class ClauseResolver {
  readonly #in: Surroundings;
  readonly #places = new Map<string, { source: Source; path: Path }>();

  constructor(surroundings: Surroundings) {
    this.#in = surroundings;
  }

  clause(raw: Data, source: Source, path: Path, section: string, number: string): { clause: Clause } | { problems: Problem[] } {
    const line = source.lineOf(path);
    const found = verbs.filter((verb) => raw[verb] !== undefined);
    const verb = found[0];
    if (verb === undefined || found.length > 1) {
      const code = verb === undefined ? 'VERB_MISSING' : 'VERB_TWICE';
      const which = Object.keys(raw).map((field) => nearest(field, verbs)).find((near) => near !== undefined);
      const message = verb === undefined ? `clause \`${String(raw['id'] ?? '')}\` has no verb` : `clause \`${String(raw['id'] ?? '')}\` has two verbs: ${found.join(', ')}`;
      return { problems: [{ code, file: source.file, line, message, ...(verb === undefined && which && { nearest: which }) }] };
    }
    const problems = checkShape(clauseSchema(verb), raw, source, path, clauseFields(verb));
    if (problems.length > 0) return { problems };
    const id = String(raw['id']);
    if (this.#places.has(id)) this.#in.say('ID_TWICE', source, [...path, 'id'], `clause \`${id}\` stands twice`);
    this.#places.set(id, { source, path });
    return { clause: this.#resolve(raw, verb, source, path, { id, section, number, line }) };
  }

  #resolve(raw: Data, verb: Verb, source: Source, path: Path, place: { id: string; section: string; number: string; line: number }): Clause {
    const at = (field: string): Path => [...path, field];
    const names = (field: string, one: (name: string, source: Source, path: Path) => string) =>
      listOf(raw[field]).map((name, index) => one.call(this, name, source, Array.isArray(raw[field]) ? [...path, field, index] : at(field)));
    const condition = (field: 'when' | 'unless' | 'provided') => {
      const made = this.condition(raw[field], source, at(field));
      return made ? { [field]: made } : {};
    };
    const who = (field: string, as: string) => (raw[field] === undefined ? {} : { [as]: this.party(raw[field], source, at(field)) });
    const text = (field: string, as = field) => (raw[field] === undefined ? {} : { [as]: String(raw[field]) });
    for (const setting of listOf(raw['settings'])) {
      if (!this.#in.settings.has(setting)) this.#in.say('SETTING_UNKNOWN', source, at('settings'), `setting \`${setting}\` is not declared`, nearest(setting, this.#in.settings));
    }
    if (this.#in.isLaw && raw['source'] === undefined) this.#in.say('LAW_SOURCE', source, path, `clause \`${place.id}\` of a law pack has no source`);
    return {
      ...place,
      file: source.file,
      text: String(raw['text']).trim(),
      ...text('plain'),
      verb,
      targets: this.#targets(verb, raw, source, path),
      who: raw['who'] === undefined ? this.#in.covers.map((name) => this.#in.vocabulary.roles.find(name)?.id ?? name) : names('who', this.roleOrEveryone),
      of: names('of', this.thing),
      ...condition('when'),
      ...condition('unless'),
      ...condition('provided'),
      strength: (raw['strength'] ?? 'must') as Strength,
      overrides: listOf(raw['overrides']),
      narrows: listOf(raw['narrows']),
      tags: listOf(raw['tags']),
      see: names('see', this.actOrEvent),
      settings: listOf(raw['settings']),
      presume: this.#presumed(raw['presume'], source, at('presume')),
      then: listOf(raw['then']),
      ...text('doubt'),
      ...text('instead'),
      ...who('from', 'from'),
      needs: names('needs', this.booleanFact),
      written: raw['written'] === true,
      ...text('lasts'),
      ...who('withdrawn-by', 'withdrawnBy'),
      only: raw['only'] === true,
      ...who('to', 'to'),
      ...text('within'),
      ...text('how'),
      confidential: raw['confidential'] === true,
      purposes: names('for', this.purpose),
      ...text('record'),
      ...text('every'),
      ...who('by', 'by'),
      alsoWhen: listOf(raw['also-when']),
      checks: (raw['checks'] ?? []) as Clause['checks'],
      measures: listOf(raw['measures']),
      certain: raw['certain'] === true,
      tells: names('tells', this.role),
      ...(raw['source'] !== undefined && { law: lawOf(raw['source'] as Data) }),
    };
  }

  #presumed(value: unknown, source: Source, path: Path): Record<string, FactValue> {
    const tests = this.condition(value, source, path)?.[0] ?? [];
    return Object.fromEntries(tests.flatMap((test) => (test.values[0] === undefined ? [] : [[test.fact, test.values[0]]])));
  }

  #targets(verb: Verb, raw: Data, source: Source, path: Path): string[] {
    const value = raw[verb];
    return listOf(value).map((name, index) => {
      const at: Path = Array.isArray(value) ? [...path, verb, index] : [...path, verb];
      if (verb === 'report') return this.event(name, source, at);
      if (verb === 'keep' || verb === 'review') return this.#word('REGISTER_UNKNOWN', 'register', this.#in.vocabulary.registers, name, source, at);
      if (verb === 'say' || verb === 'exempt' || (verb === 'sanction' && name === 'any')) return name;
      return this.act(name, source, at);
    });
  }

  act(name: string, source: Source, path: Path): string {
    return this.#word('ACT_UNKNOWN', 'act', this.#in.vocabulary.acts, name, source, path);
  }

  event(name: string, source: Source, path: Path): string {
    return this.#word('EVENT_UNKNOWN', 'event', this.#in.vocabulary.events, name, source, path);
  }

  thing(name: string, source: Source, path: Path): string {
    return this.#word('THING_UNKNOWN', 'thing', this.#in.vocabulary.things, name, source, path);
  }

  role(name: string, source: Source, path: Path): string {
    return this.#word('ROLE_UNKNOWN', 'role', this.#in.vocabulary.roles, name, source, path);
  }

  roleOrEveryone(name: string, source: Source, path: Path): string {
    return name === 'everyone' ? name : this.role(name, source, path);
  }

  actOrEvent(name: string, source: Source, path: Path): string {
    const word = this.#in.vocabulary.acts.find(name) ?? this.#in.vocabulary.events.find(name);
    if (word) return word.id;
    return this.act(name, source, path);
  }

  booleanFact(name: string, source: Source, path: Path): string {
    const id = this.#word('FACT_UNKNOWN', 'fact', this.#in.vocabulary.facts, name, source, path);
    const fact = this.#in.vocabulary.facts.find(id);
    if (fact && fact.type !== 'boolean') this.#in.say('FACT_TYPE', source, path, `\`${name}\` is not a yes-or-no fact`);
    return id;
  }

  purpose(name: string, source: Source, path: Path): string {
    const purposes = this.#in.vocabulary.facts.find('purpose')?.values;
    return purposes ? this.#word('PURPOSE_UNKNOWN', 'purpose', purposes, name, source, path) : name;
  }

  #word(code: string, kind: string, lexicon: Lexicon<Word>, name: string, source: Source, path: Path): string {
    const word = lexicon.find(name);
    if (!word) this.#in.say(code, source, path, `${kind} \`${name}\` is not declared`, lexicon.nearest(name));
    return word?.id ?? name;
  }

  /** People who are asked or told must be defined in the pack, so that the school can bind them to somebody. */
  party(value: unknown, source: Source, path: Path): Party {
    const party = partyOf(value);
    const roles = party.roles.map((name, index) => {
      const at: Path = [...path, party.mode, index];
      const id = this.role(name, source, at);
      if (this.#in.vocabulary.roles.has(name) && !this.#in.defined.has(id)) {
        this.#in.say('ROLE_UNDEFINED', source, at, `role \`${name}\` is not defined in pack.yaml`, nearest(id, this.#in.defined));
      }
      return id;
    });
    return { mode: party.mode, roles };
  }

  condition(value: unknown, source: Source, path: Path): Condition | undefined {
    if (value === undefined || value === null) return undefined;
    const maps = Array.isArray(value) ? value : [value];
    return maps.map((map: Data, index) => {
      const base: Path = Array.isArray(value) ? [...path, index] : path;
      return Object.entries(map).flatMap(([name, wanted]) => this.#test(name, wanted, source, [...base, name]));
    });
  }

  #test(name: string, wanted: unknown, source: Source, path: Path): FactTest[] {
    const fact = this.#in.vocabulary.facts.find(name);
    if (!fact) {
      this.#in.say('FACT_UNKNOWN', source, path, `fact \`${name}\` is not declared`, this.#in.vocabulary.facts.nearest(name));
      return [];
    }
    const bounds = wanted as { not?: unknown; under?: number; 'at-least'?: number };
    const isBounds = typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted);
    if (isBounds && (bounds.under !== undefined || bounds['at-least'] !== undefined)) {
      if (fact.type !== 'number') this.#in.say('FACT_TYPE', source, path, `\`${name}\` is not a number`);
      return [{ fact: fact.id, values: [], negated: false, ...(bounds.under !== undefined && { under: bounds.under }), ...(bounds['at-least'] !== undefined && { atLeast: bounds['at-least'] }) }];
    }
    const negated = isBounds && bounds.not !== undefined;
    const values = negated ? bounds.not : wanted;
    return [{ fact: fact.id, values: this.#values(fact, Array.isArray(values) ? values : [values], source, path), negated }];
  }

  #values(fact: Fact, values: readonly unknown[], source: Source, path: Path): FactValue[] {
    return values.flatMap((value) => {
      const known = canonicalValue(fact, value);
      if (known !== undefined) return [known];
      this.#in.say('FACT_VALUE', source, path, `\`${String(value)}\` is not a value of \`${fact.id}\``, fact.values.nearest(String(value)));
      return [];
    });
  }

  /** Checks names that only make sense once every clause is known. */
  finish(clauses: readonly Clause[]): void {
    const ids = new Set(clauses.map((clause) => clause.id));
    const tags = new Set(clauses.flatMap((clause) => clause.tags));
    for (const clause of clauses) {
      for (const field of ['overrides', 'narrows'] as const) {
        for (const id of clause[field]) this.#checkNamed(clause, field, id, ids, clauses);
      }
      for (const id of clause.then) {
        if (ids.has(id) || this.#in.vocabulary.acts.has(id) || this.#in.vocabulary.events.has(id)) continue;
        this.#tell('CLAUSE_UNKNOWN', clause, 'then', `there is no act, event or clause \`${id}\``, nearest(id, ids));
      }
      if (clause.verb === 'exempt') {
        for (const tag of clause.targets) {
          if (!tags.has(tag)) this.#tell('TAG_UNUSED', clause, 'exempt', `no clause has the tag \`${tag}\``, nearest(tag, tags));
        }
      }
    }
  }

  #checkNamed(clause: Clause, field: 'overrides' | 'narrows', id: string, ids: ReadonlySet<string>, clauses: readonly Clause[]): void {
    if (id === clause.id) this.#tell('CLAUSE_ITSELF', clause, field, `clause \`${id}\` names itself`);
    else if (!ids.has(id)) this.#tell('CLAUSE_UNKNOWN', clause, field, `there is no clause \`${id}\``, nearest(id, ids));
    else if (clauses.some((other) => other.id === id && [...other.overrides, ...other.narrows].includes(clause.id))) {
      this.#tell('OVERRIDE_CIRCLE', clause, field, `\`${clause.id}\` and \`${id}\` each go before the other`);
    }
  }

  #tell(code: string, clause: Clause, field: string, message: string, near?: string): void {
    const place = this.#places.get(clause.id);
    if (place) this.#in.say(code, place.source, [...place.path, field], message, near);
  }
}

const lawOf = (data: Data): LawSource => ({
  title: String(data['title']),
  provision: String(data['provision']),
  kind: String(data['kind']),
  inForce: String(data['in-force']),
  checked: String(data['checked']),
  ...(data['url'] !== undefined && { url: String(data['url']) }),
  ...(data['certainty'] !== undefined && { certainty: String(data['certainty']) }),
});
