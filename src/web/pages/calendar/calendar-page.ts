import type { ClosedDay } from '../../../agreements/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import type { Acting } from '../people/acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';

/** Days on which the school is shut, and the form that enters more. */
export function calendarPage(
  { school, viewer }: Acting,
  closed: readonly ClosedDay[],
  filled: Filled,
  mistakes: Mistakes,
): Html {
  return schoolPage(school, {
    place: 'signing',
    viewer,
    title: 'When the school is shut',
    hasErrors: mistakes.size > 0,
    trail: [{ text: 'Who has signed', href: address.signing(school.key) }],
    content: html`${mistakesSummary(mistakes)}${pageHeading('When the school is shut', school.name)}
<p class="govuk-body">Nothing is sent on these days, and they do not count as school days. Weekends are known.</p>
${closed.length === 0 ? html`<p class="govuk-body">No day is entered from today on.</p>` : table(school.key, closed)}
<h2 class="govuk-heading-m">Enter a holiday</h2>
${formTo(
  `${address.calendar(school.key)}/closures`,
  html`${input({ name: 'name', label: { text: 'What is it?' }, hint: { text: 'Like Half-term, or Training day' }, errorMessage: wrong(mistakes, 'name'), value: filled.text('name'), classes: 'govuk-input--width-20', autocomplete: 'off' })}
${dayField({ name: 'from', legend: 'First day', filled, mistakes })}
${dayField({ name: 'to', legend: 'Last day', filled, mistakes })}
${button({ text: 'Enter', preventDoubleClick: true })}`,
)}`,
  });
}

const table = (key: string, closed: readonly ClosedDay[]): Html =>
  wideTable({
    caption: 'Closed days from today on',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Day' }, { text: 'What' }, { text: '' }],
    firstCellIsHeader: true,
    rows: closed.map(({ day, name }) => [
      { text: wordDay(day) },
      { text: name },
      {
        html: formTo(
          `${address.calendar(key)}/openings`,
          html`<input type="hidden" name="day" value="${day}"><button class="gatehouse-link-button" type="submit" aria-label="Open on ${wordDay(day)}">Open after all</button>`,
        ),
      },
    ]),
  });
