import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { fieldTypes, states } from './kind.ts';

/* The shape of a kind's file, and of a kind that a school adds. */

const closed = { additionalProperties: false } as const;
const id = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 });
const label = Type.String({ minLength: 1, maxLength: 120 });
const sentence = Type.String({ minLength: 1, maxLength: 1000 });
const fact = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
const roles = Type.Array(id, { minItems: 1 });
const oneOf = (values: readonly string[]) => Type.String({ pattern: `^(${values.join('|')})$` });

const choice = Type.Object({ id, name: label }, closed);

const field = Type.Object(
  {
    id,
    name: label,
    type: oneOf(fieldTypes),
    required: Type.Optional(Type.Boolean()),
    hint: Type.Optional(sentence),
    choices: Type.Optional(Type.Array(choice, { minItems: 2 })),
    shows: Type.Optional(id),
    headings: Type.Optional(Type.Array(label)),
  },
  closed,
);

const check = Type.Object(
  {
    kind: id,
    name: label,
    every: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2} (day|week|month|year)s?$' })),
    how: Type.Optional(sentence),
    owner: Type.Optional(id),
    'before-use': Type.Optional(Type.Boolean()),
    when: Type.Optional(Type.Record(Type.String(), fact)),
    passed: Type.Optional(id),
    'in-date': Type.Optional(id),
  },
  closed,
);

const shape = Type.Object(
  {
    name: label,
    plural: label,
    about: sentence,
    register: Type.Optional(id),
    fields: Type.Array(field, { maxItems: 60 }),
    checks: Type.Optional(Type.Array(check, { maxItems: 20 })),
    states: Type.Optional(Type.Array(oneOf(states), { minItems: 1 })),
    powers: Type.Optional(
      Type.Object(
        {
          see: Type.Optional(roles),
          change: Type.Optional(roles),
          check: Type.Optional(roles),
          lend: Type.Optional(roles),
        },
        closed,
      ),
    ),
    labels: Type.Optional(Type.Boolean()),
    slots: Type.Optional(Type.Array(label, { minItems: 1, maxItems: 20 })),
    shows: Type.Optional(Type.Record(Type.String(), fact)),
  },
  closed,
);

/** A kind as it is written. */
export type KindData = Static<typeof shape>;

/** Where in the data something is wrong: keys and places in lists. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a kind. */
export interface Wrong {
  readonly code: string;
  readonly at: Path;
  readonly message: string;
}

/** What is wrong with the shape of a kind; nothing where it is a kind. */
export function faultsOfShape(data: unknown): Wrong[] {
  if (Value.Check(shape, data)) return [];
  return [...Value.Errors(shape, data)].flatMap((error) => worded(error));
}

export const isShaped = (data: unknown): data is KindData => Value.Check(shape, data);

type ShapeError = ReturnType<typeof Value.Errors>[number];

function worded({ keyword, instancePath, params, message }: ShapeError): Wrong[] {
  const at = pathIn(instancePath);
  const named = params as {
    readonly additionalProperties?: readonly string[];
    readonly requiredProperties?: readonly string[];
  };
  // What the data should not have is told once, by its name.
  if (keyword === 'boolean') return [];
  if (keyword === 'additionalProperties')
    return (named.additionalProperties ?? []).map((name) => ({
      code: 'FIELD_UNKNOWN',
      at: [...at, name],
      message: `unknown field \`${name}\``,
    }));
  if (keyword === 'required')
    return (named.requiredProperties ?? []).map((name) => ({
      code: 'FIELD_MISSING',
      at,
      message: `field \`${name}\` is missing`,
    }));
  return [{ code: 'SHAPE', at, message: `\`${at.join('.') || 'the kind'}\` ${message}` }];
}

const pathIn = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
