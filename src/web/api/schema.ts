import Type from 'typebox';
import { modes, outcomes } from '../../policy/index.ts';

/* The shapes of the API, by which input is checked and which OpenAPI shows. */

const word = Type.String({ minLength: 1, maxLength: 120 });
const words = Type.Array(word, { maxItems: 60 });
const literals = (values: readonly string[]) => Type.Union(values.map((value) => Type.Literal(value)));
const closed = { additionalProperties: false } as const;

const factValue = Type.Union([
  Type.Boolean(),
  Type.Number(),
  Type.String({ maxLength: 200 }),
  words,
  Type.Null(),
]);

export const questionBody = Type.Object(
  {
    mode: Type.Optional(
      Type.Union(
        modes.map((mode) => Type.Literal(mode)),
        { description: 'May I do it (usual), must I do it, or what does the policy say about it.' },
      ),
    ),
    as: Type.Array(word, { minItems: 1, maxItems: 20, description: 'Roles of the asker.' }),
    act: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 120,
        description: 'What is to be done: an act of the vocabulary. Either an act or an event.',
      }),
    ),
    event: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 120,
        description: 'What has happened: an event of the vocabulary.',
      }),
    ),
    thing: Type.Optional(word),
    facts: Type.Optional(
      Type.Record(Type.String(), factValue, {
        maxProperties: 60,
        propertyNames: word,
        description: 'What is known, by fact of the vocabulary. What is left out, or null, is not known.',
      }),
    ),
    permissions: Type.Optional(
      Type.Array(
        Type.Object(
          {
            by: Type.Array(word, { minItems: 1, maxItems: 20 }),
            clause: Type.Optional(word),
            act: Type.Optional(word),
            thing: Type.Optional(word),
            written: Type.Optional(Type.Boolean()),
          },
          closed,
        ),
        {
          maxItems: 20,
          description: 'Agreements that are live now: roles of who gave them, and under which clause.',
        },
      ),
    ),
  },
  { ...closed, $id: 'Question' },
);

const party = Type.Object({ mode: literals(['any', 'all']), roles: words });
const route = Type.Object({
  mode: literals(['any', 'all']),
  roles: words,
  clause: word,
  within: Type.Optional(word),
  how: Type.Optional(Type.String()),
});
const clause = Type.Object({
  id: word,
  number: word,
  section: Type.String(),
  text: Type.String(),
  plain: Type.Optional(Type.String()),
  strength: word,
  law: Type.Optional(
    Type.String({ description: 'The law that it states, where it is law and not the school’s own.' }),
  ),
});

export const verdictReply = Type.Object(
  {
    id: Type.String({ description: 'The number under which the answer is kept.' }),
    school: word,
    edition: Type.Integer(),
    verdict: literals(outcomes),
    mode: literals(modes),
    headline: Type.String(),
    summary: Type.String(),
    strength: literals(['must', 'should']),
    contested: Type.Boolean(),
    clauses: Type.Array(clause, { description: 'Every clause shown, deciding ones first.' }),
    deciding: words,
    against: Type.Array(Type.Object({ clause: word, why: word })),
    ask: Type.Optional(party),
    report: Type.Optional(party),
    routes: Type.Array(route),
    needs: words,
    dependsOn: words,
    openFacts: words,
    duties: words,
    advice: words,
    lifts: words,
    follows: words,
    presumed: words,
    problems: Type.Array(Type.Object({ code: word, clause: word, name: Type.Optional(word) })),
    ruling: Type.Optional(word),
    doubt: Type.Optional(party),
    rules: Type.Optional(party),
  },
  { $id: 'Verdict' },
);

/** An answer as it was given: the verdict in the form in which it is kept, with the question as it was understood. */
export const keptReply = Type.Object(
  {
    id: word,
    school: word,
    edition: Type.Integer(),
    askedAt: Type.String({ format: 'date-time' }),
    question: Type.Record(Type.String(), Type.Any()),
    verdict: literals(outcomes),
  },
  { $id: 'KeptVerdict', additionalProperties: true },
);

export const problemReply = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    code: Type.String(),
    instance: Type.Optional(Type.String()),
    problems: Type.Optional(Type.Array(Type.Any())),
  },
  { $id: 'Problem', description: 'Problem details, RFC 9457.' },
);

export const schoolReply = Type.Object({
  key: word,
  name: Type.String(),
  policy: Type.String(),
  edition: Type.Integer(),
  effectiveFrom: Type.String(),
  contentHash: Type.String(),
});

export const vocabularyReply = Type.Object({
  acts: Type.Array(Type.Object({ id: word, name: Type.String(), is: words, also: words })),
  events: Type.Array(Type.Object({ id: word, name: Type.String(), is: words, also: words })),
  things: Type.Array(Type.Object({ id: word, name: Type.String(), is: words, also: words })),
  roles: Type.Array(Type.Object({ id: word, name: Type.String(), is: words, also: words })),
  facts: Type.Array(
    Type.Object({
      id: word,
      name: Type.String(),
      ask: Type.String(),
      type: word,
      also: words,
      usual: Type.Optional(Type.Any()),
      values: Type.Array(Type.Object({ id: word, name: Type.String(), is: words, also: words })),
    }),
  ),
});
