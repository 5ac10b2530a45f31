import {
  type Field,
  fitDraft,
  type Item,
  type ItemDraft,
  type Kind,
  type RawItem,
  wordValue,
} from '../../../registers/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { select } from '../../components/select.ts';
import { textarea } from '../../components/textarea.ts';
import { type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { capital } from '../../wording/text.ts';
import {
  boxesOf,
  dayField,
  type Filled,
  formTo,
  type Mistakes,
  mistakesSummary,
  prefilled,
  wrong,
  wrongDay,
} from '../people/filling.ts';
import { registers } from './addresses.ts';
import { personNamed } from './finding-people.ts';
import type { Desk, Looking } from './looking.ts';

/** What the form of an item shows. */
export interface ItemForm {
  readonly kind: Kind;
  /** The item to change; a new one is entered where there is none. */
  readonly item?: Item;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}

const nameOfField = ({ id }: Field): string => `field-${id}`;

/** The form that enters an item, or puts it right. */
export function itemFormPage({ school, viewer }: Looking, { kind, item, filled, mistakes }: ItemForm): Html {
  const title = item ? `Change ${item.name}` : `Enter a new ${kind.name}`;
  const action = item
    ? registers.changing(school.key, kind.id, item.id)
    : registers.kind(school.key, kind.id);
  return schoolPage(school, {
    viewer,
    title,
    hasErrors: mistakes.size > 0,
    trail: [
      { text: 'Registers', href: registers.all(school.key) },
      { text: capital(kind.plural), href: registers.kind(school.key, kind.id) },
    ],
    content: html`${mistakesSummary(mistakes)}${pageHeading(title, capital(kind.plural))}
${formTo(
  action,
  html`${line('name', 'Name', filled, mistakes)}
${line('tag', 'Label', filled, mistakes, 'The number on the sticker, where there is one.')}
${line('place', 'Place', filled, mistakes, 'The room or building.')}
${line('holder', 'Person who has it or answers for it', filled, mistakes, personHint)}
${kind.fields.map((field) => fieldInput(field, filled, mistakes))}
${button({ text: item ? 'Keep the change' : 'Enter', preventDoubleClick: true })}`,
)}`,
  });
}

const personHint = 'Name or e-mail address of somebody at the school.';

const line = (name: string, label: string, filled: Filled, mistakes: Mistakes, hint?: string): Html =>
  input({
    name,
    label: { text: label },
    hint: hint === undefined ? undefined : { text: hint },
    errorMessage: wrong(mistakes, name),
    value: filled.text(name),
    autocomplete: 'off',
    classes: 'govuk-input--width-20',
  });

function fieldInput(field: Field, filled: Filled, mistakes: Mistakes): Html {
  const name = nameOfField(field);
  const label = field.required ? field.name : `${field.name} (optional)`;
  if (field.type === 'date') {
    const hint = field.hint === undefined ? {} : { hint: field.hint };
    return dayField({ name, legend: label, filled, mistakes, ...hint });
  }
  if (field.type === 'yes-no') return yesNo(field, label, filled, mistakes);
  const shared = {
    name,
    label: { text: label },
    hint: field.hint === undefined ? undefined : { text: field.hint },
    errorMessage: wrong(mistakes, name),
    value: filled.text(name),
  };
  if (field.type === 'choice')
    return select({
      ...shared,
      items: [
        { value: '', text: 'Not said' },
        ...field.choices.map(({ id, name: text }) => ({ value: id, text })),
      ],
    });
  if (field.type === 'text') return textarea({ ...shared, rows: 2 });
  return input({ ...shared, ...typed[field.type], autocomplete: 'off' });
}

const typed = {
  number: { inputmode: 'decimal', classes: 'govuk-input--width-5' },
  money: { inputmode: 'decimal', classes: 'govuk-input--width-5', prefix: { text: '£' } },
  person: { hint: { text: personHint }, classes: 'govuk-input--width-20' },
  address: { type: 'url' },
} as const;

const yesNo = (field: Field, label: string, filled: Filled, mistakes: Mistakes): Html =>
  radios({
    name: nameOfField(field),
    classes: 'govuk-radios--inline govuk-radios--small',
    fieldset: { legend: { text: label } },
    hint: field.hint === undefined ? undefined : { text: field.hint },
    errorMessage: wrong(mistakes, nameOfField(field)),
    value: filled.text(nameOfField(field)),
    items: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
      ...(field.required ? [] : [{ value: '', text: 'Not said' }]),
    ],
  });

/** The form of an item with what is known of it. */
export function formOf(kind: Kind, item: Item, wordPerson: (id: string | undefined) => string): Filled {
  const values: Record<string, string | undefined> = {
    name: item.name,
    tag: item.tag,
    place: item.place,
    holder: wordPerson(item.holderId),
  };
  for (const field of kind.fields) {
    const value = item.fields[field.id];
    if (value === undefined) continue;
    if (field.type === 'date') Object.assign(values, boxesOf(nameOfField(field), String(value)));
    else if (field.type === 'choice') values[nameOfField(field)] = String(value);
    else values[nameOfField(field)] = wordValue(field, value, wordPerson);
  }
  return prefilled(values);
}

type Read = { readonly draft: ItemDraft } | { readonly draft?: never; readonly mistakes: Mistakes };

/** Reads the form; people are looked up. */
export async function readItemForm(
  desk: Desk,
  looking: Looking,
  kind: Kind,
  filled: Filled,
  item?: Item,
): Promise<Read> {
  const mistakes = new Map<string, string>();
  const idOf = async (name: string, before: string | undefined) => {
    if (!filled.has(name)) return '';
    const found = await personNamed(desk, looking, filled.text(name), before);
    if ('mistake' in found) mistakes.set(name, found.mistake);
    return 'id' in found ? found.id : '';
  };
  const fields: Record<string, string> = {};
  for (const field of kind.fields) {
    const name = nameOfField(field);
    const before = item?.fields[field.id];
    if (field.type === 'person')
      fields[field.id] = await idOf(name, before === undefined ? undefined : String(before));
    else if (field.type === 'date') fields[field.id] = filled.day(name) ?? '';
    else fields[field.id] = filled.text(name);
  }
  const raw: RawItem = {
    name: filled.text('name'),
    tag: filled.text('tag'),
    place: filled.text('place'),
    holderId: await idOf('holder', item?.holderId),
    fields,
  };
  const fitted = fitDraft(kind, raw);
  for (const [name, text] of fitted.mistakes ?? []) if (!mistakes.has(name)) mistakes.set(name, text);
  return fitted.draft && mistakes.size === 0
    ? { draft: fitted.draft }
    : { mistakes: underDays(kind, mistakes, filled) };
}

/** The mistake of a day stands at its first box, where the eye goes. */
function underDays(kind: Kind, mistakes: ReadonlyMap<string, string>, filled: Filled): Mistakes {
  const days = new Set(kind.fields.filter(({ type }) => type === 'date').map(nameOfField));
  return new Map(
    [...mistakes].map(([name, text]) => [
      days.has(name) ? `${name}-day` : name,
      days.has(name) && filled.day(name) === wrongDay
        ? 'Enter a day that the calendar has, such as 1 9 2026'
        : text,
    ]),
  );
}
