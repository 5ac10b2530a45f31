import type { Shown } from '../../../reports/index.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { reportAddress } from './addresses.ts';

/** Numbers under one heading. */
export interface FiguresTable {
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly count: Shown }[];
  /** None where one report may stand in several rows. */
  readonly all: Shown | undefined;
}

/** A number as people read it. */
export function wordShown(count: Shown): string {
  if (count === 'few') return 'fewer than 5';
  return count === 'hidden' ? 'not shown' : count.toLocaleString('en-GB');
}

/** How much was told in the last twelve months, without persons. */
export const figuresPage = ({ school, viewer }: Acting, tables: readonly FiguresTable[]): Html =>
  schoolPage(school, {
    place: 'keeping',
    viewer,
    title: 'Figures of what was told',
    trail: [{ text: 'Keeping the policy', href: address.keeping(school.key) }],
    content: html`${pageHeading('Figures of what was told', school.name)}
<p class="govuk-body">The last twelve months, without persons. Numbers from 1 to 4 are not told, and some others with them, so that nobody is known by them. What is treated in confidence is in no number.</p>
${tables.map(table)}
<p class="govuk-body"><a class="govuk-link" href="${reportAddress.sheet(school.key)}">Download as a spreadsheet (CSV)</a></p>`,
  });

const table = ({ title, rows, all }: FiguresTable): Html =>
  html`<h2 class="govuk-heading-m">${title}</h2>${
    rows.length === 0
      ? html`<p class="govuk-body">Nothing was told.</p>`
      : wideTable({
          caption: `Reports ${title.toLowerCase()}`,
          captionClasses: 'govuk-visually-hidden',
          head: [
            { text: title.replace('By ', '').replace(/^./, (first) => first.toUpperCase()) },
            { text: 'Reports' },
          ],
          firstCellIsHeader: true,
          rows: [
            ...rows.map(({ name, count }) => [{ text: name }, { text: wordShown(count) }]),
            ...(all === undefined ? [] : [[{ text: 'All' }, { text: wordShown(all) }]]),
          ],
        })
  }`;
