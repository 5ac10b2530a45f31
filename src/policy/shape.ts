import { Ajv, type ErrorObject } from 'ajv';
import type { TSchema } from 'typebox';
import type { Path, Problem, Source } from './reading.ts';
import { nearest } from './words.ts';

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
const compiled = new WeakMap<TSchema, ReturnType<Ajv['compile']>>();

/**
 * Checks data against a schema and words what is wrong for the author of the file.
 * `fields` are the known field names, for the nearest one to a mistyped field.
 */
export function checkShape(
  schema: TSchema,
  data: unknown,
  source: Source,
  at: Path,
  fields?: readonly string[],
): Problem[] {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  if (validate(data)) return [];
  return withoutEchoes(validate.errors ?? []).map((error) => worded(error, source, at, fields));
}

/** A failed union reports each of its branches too; one message for the union is enough. */
function withoutEchoes(errors: readonly ErrorObject[]): ErrorObject[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf');
  const outer = unions.filter(
    (one) => !unions.some((other) => other !== one && isWithin(one.instancePath, other.instancePath)),
  );
  const kept = errors.filter(
    (error) =>
      error.keyword !== 'anyOf' &&
      !outer.some((union) => isWithinOrAt(error.instancePath, union.instancePath)),
  );
  return [...kept, ...outer];
}

const isWithin = (path: string, outer: string) => path !== outer && path.startsWith(outer);
const isWithinOrAt = (path: string, outer: string) => path === outer || path.startsWith(`${outer}/`);

function worded(
  error: ErrorObject,
  source: Source,
  at: Path,
  fields: readonly string[] | undefined,
): Problem {
  const inside = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
  const path = [...at, ...inside];
  if (error.keyword === 'additionalProperties') {
    const field = String(error.params['additionalProperty']);
    const near = nearest(
      field,
      fields && inside.length === 0 ? fields : Object.keys(error.parentSchema?.['properties'] ?? {}),
    );
    const problem = problemAt('FIELD_UNKNOWN', source, [...path, field], `unknown field \`${field}\``);
    return near === undefined ? problem : { ...problem, nearest: near };
  }
  if (error.keyword === 'required') {
    return problemAt(
      'FIELD_MISSING',
      source,
      path,
      `field \`${error.params['missingProperty']}\` is missing`,
    );
  }
  const where =
    inside.length > 0
      ? `\`${inside.filter((step) => typeof step === 'string').join('.') || inside.join('.')}\``
      : 'this';
  return problemAt('SHAPE', source, path, `${where} ${meant(error)}`);
}

/** What the schema wanted, in words. */
function meant(error: ErrorObject): string {
  if (error.keyword === 'anyOf') {
    const words = literalsOf(error.schema);
    return words.length > 0 ? `must be one of ${words.join(', ')}` : 'has a form that is not allowed here';
  }
  if (error.keyword === 'pattern')
    return `has a form that is not allowed: \`${String(error.data).slice(0, 60)}\``;
  if (error.keyword === 'type')
    return `must be ${error.params['type'] === 'object' ? 'a map' : error.params['type'] === 'array' ? 'a list' : `a ${error.params['type']}`}`;
  if (error.keyword === 'minItems') return 'must not be empty';
  if (error.keyword === 'minLength') return 'must not be empty';
  if (error.keyword === 'maxLength') return `must be at most ${error.params['limit']} characters`;
  return error.message ?? 'is not allowed';
}

function literalsOf(schema: unknown): string[] {
  if (!Array.isArray(schema) || schema.some((branch: { const?: unknown }) => branch.const === undefined))
    return [];
  return schema.flatMap((branch: { const?: unknown }) =>
    branch.const === undefined ? [] : [`\`${String(branch.const)}\``],
  );
}

const problemAt = (code: string, source: Source, path: Path, message: string): Problem => ({
  code,
  file: source.file,
  line: source.lineOf(path),
  message,
});
