import { casesOf, traceOf } from './resolving-cases.ts';
import { ClauseResolver } from './resolving-clause.ts';
import { agreementsOf, rulingsOf } from './resolving-forms.ts';
import { type CheckClause, type Data, listOf, type Say } from './resolving-names.ts';
import type { Doubt, Pack, PackRole, Section, Setting } from './pack.ts';
import {
  agreementsSchema,
  casesSchema,
  manifestSchema,
  rulingsSchema,
  sectionSchema,
  traceSchema,
} from './pack-schema.ts';
import type { Path, Problem, Source } from './reading.ts';
import { checkShape } from './shape.ts';
import { asId, nearest } from './words.ts';
import { extendVocabulary, kinds, type WordsRead } from './vocabulary.ts';

/** The files of a pack, read but not yet checked. */
export interface PackFiles {
  readonly manifest: Source;
  readonly sections: readonly Source[];
  readonly agreements: Source | undefined;
  readonly rulings: Source | undefined;
  readonly cases: Source | undefined;
  readonly trace: Source | undefined;
  readonly vocabulary: Source | undefined;
}

/**
 * Checks the files of a pack against the schema and the vocabulary and makes the pack.
 * Every name is resolved to the vocabulary's own; whatever is not known becomes a problem with file and line.
 */
export function resolvePack(
  key: string,
  files: PackFiles,
  common: WordsRead,
  siblings: readonly string[],
): { pack: Pack; problems: readonly Problem[] } {
  const problems: Problem[] = shapes(files);
  const say = (code: string, source: Source, path: Path, message: string, near?: string) => {
    const problem = { code, file: source.file, line: source.lineOf(path), message };
    problems.push(near === undefined ? problem : { ...problem, nearest: near });
  };
  const empty = { pack: undefined as unknown as Pack, problems };
  if (problems.length > 0) return empty;

  const manifest = files.manifest.data as Data;
  const words = ownWords(files, common, problems);
  const vocabulary = words.vocabulary;
  const defined = definedRoles(manifest, vocabulary);
  const settings = settingsOf(manifest);
  const resolver = new ClauseResolver({
    vocabulary,
    defined: new Set(defined.keys()),
    settings: new Set(settings.keys()),
    covers: listOf(manifest['covers']),
    isLaw: manifest['law'] === true,
    say,
  });
  const sections = files.sections.map((source, index) => sectionOf(source, index + 1, resolver, problems));
  const clauses = sections.flatMap((section) => section.clauses);
  const raw = files.sections.flatMap((source) => (source.data as { clauses: Data[] }).clauses);
  const ids = new Set(raw.map((clause) => String(clause['id'])));
  resolver.finish(clauses, ids, new Set(raw.flatMap((clause) => listOf(clause['tags']))));

  checkLayers(files.manifest, siblings, say);
  for (const [index, name] of listOf(manifest['covers']).entries())
    resolver.role(name, files.manifest, ['covers', index]);

  const checkClause = (id: string, source: Source, path: Path) => {
    if (!ids.has(id)) say('CLAUSE_UNKNOWN', source, path, `there is no clause \`${id}\``, nearest(id, ids));
  };
  const pack: Pack = {
    key,
    ...headOf(manifest, vocabulary),
    doubt: doubts(manifest, files.manifest, resolver, checkClause),
    rules:
      manifest['rules'] === undefined
        ? { mode: 'any', roles: [] }
        : resolver.party(manifest['rules'], files.manifest, ['rules']),
    roles: rolesOf(files.manifest, defined, vocabulary, resolver),
    settings,
    sections,
    agreements: agreementsOf(files.agreements, resolver, checkClause, say),
    rulings: rulingsOf(files.rulings, resolver, checkClause, say),
    cases: casesOf(files.cases, vocabulary, checkClause, say, problems),
    trace: traceOf(files.trace, checkClause),
    vocabulary,
    source: sourceOf(files, common),
  };
  return { pack, problems };
}

/** What the manifest says that needs no more than copying. */
const headOf = (manifest: Data, vocabulary: Pack['vocabulary']) => ({
  name: String(manifest['name']),
  school: String(manifest['school']),
  ...(manifest['document'] !== undefined && { document: String(manifest['document']) }),
  isLaw: manifest['law'] === true,
  covers: listOf(manifest['covers']).map((name) => vocabulary.roles.find(name)?.id ?? name),
  layers: listOf(manifest['layers']),
  review: (manifest['review'] ?? {}) as Pack['review'],
  cites: (manifest['cites'] ?? []) as Pack['cites'],
  links: (manifest['links'] ?? {}) as Record<string, string>,
});

const sourceOf = (files: PackFiles, common: WordsRead): Pack['source'] => ({
  manifest: files.manifest.data,
  sections: files.sections.map((source) => source.data),
  agreements: files.agreements?.data ?? null,
  rulings: files.rulings?.data ?? null,
  ownWords: files.vocabulary?.data ?? null,
  words: common.words,
});

function checkLayers(source: Source, siblings: readonly string[], say: Say): void {
  for (const [index, layer] of listOf((source.data as Data)['layers']).entries()) {
    if (siblings.includes(layer)) continue;
    say(
      'LAYER_UNKNOWN',
      source,
      ['layers', index],
      `there is no pack \`${layer}\``,
      nearest(layer, siblings),
    );
  }
}

