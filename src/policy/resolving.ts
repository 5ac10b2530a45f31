import type { Clause, Party } from './clause.ts';
import { ClauseResolver, listOf, partyOf } from './resolving-clause.ts';
import type { Agreement, Case, Doubt, Pack, PackRole, Ruling, Section, Setting } from './pack.ts';
import { agreementsSchema, caseSchema, casesSchema, manifestSchema, rulingsSchema, sectionSchema, traceSchema } from './pack-schema.ts';
import { understand, type Outcome, type RawQuestion } from './question.ts';
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

type Data = Readonly<Record<string, unknown>>;

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
  const roleData = (manifest['roles'] ?? {}) as Record<string, Data | null>;
  const defined = new Map(Object.keys(roleData).map((name) => [vocabulary.roles.find(name)?.id ?? asId(name), name]));
  const settings = new Map(Object.entries((manifest['settings'] ?? {}) as Record<string, Data>).map(([id, data]) => [id, settingOf(id, data)]));
  const isLaw = manifest['law'] === true;

  const resolver = new ClauseResolver({ vocabulary, defined: new Set(defined.keys()), settings: new Set(settings.keys()), covers: listOf(manifest['covers']), isLaw, say });
  const sections = files.sections.map((source, index) => sectionOf(source, index + 1, resolver, problems));
  const clauses = sections.flatMap((section) => section.clauses);
  resolver.finish(clauses);

  for (const [index, layer] of listOf(manifest['layers']).entries()) {
    if (!siblings.includes(layer)) say('LAYER_UNKNOWN', files.manifest, ['layers', index], `there is no pack \`${layer}\``, nearest(layer, siblings));
  }
  const roles = new Map<string, PackRole>();
  for (const [id, name] of defined) {
    roles.set(id, roleOf(id, roleData[name] ?? {}, vocabulary.roles.find(id)?.name ?? id, resolver, files.manifest, ['roles', name]));
  }
  for (const [index, name] of listOf(manifest['covers']).entries()) resolver.role(name, files.manifest, ['covers', index]);

  const ids = new Set(clauses.map((clause) => clause.id));
  const checkClause = (id: string, source: Source, path: Path) => {
    if (!ids.has(id)) say('CLAUSE_UNKNOWN', source, path, `there is no clause \`${id}\``, nearest(id, ids));
  };
  const pack: Pack = {
    key,
    name: String(manifest['name']),
    school: String(manifest['school']),
    ...(manifest['document'] !== undefined && { document: String(manifest['document']) }),
    isLaw,
    covers: listOf(manifest['covers']).map((name) => vocabulary.roles.find(name)?.id ?? name),
    layers: listOf(manifest['layers']),
    review: (manifest['review'] ?? {}) as Pack['review'],
    doubt: doubts(manifest, files.manifest, resolver, checkClause),
    rules: manifest['rules'] === undefined ? { mode: 'any', roles: [] } : resolver.party(manifest['rules'], files.manifest, ['rules']),
    roles,
    settings,
    cites: (manifest['cites'] ?? []) as Pack['cites'],
    links: (manifest['links'] ?? {}) as Record<string, string>,
    sections,
    agreements: agreementsOf(files.agreements, resolver, checkClause, say),
    rulings: rulingsOf(files.rulings, resolver, checkClause, say),
    cases: casesOf(files.cases, vocabulary, checkClause, say, problems),
    trace: traceOf(files.trace, checkClause),
    vocabulary,
    source: {
      manifest,
      sections: files.sections.map((source) => source.data),
      agreements: files.agreements?.data ?? null,
      rulings: files.rulings?.data ?? null,
      ownWords: files.vocabulary?.data ?? null,
      words: common.words,
    },
  };
  return { pack, problems };
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
    if (source && !(source.data === null && schema === traceSchema)) problems.push(...checkShape(schema, source.data, source, []));
  }
  return problems;
}

