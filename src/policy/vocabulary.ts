import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, readYaml, type Source } from './reading.ts';
import { wordFields, wordKinds } from './pack-schema.ts';
import { asId, Lexicon, nearest, type Word } from './words.ts';

/** What may be done. */
export interface Act extends Word {
  /** Duties that doing this breaks. */
  readonly breaks: readonly string[];
  /** Facts by which a question about the duty, or about a wider act, shows itself to be about this act: one of these maps. */
  readonly shownBy: readonly Readonly<Record<string, FactValue>>[];
}

/** What an act is done to. */
export interface Thing extends Word {
  /** Facts that are always true of it. */
  readonly implies: Readonly<Record<string, FactValue>>;
}

/** What a fact may be, with what is then true as well. */
export interface Value extends Word {
  readonly implies: Readonly<Record<string, FactValue>>;
}

export type FactValue = boolean | number | string | readonly string[];

/** A list or record that is kept, or a thing that is reviewed. */
export interface Register extends Word {
  /** Acts that speak of it, for those who ask what the policy says. */
  readonly acts: readonly string[];
}

/** A circumstance that a clause may depend on. */
export interface Fact extends Word {
  readonly type: 'boolean' | 'number' | 'choice' | 'roles';
  /** The question that asks for it. */
  readonly ask: string;
  /** Presumed until somebody says otherwise. */
  readonly usual?: FactValue;
  /** For a choice: what may be chosen, widening like any words. */
  readonly values: Lexicon<Value>;
}

/** Every word a pack may use. */
export interface Vocabulary {
  readonly acts: Lexicon<Act>;
  readonly things: Lexicon<Thing>;
  readonly events: Lexicon<Word>;
  readonly facts: Lexicon<Fact>;
  readonly roles: Lexicon<Word>;
  readonly registers: Lexicon<Register>;
}

/** Words as they stand in files, before they are joined and checked. */
export interface Words {
  acts: Act[];
  things: Thing[];
  events: Word[];
  facts: Fact[];
  roles: Word[];
  registers: Register[];
}

type Kind = keyof Words;
type Entry = Readonly<Record<string, unknown>>;
export const kinds: readonly Kind[] = wordKinds;

const noWords = (): Words => ({ acts: [], things: [], events: [], facts: [], roles: [], registers: [] });

/** Collects words from files and says what is wrong with them. */
class Gathering {
  readonly words = noWords();
  readonly problems: Problem[] = [];
  readonly #places = new Map<string, { source: Source; path: string[] }>();

  add(kind: Kind, source: Source, data: unknown, above: string[] = []): void {
    if (data === null || data === undefined) return;
    if (typeof data !== 'object' || Array.isArray(data)) {
      this.#say('WORDS_NOT_A_MAP', source, above, `${kind} must be a map from id to what it means`);
      return;
    }
    for (const [id, entry] of Object.entries(data)) this.#addOne(kind, source, [...above, id], id, entry);
  }

