import { isId } from '../kernel/index.ts';
import type { ItemDraft } from './item.ts';
import type { FactValue, Field, Kind } from './kind.ts';

/** An item as somebody typed it: text by field. */
export interface RawItem {
  readonly name: string;
  readonly tag: string;
  readonly place: string;
  /** Id of the person; empty where nobody has it. */
  readonly holderId: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A draft, or a sentence about each field that does not fit. */
export type Fitted =
  | { readonly draft: ItemDraft; readonly mistakes?: never }
  | { readonly draft?: never; readonly mistakes: ReadonlyMap<string, string> };

const LONGEST_NAME = 200;
const LONGEST_TAG = 60;
const LONGEST_TEXT = 4000;

/** Fits what was typed to the fields of the kind. */
export function fitDraft(kind: Kind, raw: RawItem): Fitted {
  const mistakes = new Map<string, string>(mistakesOfHead(raw));
  const fields: Record<string, FactValue> = {};
  for (const field of kind.fields) {
    const fitted = fitField(field, (raw.fields[field.id] ?? '').trim());
    if ('mistake' in fitted) mistakes.set(`field-${field.id}`, fitted.mistake);
    else if (fitted.value !== undefined) fields[field.id] = fitted.value;
  }
  if (mistakes.size > 0) return { mistakes };
  return {
    draft: {
      name: oneLine(raw.name),
      tag: oneLine(raw.tag) || undefined,
      place: oneLine(raw.place) || undefined,
      holderId: raw.holderId || undefined,
      fields,
    },
  };
}

function mistakesOfHead(raw: RawItem): [string, string][] {
  const mistakes: [string, string][] = [];
  const tooLong = (name: 'name' | 'tag' | 'place', longest: number) => {
    if (oneLine(raw[name]).length > longest) mistakes.push([name, `Use at most ${longest} letters`]);
  };
  if (oneLine(raw.name) === '') mistakes.push(['name', 'Enter a name']);
  tooLong('name', LONGEST_NAME);
  tooLong('tag', LONGEST_TAG);
  tooLong('place', LONGEST_NAME);
  if (raw.holderId !== '' && !isId(raw.holderId)) mistakes.push(['holder', 'Choose a person of the school']);
  return mistakes;
}

type FittedField = { readonly value: FactValue | undefined } | { readonly mistake: string };

function fitField(field: Field, text: string): FittedField {
  if (text === '') return field.required ? { mistake: `Fill in “${field.name}”` } : { value: undefined };
  if (text.length > LONGEST_TEXT) return { mistake: `Use at most ${LONGEST_TEXT} letters` };
  return fitters[field.type](text, field);
}

type Fit = (text: string, field: Field) => FittedField;
const fitText: Fit = (text) => ({ value: text });

const fitters: Readonly<Record<Field['type'], Fit>> = {
  text: fitText,
  number: (text) => {
    const digits = text.replaceAll(',', '');
    return /^-?\d{1,12}(\.\d{1,6})?$/.test(digits)
      ? { value: Number(digits) }
      : { mistake: 'Enter a number, such as 12' };
  },
  money: (text) => {
    const digits = text.replace(/^£\s*/, '').replaceAll(',', '');
    return /^\d{1,9}(\.\d{1,2})?$/.test(digits)
      ? { value: Number(digits) }
      : { mistake: 'Enter a sum in pounds, such as 49.95' };
  },
  date: (text) => {
    const day = dayIn(text);
    return day === undefined ? { mistake: 'Enter a day, such as 1/9/2026' } : { value: day };
  },
  'yes-no': (text) => {
    const word = text.toLowerCase();
    if (yes.has(word)) return { value: true };
    return no.has(word) ? { value: false } : { mistake: 'Answer yes or no' };
  },
  choice: (text, { choices }) => {
    const word = text.toLowerCase();
    const chosen = choices.find(({ id, name }) => id === word || name.toLowerCase() === word);
    return chosen
      ? { value: chosen.id }
      : { mistake: `Choose one of: ${choices.map(({ name }) => name).join(', ')}` };
  },
  person: (text) => (isId(text) ? { value: text } : { mistake: 'Choose a person of the school' }),
  address: (text) =>
    isWebAddress(text) ? { value: text } : { mistake: 'Enter an address such as https://www.example.org' },
};

const yes = new Set(['yes', 'y', 'true', '1', 'x']);
const no = new Set(['no', 'n', 'false', '0']);

/** Whether text is an address that a page may link to. */
export function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/** A day as 2026-09-01, 1/9/2026 or 1.9.2026; undefined where the calendar has none such. */
export function dayIn(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  const british = /^(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})$/.exec(text);
  const [year = '', month = '', date = ''] = iso ? iso.slice(1) : (british?.slice(1).toReversed() ?? []);
  if (!/^(19|20)\d\d$/.test(year)) return undefined;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? day : undefined;
}

const oneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
