import type { StatusRow } from '../../../agreements/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { fileUpload } from '../../components/file-upload.ts';
import { summaryList } from '../../components/summary-list.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';

/** The form that enters what was signed on paper. */
export function paperPage(
  { school, viewer }: Acting,
  row: StatusRow,
  filled: Filled,
  mistakes: Mistakes,
): Html {
  return schoolPage(school, {
    place: 'signing',
    viewer,
    title: 'Signed on paper',
    hasErrors: mistakes.size > 0,
    trail: [{ text: 'Who has signed', href: address.signing(school.key) }],
    content: html`${mistakesSummary(mistakes)}${pageHeading('Signed on paper', school.name)}
${summaryList({
  rows: [
    { key: { text: 'Who' }, value: { text: row.person } },
    row.childName !== undefined && { key: { text: 'For' }, value: { text: row.childName } },
    { key: { text: 'Agreement' }, value: { text: row.title } },
    { key: { text: 'Witness' }, value: { text: `${viewer.name}, who enters it` } },
  ],
})}
${formTo(
  address.paperForm(school.key),
  html`<input type="hidden" name="person" value="${row.personId}"><input type="hidden" name="form" value="${row.form}">${row.childId !== undefined && html`<input type="hidden" name="child" value="${row.childId}">`}
${dayField({ name: 'signedOn', legend: 'The date on the paper', filled, mistakes })}
${fileUpload({ name: 'scan', label: { text: 'Scan of the signed paper', classes: 'govuk-label--s' }, hint: { text: 'PDF, JPEG or PNG, at most 10 MB. Choose it again if the page comes back.' }, errorMessage: wrong(mistakes, 'scan'), attributes: { accept: '.pdf,.jpg,.jpeg,.png' } })}
${row.childName !== undefined && checkboxes({ name: 'childTicked', items: [{ value: 'yes', text: `${row.childName} signed or ticked as well`, checked: filled.has('childTicked') }] })}
${checkboxes({ name: 'witness', errorMessage: wrong(mistakes, 'witness'), items: [{ value: 'yes', text: 'I have the signed paper before me, and it is the form of this person', checked: filled.has('witness') }] })}
${button({ text: 'Keep', preventDoubleClick: true })}`,
  true,
)}`,
  });
}
