import {
  type Clause,
  type Condition,
  type LawSource,
  type Party,
  type Strength,
  type Verb,
  verbs,
} from './clause.ts';
import { clauseFields, clauseSchema } from './pack-schema.ts';
import type { Path, Problem, Source } from './reading.ts';
import { type Data, listOf, NameResolver } from './resolving-names.ts';
import { checkShape } from './shape.ts';
import type { FactValue } from './vocabulary.ts';
import { nearest } from './words.ts';

interface Readers {
  names(field: string, one: (name: string, source: Source, path: Path) => string): string[];
  condition(field: 'when' | 'unless' | 'provided'): {
    when?: Condition;
    unless?: Condition;
    provided?: Condition;
  };
  party(field: string, as?: string): Record<string, Party>;
  text(field: string): Record<string, string>;
}

/** Turns clauses as written into clauses with every name resolved. */
export class ClauseResolver extends NameResolver {
  readonly #places = new Map<string, { source: Source; path: Path }>();

  clause(
    raw: Data,
    source: Source,
    path: Path,
    section: string,
    number: string,
  ): { clause: Clause } | { problems: Problem[] } {
    const line = source.lineOf(path);
    const found = verbs.filter((verb) => raw[verb] !== undefined);
    const verb = found[0];
    if (verb === undefined || found.length > 1) {
      const code = verb === undefined ? 'VERB_MISSING' : 'VERB_TWICE';
      const which = Object.keys(raw)
        .map((field) => nearest(field, verbs))
        .find((near) => near !== undefined);
      const message =
        verb === undefined
          ? `clause \`${String(raw['id'] ?? '')}\` has no verb`
          : `clause \`${String(raw['id'] ?? '')}\` has two verbs: ${found.join(', ')}`;
      return {
        problems: [
          { code, file: source.file, line, message, ...(verb === undefined && which && { nearest: which }) },
        ],
      };
    }
    const problems = checkShape(clauseSchema(verb), raw, source, path, clauseFields(verb));
    if (problems.length > 0) return { problems };
    const id = String(raw['id']);
    if (this.#places.has(id))
      this.around.say('ID_TWICE', source, [...path, 'id'], `clause \`${id}\` stands twice`);
    this.#places.set(id, { source, path });
    return { clause: this.#resolve(raw, verb, source, path, { id, section, number, line }) };
  }

  #resolve(
    raw: Data,
    verb: Verb,
    source: Source,
    path: Path,
    place: { id: string; section: string; number: string; line: number },
  ): Clause {
    this.#checkFields(raw, source, path, place.id);
    const read = this.#readers(raw, source, path);
    return {
      ...place,
      file: source.file,
      verb,
      targets: this.#targets(verb, raw, source, path),
      ...this.#ofEvery(raw, source, path, read),
      ...this.#ofSome(raw, read),
      ...(raw['source'] !== undefined && { law: lawOf(raw['source'] as Data) }),
    };
  }

  #checkFields(raw: Data, source: Source, path: Path, id: string): void {
    for (const setting of listOf(raw['settings'])) {
      if (this.around.settings.has(setting)) continue;
      const near = nearest(setting, this.around.settings);
      this.around.say(
        'SETTING_UNKNOWN',
        source,
        [...path, 'settings'],
        `setting \`${setting}\` is not declared`,
        near,
      );
    }
    if (this.around.isLaw && raw['source'] === undefined)
      this.around.say('LAW_SOURCE', source, path, `clause \`${id}\` of a law pack has no source`);
  }

