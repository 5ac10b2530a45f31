import Type, { type TSchema } from 'typebox';
import { sayings, strengths, type Verb, verbs } from './clause.ts';

/* The shape of a pack's files, published as JSON Schema in `schema/` and used for loading. */

const closed = { additionalProperties: false } as const;
const word = Type.String({ minLength: 1, maxLength: 120 });
const id = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 80 });
const oneOrMore = Type.Union([word, Type.Array(word, { minItems: 1 })]);
const sentence = Type.String({ minLength: 1, maxLength: 2000 });
const literals = (values: readonly string[]) => Type.Union(values.map((value) => Type.Literal(value)));

export const party = Type.Union([
  Type.Object({ any: Type.Array(word, { minItems: 1 }) }, closed),
  Type.Object({ all: Type.Array(word, { minItems: 1 }) }, closed),
  Type.Literal('unnamed'),
]);

const scalar = Type.Union([Type.Boolean(), Type.Number(), Type.String()]);
const test = Type.Union([
  scalar,
  Type.Array(scalar, { minItems: 1 }),
  Type.Object({ not: Type.Union([scalar, Type.Array(scalar, { minItems: 1 })]) }, closed),
  Type.Object({ under: Type.Number() }, closed),
  Type.Object({ 'at-least': Type.Number() }, closed),
]);
const tests = Type.Record(Type.String(), test);
export const condition = Type.Union([tests, Type.Array(tests, { minItems: 1 })]);

/** A length of time, or a word for one that the school still owes. */
export const duration = Type.String({
  pattern:
    '^(immediately|as-soon-as-possible|regularly|daily|weekly|termly|yearly|[1-9][0-9]{0,3} (minute|hour|day|week|month|year)s?)$',
});

/** Where a clause of law comes from. */
export const source = Type.Object(
  {
    title: sentence,
    provision: Type.String(),
    kind: literals(['statute', 'regulation', 'statutory-guidance', 'guidance', 'code']),
    'in-force': Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    checked: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    url: Type.Optional(Type.String()),
    certainty: Type.Optional(literals(['seen', 'to-check'])),
  },
  closed,
);

const everyClause = {
  id,
  text: sentence,
  plain: Type.Optional(sentence),
  who: Type.Optional(oneOrMore),
  of: Type.Optional(oneOrMore),
  when: Type.Optional(condition),
  unless: Type.Optional(condition),
  strength: Type.Optional(literals(strengths)),
  overrides: Type.Optional(oneOrMore),
  narrows: Type.Optional(oneOrMore),
  tags: Type.Optional(oneOrMore),
  see: Type.Optional(oneOrMore),
  settings: Type.Optional(oneOrMore),
  presume: Type.Optional(Type.Record(Type.String(), scalar)),
  // oxlint-disable-next-line unicorn/no-thenable -- `then` is the policy language's own word
  then: Type.Optional(oneOrMore),
  doubt: Type.Optional(sentence),
  source: Type.Optional(source),
};

const fieldsOfVerb: Readonly<Record<Verb, Record<string, TSchema>>> = {
  forbid: { forbid: oneOrMore, instead: Type.Optional(sentence) },
  allow: {
    allow: oneOrMore,
    from: Type.Optional(party),
    needs: Type.Optional(oneOrMore),
    provided: Type.Optional(condition),
    written: Type.Optional(Type.Boolean()),
    lasts: Type.Optional(duration),
    'withdrawn-by': Type.Optional(party),
    only: Type.Optional(Type.Boolean()),
  },
  exempt: {
    exempt: oneOrMore,
    from: Type.Optional(party),
    written: Type.Optional(Type.Boolean()),
    lasts: Type.Optional(duration),
  },
  require: {
    require: oneOrMore,
    every: Type.Optional(duration),
    within: Type.Optional(duration),
    by: Type.Optional(party),
    instead: Type.Optional(sentence),
  },
  report: {
    report: oneOrMore,
    to: party,
    within: Type.Optional(duration),
    how: Type.Optional(sentence),
    confidential: Type.Optional(Type.Boolean()),
  },
  empower: {
    empower: oneOrMore,
    for: Type.Optional(oneOrMore),
    provided: Type.Optional(condition),
    only: Type.Optional(Type.Boolean()),
    record: Type.Optional(word),
  },
  keep: {
    keep: oneOrMore,
    by: Type.Optional(party),
    checks: Type.Optional(
      Type.Array(Type.Object({ what: sentence, every: Type.Optional(duration) }, closed), { minItems: 1 }),
    ),
  },
  review: {
    review: oneOrMore,
    every: Type.Optional(duration),
    by: Type.Optional(party),
    'also-when': Type.Optional(oneOrMore),
  },
  sanction: {
    sanction: oneOrMore,
    by: Type.Optional(party),
    measures: Type.Optional(Type.Array(sentence)),
    tells: Type.Optional(oneOrMore),
    certain: Type.Optional(Type.Boolean()),
  },
  say: { say: literals(sayings), to: Type.Optional(party) },
};

