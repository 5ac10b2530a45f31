import { checksFor, type Item, type Kind } from '../../../registers/index.ts';
import { button } from '../../components/button.ts';
import { fileUpload } from '../../components/file-upload.ts';
import { radios } from '../../components/radios.ts';
import { textarea } from '../../components/textarea.ts';
import { type Html, html } from '../../html/index.ts';
import { dayField, type Filled, formTo, type Mistakes, wrong } from '../people/filling.ts';
import { registers } from './addresses.ts';
import { formPage } from './lending-page.ts';
import type { Looking } from './looking.ts';

interface CheckForm {
  readonly kind: Kind;
  readonly item: Item;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}

/** The form that notes a check of one item. */
export const notingPage = (looking: Looking, { kind, item, filled, mistakes }: CheckForm): Html =>
  formPage(
    looking,
    { kind, item, mistakes, title: `Note a check of ${item.name}` },
    formTo(
      registers.check(looking.school.key, kind.id, item.id),
      html`${checkRadios('What was checked?', { kind, item, filled, mistakes })}
${radios({
  name: 'result',
  classes: 'govuk-radios--inline',
  fieldset: { legend: { text: 'What was found?' } },
  errorMessage: wrong(mistakes, 'result'),
  value: filled.text('result'),
  items: [
    { value: 'passed', text: 'Passed' },
    { value: 'failed', text: 'Failed' },
  ],
})}
${textarea({ name: 'note', label: { text: 'Note (optional)' }, value: filled.text('note'), rows: 3 })}
${fileUpload({ name: 'evidence', label: { text: 'Photograph of what was found (optional)' }, hint: { text: 'JPEG or PNG, at most 5 MB. It is kept as it is: where it was taken may stand in it, so switch that off in the camera.' }, errorMessage: wrong(mistakes, 'evidence') })}
${button({ text: 'Note the check', preventDoubleClick: true })}`,
      true,
    ),
  );

/** The form by which the school chooses when a check is due. */
export const duePage = (looking: Looking, { kind, item, filled, mistakes }: CheckForm): Html =>
  formPage(
    looking,
    { kind, item, mistakes, title: `When ${item.name} is checked` },
    formTo(
      registers.due(looking.school.key, kind.id, item.id),
      html`${checkRadios('Which check?', { kind, item, filled, mistakes })}
${dayField({ name: 'due', legend: 'Due on', hint: 'The school chooses the day by the risk, not whoever tests.', filled, mistakes })}
${button({ text: 'Keep the day', preventDoubleClick: true })}`,
    ),
  );

const checkRadios = (legend: string, { kind, item, filled, mistakes }: CheckForm): Html =>
  radios({
    name: 'check',
    fieldset: { legend: { text: legend } },
    errorMessage: wrong(mistakes, 'check'),
    value: filled.text('check'),
    items: checksFor(kind, item.fields).map((plan) => ({
      value: plan.kind,
      text: plan.name,
      ...(plan.how !== undefined && { hint: { text: plan.how } }),
    })),
  });
