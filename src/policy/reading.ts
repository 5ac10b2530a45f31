import { readFileSync, statSync } from 'node:fs';
import { isMap, isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';

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
const namesNobodyUses = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads one YAML 1.2 file of plain data. Aliases, tags, repeated keys, keys that could reach into an object's
 * prototype, very deep nesting and files over 1 MiB are refused: a pack needs none of them, and each has been
 * used to attack programs that read YAML.
 *
 * Returns the source, or the problems found.
 */
export function readYaml(file: string, named: string = file): Source | Problem[] {
  const problem = (code: string, message: string, line = 1): Problem => ({ code, file: named, line, message });
  try {
    if (statSync(file).size > largestFileBytes) {
      return [problem('FILE_TOO_LARGE', `file is larger than ${largestFileBytes / 1024} KiB`)];
    }
    return parseYaml(readFileSync(file), named);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    return [problem(missing ? 'FILE_MISSING' : 'FILE_UNREADABLE', missing ? 'file is missing' : 'file cannot be read')];
  }
}

/** The same for bytes already in memory. */
export function parseYaml(bytes: Uint8Array, named: string): Source | Problem[] {
  const problem = (code: string, message: string, line = 1): Problem => ({ code, file: named, line, message });
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
  if (tooDeep(text)) return [problem('YAML_TOO_DEEP', `nesting is deeper than ${deepestNesting} levels`)];

  const lines = new LineCounter();
  const lineAt = (offset: number | undefined) => (offset === undefined ? 1 : lines.linePos(offset).line || 1);
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2', merge: false });
  const faults = [...document.errors, ...document.warnings].map((error) =>
    problem(
      error.code === 'DUPLICATE_KEY' ? 'YAML_KEY_TWICE' : 'YAML_BROKEN',
      error.code === 'DUPLICATE_KEY' ? 'the same key stands twice' : firstLine(error.message),
      lineAt(error.pos[0]),
    ),
  );
  faults.push(...hostileNodes(document, (code, message, offset) => problem(code, message, lineAt(offset))));
  if (faults.length > 0) return faults;
  return {
    file: named,
    data: document.toJS({ maxAliasCount: 0 }),
    lineOf: (path) => lineAt(offsetOf(document, path)),
  };
}

/** YAML nests by brackets or by indentation; both are counted before the parser recurses into them. */
function tooDeep(text: string): boolean {
  let open = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (character === 0x5b || character === 0x7b) open += 1;
    else if (character === 0x5d || character === 0x7d) open = Math.max(0, open - 1);
    if (open > deepestNesting) return true;
  }
  return /^( {2,}|- *){25,}/m.test(text) && /^ {50,}\S|^(- ?){25,}/m.test(text);
}

function hostileNodes(
  document: Document,
  problem: (code: string, message: string, offset?: number) => Problem,
): Problem[] {
  const found: Problem[] = [];
  visit(document, {
    Alias: (_key, node) => {
      found.push(problem('YAML_ALIAS', `alias \`*${node.source}\` is not allowed`, node.range?.[0]));
    },
    Node: (_key, node) => {
      const tag = (node as { tag?: string }).tag;
      if (tag !== undefined && !tag.startsWith('tag:yaml.org,2002:')) {
        found.push(problem('YAML_TAG', `tag \`${tag}\` is not allowed`, node.range?.[0]));
      }
    },
    Pair: (_key, pair) => {
      const name = isNode(pair.key) ? String(pair.key) : '';
      if (namesNobodyUses.has(name)) {
        found.push(problem('YAML_KEY_FORBIDDEN', `key \`${name}\` is not allowed`, (pair.key as { range?: [number] }).range?.[0]));
      }
    },
  });
  return found;
}

/** The offset of the value at the path, or of the nearest thing above it that exists. */
function offsetOf(document: Document, path: Path): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (length > 0 && isMap(parent)) {
      const pair = parent.items.find((item) => String(item.key) === String(last));
      const key = pair?.key as { range?: [number] } | undefined;
      if (key?.range) return key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as { range?: [number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return undefined;
}

const firstLine = (message: string) =>
  (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').replace(/^[A-Z]/, (letter) => letter.toLowerCase());