const schemaOfVerb = new Map(
  verbs.map((verb) => [verb, Type.Object({ ...everyClause, ...fieldsOfVerb[verb] }, closed)]),
);

/** The shape of a clause with the given verb: the same object each time, for it is compiled once. */
export const clauseSchema = (verb: Verb): TSchema => schemaOfVerb.get(verb) as TSchema;

/** The fields that a clause with the given verb may have. */
export const clauseFields = (verb: Verb): string[] => Object.keys({ ...everyClause, ...fieldsOfVerb[verb] });

export const sectionSchema = Type.Object(
  { section: sentence, clauses: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1 }) },
  closed,
);

const facts = Type.Record(Type.String(), scalar);
const everyWord = {
  name: sentence,
  is: Type.Optional(oneOrMore),
  also: Type.Optional(oneOrMore),
  words: Type.Optional(oneOrMore),
};
const value = Type.Union([
  Type.Null(),
  Type.Object({ ...everyWord, name: Type.Optional(sentence), implies: Type.Optional(facts) }, closed),
]);

/** The shape of a word, by kind. */
const wordSchemas = {
  acts: Type.Object(
    {
      ...everyWord,
      breaks: Type.Optional(oneOrMore),
      'shown-by': Type.Optional(Type.Union([facts, Type.Array(facts, { minItems: 1 })])),
    },
    closed,
  ),
  things: Type.Object({ ...everyWord, implies: Type.Optional(facts) }, closed),
  events: Type.Object(everyWord, closed),
  facts: Type.Object(
    {
      ...everyWord,
      type: Type.Optional(literals(['boolean', 'number', 'roles', 'choice'])),
      ask: Type.Optional(sentence),
      usual: Type.Optional(scalar),
      values: Type.Optional(Type.Record(Type.String(), value)),
    },
    closed,
  ),
  roles: Type.Object(everyWord, closed),
  registers: Type.Object({ ...everyWord, acts: Type.Optional(oneOrMore) }, closed),
} as const;

export type WordKind = keyof typeof wordSchemas;
export const wordKinds = Object.keys(wordSchemas) as WordKind[];

/** The shape of a file with words of one kind: a map from id to what it means. */
export const wordsSchema = (kind: WordKind): TSchema =>
  Type.Union([Type.Null(), Type.Record(id, wordSchemas[kind] as TSchema)]);

/** The fields that a word of this kind may have. */
export const wordFields = (kind: WordKind): string[] => Object.keys(wordSchemas[kind].properties);

const role = Type.Union([
  Type.Null(),
  Type.Object(
    {
      name: Type.Optional(sentence),
      called: Type.Optional(oneOrMore),
      kind: Type.Optional(literals(['person', 'firm', 'panel', 'outside'])),
      is: Type.Optional(oneOrMore),
      also: Type.Optional(oneOrMore),
      words: Type.Optional(oneOrMore),
      deputy: Type.Optional(word),
      'treated-as': Type.Optional(
        Type.Array(Type.Object({ role: word, when: Type.Optional(condition) }, closed)),
      ),
    },
    closed,
  ),
]);

const month = Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' });

