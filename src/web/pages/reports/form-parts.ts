import { beginningOf } from '../../../deadlines/index.ts';
import { localDay } from '../../../kernel/index.ts';
import { input } from '../../components/input.ts';
import { select } from '../../components/select.ts';
import { textarea } from '../../components/textarea.ts';
import type { Html } from '../../html/index.ts';
import { dayField, type Filled, type Mistakes, wrong, wrongDay } from '../people/filling.ts';
import type { Filling } from './doing.ts';

/** Several lines. */
export const wordsField = (
  { filled, mistakes }: Filling,
  label: string,
  hint?: string,
  name = 'words',
): Html =>
  textarea({
    name,
    label: { text: label, classes: 'govuk-label--s' },
    ...(hint !== undefined && { hint: { text: hint } }),
    errorMessage: wrong(mistakes, name),
    value: filled.text(name),
  });

/** One line. */
export const lineField = ({ filled, mistakes }: Filling, name: string, label: string, hint?: string): Html =>
  input({
    name,
    label: { text: label, classes: 'govuk-label--s' },
    ...(hint !== undefined && { hint: { text: hint } }),
    errorMessage: wrong(mistakes, name),
    value: filled.text(name),
    classes: 'govuk-input--width-20',
  });

/** One out of a list, which begins with nothing chosen. */
export const listField = (
  { filled, mistakes }: Filling,
  name: string,
  label: string,
  items: readonly { readonly value: string; readonly text: string }[],
): Html =>
  select({
    name,
    label: { text: label, classes: 'govuk-label--s' },
    errorMessage: wrong(mistakes, name),
    items: [{ value: '', text: 'Choose' }, ...items],
    value: filled.text(name),
  });

/** When something was done: a day, today unless another is given. */
export const whenField = ({ filled, mistakes }: Filling, legend = 'When'): Html =>
  dayField({ name: 'on', legend, hint: 'Leave it empty for today', filled, mistakes });

/** The day of `whenField`. */
export const dayOr = (filled: Filled, today: string, name = 'on'): string => filled.day(name) ?? today;

/** What is wrong with a day on which something was done. */
export function pastDay(filled: Filled, today: string, name = 'on'): [string, string][] {
  const day = filled.day(name);
  if (day === wrongDay) return [[`${name}-day`, 'Enter the day, such as 18 12 2026']];
  return day !== undefined && day > today ? [[`${name}-day`, 'The day cannot be in the future']] : [];
}

/** Fields that must not be empty, each with the sentence that says so. */
export const needed = (filled: Filled, fields: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(fields).filter(([name]) => !filled.has(name));

export const asMistakes = (...some: readonly (readonly [string, string][])[]): Mistakes =>
  new Map(some.flat());

const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** A moment of a day at a time in the United Kingdom (`9:30`); none where the time cannot be read. */
export function momentOn(day: string, time: string): Date | undefined {
  const match = TIME.exec(time);
  if (!match) return undefined;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  const at = new Date(beginningOf(day).getTime() + (hours * 60 + minutes) * 60_000);
  const off = clockTime(at);
  // On the two days a year on which the clocks change, noon is not twelve hours after midnight.
  return new Date(at.getTime() + (hours * 60 + minutes - off) * 60_000);
}

const time = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function clockTime(at: Date): number {
  const [hours = 0, minutes = 0] = time.format(at).split(':').map(Number);
  return hours * 60 + minutes;
}

/** A moment as the form takes it: a day and a time. */
export const dayAndTime = (at: Date): readonly [day: string, time: string] => [localDay(at), time.format(at)];
