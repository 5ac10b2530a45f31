import {
  type FactData,
  listVocabulary,
  loadLibrary,
  type Vocabulary,
  type WordData,
} from '../../policy/index.ts';
import type { Config } from '../config.ts';
import { exit, type Exit } from '../exit.ts';
import { checkNames, openLibrary } from '../library.ts';
import { print, printJson, table } from '../output.ts';

/** Lists the words in which questions and packs are written; with a pack, its own words too. */
export function showVocabulary(config: Config, options: { pack?: string; json?: boolean }): Exit {
  const data = listVocabulary(vocabularyOf(config, options.pack));
  if (options.json) {
    printJson(data);
    return exit.done;
  }
  list('Acts', data.acts);
  list('Events', data.events);
  list('Things', data.things);
  list('Roles', data.roles);
  list('Registers', data.registers);
  print(`Facts (${data.facts.length})`);
  print(table(data.facts.map((fact) => [`  ${fact.id}`, fact.name, typeOf(fact)])));
  return exit.done;
}

function list(title: string, words: readonly WordData[]): void {
  print(`${title} (${words.length})`);
  print(
    table(
      words.map((word) => [`  ${word.id}`, word.name, word.is.length > 0 ? `is ${word.is.join(', ')}` : '']),
    ),
  );
  print();
}

const typeOf = (fact: FactData) =>
  `${fact.type === 'choice' ? `one of ${fact.values.map((value) => value.id).join(', ')}` : fact.type === 'boolean' ? 'yes or no' : fact.type}${fact.usual === undefined ? '' : ` (usually ${String(fact.usual)})`}`;

function vocabularyOf(config: Config, name: string | undefined): Vocabulary {
  if (name === undefined) return loadLibrary(config, []).vocabulary.vocabulary;
  const [key] = checkNames(config, [name]) as [string];
  const pack = openLibrary(config, [key]).packs.get(key);
  return pack?.vocabulary ?? loadLibrary(config, []).vocabulary.vocabulary;
}
