/** A part of a question that has not the form it must have. */
export interface Malformed {
  /** Where in the question, as a dotted path; empty for the whole. */
  readonly at: string;
  readonly message: string;
}

/** Nobody has more to say in one question; more is an attack or a mistake. */
const longestName = 200;
const mostNames = 50;
const mostFacts = 200;

const isName = (value: unknown): boolean => typeof value === 'string' && value.length <= longestName;
const isNames = (value: unknown): boolean => isListOf(value, isName);
const isListOf = (value: unknown, test: (item: unknown) => boolean): value is unknown[] =>
  Array.isArray(value) && value.length <= mostNames && value.every(test);
const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with the form of a question, before any of its words is looked up. Bears whatever it is given. */
export function malformedIn(raw: unknown): Malformed[] {
  if (!isMap(raw)) return [{ at: '', message: 'a question is a map' }];
  const found: Malformed[] = [];
  const must = (holds: boolean, at: string, be: string) => {
    if (!holds) found.push({ at, message: `\`${at}\` must be ${be}` });
  };
  for (const field of ['mode', 'act', 'event', 'thing']) {
    must(
      raw[field] === undefined || isName(raw[field]),
      field,
      `a word of at most ${longestName} characters`,
    );
  }
  must(isNames(raw['as']), 'as', `a list of at most ${mostNames} roles`);
  found.push(...malformedFacts(raw['facts'] ?? {}), ...malformedPermissions(raw['permissions'] ?? []));
  return found;
}

function malformedFacts(facts: unknown): Malformed[] {
  if (!isMap(facts) || Object.keys(facts).length > mostFacts) {
    return [{ at: 'facts', message: `\`facts\` must be a map of at most ${mostFacts} facts` }];
  }
  return Object.entries(facts)
    .filter(([name, value]) => !isName(name) || !isFactValue(value))
    .map(([name]) => ({
      at: `facts.${name.slice(0, longestName)}`,
      message: 'a fact must be a word, a number, true or false, or a list of words',
    }));
}

const isFactValue = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  typeof value === 'boolean' ||
  typeof value === 'number' ||
  isName(value) ||
  isNames(value);

function malformedPermissions(permissions: unknown): Malformed[] {
  if (!isListOf(permissions, () => true)) {
    return [{ at: 'permissions', message: `\`permissions\` must be a list of at most ${mostNames}` }];
  }
  return permissions.flatMap((permission, index) => {
    const isWhole =
      isMap(permission) &&
      isNames(permission['by']) &&
      ['clause', 'act', 'thing'].every(
        (field) => permission[field] === undefined || isName(permission[field]),
      ) &&
      (permission['written'] === undefined || typeof permission['written'] === 'boolean');
    return isWhole
      ? []
      : [
          {
            at: `permissions.${index}`,
            message:
              'a permission says `by` whom, and at most under which `clause`, for which `act` and `thing`, and whether `written`',
          },
        ];
  });
}
