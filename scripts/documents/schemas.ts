import type { TSchema } from 'typebox';
import { type Verb, verbs } from '../../src/policy/index.ts';
import {
  agreementsSchema,
  caseSchema,
  clauseSchema,
  condition,
  duration,
  manifestSchema,
  party,
  rulingsSchema,
  sectionSchema,
  source,
  traceSchema,
  wordKinds,
  wordsSchema,
} from '../../src/policy/pack-schema.ts';

/** JSON Schema as plain data. */
export type Schema = Readonly<Record<string, unknown>>;

const plain = (schema: TSchema): Schema => JSON.parse(JSON.stringify(schema)) as Schema;

/** Parts that stand in many places: written once in `$defs`, and pointed to. */
const shared: ReadonlyMap<string, string> = new Map(
  Object.entries({ condition, party, duration, source }).map(([name, schema]) => [
    JSON.stringify(schema),
    name,
  ]),
);
const sharedSchemas: Readonly<Record<string, TSchema>> = { condition, party, duration, source };

const whatVerbSays: Readonly<Record<Verb, string>> = {
  forbid: 'must not',
  allow: 'may; with `from`, may once they have agreed',
  exempt: 'bans that carry the tag may be lifted for one person and purpose',
  require: 'must do',
  report: 'must be told',
  empower: 'a role may do this to others',
  keep: 'a register or record is kept',
  review: 'is reviewed',
  sanction: 'may, or will, follow a breach',
  say: 'read and signed, never decides',
};

/** Every published schema, by the name of its file. */
export function schemas(): ReadonlyMap<string, Schema> {
  return new Map([
    [
      'pack',
      document('pack', 'pack.yaml: what a pack is, whom it covers, roles, settings', plain(manifestSchema)),
    ],
    [
      'section',
      document('section', 'clauses/….yaml: one section of a policy', section(), clauseDefinitions()),
    ],
    [
      'agreements',
      document('agreements', 'agreements.yaml: the forms that people sign', plain(agreementsSchema)),
    ],
    [
      'rulings',
      document(
        'rulings',
        'rulings.yaml: unclear points that somebody entitled has settled',
        plain(rulingsSchema),
      ),
    ],
    [
      'cases',
      document(
        'cases',
        'cases.yaml: questions with the answer they must get',
        listOrNothing(plain(caseSchema)),
      ),
    ],
    [
      'trace',
      document(
        'trace',
        'trace.yaml: rule of a catalogue → clause, or why none is needed',
        orNothing(plain(traceSchema)),
      ),
    ],
    [
      'vocabulary',
      document('vocabulary', "vocabulary.yaml: words of a school's own", ownWords(), wordDefinitions()),
    ],
  ]);
}

const orNothing = (schema: Schema): Schema => ({ anyOf: [{ type: 'null' }, schema] });
const listOrNothing = (items: Schema): Schema => orNothing({ type: 'array', items });

function document(name: string, title: string, schema: Schema, definitions: Schema = {}): Schema {
  const used = new Set<string>();
  const body = pointing(schema, used) as Schema;
  const own = pointing(definitions, used) as Schema;
  const common = Object.fromEntries(
    [...used].toSorted().map((each) => [each, plain(sharedSchemas[each] as TSchema)]),
  );
  const $defs = { ...own, ...common };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:gatehouse:schema:${name}`,
    title,
    ...body,
    ...(Object.keys($defs).length > 0 && { $defs }),
  };
}

/** The same with each shared part replaced by a pointer to it; `used` gathers their names. */
function pointing(value: unknown, used: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => pointing(item, used));
  if (typeof value !== 'object' || value === null) return value;
  const name = shared.get(JSON.stringify(value));
  if (name !== undefined) {
    used.add(name);
    return { $ref: `#/$defs/${name}` };
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, pointing(member, used)]));
}

function section(): Schema {
  const whole = plain(sectionSchema) as { readonly properties: Schema };
  const clause = { oneOf: verbs.map((verb) => ({ $ref: `#/$defs/${verb}` })) };
  return {
    ...whole,
    properties: { ...whole.properties, clauses: { type: 'array', minItems: 1, items: clause } },
  };
}

const clauseDefinitions = (): Schema =>
  Object.fromEntries(
    verbs.map((verb) => [verb, { title: `${verb}: ${whatVerbSays[verb]}`, ...plain(clauseSchema(verb)) }]),
  );

const ownWords = (): Schema =>
  orNothing({
    type: 'object',
    properties: Object.fromEntries(wordKinds.map((kind) => [kind, { $ref: `#/$defs/${kind}` }])),
    additionalProperties: false,
  });

const wordDefinitions = (): Schema =>
  Object.fromEntries(wordKinds.map((kind) => [kind, { title: kind, ...plain(wordsSchema(kind)) }]));