export const manifestSchema = Type.Object(
  {
    name: sentence,
    school: sentence,
    document: Type.Optional(sentence),
    law: Type.Optional(Type.Boolean()),
    covers: Type.Array(word, { minItems: 1 }),
    layers: Type.Optional(Type.Array(id)),
    review: Type.Optional(
      Type.Object(
        {
          every: Type.Optional(duration),
          by: Type.Optional(word),
          last: Type.Optional(month),
          next: Type.Optional(month),
          printed: Type.Optional(duration),
        },
        closed,
      ),
    ),
    doubt: Type.Optional(
      Type.Array(
        Type.Object({ to: party, clause: Type.Optional(id), about: Type.Optional(oneOrMore) }, closed),
      ),
    ),
    rules: Type.Optional(party),
    roles: Type.Record(Type.String(), role),
    settings: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Object(
          {
            type: literals(['text', 'number', 'hours', 'interval', 'roles', 'list', 'boolean']),
            ask: sentence,
            value: Type.Optional(Type.Unknown()),
          },
          closed,
        ),
      ),
    ),
    cites: Type.Optional(
      Type.Array(
        Type.Object(
          { name: sentence, edition: Type.Optional(Type.String()), clause: Type.Optional(id) },
          closed,
        ),
      ),
    ),
    links: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  closed,
);

export const agreementsSchema = Type.Union([
  Type.Null(),
  Type.Array(
    Type.Object(
      {
        id,
        title: sentence,
        intro: Type.Optional(sentence),
        signs: Type.Array(word, { minItems: 1 }),
        countersigns: Type.Optional(word),
        behalf: Type.Optional(word),
        dates: Type.Optional(Type.Number({ minimum: 1, maximum: 2 })),
        text: Type.Optional(sentence),
        clauses: Type.Array(id),
        questions: Type.Optional(
          Type.Array(
            Type.Object(
              {
                ask: sentence,
                clause: id,
                choices: Type.Array(sentence, { minItems: 2, maxItems: 6 }),
                right: Type.Integer({ minimum: 1, maximum: 6 }),
              },
              closed,
            ),
            { maxItems: 10 },
          ),
        ),
      },
      closed,
    ),
  ),
]);

const permission = Type.Object(
  {
    by: Type.Array(word),
    clause: Type.Optional(word),
    act: Type.Optional(word),
    thing: Type.Optional(word),
    written: Type.Optional(Type.Boolean()),
  },
  closed,
);

const loose = Type.Record(Type.String(), Type.Unknown());

export const caseSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9-]*$' }),
    ask: sentence,
    mode: Type.Optional(literals(['may', 'must', 'about'])),
    as: Type.Array(word, { minItems: 1 }),
    act: Type.Optional(word),
    event: Type.Optional(word),
    thing: Type.Optional(word),
    facts: Type.Optional(loose),
    permissions: Type.Optional(Type.Array(permission)),
    expect: Type.Object(
      {
        verdict: Type.Optional(
          Type.Union([literals(['no', 'ask', 'yes', 'report', 'depends', 'silent']), Type.Boolean()]),
        ),
        clauses: Type.Optional(oneOrMore),
        contested: Type.Optional(Type.Boolean()),
        from: Type.Optional(party),
        to: Type.Optional(party),
        'depends-on': Type.Optional(oneOrMore),
        strength: Type.Optional(literals(strengths)),
      },
      closed,
    ),
  },
  closed,
);

export const casesSchema = Type.Union([Type.Null(), Type.Array(Type.Unknown())]);

export const traceSchema = Type.Record(
  Type.String(),
  Type.Union([id, Type.Array(id, { minItems: 1 }), Type.Object({ none: sentence }, closed)]),
);

export const rulingsSchema = Type.Union([
  Type.Null(),
  Type.Array(
    Type.Object(
      {
        id,
        settles: Type.Array(id, { minItems: 1 }),
        question: Type.Object(
          {
            act: word,
            who: Type.Optional(oneOrMore),
            thing: Type.Optional(word),
            when: Type.Optional(condition),
          },
          closed,
        ),
        verdict: literals(['no', 'ask', 'yes']),
        from: Type.Optional(party),
        by: word,
        on: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
        until: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
        because: sentence,
      },
      closed,
    ),
  ),
]);
