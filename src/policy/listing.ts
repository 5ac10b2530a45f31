import type { FactValue, Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** A word as plain data. */
export interface WordData {
  readonly id: string;
  readonly name: string;
  readonly is: readonly string[];
  readonly also: readonly string[];
}

/** A fact as plain data, with the values it can have. */
export interface FactData extends WordData {
  readonly ask: string;
  readonly type: string;
  readonly usual?: FactValue;
  readonly values: readonly WordData[];
}

/** Every word of a vocabulary as plain data, for programs and for those who write packs. */
export interface VocabularyData {
  readonly acts: readonly WordData[];
  readonly events: readonly WordData[];
  readonly things: readonly WordData[];
  readonly roles: readonly WordData[];
  readonly registers: readonly WordData[];
  readonly facts: readonly FactData[];
}

const wordData = ({ id, name, is, also }: Word): WordData => ({ id, name, is, also });

/** The vocabulary as plain data. */
export function listVocabulary(vocabulary: Vocabulary): VocabularyData {
  return {
    acts: vocabulary.acts.all().map(wordData),
    events: vocabulary.events.all().map(wordData),
    things: vocabulary.things.all().map(wordData),
    roles: vocabulary.roles.all().map(wordData),
    registers: vocabulary.registers.all().map(wordData),
    facts: vocabulary.facts.all().map((fact) => ({
      ...wordData(fact),
      ask: fact.ask,
      type: fact.type,
      ...(fact.usual !== undefined && { usual: fact.usual }),
      values: fact.values.all().map(wordData),
    })),
  };
}
