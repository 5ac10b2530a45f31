import { readdirSync, readFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { reportFault } from './errors.ts';
import { findingTypes, queues, type ReportKind } from './kind.ts';

const closed = { additionalProperties: false } as const;
const id = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 });
const label = Type.String({ minLength: 1, maxLength: 200 });
const sentence = Type.String({ minLength: 1, maxLength: 1000 });
const oneOf = (values: readonly string[]) => Type.String({ pattern: `^(${values.join('|')})$` });

const finding = Type.Object(
  {
    id,
    name: label,
    type: oneOf(findingTypes),
    hint: Type.Optional(sentence),
    choices: Type.Optional(Type.Array(Type.Object({ id, name: label }, closed), { minItems: 2 })),
    needed: Type.Optional(Type.Boolean()),
  },
  closed,
);

const clock = Type.Object(
  {
    clock: id,
    unless: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Boolean()]))),
    'met-by': Type.Optional(id),
  },
  closed,
);

const shape = Type.Object(
  {
    name: label,
    about: sentence,
    childs: Type.Optional(sentence),
    events: Type.Array(id),
    queue: oneOf(queues),
    confidential: Type.Optional(Type.Boolean()),
    'forbids-files': Type.Optional(Type.Boolean()),
    clocks: Type.Optional(Type.Array(clock, { maxItems: 5 })),
    findings: Type.Optional(Type.Array(finding, { maxItems: 30 })),
    first: Type.Optional(Type.Array(sentence, { maxItems: 10 })),
  },
  closed,
);

/** The kinds that come with Gatehouse, beside the vocabulary. */
const shipped = new URL('../../vocabulary/reports/', import.meta.url);

/** Reads every `<kind>.yaml` of a folder. @throws REPORT_KINDS_BROKEN */
export function readReportKinds(folder: URL = shipped): ReadonlyMap<string, ReportKind> {
  const kinds = new Map<string, ReportKind>();
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('.yaml')) continue;
    const kind = file.slice(0, -'.yaml'.length);
    kinds.set(kind, kindFrom(kind, parsed(new URL(file, folder), file)));
  }
  if (!kinds.has('other')) throw broken('other.yaml', 'is missing: everything else goes there');
  refuseTwice(kinds);
  return kinds;
}

function parsed(path: URL, file: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 });
  } catch {
    throw broken(file, 'cannot be read');
  }
}

function kindFrom(kind: string, fields: unknown): ReportKind {
  if (!Value.Check(shape, fields)) {
    const [first] = Value.Errors(shape, fields);
    throw broken(`${kind}.yaml`, `${first?.instancePath || 'the whole'} ${first?.message ?? 'is wrong'}`);
  }
  const { name, about, childs, events, queue, confidential, clocks = [], findings = [], first = [] } = fields;
  return {
    id: kind,
    name,
    about,
    ...(childs !== undefined && { childs }),
    events,
    queue: queue as ReportKind['queue'],
    isConfidential: confidential ?? false,
    forbidsFiles: fields['forbids-files'] ?? false,
    clocks: clocks.map((each) => ({
      clock: each.clock,
      unless: each.unless ?? {},
      ...(each['met-by'] !== undefined && { metBy: each['met-by'] }),
    })),
    findings: findings.map(findingFrom),
    first,
  };
}

const findingFrom = ({
  id: key,
  name,
  type,
  hint,
  choices = [],
  needed,
}: Static<typeof finding>): ReportKind['findings'][number] => ({
  id: key,
  name,
  type: type as ReportKind['findings'][number]['type'],
  ...(hint !== undefined && { hint }),
  choices,
  isNeeded: needed ?? false,
});

function refuseTwice(kinds: ReadonlyMap<string, ReportKind>): void {
  const seen = new Map<string, string>();
  for (const { id: kind, events } of kinds.values())
    for (const event of events) {
      const other = seen.get(event);
      if (other !== undefined) throw broken(`${kind}.yaml`, `has \`${event}\`, and so has ${other}.yaml`);
      seen.set(event, kind);
    }
}

const broken = (file: string, what: string) => reportFault('REPORT_KINDS_BROKEN', `${file}: ${what}`);
