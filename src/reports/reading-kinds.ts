import { readdirSync, readFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { reportFault } from './errors.ts';
import { type Finding, findingTypes, queues, type ReportKind } from './kind.ts';

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
    ahead: Type.Optional(Type.Boolean()),
    when: Type.Optional(Type.Record(id, Type.Union([id, Type.Array(id, { minItems: 1 })]))),
  },
  closed,
);

const facts = Type.Record(id, Type.Union([Type.String(), Type.Boolean()]));

const clock = Type.Object(
  {
    clock: id,
    unless: Type.Optional(facts),
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
    told: Type.Optional(Type.Array(id, { minItems: 1 })),
    'forbids-files': Type.Optional(Type.Boolean()),
    'forbids-files-when': Type.Optional(facts),
    presses: Type.Optional(Type.Array(Type.Object({ event: id, name: label }, closed))),
    clocks: Type.Optional(Type.Array(clock, { maxItems: 5 })),
    findings: Type.Optional(Type.Array(finding, { maxItems: 40 })),
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
  const read = {
    id: kind,
    name,
    about,
    ...(childs !== undefined && { childs }),
    events,
    queue: queue as ReportKind['queue'],
    isConfidential: confidential ?? false,
    told: fields.told ?? [],
    forbidsFiles: fields['forbids-files'] ?? false,
    forbidsFilesWhen: fields['forbids-files-when'] ?? {},
    presses: fields.presses ?? [],
    clocks: clocks.map((each) => ({
      clock: each.clock,
      unless: each.unless ?? {},
      ...(each['met-by'] !== undefined && { metBy: each['met-by'] }),
    })),
    findings: findings.map(findingFrom),
    first,
  };
  refuseLooseEnds(read);
  return read;
}

const findingFrom = ({
  id: key,
  name,
  type,
  hint,
  choices = [],
  needed,
  ahead,
  when = {},
}: Static<typeof finding>): ReportKind['findings'][number] => ({
  id: key,
  name,
  type: type as ReportKind['findings'][number]['type'],
  ...(hint !== undefined && { hint }),
  choices,
  isNeeded: needed ?? false,
  isAhead: ahead ?? false,
  when: Object.fromEntries(Object.entries(when).map(([earlier, values]) => [earlier, [values].flat()])),
});

/** What a kind says of itself fits together: a finding hangs on an earlier one and on values that it can have. */
function refuseLooseEnds({ id: kind, events, clocks, findings, presses }: ReportKind): void {
  const say = (what: string) => broken(`${kind}.yaml`, what);
  const earlier = new Map<string, Finding>();
  for (const each of findings) {
    if (earlier.has(each.id)) throw say(`has the finding \`${each.id}\` twice`);
    if ((each.type === 'choice') !== each.choices.length > 0)
      throw say(`\`${each.id}\`: a choice has choices, and nothing else has`);
    for (const [other, values] of Object.entries(each.when))
      if (!values.every((value) => valuesOf(earlier.get(other)).includes(value)))
        throw say(`\`${each.id}\` hangs on what \`${other}\` cannot be`);
    earlier.set(each.id, each);
  }
  for (const { metBy } of clocks)
    if (metBy !== undefined && !['moment', 'date'].includes(earlier.get(metBy)?.type ?? ''))
      throw say(`\`${metBy}\` is no finding that is a moment`);
  for (const { event } of presses)
    if (!events.includes(event)) throw say(`tells \`${event}\` with one press, which is not an event of it`);
}

const valuesOf = (finding: Finding | undefined): readonly string[] =>
  finding?.type === 'yes-no' ? ['yes', 'no'] : (finding?.choices.map((each) => each.id) ?? []);

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