  #addOne(kind: Kind, source: Source, path: string[], id: string, entry: unknown): void {
    if (!/^[a-z][a-z0-9-]*$/.test(id))
      this.#say('ID_FORM', source, path, `id \`${id}\` must be small letters, digits and hyphens`);
    if (this.#places.has(`${kind}/${id}`))
      this.#say('WORD_TWICE', source, path, `\`${id}\` is declared twice`);
    this.#places.set(`${kind}/${id}`, { source, path });
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      this.#say('WORD_NOT_A_MAP', source, path, `\`${id}\` must be a map with at least a name`);
      return;
    }
    for (const field of Object.keys(entry)) {
      if (wordFields(kind).includes(field)) continue;
      this.#say(
        'FIELD_UNKNOWN',
        source,
        [...path, field],
        `unknown field \`${field}\``,
        nearest(field, wordFields(kind)),
      );
    }
    this.#make(kind, id, entry as Entry);
  }

  #make(kind: Kind, id: string, entry: Entry): void {
    const word = wordOf(id, entry);
    if (kind === 'acts')
      this.words.acts.push({ ...word, breaks: strings(entry['breaks']), shownBy: mapsOf(entry['shown-by']) });
    else if (kind === 'things')
      this.words.things.push({ ...word, implies: (entry['implies'] ?? {}) as Record<string, FactValue> });
    else if (kind === 'facts') this.words.facts.push(factOf(word, entry));
    else if (kind === 'registers') this.words.registers.push({ ...word, acts: strings(entry['acts']) });
    else this.words[kind].push(word);
  }

  /** Checks that every word named by another word exists. */
  close(base: Words): Vocabulary {
    const joined = Object.fromEntries(
      kinds.map((kind) => [kind, [...base[kind], ...this.words[kind]]]),
    ) as unknown as Words;
    const vocabulary = vocabularyOf(joined);
    for (const kind of kinds) for (const word of this.words[kind]) this.#checkWord(kind, word, vocabulary);
    return vocabulary;
  }

  #checkWord(kind: Kind, word: Word, vocabulary: Vocabulary): void {
    const lexicon: Lexicon<Word> = vocabulary[kind];
    const place = this.#places.get(`${kind}/${word.id}`);
    if (!place) return;
    const unknown = (field: string, name: string, near: string | undefined) =>
      this.#say('WORD_UNKNOWN', place.source, [...place.path, field], `\`${name}\` is not declared`, near);
    if (!word.name) this.#say('NAME_MISSING', place.source, place.path, `\`${word.id}\` has no name`);
    for (const wide of word.is) {
      if (lexicon.find(wide)?.id !== wide) unknown('is', wide, lexicon.nearest(wide));
      else if (wide !== word.id && lexicon.is(wide, word.id)) {
        this.#say(
          'WORD_CIRCLE',
          place.source,
          [...place.path, 'is'],
          `\`${word.id}\` and \`${wide}\` are each wider than the other`,
        );
      }
    }
    for (const act of (word as Register).acts ?? []) {
      if (vocabulary.acts.find(act)?.id !== act) unknown('acts', act, vocabulary.acts.nearest(act));
    }
    for (const duty of (word as Act).breaks ?? []) {
      if (vocabulary.acts.find(duty)?.id !== duty) unknown('breaks', duty, vocabulary.acts.nearest(duty));
    }
    if (kind === 'facts') this.#checkFact(word as Fact, place);
    const stated = [
      ...Object.entries((word as Thing).implies ?? {}),
      ...((word as Act).shownBy ?? []).flatMap((map) => Object.entries(map)),
      ...((word as Fact).values?.all() ?? []).flatMap((value) => Object.entries(value.implies)),
    ];
    const field = kind === 'acts' ? 'shown-by' : kind === 'facts' ? 'values' : 'implies';
    for (const [name, value] of stated) {
      const fact = vocabulary.facts.find(name);
      if (fact?.id !== name) unknown(field, name, vocabulary.facts.nearest(name));
      else if (canonicalValue(fact, value) !== value) {
        const message = `\`${String(value)}\` is not a value of \`${name}\``;
        this.#say(
          'FACT_VALUE',
          place.source,
          [...place.path, field],
          message,
          fact.values.nearest(String(value)),
        );
      }
    }
  }

  /** What is presumed of a fact must be a value of it, and the wider values of its values must exist. */
  #checkFact(fact: Fact, { source, path }: { source: Source; path: string[] }): void {
    if (!factTypes.includes(fact.type)) {
      const message = `\`type\` must be one of ${factTypes.map((type) => `\`${type}\``).join(', ')}`;
      this.#say('SHAPE', source, [...path, 'type'], message, nearest(fact.type, factTypes));
    }
    if (fact.usual !== undefined && canonicalValue(fact, fact.usual) !== fact.usual) {
      const message = `\`${String(fact.usual)}\` is not a value of \`${fact.id}\``;
      this.#say('FACT_VALUE', source, [...path, 'usual'], message, fact.values.nearest(String(fact.usual)));
    }
    for (const value of fact.values.all()) {
      const at = [...path, 'values', value.id];
      if (!value.name) this.#say('NAME_MISSING', source, at, `\`${value.id}\` has no name`);
      for (const wide of value.is) {
        if (fact.values.find(wide)?.id !== wide) {
          this.#say(
            'WORD_UNKNOWN',
            source,
            [...at, 'is'],
            `\`${wide}\` is not declared`,
            fact.values.nearest(wide),
          );
        } else if (wide !== value.id && fact.values.is(wide, value.id)) {
          this.#say(
            'WORD_CIRCLE',
            source,
            [...at, 'is'],
            `\`${value.id}\` and \`${wide}\` are each wider than the other`,
          );
        }
      }
    }
  }

  #say(code: string, source: Source, path: string[], message: string, near?: string): void {
    const at = { code, file: source.file, line: source.lineOf(path), message };
    this.problems.push(near === undefined ? at : { ...at, nearest: near });
  }
}

