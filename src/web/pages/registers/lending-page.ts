import type { Item, Kind, LoanOfItem } from '../../../registers/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { summaryList } from '../../components/summary-list.ts';
import { textarea } from '../../components/textarea.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { wordDay, wordMoment } from '../../wording/days.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { registers } from './addresses.ts';
import type { Looking } from './looking.ts';
import { valueOnPage, wordNumber } from './wording.ts';

interface LoanForm {
  readonly kind: Kind;
  readonly item: Item;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}

/** The form that lends an item, with what a lender should look at: encryption, insurance and the like. */
export function loanPage(looking: Looking, { kind, item, filled, mistakes }: LoanForm): Html {
  const shown = kind.fields.filter(({ shows }) => shows !== undefined);
  return formPage(
    looking,
    { kind, item, mistakes, title: `Lend ${item.name}` },
    html`${
      shown.length > 0 &&
      summaryList({
        rows: shown.map((field) => ({
          key: { text: field.name },
          value: { html: html`${valueOnPage(field, item.fields[field.id], (id) => id)}` },
        })),
      })
    }
${formTo(
  registers.loan(looking.school.key, kind.id, item.id),
  html`${input({ name: 'person', label: { text: 'Who takes it' }, hint: { text: 'Name or e-mail address of somebody at the school.' }, errorMessage: wrong(mistakes, 'person'), value: filled.text('person'), autocomplete: 'off', classes: 'govuk-input--width-20' })}
${input({ name: 'signedOut', label: { text: 'Signature: the full name of the person who takes it' }, errorMessage: wrong(mistakes, 'signedOut'), value: filled.text('signedOut'), autocomplete: 'off', classes: 'govuk-input--width-20' })}
${dayField({ name: 'due', legend: 'Due back (optional)', filled, mistakes })}
${textarea({ name: 'conditions', label: { text: 'Conditions (optional)' }, value: filled.text('conditions'), rows: 3 })}
${button({ text: 'Lend', preventDoubleClick: true })}`,
)}`,
  );
}

/** The form that takes an item back. */
export function backPage(
  looking: Looking,
  { kind, item, loan, filled, mistakes }: LoanForm & { readonly loan: LoanOfItem },
): Html {
  const due = loan.dueOn === undefined ? '' : ` It was due back on ${wordDay(loan.dueOn)}.`;
  return formPage(
    looking,
    { kind, item, mistakes, title: `Take ${item.name} back` },
    html`<p class="govuk-body">Lent on ${wordMoment(loan.lentAt)}, signed for by ${loan.signedOut}.${due}</p>
${loan.conditions !== undefined && html`<p class="govuk-body">Conditions: ${loan.conditions}</p>`}
${formTo(
  registers.back(looking.school.key, kind.id, item.id),
  html`<input type="hidden" name="loan" value="${loan.id}">
${input({ name: 'signedIn', label: { text: 'Signature: the full name of whoever brings it back' }, errorMessage: wrong(mistakes, 'signedIn'), value: filled.text('signedIn'), autocomplete: 'off', classes: 'govuk-input--width-20' })}
${radios({
  name: 'state',
  fieldset: { legend: { text: 'How did it come back?' } },
  errorMessage: wrong(mistakes, 'state'),
  value: filled.text('state'),
  items: [
    { value: 'in-use', text: 'As it should be' },
    { value: 'faulty', text: 'Damaged, or something is missing' },
  ],
})}
${button({ text: 'Take back', preventDoubleClick: true })}`,
)}`,
  );
}

interface FormPage {
  readonly kind: Kind;
  readonly item: Item;
  readonly mistakes: Mistakes;
  readonly title: string;
}

/** A page with a form about one item. */
export const formPage = (
  { school, viewer }: Looking,
  { kind, item, mistakes, title }: FormPage,
  inner: Child,
): Html =>
  schoolPage(school, {
    viewer,
    title,
    hasErrors: mistakes.size > 0,
    backLink: { href: registers.item(school.key, kind.id, item.id) },
    content: html`${mistakesSummary(mistakes)}${pageHeading(title, wordNumber(item))}${inner}`,
  });
