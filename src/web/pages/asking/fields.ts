import type { RawQuestion } from '../../../policy/index.ts';

/** What an address or a form of the interview carries: only words of the vocabulary, nothing typed. */
export interface Asked {
  readonly raw: RawQuestion;
  /** Facts that the asker does not know. */
  readonly skipped: readonly string[];
}

const most = 60;

/** The answer "I do not know". */
export const unknown = 'unknown';

/**
 * Reads a question from the fields of an address or a form: `act` or `event`, `mode`, `as`, `thing`, `fact.NAME`, and `skip` for
 * what the asker does not know. Of a fact that stands twice the last is taken: on the way in a form is what was said before,
 * and after it what is said now, which may be narrower. Whoever does not know it more narrowly has still said the wider.
 */
export function readAsked(fields: URLSearchParams): Asked {
  const facts: Record<string, string> = Object.create(null);
  const skipped = new Set(fields.getAll('skip').slice(0, most));
  for (const [field, value] of [...fields].slice(0, most)) {
    if (!field.startsWith('fact.') || value === '') continue;
    const name = field.slice(5);
    if (value === unknown) skipped.add(name);
    else facts[name] = value;
  }
  const one = (name: string) => fields.get(name) || undefined;
  const thing = fields.getAll('thing').filter(Boolean).at(-1);
  if (thing === unknown) skipped.add('thing');
  return {
    raw: {
      mode: one('mode'),
      as: fields.getAll('as').filter(Boolean).slice(0, 10),
      act: one('act'),
      event: one('event'),
      thing: thing === unknown ? undefined : thing,
      facts,
    },
    skipped: [...skipped],
  };
}

/** The fields of a question, to carry it to the next page. */
export function writeAsked(asked: Asked): URLSearchParams {
  const fields = new URLSearchParams();
  for (const name of ['mode', 'act', 'event', 'thing'] as const) {
    const value = asked.raw[name];
    if (value !== undefined) fields.set(name, value);
  }
  for (const role of asked.raw.as) fields.append('as', role);
  for (const [name, value] of Object.entries(asked.raw.facts ?? {}))
    fields.set(`fact.${name}`, String(value));
  for (const name of asked.skipped) fields.append('skip', name);
  return fields;
}

/** The same without one field, for going back to it. */
export function without(asked: Asked, name: string): Asked {
  const { [name]: _fact, ...facts } = asked.raw.facts ?? {};
  const { thing, ...rest } = asked.raw;
  return {
    raw: { ...rest, facts, ...(name !== 'thing' && { thing }), ...(name === 'as' && { as: [] }) },
    skipped: asked.skipped.filter((skipped) => skipped !== name),
  };
}
