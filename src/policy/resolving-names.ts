import type { Condition, FactTest, Party } from './clause.ts';
import type { Path, Source } from './reading.ts';
import { canonicalValue, type Fact, type FactValue, type Vocabulary } from './vocabulary.ts';
import { type Lexicon, nearest, type Word } from './words.ts';

/** A map as it stands in a file. */
export type Data = Readonly<Record<string, unknown>>;

/** Tells a problem with the place where it stands. */
export type Say = (code: string, source: Source, path: Path, message: string, near?: string) => void;

/** Tells a problem where there is no clause of this id. */
export type CheckClause = (id: string, source: Source, path: Path) => void;

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
  readonly say: Say;
}

/** Turns names as written into the vocabulary's own, and tells those that are not known. */
export class NameResolver {
  protected readonly around: Surroundings;

  constructor(surroundings: Surroundings) {
    this.around = surroundings;
  }

  act(name: string, source: Source, path: Path): string {
    return this.#word('ACT_UNKNOWN', 'act', this.around.vocabulary.acts, name, source, path);
  }

  event(name: string, source: Source, path: Path): string {
    return this.#word('EVENT_UNKNOWN', 'event', this.around.vocabulary.events, name, source, path);
  }

  thing(name: string, source: Source, path: Path): string {
    return this.#word('THING_UNKNOWN', 'thing', this.around.vocabulary.things, name, source, path);
  }

  register(name: string, source: Source, path: Path): string {
    return this.#word('REGISTER_UNKNOWN', 'register', this.around.vocabulary.registers, name, source, path);
  }

  role(name: string, source: Source, path: Path): string {
    return this.#word('ROLE_UNKNOWN', 'role', this.around.vocabulary.roles, name, source, path);
  }

  roleOrEveryone(name: string, source: Source, path: Path): string {
    return name === 'everyone' ? name : this.role(name, source, path);
  }

  actOrEvent(name: string, source: Source, path: Path): string {
    const word = this.around.vocabulary.acts.find(name) ?? this.around.vocabulary.events.find(name);
    if (word) return word.id;
    return this.act(name, source, path);
  }

  booleanFact(name: string, source: Source, path: Path): string {
    const id = this.#word('FACT_UNKNOWN', 'fact', this.around.vocabulary.facts, name, source, path);
    const fact = this.around.vocabulary.facts.find(id);
    if (fact && fact.type !== 'boolean')
      this.around.say('FACT_TYPE', source, path, `\`${name}\` is not a yes-or-no fact`);
    return id;
  }

  purpose(name: string, source: Source, path: Path): string {
    const purposes = this.around.vocabulary.facts.find('purpose')?.values;
    return purposes ? this.#word('PURPOSE_UNKNOWN', 'purpose', purposes, name, source, path) : name;
  }

  #word(
    code: string,
    kind: string,
    lexicon: Lexicon<Word>,
    name: string,
    source: Source,
    path: Path,
  ): string {
    const word = lexicon.find(name);
    if (!word)
      this.around.say(code, source, path, `${kind} \`${name}\` is not declared`, lexicon.nearest(name));
    return word?.id ?? name;
  }

  /** People who are asked or told must be defined in the pack, so that the school can bind them to somebody. */
  party(value: unknown, source: Source, path: Path): Party {
    const party = partyOf(value);
    const roles = party.roles.map((name, index) => {
      const at: Path = [...path, party.mode, index];
      const id = this.role(name, source, at);
      if (this.around.vocabulary.roles.has(name) && !this.around.defined.has(id)) {
        this.around.say(
          'ROLE_UNDEFINED',
          source,
          at,
          `role \`${name}\` is not defined in pack.yaml`,
          nearest(id, this.around.defined),
        );
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
      return Object.entries(map).flatMap(([name, wanted]) =>
        this.#test(name, wanted, source, [...base, name]),
      );
    });
  }

  #test(name: string, wanted: unknown, source: Source, path: Path): FactTest[] {
    const fact = this.around.vocabulary.facts.find(name);
    if (!fact) {
      this.around.say(
        'FACT_UNKNOWN',
        source,
        path,
        `fact \`${name}\` is not declared`,
        this.around.vocabulary.facts.nearest(name),
      );
      return [];
    }
    if (fact.type === 'roles') {
      this.around.say('FACT_TYPE', source, path, `\`${name}\` names people and cannot be compared`);
    }
    const bounds = wanted as { not?: unknown; under?: number; 'at-least'?: number };
    const isBounds = typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted);
    if (isBounds && (bounds.under !== undefined || bounds['at-least'] !== undefined)) {
      if (fact.type !== 'number') this.around.say('FACT_TYPE', source, path, `\`${name}\` is not a number`);
      return [
        {
          fact: fact.id,
          values: [],
          negated: false,
          ...(bounds.under !== undefined && { under: bounds.under }),
          ...(bounds['at-least'] !== undefined && { atLeast: bounds['at-least'] }),
        },
      ];
    }
    const negated = isBounds && bounds.not !== undefined;
    const values = negated ? bounds.not : wanted;
    return [
      {
        fact: fact.id,
        values: this.#values(fact, Array.isArray(values) ? values : [values], source, path),
        negated,
      },
    ];
  }

  #values(fact: Fact, values: readonly unknown[], source: Source, path: Path): FactValue[] {
    return values.flatMap((value) => {
      const known = canonicalValue(fact, value);
      if (known !== undefined) return [known];
      this.around.say(
        'FACT_VALUE',
        source,
        path,
        `\`${String(value)}\` is not a value of \`${fact.id}\``,
        fact.values.nearest(String(value)),
      );
      return [];
    });
  }
}
