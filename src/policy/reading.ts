import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { CST, isMap, isScalar, Lexer, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, YAMLError, YAMLMap } from 'yaml';

/** Something wrong in a file of a pack or the vocabulary, with the place where it stands. */
export interface Problem {
  /** A word for the kind of problem, from `problems.ts`. */
  readonly code: string;
  /** The file, as it was named when the pack was loaded. */
  readonly file: string;
  /** Line in the file, from 1; 1 where the whole file is meant. */
  readonly line: number;
  /** What is wrong: lower case, the author's own words in backticks. */
  readonly message: string;
  /** The nearest word that is known, where there is one near. */
  readonly nearest?: string;
}

/** Steps from the top of a file to a value in it. */
export type Path = readonly (string | number)[];

/** A YAML file as plain data, able to say on which line a value stands. */
export interface Source {
  readonly file: string;
  readonly data: unknown;
  lineOf(path: Path): number;
}

/** No file of a pack comes near this; a larger one is refused unread. */
export const largestFileBytes = 1024 * 1024;
const deepestNesting = 24;
/** Words, marks and line ends in a file; the longest file of a pack has a sixth of them. */
const mostTokens = 100_000;
/** Of one file; nobody reads more before mending the first. */
const mostProblems = 50;
const namesNobodyUses = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads one YAML 1.2 file of plain data. Aliases, tags, directives, repeated keys, keys that could reach into an
 * object's prototype, very deep nesting and files over 1 MiB are refused: a pack needs none of them, and each has been
 * used to attack programs that read YAML. Links and anything else but a plain file are refused too.
 *
 * Returns the source, or the problems found.
 */
export function readYaml(file: string, named: string = file): Source | Problem[] {
  const problem = (code: string, message: string): Problem[] => [{ code, file: named, line: 1, message }];
  let opened: number | undefined;
  try {
    // A link is not followed, and a pipe does not keep us waiting.
    opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const found = fstatSync(opened);
    if (!found.isFile()) return problem('FILE_UNREADABLE', 'this is not a plain file');
    if (found.size > largestFileBytes)
      return problem('FILE_TOO_LARGE', `file is larger than ${largestFileBytes / 1024} KiB`);
    return parseYaml(readFileSync(opened), named);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    if (code === 'ENOENT') return problem('FILE_MISSING', 'file is missing');
    return problem(
      'FILE_UNREADABLE',
      code === 'ELOOP' ? 'this is a link, not a plain file' : 'file cannot be read',
    );
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

/** The same for bytes already in memory. */
export function parseYaml(bytes: Uint8Array, named: string): Source | Problem[] {
  const problem = (code: string, message: string, line = 1): Problem => ({
    code,
    file: named,
    line,
    message,
  });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return [problem('FILE_NOT_TEXT', 'file is not UTF-8 text')];
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return [problem('FILE_NOT_TEXT', 'file holds a NUL character', text.slice(0, nul).split('\n').length)];
  }
  const excess = tooMuch(text);
  if (excess) return [problem(...excess)];

  const lines = new LineCounter();
  const lineAt = (offset: number | undefined) => (offset === undefined ? 1 : lines.linePos(offset).line || 1);
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    version: '1.2',
    merge: false,
    prettyErrors: false,
  });
  const faults = [
    ...[...document.errors, ...document.warnings]
      .filter((error) => error.code !== 'TAG_RESOLVE_FAILED')
      .map((error) => problem('YAML_BROKEN', wordedBy(error), lineAt(error.pos[0]))),
    ...hostileNodes(document, (code, message, offset) => problem(code, message, lineAt(offset))),
  ];
  if (document.directives?.yaml.explicit === true)
    faults.push(problem('YAML_TAG', 'a `%YAML` line is not allowed'));
  if (faults.length > 0) return faults.slice(0, mostProblems);
  return {
    file: named,
    data: document.toJS({ maxAliasCount: 0 }),
    lineOf: (path) => lineAt(offsetOf(document, path)),
  };
}