/** The pack's own words and roles beside the common ones. A common word cannot be declared again. */
function ownWords(files: PackFiles, common: WordsRead, problems: Problem[]): WordsRead {
  const roles = ((files.manifest.data as Data)['roles'] ?? {}) as Record<string, Data | null>;
  const ownRoles = Object.fromEntries(
    Object.entries(roles)
      .filter(([name]) => !common.vocabulary.roles.has(name))
      .map(([name, data]) => [name, { name: data?.['name'], is: data?.['is'], also: data?.['also'], words: data?.['words'] }]),
  );
  const own = (files.vocabulary?.data ?? {}) as Data;
  const sources = kinds
    .filter((kind) => own[kind] !== undefined && files.vocabulary)
    .map((kind) => ({ kind, source: files.vocabulary as Source, data: own[kind], path: [kind] }));
  for (const { kind, source, data } of sources) {
    for (const id of Object.keys((data ?? {}) as Data)) {
      if (!common.vocabulary[kind].find(id)) continue;
      problems.push({ code: 'WORD_TAKEN', file: source.file, line: source.lineOf([kind, id]), message: `\`${id}\` is a word of the common vocabulary already` });
    }
  }
  for (const field of Object.keys(own)) {
    if ((kinds as readonly string[]).includes(field) || !files.vocabulary) continue;
    problems.push({ code: 'FIELD_UNKNOWN', file: files.vocabulary.file, line: files.vocabulary.lineOf([field]), message: `unknown field \`${field}\``, ...near(field) });
  }
  const read = extendVocabulary(common.words, [...sources, { kind: 'roles', source: files.manifest, data: ownRoles, path: ['roles'] }]);
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

const settingOf = (id: string, data: Data): Setting => ({
  id,
  type: data['type'] as Setting['type'],
  ask: String(data['ask']),
  ...(data['value'] !== undefined && { value: data['value'] }),
});

function roleOf(id: string, data: Data, name: string, resolver: ClauseResolver, source: Source, path: Path): PackRole {
  const treated = (data['treated-as'] ?? []) as Data[];
  return {
    id,
    name: String(data['name'] ?? name),
    called: listOf(data['called']),
    kind: (data['kind'] ?? 'person') as PackRole['kind'],
    ...(data['deputy'] !== undefined && { deputy: resolver.role(String(data['deputy']), source, [...path, 'deputy']) }),
    treatedAs: treated.map((entry, index) => {
      const at = [...path, 'treated-as', index];
      const when = resolver.condition(entry['when'], source, [...at, 'when']);
      return { role: resolver.role(String(entry['role']), source, [...at, 'role']), ...(when && { when }) };
    }),
  };
}

type CheckClause = (id: string, source: Source, path: Path) => void;
type Say = (code: string, source: Source, path: Path, message: string, near?: string) => void;

function doubts(manifest: Data, source: Source, resolver: ClauseResolver, checkClause: CheckClause): Doubt[] {
  return ((manifest['doubt'] ?? []) as Data[]).map((data, index) => {
    const clause = data['clause'] as string | undefined;
    if (clause !== undefined) checkClause(clause, source, ['doubt', index, 'clause']);
    const about = listOf(data['about']).map((name) => resolver.actOrEvent(name, source, ['doubt', index, 'about']));
    return { to: resolver.party(data['to'], source, ['doubt', index, 'to']), about, ...(clause !== undefined && { clause }) };
  });
}

function agreementsOf(source: Source | undefined, resolver: ClauseResolver, checkClause: CheckClause, say: Say): Agreement[] {
  const seen = new Set<string>();
  return ((source?.data ?? []) as Data[]).map((data, index) => {
    const at = source as Source;
    const id = String(data['id']);
    if (seen.has(id)) say('ID_TWICE', at, [index, 'id'], `form \`${id}\` stands twice`);
    seen.add(id);
    for (const [place, clause] of listOf(data['clauses']).entries()) checkClause(clause, at, [index, 'clauses', place]);
    const role = (field: string) => (data[field] === undefined ? {} : { [field]: resolver.role(String(data[field]), at, [index, field]) });
    return {
      id,
      title: String(data['title']),
      ...(data['intro'] !== undefined && { intro: String(data['intro']) }),
      ...(data['text'] !== undefined && { text: String(data['text']) }),
      signs: listOf(data['signs']).map((name, place) => resolver.role(name, at, [index, 'signs', place])),
      ...role('countersigns'),
      ...role('behalf'),
      dates: Number(data['dates'] ?? 1),
      clauses: listOf(data['clauses']),
    };
  });
}

function rulingsOf(source: Source | undefined, resolver: ClauseResolver, checkClause: CheckClause, say: Say): Ruling[] {
  return ((source?.data ?? []) as Data[]).map((data, index) => {
    const at = source as Source;
    const question = data['question'] as Data;
    for (const [place, clause] of listOf(data['settles']).entries()) checkClause(clause, at, [index, 'settles', place]);
    for (const field of ['on', 'until']) {
      if (data[field] !== undefined && !isDay(String(data[field]))) say('DATE_IMPOSSIBLE', at, [index, field], `\`${String(data[field])}\` is not a day`);
    }
    const when = resolver.condition(question['when'], at, [index, 'question', 'when']);
    const from: Party | undefined = data['from'] === undefined ? undefined : resolver.party(data['from'], at, [index, 'from']);
    return {
      id: String(data['id']),
      settles: listOf(data['settles']),
      act: resolver.act(String(question['act']), at, [index, 'question', 'act']),
      who: listOf(question['who']).map((name, place) => resolver.role(name, at, [index, 'question', 'who', place])),
      ...(question['thing'] !== undefined && { thing: resolver.thing(String(question['thing']), at, [index, 'question', 'thing']) }),
      ...(when && { when }),
      verdict: data['verdict'] as Ruling['verdict'],
      ...(from && { from }),
      by: resolver.role(String(data['by']), at, [index, 'by']),
      on: String(data['on']),
      ...(data['until'] !== undefined && { until: String(data['until']) }),
      because: String(data['because']),
    };
  });
}

/** A day that exists, as YYYY-MM-DD. */
const isDay = (text: string) => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

function casesOf(source: Source | undefined, vocabulary: Pack['vocabulary'], checkClause: CheckClause, say: Say, problems: Problem[]): Case[] {
  const seen = new Set<string>();
  return ((source?.data ?? []) as Data[]).flatMap((data, index) => {
    const at = source as Source;
    const shape = checkShape(caseSchema, data, at, [index]);
    if (shape.length > 0) {
      problems.push(...shape);
      return [];
    }
    const id = String(data['id']);
    if (seen.has(id)) say('ID_TWICE', at, [index, 'id'], `case \`${id}\` stands twice`);
    seen.add(id);
    const understood = understand(data as unknown as RawQuestion, vocabulary);
    for (const problem of understood.problems) say(problem.code, at, [index, ...problem.at.split('.')], problem.message, problem.nearest);
    const expect = data['expect'] as Data;
    const clauses = listOf(expect['clauses']);
    for (const clause of clauses) if (!clause.includes(':')) checkClause(clause, at, [index, 'expect', 'clauses']);
    if (!understood.question) return [];
    return [{ id, ask: String(data['ask']), question: understood.question, expect: expectationOf(expect, clauses) }];
  });
}

function expectationOf(expect: Data, clauses: string[]): Case['expect'] {
  const verdict = expect['verdict'] === true ? 'yes' : expect['verdict'] === false ? 'no' : (expect['verdict'] as Outcome | undefined);
  return {
    ...(verdict !== undefined && { verdict }),
    clauses,
    ...(expect['contested'] !== undefined && { contested: expect['contested'] === true }),
    ...(expect['from'] !== undefined && { from: partyOf(expect['from']) }),
    ...(expect['to'] !== undefined && { to: partyOf(expect['to']) }),
    dependsOn: listOf(expect['depends-on']),
    ...(expect['strength'] !== undefined && { strength: expect['strength'] as Clause['strength'] }),
  };
}

function traceOf(source: Source | undefined, checkClause: CheckClause): Pack['trace'] {
  const trace = new Map<string, { clauses: readonly string[]; none?: string }>();
  for (const [rule, entry] of Object.entries((source?.data ?? {}) as Data)) {
    const none = (entry as { none?: string }).none;
    if (typeof entry === 'object' && !Array.isArray(entry) && none !== undefined) {
      trace.set(rule, { clauses: [], none });
      continue;
    }
    const clauses = listOf(entry);
    for (const clause of clauses) checkClause(clause, source as Source, [rule]);
    trace.set(rule, { clauses });
  }
  return trace;
}
