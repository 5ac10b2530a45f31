import { checksFor, type CheckPlan, type Field, type FactValue, type Interval, type Kind } from './kind.ts';
import { faultsOfShape, isShaped, type KindData, type Path, type Wrong } from './kind-shape.ts';

/** Words that stand in addresses where the id of a kind would. */
const taken = new Set(['calendar', 'checks', 'kinds', 'labels', 'new', 'search']);

/** A kind made of data, or everything that is wrong with the data. */
export type MadeKind =
  | { readonly kind: Kind; readonly wrong: readonly [] }
  | { readonly kind?: never; readonly wrong: readonly Wrong[] };

/** Makes a kind of what is written in a file, or of what a school wrote. */
export function makeKind(id: string, data: unknown): MadeKind {
  if (!isShaped(data)) return { wrong: faultsOfShape(data) };
  const wrong = [
    ...faultsOfId(id),
    ...faultsOfFields(data),
    ...faultsOfChecks(data),
    ...faultsOfStates(data),
  ];
  return wrong.length > 0 ? { wrong } : { kind: kindOf(id, data), wrong: [] };
}

const faultsOfId = (id: string): Wrong[] =>
  /^[a-z][a-z0-9-]{0,59}$/.test(id) && !taken.has(id)
    ? []
    : [{ code: 'ID_FORM', at: [], message: `\`${id.slice(0, 60)}\` cannot be the id of a register` }];

function faultsOfFields({ fields }: KindData): Wrong[] {
  return fields.flatMap((field, index): Wrong[] => {
    const at: Path = ['fields', index];
    const found = twice(fields, index, at);
    if ((field.type === 'choice') !== (field.choices !== undefined))
      found.push({ code: 'SHAPE', at, message: `\`${field.id}\`: choices stand with the type \`choice\`` });
    if (field.shows !== undefined && !canShow.has(field.type))
      found.push({ code: 'FACT_TYPE', at, message: `\`${field.id}\`: a ${field.type} shows no fact` });
    for (const place of (field.choices ?? []).keys())
      found.push(...twice(field.choices ?? [], place, [...at, 'choices', place]));
    return found;
  });
}

const canShow: ReadonlySet<string> = new Set(['number', 'date', 'yes-no', 'choice']);

function twice(list: readonly { readonly id: string }[], index: number, at: Path): Wrong[] {
  const { id } = list[index] as { readonly id: string };
  return list.findIndex((each) => each.id === id) === index
    ? []
    : [{ code: 'ID_TWICE', at, message: `\`${id}\` stands twice` }];
}

function faultsOfChecks({ checks = [], fields }: KindData): Wrong[] {
  return checks.flatMap((check, index): Wrong[] => {
    const at: Path = ['checks', index];
    const ids = checks.map(({ kind }) => ({ id: kind }));
    const unknown = Object.entries(check.when ?? {}).filter(
      ([name, value]) =>
        !fields.some((field) => field.id === name && (field.choices?.some(({ id }) => id === value) ?? true)),
    );
    return [
      ...twice(ids, index, at),
      ...unknown.map(([name]) => ({
        code: 'WORD_UNKNOWN',
        at: [...at, 'when', name],
        message: `no field \`${name}\` has this value`,
      })),
    ];
  });
}

/** A check before use needs the state in which an item waits for it. */
function faultsOfStates({ states = [...usualStates], checks = [] }: KindData): Wrong[] {
  const isTested = checks.some((check) => check['before-use']);
  const needed = ['in-use', 'retired', ...(isTested ? ['untested', 'faulty'] : [])];
  return needed
    .filter((state) => !states.includes(state))
    .map((state) => ({ code: 'SHAPE', at: ['states'], message: `\`states\` lacks \`${state}\`` }));
}

const usualStates: readonly string[] = ['in-use', 'faulty', 'retired'];

function kindOf(id: string, data: KindData): Kind {
  const powers = data.powers ?? {};
  const states: readonly string[] = data.states ?? usualStates;
  const isLent = powers.lend !== undefined && !states.includes('lent');
  return {
    id,
    name: data.name,
    plural: data.plural,
    about: data.about,
    ...(data.register !== undefined && { register: data.register }),
    fields: data.fields.map(fieldOf),
    checks: (data.checks ?? []).map(checkOf),
    states: [...states, ...(isLent ? ['lent'] : [])] as Kind['states'],
    powers,
    labels: data.labels ?? false,
    slots: data.slots ?? [],
    shows: data.shows ?? {},
  };
}

const fieldOf = (field: KindData['fields'][number]): Field => ({
  id: field.id,
  name: field.name,
  type: field.type as Field['type'],
  required: field.required ?? false,
  choices: field.choices ?? [],
  headings: field.headings ?? [],
  ...(field.hint !== undefined && { hint: field.hint }),
  ...(field.shows !== undefined && { shows: field.shows }),
});

const checkOf = (check: NonNullable<KindData['checks']>[number]): CheckPlan => ({
  kind: check.kind,
  name: check.name,
  isBeforeUse: check['before-use'] ?? false,
  when: (check.when ?? {}) as Record<string, FactValue>,
  ...(check.every !== undefined && { every: intervalIn(check.every) }),
  ...(check.how !== undefined && { how: check.how }),
  ...(check.owner !== undefined && { owner: check.owner }),
  ...(check.passed !== undefined && { passed: check.passed }),
  ...(check['in-date'] !== undefined && { inDate: check['in-date'] }),
});

/** "2 years" as a length of time. The text has been checked. */
export function intervalIn(text: string): Interval {
  const [count = '1', unit = 'year'] = text.split(' ');
  return { count: Number(count), unit: unit.replace(/s$/, '') as Interval['unit'] };
}

/** Whether an item has to pass something before it is used. */
export const isTestedFirst = (kind: Kind, fields: Readonly<Record<string, FactValue>>): boolean =>
  checksFor(kind, fields).some(({ isBeforeUse }) => isBeforeUse);
