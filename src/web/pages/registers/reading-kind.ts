import { type FieldType, fieldTypes, type Kind, type KindData, makeKind } from '../../../registers/index.ts';
import type { Filled } from '../people/filling.ts';

/** A register that somebody described, or what is wrong with the form. */
export type KindRead =
  | { readonly id: string; readonly data: KindData; readonly kind: Kind }
  | { readonly mistakes: ReadonlyMap<string, string> };

/** Rows of fields and of checks that the form shows at first, that a press adds, and at most. */
export const rows = {
  fields: { first: 5, more: 5, most: 30 },
  checks: { first: 2, more: 2, most: 12 },
} as const;

/** How many rows the form has, by what it was sent with. */
export function rowsIn(filled: Filled, list: keyof typeof rows): number {
  const { first, more, most } = rows[list];
  const said = Number(filled.text(`${list}-rows`));
  const shown = Number.isInteger(said) && said >= first ? said : first;
  return Math.min(most, filled.has('more') ? shown + more : shown);
}

/** A name as an id: `What’s on the plate?` is `what-s-on-the-plate`. */
const idOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '');

const LONGEST = 120;
const LONGEST_SENTENCE = 1000;

/** What a form says of a new register. `circles` are the words that it offers for several roles. */
export function readKindForm(
  filled: Filled,
  offered: { readonly circles: readonly string[]; readonly owners: readonly string[] },
): KindRead {
  const mistakes = new Map<string, string>();
  const said = (name: string, most: number, missing: string) => {
    const text = filled.text(name);
    if (text === '') mistakes.set(name, missing);
    else if (text.length > most) mistakes.set(name, `Use at most ${most} letters`);
    return text;
  };
  const name = said('name', LONGEST, 'Enter what one of them is called');
  const plural = said('plural', LONGEST, 'Enter what all of them are called');
  const about = said('about', LONGEST_SENTENCE, 'Say what the register is for');
  const fields = fieldsIn(filled, mistakes);
  const checks = checksIn(filled, offered.owners, mistakes);
  const isTested = checks.some((check) => check['before-use']);
  const data: KindData = {
    name,
    plural,
    about,
    fields,
    checks,
    states: ['in-use', 'faulty', ...(isTested ? ['untested'] : []), 'retired'],
    powers: powersIn(filled, offered.circles),
    labels: filled.has('labels'),
  };
  const id = idOf(plural);
  if (mistakes.size > 0) return { mistakes };
  const { kind, wrong } = makeKind(id, data);
  if (kind) return { id, data, kind };
  const isName = wrong.some(({ code }) => code === 'ID_FORM');
  const message = isName
    ? 'Use another name, of letters and numbers'
    : wrong.map((one) => one.message).join('; ');
  return { mistakes: new Map([['plural', message]]) };
}

function fieldsIn(filled: Filled, mistakes: Map<string, string>): KindData['fields'] {
  const fields: KindData['fields'] = [];
  for (let row = 1; row <= rows.fields.most; row += 1) {
    const name = filled.text(`field-name-${row}`);
    if (name === '') continue;
    const type = fieldTypes.find((each) => each === filled.text(`field-type-${row}`)) ?? 'text';
    const id = nameId(fields, name, 'id', `field-name-${row}`, mistakes);
    const choices = type === 'choice' ? choicesIn(filled, row, mistakes) : undefined;
    const required = filled.has(`field-required-${row}`);
    fields.push({ id, name, type, required, ...(choices && { choices }) });
  }
  return fields;
}

/** Choices as they are written: one after another, with commas between. */
function choicesIn(filled: Filled, row: number, mistakes: Map<string, string>) {
  const names = filled
    .text(`field-choices-${row}`)
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const at = `field-choices-${row}`;
  const choices: { id: string; name: string }[] = [];
  for (const name of names) choices.push({ id: nameId(choices, name, 'id', at, mistakes), name });
  if (choices.length < 2) mistakes.set(at, 'Enter two or more choices, with commas between them');
  return choices;
}

const units = ['day', 'week', 'month', 'year'];

function checksIn(
  filled: Filled,
  owners: readonly string[],
  mistakes: Map<string, string>,
): NonNullable<KindData['checks']> {
  const checks: NonNullable<KindData['checks']> = [];
  for (let row = 1; row <= rows.checks.most; row += 1) {
    const name = filled.text(`check-name-${row}`);
    if (name === '') continue;
    const kind = nameId(checks, name, 'kind', `check-name-${row}`, mistakes);
    const count = filled.text(`check-count-${row}`);
    const unit = units.find((each) => each === filled.text(`check-unit-${row}`)) ?? 'year';
    const owner = owners.find((role) => role === filled.text(`check-owner-${row}`));
    if (count !== '' && !/^[1-9]\d{0,2}$/.test(count))
      mistakes.set(`check-count-${row}`, 'Enter a whole number, such as 6, or leave it empty');
    checks.push({
      kind,
      name,
      ...(count !== '' && { every: `${count} ${unit}${count === '1' ? '' : 's'}` }),
      ...(owner !== undefined && { owner }),
      'before-use': filled.has(`check-before-${row}`),
    });
  }
  return checks;
}

/** The id that a name gives, which no other of the list has. */
function nameId<Key extends string>(
  list: readonly { readonly [key in Key]: string }[],
  name: string,
  key: Key,
  at: string,
  mistakes: Map<string, string>,
): string {
  const id = idOf(name);
  if (name.length > LONGEST) mistakes.set(at, `Use at most ${LONGEST} letters`);
  else if (!/^[a-z][a-z0-9-]*$/.test(id)) mistakes.set(at, 'Begin with a letter from A to Z');
  else if (list.some((each) => each[key] === id)) mistakes.set(at, `“${name}” stands twice`);
  return id;
}

/** Nothing ticked is everybody who may do it in all registers. */
function powersIn(filled: Filled, circles: readonly string[]): NonNullable<KindData['powers']> {
  const ticked = (name: string) => circles.filter((circle) => filled.all(name).includes(circle));
  const [see, keep] = [ticked('see'), ticked('keep')];
  return {
    ...(see.length > 0 && { see }),
    ...(keep.length > 0 && { change: keep, check: keep }),
    ...(filled.has('lend') && { lend: keep.length > 0 ? keep : ['office', 'ict'] }),
  };
}

export const typeNames: Readonly<Record<FieldType, string>> = {
  text: 'Text',
  number: 'A number',
  date: 'A day',
  'yes-no': 'Yes or no',
  choice: 'One of several choices',
  person: 'A person',
  money: 'An amount of money',
  address: 'A web address',
};