const factTypes: readonly string[] = ['boolean', 'number', 'choice', 'roles'];

const strings = (value: unknown): string[] =>
  value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map(String);

const mapsOf = (value: unknown): Record<string, FactValue>[] =>
  value === undefined || value === null
    ? []
    : ((Array.isArray(value) ? value : [value]) as Record<string, FactValue>[]);

const wordOf = (id: string, entry: Entry): Word => ({
  id,
  name: String(entry['name'] ?? ''),
  is: strings(entry['is']),
  also: strings(entry['also']).map(asId),
  words: strings(entry['words']),
});

function factOf(word: Word, entry: Entry): Fact {
  const values = Object.entries((entry['values'] ?? {}) as Record<string, Entry>).map(([id, value]) => ({
    ...wordOf(id, value ?? {}),
    implies: (value?.['implies'] ?? {}) as Record<string, FactValue>,
  }));
  const fact: Fact = {
    ...word,
    type: values.length > 0 ? 'choice' : ((entry['type'] ?? 'boolean') as Fact['type']),
    ask: String(entry['ask'] ?? word.name),
    values: new Lexicon(values),
  };
  return entry['usual'] === undefined ? fact : { ...fact, usual: entry['usual'] as FactValue };
}

/** The vocabulary of these words. */
export const vocabularyOf = (words: Words): Vocabulary => ({
  acts: new Lexicon(words.acts),
  things: new Lexicon(words.things),
  events: new Lexicon(words.events),
  facts: new Lexicon(words.facts),
  roles: new Lexicon(words.roles),
  registers: new Lexicon(words.registers),
});

/** What reading words gave. */
export interface WordsRead {
  readonly words: Words;
  readonly vocabulary: Vocabulary;
  readonly problems: readonly Problem[];
}

/** Reads the common vocabulary: `acts/*.yaml` and one file for each other kind. */
export function readVocabulary(folder: string): WordsRead {
  const gathering = new Gathering();
  for (const kind of kinds) {
    for (const file of filesFor(folder, kind)) {
      const source = readYaml(join(folder, file), `vocabulary/${file}`);
      if (Array.isArray(source)) gathering.problems.push(...source);
      else gathering.add(kind, source as Source, (source as Source).data);
    }
  }
  const vocabulary = gathering.close(noWords());
  return { words: gathering.words, vocabulary, problems: gathering.problems };
}

function filesFor(folder: string, kind: Kind): string[] {
  if (!existsSync(join(folder, kind))) return [`${kind}.yaml`];
  return readdirSync(join(folder, kind))
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => `${kind}/${name}`);
}

/** Adds a pack's own words, from its `vocabulary.yaml` and its roles, to the common ones. */
export function extendVocabulary(
  base: Words,
  sources: readonly { kind: Kind; source: Source; data: unknown; path: string[] }[],
): WordsRead {
  const gathering = new Gathering();
  for (const { kind, source, data, path } of sources) gathering.add(kind, source, data, path);
  const vocabulary = gathering.close(base);
  return { words: gathering.words, vocabulary, problems: gathering.problems };
}

/** The value as the vocabulary writes it, or undefined where the fact cannot have it. */
export function canonicalValue(fact: Fact | undefined, value: unknown): FactValue | undefined {
  if (!fact) return undefined;
  if (fact.type === 'choice') return fact.values.find(String(value))?.id;
  if (fact.type === 'boolean') return booleanOf(value);
  if (fact.type === 'number') return numberOf(value);
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : undefined;
}

/** A number as it is, or as a form or a command line has to write it. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,9}(?:\.\d{1,9})?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'yes') return true;
  return value === 'false' || value === 'no' ? false : undefined;
}
