import { type Finding, findingsAsked } from '../../../reports/index.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { textarea } from '../../components/textarea.ts';
import { type Html, html } from '../../html/index.ts';
import {
  boxesOf,
  dayField,
  type Filled,
  type Mistakes,
  prefilled,
  wrong,
  wrongDay,
} from '../people/filling.ts';
import type { Case } from './case.ts';
import type { Filling } from './doing.ts';
import { dayAndTime, momentOn } from './form-parts.ts';

/** A field for each finding that is asked after what was found and filled in, with what was found last. */
export const findingFields = ({ shown, filled, mistakes }: Filling): Html =>
  html`${askedIn(shown, filled).map((finding) => field(finding, filled, mistakes))}`;

/** What hangs on an answer is asked once that is given: with the same form, or on the next. */
function askedIn({ kind, found }: Pick<Case, 'kind' | 'found'>, filled: Filled): readonly Finding[] {
  const said = kind.findings.flatMap(({ id }) => (filled.has(id) ? [[id, filled.text(id)] as const] : []));
  return findingsAsked(kind, new Map<string, unknown>([...found, ...said]));
}

/** The form as it is first shown. */
export const foundSoFar = ({ kind, found }: Case): Filled =>
  prefilled(
    Object.assign(
      {},
      ...kind.findings
        .filter(({ id }) => found.has(id))
        .map((finding) => boxesFor(finding, String(found.get(finding.id)))),
    ) as Record<string, string>,
  );

function boxesFor({ id, type }: Finding, value: string): Readonly<Record<string, string>> {
  if (type === 'date') return boxesOf(id, value);
  if (type !== 'moment') return { [id]: value };
  const [day, time] = dayAndTime(new Date(value));
  return { ...boxesOf(id, day), [`${id}-time`]: time };
}

const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

function field(finding: Finding, filled: Filled, mistakes: Mistakes): Html {
  const { id: name, type, hint } = finding;
  const title = finding.isNeeded ? finding.name : `${finding.name} (optional)`;
  const common = {
    name,
    ...(hint !== undefined && { hint: { text: hint } }),
    errorMessage: wrong(mistakes, name),
  };
  const label = { text: title, classes: 'govuk-label--s' };
  const legend = { text: title, classes: 'govuk-fieldset__legend--s' };
  switch (type) {
    case 'text':
      return textarea({ ...common, label, value: filled.text(name), rows: 3 });
    case 'number':
      return input({
        ...common,
        label,
        value: filled.text(name),
        inputmode: 'numeric',
        classes: 'govuk-input--width-5',
      });
    case 'yes-no':
      return radios({ ...common, fieldset: { legend }, items: yesNo, value: filled.text(name) });
    case 'choice':
      return radios({
        ...common,
        fieldset: { legend },
        items: finding.choices.map(({ id, name: text }) => ({ value: id, text })),
        value: filled.text(name),
      });
    case 'date':
      return dayField({ name, legend: title, filled, mistakes, ...(hint !== undefined && { hint }) });
    case 'moment':
      return html`${dayField({ name, legend: title, filled, mistakes, ...(hint !== undefined && { hint }) })}${input({ name: `${name}-time`, label: { text: `${finding.name}: time`, classes: 'govuk-label--s' }, hint: { text: 'Such as 14:30' }, errorMessage: wrong(mistakes, `${name}-time`), value: filled.text(`${name}-time`), classes: 'govuk-input--width-5' })}`;
  }
}

/** What is wrong with the findings of a form. */
export function findingMistakes({ kind, acting }: Case, filled: Filled): Mistakes {
  const mistakes = new Map<string, string>();
  for (const finding of kind.findings) {
    const { id, type, name } = finding;
    if (type === 'number' && filled.has(id) && !/^\d{1,9}$/.test(filled.text(id)))
      mistakes.set(id, `${name}: enter a number, such as 30`);
    if (type !== 'date' && type !== 'moment') continue;
    const day = filled.day(id);
    if (day === wrongDay) mistakes.set(`${id}-day`, `${name}: enter the day, such as 18 12 2026`);
    else if (day !== undefined && day > acting.day && !finding.isAhead)
      mistakes.set(`${id}-day`, `${name}: the day cannot be in the future`);
    const isTimed = type === 'moment' && day !== undefined && day !== wrongDay;
    if (isTimed && momentOn(day, filled.text(`${id}-time`)) === undefined)
      mistakes.set(`${id}-time`, `${name}: enter the time, such as 14:30`);
  }
  if (mistakes.size === 0 && Object.keys(newlyFound({ kind, found: new Map() }, filled)).length === 0)
    mistakes.set(firstField(kind.findings[0]), 'Say what was found');
  return mistakes;
}

const firstField = (finding: Finding | undefined): string =>
  finding?.type === 'date' || finding?.type === 'moment' ? `${finding.id}-day` : (finding?.id ?? 'words');

/** What the form says that was not found before. */
export function newlyFound(
  { kind, found }: Pick<Case, 'kind' | 'found'>,
  filled: Filled,
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const finding of askedIn({ kind, found }, filled)) {
    const value = valueOf(finding, filled);
    if (value !== undefined && value !== String(found.get(finding.id) ?? '')) values[finding.id] = value;
  }
  return values;
}

function valueOf({ id, type }: Finding, filled: Filled): string | undefined {
  if (type === 'date') return filled.day(id);
  if (type !== 'moment') return filled.text(id) || undefined;
  const day = filled.day(id);
  return day === undefined || day === wrongDay
    ? undefined
    : momentOn(day, filled.text(`${id}-time`))?.toISOString();
}
