import { readdirSync, readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, type Pair, parseDocument, visit } from 'yaml';
import type { Problem } from '../policy/index.ts';
import type { Kind } from './kind.ts';
import type { Path } from './kind-shape.ts';
import { registerFault } from './errors.ts';
import { makeKind } from './making-kinds.ts';

/** The kinds that every school begins with, beside the vocabulary. */
const shipped = new URL('../../vocabulary/kinds/', import.meta.url);

/** What reading a folder of kinds gave. */
export interface KindsRead {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly problems: readonly Problem[];
}

/** Reads every `<kind>.yaml` of a folder; what is wrong names its file and line. */
export function readKinds(folder: URL): KindsRead {
  const kinds = new Map<string, Kind>();
  const problems: Problem[] = [];
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('.yaml')) continue;
    const id = file.slice(0, -'.yaml'.length);
    const read = readKind(id, readFileSync(new URL(file, folder), 'utf8'), `vocabulary/kinds/${file}`);
    if ('kind' in read && read.kind) kinds.set(id, read.kind);
    else problems.push(...read.problems);
  }
  return { kinds, problems };
}

/** Reads a kind as YAML. */
export function readKind(
  id: string,
  text: string,
  file: string,
): { readonly kind?: Kind; readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const lineAt = (offset: number | undefined) => (offset === undefined ? 1 : lines.linePos(offset).line || 1);
  const broken: Problem[] = [...document.errors, ...document.warnings].map((error) => ({
    code: 'YAML_BROKEN',
    file,
    line: lineAt(error.pos[0]),
    message: (error.message.split('\n')[0] ?? '').slice(0, 160),
  }));
  visit(document, {
    Alias: (_key, { range, source }) => {
      broken.push({
        code: 'YAML_ALIAS',
        file,
        line: lineAt(range?.[0]),
        message: `alias \`*${source}\` is not allowed`,
      });
    },
  });
  if (broken.length > 0) return { problems: broken };
  const made = makeKind(id, document.toJS({ maxAliasCount: 0 }));
  if (made.kind) return { kind: made.kind, problems: [] };
  return {
    problems: made.wrong.map(({ code, at, message }) => ({
      code,
      file,
      line: lineAt(offsetOf(document, at)),
      message,
    })),
  };
}

/** Where the value at a path stands, or the nearest thing above it. */
function offsetOf(document: ReturnType<typeof parseDocument>, at: Path): number | undefined {
  for (let length = at.length; length >= 0; length -= 1) {
    const parent = length > 0 ? document.getIn(at.slice(0, length - 1), true) : undefined;
    const pair = isMap(parent) ? parent.items.find((each) => keyOf(each) === at[length - 1]) : undefined;
    const node = pair?.key ?? document.getIn(at.slice(0, length), true);
    const range = (node as { readonly range?: readonly number[] | null } | undefined)?.range;
    if (range) return range[0];
  }
  return undefined;
}

const keyOf = ({ key }: Pair): unknown => (isScalar(key) ? key.value : undefined);

let read: ReadonlyMap<string, Kind> | undefined;

/** The kinds that every school begins with, read once. @throws KINDS_BROKEN */
export function shippedKinds(): ReadonlyMap<string, Kind> {
  if (read) return read;
  const { kinds, problems } = readKinds(shipped);
  const [first] = problems;
  if (first) throw registerFault('KINDS_BROKEN', `${first.file}:${first.line}: ${first.message}`, 500);
  read = kinds;
  return read;
}