  /** Readers of one clause's fields, by what a field holds. A field that is not there gives nothing. */
  #readers(raw: Data, source: Source, path: Path): Readers {
    const at = (field: string): Path => [...path, field];
    return {
      names: (field: string, one: (name: string, source: Source, path: Path) => string) =>
        listOf(raw[field]).map((name, index) =>
          one.call(this, name, source, Array.isArray(raw[field]) ? [...path, field, index] : at(field)),
        ),
      condition: (field: 'when' | 'unless' | 'provided') => {
        const made = this.condition(raw[field], source, at(field));
        return made ? { [field]: made } : {};
      },
      party: (field: string, as: string = field) =>
        raw[field] === undefined ? {} : { [as]: this.party(raw[field], source, at(field)) },
      text: (field: string) => (raw[field] === undefined ? {} : { [field]: String(raw[field]) }),
    };
  }

  /** Fields that any clause may have. */
  #ofEvery(raw: Data, source: Source, path: Path, { names, condition, text }: Readers) {
    const covered = () =>
      this.around.covers.map((name) => this.around.vocabulary.roles.find(name)?.id ?? name);
    return {
      text: String(raw['text']).trim(),
      ...text('plain'),
      who: raw['who'] === undefined ? covered() : names('who', this.roleOrEveryone),
      of: names('of', this.thing),
      ...condition('when'),
      ...condition('unless'),
      strength: (raw['strength'] ?? 'must') as Strength,
      overrides: listOf(raw['overrides']),
      narrows: listOf(raw['narrows']),
      tags: listOf(raw['tags']),
      see: names('see', this.actOrEvent),
      settings: listOf(raw['settings']),
      presume: this.#presumed(raw['presume'], source, [...path, 'presume']),
      // oxlint-disable-next-line unicorn/no-thenable -- `then` is the policy language's own word
      then: listOf(raw['then']),
      ...text('doubt'),
    };
  }

  /** Fields of one verb or another. */
  #ofSome(raw: Data, { names, condition, party, text }: Readers) {
    return {
      ...condition('provided'),
      ...text('instead'),
      ...party('from'),
      needs: names('needs', this.booleanFact),
      written: raw['written'] === true,
      ...text('lasts'),
      ...party('withdrawn-by', 'withdrawnBy'),
      only: raw['only'] === true,
      ...party('to'),
      ...text('within'),
      ...text('how'),
      confidential: raw['confidential'] === true,
      purposes: names('for', this.purpose),
      ...text('record'),
      ...text('every'),
      ...party('by'),
      alsoWhen: listOf(raw['also-when']),
      checks: (raw['checks'] ?? []) as Clause['checks'],
      measures: listOf(raw['measures']),
      certain: raw['certain'] === true,
      tells: names('tells', this.role),
    };
  }

  #presumed(value: unknown, source: Source, path: Path): Record<string, FactValue> {
    const tests = this.condition(value, source, path)?.[0] ?? [];
    return Object.fromEntries(
      tests.flatMap((test) => (test.values[0] === undefined ? [] : [[test.fact, test.values[0]]])),
    );
  }

  #targets(verb: Verb, raw: Data, source: Source, path: Path): string[] {
    const value = raw[verb];
    return listOf(value).map((name, index) => {
      const at: Path = Array.isArray(value) ? [...path, verb, index] : [...path, verb];
      if (verb === 'report') return this.event(name, source, at);
      if (verb === 'keep' || verb === 'review') return this.register(name, source, at);
      if (verb === 'say' || verb === 'exempt' || (verb === 'sanction' && name === 'any')) return name;
      return this.act(name, source, at);
    });
  }

  /** Checks names that only make sense once every clause is known; ids and tags are those of broken clauses too, so that one fault is one problem. */
  finish(clauses: readonly Clause[], ids: ReadonlySet<string>, tags: ReadonlySet<string>): void {
    for (const clause of clauses) {
      for (const field of ['overrides', 'narrows'] as const) {
        for (const id of clause[field]) this.#checkNamed(clause, field, id, ids, clauses);
      }
      for (const id of clause.then) {
        if (ids.has(id) || this.around.vocabulary.acts.has(id) || this.around.vocabulary.events.has(id))
          continue;
        this.#tell(
          'CLAUSE_UNKNOWN',
          clause,
          'then',
          `there is no act, event or clause \`${id}\``,
          nearest(id, ids),
        );
      }
      if (clause.verb === 'exempt') {
        for (const tag of clause.targets) {
          if (!tags.has(tag))
            this.#tell(
              'TAG_UNUSED',
              clause,
              'exempt',
              `no clause has the tag \`${tag}\``,
              nearest(tag, tags),
            );
        }
      }
    }
  }

  #checkNamed(
    clause: Clause,
    field: 'overrides' | 'narrows',
    id: string,
    ids: ReadonlySet<string>,
    clauses: readonly Clause[],
  ): void {
    if (id === clause.id) this.#tell('CLAUSE_ITSELF', clause, field, `clause \`${id}\` names itself`);
    else if (!ids.has(id))
      this.#tell('CLAUSE_UNKNOWN', clause, field, `there is no clause \`${id}\``, nearest(id, ids));
    else if (goesBefore(id, clause.id, clauses)) {
      this.#tell('OVERRIDE_CIRCLE', clause, field, `\`${clause.id}\` and \`${id}\` each go before the other`);
    }
  }

  #tell(code: string, clause: Clause, field: string, message: string, near?: string): void {
    const place = this.#places.get(clause.id);
    if (place) this.around.say(code, place.source, [...place.path, field], message, near);
  }
}

/** Whether the one clause goes before the other, by itself or by way of those that it goes before. */
function goesBefore(one: string, other: string, clauses: readonly Clause[]): boolean {
  const line = [one];
  for (const id of line) {
    const clause = clauses.find((candidate) => candidate.id === id);
    for (const next of [...(clause?.overrides ?? []), ...(clause?.narrows ?? [])])
      if (!line.includes(next)) line.push(next);
  }
  return line.includes(other);
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
