import { fieldTypes } from '../../../registers/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { fieldset } from '../../components/fieldset.ts';
import { input } from '../../components/input.ts';
import { select } from '../../components/select.ts';
import { textarea } from '../../components/textarea.ts';
import { type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { roleChoices } from '../people/role-choices.ts';
import { registers } from './addresses.ts';
import type { Looking } from './looking.ts';
import { rowsIn, typeNames } from './reading-kind.ts';

const TITLE = 'Add a register';

/** Words for several roles at once, as the form offers them. */
export const circleNames: Readonly<Record<string, string>> = {
  office: 'The office',
  ict: 'Those who look after the ICT, outside firms among them',
  leaders: 'The headteacher, deputies and senior leaders',
  guardians: 'The headteacher, the data protection officer and safeguarding leads',
};

interface KindForm {
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}

/** The form that adds a register to those of the school. */
export function kindFormPage(looking: Looking, form: KindForm): Html {
  const { school, viewer } = looking;
  return schoolPage(school, {
    viewer,
    title: TITLE,
    hasErrors: form.mistakes.size > 0,
    trail: [{ text: 'Registers', href: registers.all(school.key) }],
    content: html`${mistakesSummary(form.mistakes)}${pageHeading(TITLE, school.name)}
${formTo(registers.kinds(school.key), html`${names(form)}${fields(form)}${checks(looking, form)}${powers(form)}${buttons}`)}`,
  });
}

/** What adds the register stands first, for it is what the Enter key presses. */
const buttons = html`${button({ text: TITLE, preventDoubleClick: true })}
${button({ text: 'Show more rows for fields and checks', name: 'more', value: 'yes', classes: 'govuk-button--secondary' })}`;

const textIn = ({ filled, mistakes }: KindForm, name: string, label: string, more: object = {}): Html =>
  input({
    name,
    label: { text: label },
    value: filled.text(name),
    errorMessage: wrong(mistakes, name),
    autocomplete: 'off',
    ...more,
  });

const names = (form: KindForm): Html =>
  html`${textIn(form, 'name', 'What one of them is called', { hint: { text: 'For example: stage lamp' } })}
${textIn(form, 'plural', 'What all of them are called', { hint: { text: 'For example: stage lamps' } })}
${textarea({
  name: 'about',
  label: { text: 'What the register is for, in a sentence' },
  value: form.filled.text('about'),
  errorMessage: wrong(form.mistakes, 'about'),
  rows: 2,
})}
${tick(form, 'labels', 'Labels are printed for them')}`;

const tick = ({ filled }: KindForm, name: string, text: string): Html =>
  checkboxes({
    name,
    classes: 'govuk-checkboxes--small',
    items: [{ value: 'yes', text, checked: filled.has(name) }],
  });

const numbersTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

const group = (legend: string, size: 's' | 'm', inner: Html): Html =>
  fieldset({ legend: { text: legend, classes: `govuk-fieldset__legend--${size}` }, html: inner });

function fields(form: KindForm): Html {
  const count = rowsIn(form.filled, 'fields');
  return group(
    'What is noted of each',
    'm',
    html`<p class="govuk-hint">A name, a label, a place and a person are always there. Rows that stay empty are left out.</p>
<input type="hidden" name="fields-rows" value="${count}">
${numbersTo(count).map((row) => group(`Field ${row}`, 's', fieldRow(form, row)))}`,
  );
}

const fieldRow = (form: KindForm, row: number): Html =>
  html`${textIn(form, `field-name-${row}`, 'Name')}
${select({
  name: `field-type-${row}`,
  label: { text: 'What it is' },
  value: form.filled.text(`field-type-${row}`) || 'text',
  items: fieldTypes.map((type) => ({ value: type, text: typeNames[type] })),
})}
${textIn(form, `field-choices-${row}`, 'Choices, with commas between them (only for one of several choices)')}
${tick(form, `field-required-${row}`, 'It has to be filled in')}`;

function checks(looking: Looking, form: KindForm): Html {
  const count = rowsIn(form.filled, 'checks');
  return group(
    'What is checked of each',
    'm',
    html`<input type="hidden" name="checks-rows" value="${count}">
${numbersTo(count).map((row) => group(`Check ${row}`, 's', checkRow(looking, form, row)))}`,
  );
}

const units = ['day', 'week', 'month', 'year'];

const checkRow = ({ school }: Looking, form: KindForm, row: number): Html =>
  html`${textIn(form, `check-name-${row}`, 'What is checked')}
${textIn(form, `check-count-${row}`, 'Every (optional)', { inputmode: 'numeric', classes: 'govuk-input--width-3' })}
${select({
  name: `check-unit-${row}`,
  label: { text: 'Days, weeks, months or years' },
  value: form.filled.text(`check-unit-${row}`) || 'year',
  items: units.map((unit) => ({ value: unit, text: `${unit}s` })),
})}
${select({
  name: `check-owner-${row}`,
  label: { text: 'Who is reminded of it' },
  value: form.filled.text(`check-owner-${row}`),
  items: [{ value: '', text: 'Whoever may note it' }, ...roleChoices(school.policy.pack)],
})}
${tick(form, `check-before-${row}`, 'Nothing is used before it has passed')}`;

function powers(form: KindForm): Html {
  const circles = Object.entries(circleNames).map(([value, text]) => ({ value, text }));
  const choose = (name: string, legend: string, hint: string): Html =>
    checkboxes({
      name,
      classes: 'govuk-checkboxes--small',
      hint: { text: hint },
      errorMessage: wrong(form.mistakes, name),
      fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--m' } },
      values: form.filled.all(name),
      items: circles,
    });
  return html`${choose('see', 'Who may see it', 'Nothing ticked: everybody who may see registers.')}
${choose('keep', 'Who may keep it and note checks', 'Nothing ticked: everybody who may change registers.')}
${tick(form, 'lend', 'They are lent out')}`;
}
