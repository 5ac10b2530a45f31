import { dateInput } from '../../components/date-input.ts';
import { errorSummary } from '../../components/error-summary.ts';
import { type Child, type Html, html } from '../../html/index.ts';

/** What somebody filled into a form. */
export interface Filled {
  /** What stands in a field, without blanks around it and without characters that nobody types. */
  text(name: string): string;
  /** Every value that was ticked under a name. */
  all(name: string): readonly string[];
  has(name: string): boolean;
  /** The day in three boxes as YYYY-MM-DD; undefined where all are empty, `wrong` where the calendar has none such. */
  day(name: string): string | undefined;
}

/** What is wrong with a form: a sentence by field. */
export type Mistakes = ReadonlyMap<string, string>;
export const noMistakes: Mistakes = new Map();

/** In the place of a day that the calendar does not have. */
export const wrongDay = 'wrong';

const LONGEST = 4000;
const MOST = 500;

/** Reads the body of a form. What is no form is an empty one. */
export function filledIn(body: unknown): Filled {
  const fields = new Map<string, unknown>(
    typeof body === 'object' && body !== null ? Object.entries(body) : [],
  );
  const all = (name: string) =>
    [fields.get(name) ?? []]
      .flat()
      .slice(0, MOST)
      .filter((value): value is string => typeof value === 'string')
      .map(plain);
  const text = (name: string) => all(name)[0] ?? '';
  return { text, all, has: (name) => text(name) !== '', day: (name) => dayOf(partsOf(text, name)) };
}

/** An empty form with something in it already. */
export const prefilled = (values: Readonly<Record<string, string | undefined>>): Filled => filledIn(values);

/** A day (YYYY-MM-DD) as the three boxes of a date, to fill a form in. */
export function boxesOf(name: string, day: string): Readonly<Record<string, string>> {
  const [year = '', month = '', date = ''] = day.split('-');
  return {
    [`${name}-day`]: String(Number(date)),
    [`${name}-month`]: String(Number(month)),
    [`${name}-year`]: year,
  };
}

const plain = (value: string): string =>
  value
    .slice(0, LONGEST)
    .normalize('NFC')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, '')
    .trim();

const partsOf = (text: (name: string) => string, name: string) =>
  ['year', 'month', 'day'].map((part) => text(`${name}-${part}`));

function dayOf(parts: readonly string[]): string | undefined {
  if (parts.every((part) => part === '')) return undefined;
  const [year = '', month = '', date = ''] = parts;
  if (!/^(19|20)\d\d$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(date)) return wrongDay;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? day : wrongDay;
}

/** What is wrong, at the top of the page; nothing where all is right. */
export const mistakesSummary = (mistakes: Mistakes): Child =>
  mistakes.size > 0 &&
  errorSummary({
    titleText: 'There is a problem',
    errorList: [...mistakes].map(([field, text]) => ({ href: `#${field}`, text })),
  });

/** What is wrong with one field, for its component. */
export function wrong(mistakes: Mistakes, field: string): { readonly text: string } | undefined {
  const text = mistakes.get(field);
  return text === undefined ? undefined : { text };
}

/** Options of a day asked for in three boxes. Its mistake stands under `NAME-day`, where the eye goes first. */
export interface DayField {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}

/** A day in three boxes. */
export function dayField({ name, legend, hint, filled, mistakes }: DayField): Html {
  return dateInput({
    id: name,
    namePrefix: name,
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
    hint: hint === undefined ? undefined : { text: hint },
    errorMessage: wrong(mistakes, `${name}-day`),
    day: { name: 'day', value: filled.text(`${name}-day`) },
    month: { name: 'month', value: filled.text(`${name}-month`) },
    year: { name: 'year', value: filled.text(`${name}-year`) },
  });
}

/** A form of a page, sent to an address of ours. */
export const formTo = (action: string, inner: Child, isWithFiles = false): Html =>
  isWithFiles
    ? html`<form method="post" action="${action}" enctype="multipart/form-data" novalidate>${inner}</form>`
    : html`<form method="post" action="${action}" novalidate>${inner}</form>`;
