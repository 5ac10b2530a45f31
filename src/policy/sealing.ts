import { createHash } from 'node:crypto';
import { canonicalJson } from '../kernel/index.ts';
import { policyFault } from './errors.ts';
import type { Pack, PackSource } from './pack.ts';
import type { Source } from './reading.ts';
import { resolvePack } from './resolving.ts';
import {
  type Register,
  type Act,
  type Fact,
  type FactValue,
  type Thing,
  type Value,
  vocabularyOf,
  type Words,
} from './vocabulary.ts';
import { Lexicon, type Word } from './words.ts';

/** A pack as one text with one spelling, and the hash of that text. */
export interface Sealed {
  readonly content: string;
  /** SHA-256 of the content, 64 hexadecimal digits. */
  readonly hash: string;
}

/** The form of the content; another number when it changes. */
const sealedFormat = 'gatehouse-pack-1';

/** Seals a pack: its clauses, forms, rulings and settings, with every word they are written in. Cases and trace are not part of a policy. */
export function seal(pack: Pack): Sealed {
  const { words, ...files } = pack.source;
  const content = canonicalJson({
    format: sealedFormat,
    key: pack.key,
    ...files,
    words: plainWords(words),
  });
  return { content, hash: createHash('sha256').update(content).digest('hex') };
}

/**
 * The pack of a sealed content, as it was on the day of sealing.
 * @throws EDITION_BROKEN where the content is not one that `seal` made
 */
export function unseal(content: string): Pack {
  const data = sealedData(content);
  const words = wordsFrom(data.words);
  const optional = (file: string, value: unknown) => (value === null ? undefined : source(file, value));
  const files = {
    manifest: source('pack.yaml', data.manifest),
    sections: data.sections.map((section, index) => source(`clauses/${index + 1}`, section)),
    agreements: optional('agreements.yaml', data.agreements),
    rulings: optional('rulings.yaml', data.rulings),
    vocabulary: optional('vocabulary.yaml', data.ownWords),
    cases: undefined,
    trace: undefined,
  };
  const layers = (data.manifest as { layers?: string[] }).layers ?? [];
  const made = resolvePack(data.key, files, { words, vocabulary: vocabularyOf(words), problems: [] }, layers);
  if (made.problems.length > 0)
    throw policyFault('EDITION_BROKEN', `a published edition does not load: ${made.problems[0]?.message}`);
  return made.pack;
}

function sealedData(content: string): PackSource & { key: string; words: PlainWords } {
  let data: { format?: unknown } | null;
  try {
    data = JSON.parse(content) as typeof data;
  } catch (cause) {
    throw policyFault('EDITION_BROKEN', 'a published edition is not whole', { cause });
  }
  if (data?.format !== sealedFormat)
    throw policyFault('EDITION_BROKEN', 'a published edition has another form');
  return data as unknown as PackSource & { key: string; words: PlainWords };
}

/** What was read once needs no lines: nothing in it can be wrong any more. */
const source = (file: string, value: unknown): Source => ({ file, data: value, lineOf: () => 1 });

type PlainWords = Record<keyof Words, unknown[]>;

/** Lexicons of values become lists, everything else is plain already. */
function plainWords(words: Words): PlainWords {
  return { ...words, facts: words.facts.map((fact) => ({ ...fact, values: fact.values.all() })) };
}

function wordsFrom(plain: PlainWords): Words {
  return {
    acts: plain.acts as Act[],
    things: plain.things as Thing[],
    events: plain.events as Word[],
    roles: plain.roles as Word[],
    registers: plain.registers as Register[],
    facts: (plain.facts as (Omit<Fact, 'values'> & { values: Value[]; usual?: FactValue })[]).map((fact) => ({
      ...fact,
      values: new Lexicon(fact.values),
    })),
  };
}