function shapes(files: PackFiles): Problem[] {
  const problems = checkShape(manifestSchema, files.manifest.data, files.manifest, []);
  for (const source of files.sections) problems.push(...checkShape(sectionSchema, source.data, source, []));
  const rest = [
    [agreementsSchema, files.agreements],
    [rulingsSchema, files.rulings],
    [casesSchema, files.cases],
    [traceSchema, files.trace],
  ] as const;
  for (const [schema, source] of rest) {
    if (source && !(source.data === null && schema === traceSchema))
      problems.push(...checkShape(schema, source.data, source, []));
  }
  return problems;
}

/** The pack's own words and roles beside the common ones. A common word cannot be declared again. */
function ownWords(files: PackFiles, common: WordsRead, problems: Problem[]): WordsRead {
  const roles = ((files.manifest.data as Data)['roles'] ?? {}) as Record<string, Data | null>;
  const ownRoles = Object.fromEntries(
    Object.entries(roles)
      .filter(([name]) => !common.vocabulary.roles.has(name))
      .map(([name, data]) => [
        name,
        { name: data?.['name'], is: data?.['is'], also: data?.['also'], words: data?.['words'] },
      ]),
  );
  const own = (files.vocabulary?.data ?? {}) as Data;
  const sources = kinds
    .filter((kind) => own[kind] !== undefined && files.vocabulary)
    .map((kind) => ({ kind, source: files.vocabulary as Source, data: own[kind], path: [kind] }));
  for (const { kind, source, data } of sources) {
    for (const id of Object.keys((data ?? {}) as Data)) {
      if (!common.vocabulary[kind].find(id)) continue;
      problems.push({
        code: 'WORD_TAKEN',
        file: source.file,
        line: source.lineOf([kind, id]),
        message: `\`${id}\` is a word of the common vocabulary already`,
      });
    }
  }
  for (const field of Object.keys(own)) {
    if ((kinds as readonly string[]).includes(field) || !files.vocabulary) continue;
    problems.push({
      code: 'FIELD_UNKNOWN',
      file: files.vocabulary.file,
      line: files.vocabulary.lineOf([field]),
      message: `unknown field \`${field}\``,
      ...near(field),
    });
  }
  const read = extendVocabulary(common.words, [
    ...sources,
    { kind: 'roles', source: files.manifest, data: ownRoles, path: ['roles'] },
  ]);
  problems.push(...read.problems);
  return read;
}

const near = (field: string) => {
  const known = nearest(field, kinds);
  return known === undefined ? {} : { nearest: known };
};

function sectionOf(source: Source, number: number, resolver: ClauseResolver, problems: Problem[]): Section {
  const data = source.data as { section: string; clauses: Data[] };
  const clauses = data.clauses.flatMap((raw, index) => {
    const made = resolver.clause(raw, source, ['clauses', index], data.section, `${number}.${index + 1}`);
    if ('problems' in made) {
      problems.push(...made.problems);
      return [];
    }
    return [made.clause];
  });
  return { number, title: data.section, clauses };
}

/** Roles of the pack by the vocabulary's own id, with the name under which pack.yaml has them. */
const definedRoles = (manifest: Data, vocabulary: Pack['vocabulary']): ReadonlyMap<string, string> =>
  new Map(
    Object.keys((manifest['roles'] ?? {}) as Data).map((name) => [
      vocabulary.roles.find(name)?.id ?? asId(name),
      name,
    ]),
  );

function rolesOf(
  manifest: Source,
  defined: ReadonlyMap<string, string>,
  vocabulary: Pack['vocabulary'],
  resolver: ClauseResolver,
): Pack['roles'] {
  const data = ((manifest.data as Data)['roles'] ?? {}) as Record<string, Data | null>;
  return new Map(
    [...defined].map(([id, name]) => {
      const usual = vocabulary.roles.find(id)?.name ?? id;
      return [id, roleOf(id, data[name] ?? {}, usual, resolver, manifest, ['roles', name])];
    }),
  );
}

const settingsOf = (manifest: Data): Pack['settings'] =>
  new Map(
    Object.entries((manifest['settings'] ?? {}) as Record<string, Data>).map(([id, data]) => [
      id,
      settingOf(id, data),
    ]),
  );

const settingOf = (id: string, data: Data): Setting => ({
  id,
  type: data['type'] as Setting['type'],
  ask: String(data['ask']),
  ...(data['value'] !== undefined && { value: data['value'] }),
});

function roleOf(
  id: string,
  data: Data,
  name: string,
  resolver: ClauseResolver,
  source: Source,
  path: Path,
): PackRole {
  const treated = (data['treated-as'] ?? []) as Data[];
  return {
    id,
    name: String(data['name'] ?? name),
    called: listOf(data['called']),
    kind: (data['kind'] ?? 'person') as PackRole['kind'],
    ...(data['deputy'] !== undefined && {
      deputy: resolver.role(String(data['deputy']), source, [...path, 'deputy']),
    }),
    treatedAs: treated.map((entry, index) => {
      const at = [...path, 'treated-as', index];
      const when = resolver.condition(entry['when'], source, [...at, 'when']);
      return { role: resolver.role(String(entry['role']), source, [...at, 'role']), ...(when && { when }) };
    }),
  };
}

function doubts(manifest: Data, source: Source, resolver: ClauseResolver, checkClause: CheckClause): Doubt[] {
  return ((manifest['doubt'] ?? []) as Data[]).map((data, index) => {
    const clause = data['clause'] as string | undefined;
    if (clause !== undefined) checkClause(clause, source, ['doubt', index, 'clause']);
    const about = listOf(data['about']).map((name) =>
      resolver.actOrEvent(name, source, ['doubt', index, 'about']),
    );
    return {
      to: resolver.party(data['to'], source, ['doubt', index, 'to']),
      about,
      ...(clause !== undefined && { clause }),
    };
  });
}
