import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { policyFault } from './errors.ts';
import { type PackFiles, resolvePack } from './resolving.ts';
import type { Pack } from './pack.ts';
import { type Problem, readYaml, type Source } from './reading.ts';
import { readVocabulary, type WordsRead } from './vocabulary.ts';
import { nearest } from './words.ts';

const knownFiles = [
  'pack.yaml',
  'agreements.yaml',
  'rulings.yaml',
  'cases.yaml',
  'trace.yaml',
  'vocabulary.yaml',
  'README.md',
  'editions.yaml',
  'clocks.yaml',
];

/** The packs of a folder, with the words they share. */
export interface Library {
  readonly vocabulary: WordsRead;
  readonly packs: ReadonlyMap<string, Pack>;
  readonly problems: readonly Problem[];
}

/** A pack, or everything that is wrong with it. */
export type Loaded =
  | { readonly pack: Pack; readonly problems: readonly [] }
  | { readonly pack?: never; readonly problems: readonly Problem[] };

/** The names of the packs in a folder, in order. */
export function packNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'pack.yaml')))
    .toSorted();
}

/** Loads the named packs, or every pack of the folder, and the vocabulary they share. */
export function loadLibrary(
  folders: { packs: string; vocabulary: string },
  names?: readonly string[],
): Library {
  const vocabulary = readVocabulary(folders.vocabulary);
  const problems = [...vocabulary.problems];
  const packs = new Map<string, Pack>();
  const known = packNames(folders.packs);
  for (const name of names ?? known) {
    const loaded = loadPack(join(folders.packs, name), vocabulary, known, name);
    problems.push(...loaded.problems);
    if (loaded.pack) packs.set(name, loaded.pack);
  }
  return { vocabulary, packs, problems };
}

/** Loads one pack from its folder. `siblings` are the names that its layers may have. */
export function loadPack(folder: string, words: WordsRead, siblings: readonly string[], key: string): Loaded {
  const read = readFiles(folder, key);
  if (read.problems.length > 0 || !read.files) return { problems: read.problems };
  const resolved = resolvePack(key, read.files, words, siblings);
  return resolved.problems.length > 0
    ? { problems: resolved.problems }
    : { pack: resolved.pack, problems: [] };
}

/** The library, or a fault that carries the first problem of those it has. */
export function requireLibrary(
  folders: { packs: string; vocabulary: string },
  names?: readonly string[],
): Library {
  const library = loadLibrary(folders, names);
  const first = library.problems[0];
  if (!first) return library;
  throw policyFault(
    'PACK_BROKEN',
    `${library.problems.length} problems in packs, the first: ${wordProblem(first)}`,
  );
}

/** A problem as one line: file, line, cause, nearest known word. */
export const wordProblem = (problem: Problem): string =>
  `${problem.file}:${problem.line}: ${problem.message}${problem.nearest ? `; did you mean \`${problem.nearest}\`?` : ''}`;

function readFiles(folder: string, key: string): { files?: PackFiles; problems: Problem[] } {
  const problems: Problem[] = [];
  const read = (name: string): Source | undefined => {
    const source = readYaml(join(folder, name), `${key}/${name}`);
    if (!Array.isArray(source)) return source as Source;
    problems.push(...source);
    return undefined;
  };
  const readIfThere = (name: string) => (isThere(join(folder, name)) ? read(name) : undefined);

  problems.push(...strangers(folder, key));
  const manifest = read('pack.yaml');
  const named = sectionFiles(folder);
  const sections = named.flatMap((name) => read(`clauses/${name}`) ?? []);
  if (named.length === 0) {
    problems.push({
      code: 'FILE_MISSING',
      file: `${key}/clauses`,
      line: 1,
      message: 'a pack needs at least one file of clauses',
    });
  }
  if (!manifest) return { problems };
  const optional = {
    agreements: readIfThere('agreements.yaml'),
    rulings: readIfThere('rulings.yaml'),
    cases: readIfThere('cases.yaml'),
    trace: readIfThere('trace.yaml'),
    vocabulary: readIfThere('vocabulary.yaml'),
  };
  return { files: { manifest, sections, ...optional }, problems };
}

/** Also where it is a link to nothing, which is then refused. */
const isThere = (file: string) => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

const sectionFiles = (folder: string): string[] =>
  filesIn(join(folder, 'clauses')).filter((name) => name.endsWith('.yaml'));

/** Files with a name near to one of a pack's are most likely mistyped. */
function strangers(folder: string, key: string): Problem[] {
  const known = knownFiles.filter((name) => name.endsWith('.yaml'));
  const inPack = filesIn(folder)
    .filter((name) => /\.ya?ml$/.test(name) && !known.includes(name))
    .map((name) => ({ name, near: nearest(name, known) }));
  const inClauses = filesIn(join(folder, 'clauses'))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => ({ name: `clauses/${name}`, near: `clauses/${name.replace(/yml$/, 'yaml')}` }));
  return [...inPack, ...inClauses].map(({ name, near }) => ({
    code: 'FILE_UNEXPECTED',
    file: `${key}/${name}`,
    line: 1,
    message: `a pack has no file \`${name}\``,
    ...(near !== undefined && { nearest: near }),
  }));
}

const filesIn = (folder: string): string[] =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder).toSorted() : [];