/**
 * Whether the text nests too deep or holds too much, told from its tokens alone, before the parser recurses into it.
 * Brackets nest by being open; blocks nest by the columns in which their marks (`-`, `?`) and keys begin.
 */
function tooMuch(text: string): [code: string, message: string, line: number] | undefined {
  const columns: number[] = [];
  let [brackets, column, line, tokens, keyAt] = [0, 0, 1, 0, 0];
  const begin = (at: number) => {
    while ((columns.at(-1) ?? -1) > at) columns.pop();
    if (columns.at(-1) !== at) columns.push(at);
  };
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === 'flow-map-start' || type === 'flow-seq-start') brackets += 1;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') brackets = Math.max(0, brackets - 1);
    else if (brackets === 0 && (type === 'seq-item-ind' || type === 'explicit-key-ind')) begin(column);
    else if (brackets === 0 && type === 'map-value-ind') begin(keyAt);
    if (columns.length + brackets > deepestNesting)
      return ['YAML_TOO_DEEP', `nesting is deeper than ${deepestNesting} levels`, line];
    tokens += 1;
    if (tokens > mostTokens)
      return ['FILE_TOO_LARGE', `file holds more than ${mostTokens} words and marks`, line];
    if (type === 'doc-mode' || type === 'scalar' || type === 'flow-error-end') continue;
    const ends = token.split('\n');
    line += ends.length - 1;
    column = ends.length > 1 ? (ends.at(-1) as string).length : column + token.length;
    if (type !== null && startsAnew.has(type)) keyAt = column;
  }
  return undefined;
}

/** After these a key may begin. */
const startsAnew: ReadonlySet<string> = new Set([
  'newline',
  'space',
  'seq-item-ind',
  'explicit-key-ind',
  'map-value-ind',
]);

type Say = (code: string, message: string, offset?: number) => Problem;

function hostileNodes(document: Document, problem: Say): Problem[] {
  const found: Problem[] = [];
  visit(document, {
    Alias: (_key, node) => {
      found.push(problem('YAML_ALIAS', `alias \`*${node.source}\` is not allowed`, node.range?.[0]));
    },
    Node: (_key, node) => {
      const { tag, range } = node as { tag?: string; range?: [number, number, number] | null };
      if (tag !== undefined)
        found.push(problem('YAML_TAG', `tag \`${shortTag(tag)}\` is not allowed`, range?.[0]));
    },
    Map: (_key, map) => {
      found.push(...hostileKeys(map, problem));
    },
  });
  return found;
}

const shortTag = (tag: string) => tag.replace(/^tag:yaml\.org,2002:/, '!!').slice(0, 60);

function hostileKeys(map: YAMLMap, problem: Say): Problem[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    const at = (key as { range?: [number] } | null)?.range?.[0];
    if (!isScalar(key)) return [problem('YAML_KEY_FORBIDDEN', 'a key must be a plain word', at)];
    const name = key.value;
    if (typeof name !== 'string') {
      return [
        problem(
          'YAML_KEY_FORBIDDEN',
          `key \`${key.source ?? String(name)}\` is not a word; put it in quotes`,
          at,
        ),
      ];
    }
    if (namesNobodyUses.has(name))
      return [problem('YAML_KEY_FORBIDDEN', `key \`${name}\` is not allowed`, at)];
    if (seen.has(name)) return [problem('YAML_KEY_TWICE', `key \`${name.slice(0, 60)}\` stands twice`, at)];
    seen.add(name);
    return [];
  });
}

/** The offset of the value at the path, or of the nearest thing above it that exists. */
function offsetOf(document: Document, path: Path): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (length > 0 && isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(last));
      const key = pair?.key as { range?: [number] } | undefined;
      if (key?.range) return key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as { range?: [number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return undefined;
}

function wordedBy(error: YAMLError): string {
  if (error.code === 'MULTIPLE_DOCS') return 'the file holds more than one document';
  const line = (error.message.split('\n')[0] ?? '').replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
