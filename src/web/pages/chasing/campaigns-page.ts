import type { Campaign, Reason } from '../../../agreements/index.ts';
import { localDay } from '../../../kernel/index.ts';
import { button } from '../../components/button.ts';
import { radios } from '../../components/radios.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import type { Acting } from '../people/acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';

/** Why people are asked. */
export const reasonNames: Readonly<Record<Reason, string>> = {
  first: 'The first time',
  material: 'A new edition',
  yearly: 'A new year',
};
export const reasons = Object.keys(reasonNames) as readonly Reason[];

/** Rounds of asking so far, and the form that opens one. */
export function campaignsPage(
  { school, viewer }: Acting,
  rounds: readonly Campaign[],
  filled: Filled,
  mistakes: Mistakes,
): Html {
  return schoolPage(school, {
    place: 'signing',
    viewer,
    title: 'Rounds of asking',
    hasErrors: mistakes.size > 0,
    trail: [{ text: 'Who has signed', href: address.signing(school.key) }],
    content: html`${mistakesSummary(mistakes)}${pageHeading('Rounds of asking', school.name)}
<p class="govuk-body">In a round people are asked to sign by a day, and are reminded on school days until they have. After the last reminder their manager is told.</p>
${rounds.length === 0 ? html`<p class="govuk-body">There has been none yet.</p>` : list(rounds)}
<h2 class="govuk-heading-m">Open one</h2>
${formTo(
  `${address.signing(school.key)}/campaigns`,
  html`${radios({
    name: 'reason',
    fieldset: { legend: { text: 'Why are people asked?', classes: 'govuk-fieldset__legend--s' } },
    errorMessage: wrong(mistakes, 'reason'),
    value: filled.text('reason'),
    items: [
      { value: 'first', text: reasonNames.first, hint: { text: 'Everybody who has not signed yet.' } },
      {
        value: 'material',
        text: reasonNames.material,
        hint: { text: 'Those whose agreement has other words now. They sign just what changed.' },
      },
      { value: 'yearly', text: reasonNames.yearly, hint: { text: 'Everybody signs again.' } },
    ],
  })}
${dayField({ name: 'dueOn', legend: 'By which day?', hint: 'Leave it empty for 12 school days from now.', filled, mistakes })}
${button({ text: 'Open the round', preventDoubleClick: true })}`,
)}`,
  });
}

const list = (rounds: readonly Campaign[]): Html =>
  wideTable({
    caption: 'Rounds so far, the newest first',
    captionClasses: 'govuk-table__caption--s',
    head: [{ text: 'Why' }, { text: 'Edition' }, { text: 'Opened' }, { text: 'To sign by' }],
    firstCellIsHeader: true,
    rows: rounds.map(({ reason, edition, openedAt, dueOn }) => [
      { text: reasonNames[reason] },
      { text: edition },
      { text: wordDay(localDay(openedAt)) },
      { text: wordDay(dueOn) },
    ]),
  });
