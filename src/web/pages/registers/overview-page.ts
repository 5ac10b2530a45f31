import type { Found, LentItem } from '../../../registers/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { mayUse } from '../../powers.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { capital, counted } from '../../wording/text.ts';
import { formTo } from '../people/filling.ts';
import { registers } from './addresses.ts';
import type { Looking } from './looking.ts';
import { countLine, itemLink, itemTable, pageLinks } from './rows.ts';

/** What the page shows: every register, or what a search over all of them found. */
export interface Overview {
  readonly search?: string | undefined;
  readonly words?: string | undefined;
  readonly isForgotten?: boolean;
  readonly found?: Found;
  readonly overdue?: number;
  readonly late?: readonly LentItem[];
  readonly page: number;
}

export function overviewPage(looking: Looking, overview: Overview): Html {
  const { school, viewer } = looking;
  return schoolPage(school, {
    viewer,
    title: 'Registers',
    content: html`${pageHeading('Registers', school.name)}
${searchForm(school.key, overview.words)}
${overview.isForgotten && html`<p class="govuk-body">That search is over. Search again.</p>`}
${overview.found ? results(looking, overview, overview.found) : all(looking, overview)}`,
  });
}

/** The box that searches all registers, or one. */
export const searchForm = (school: string, words: string | undefined, more?: Child): Html =>
  html`<div class="gatehouse-narrowing" role="search">${formTo(
    registers.search(school),
    html`${input({ name: 'words', label: { text: 'Search' }, hint: { text: 'Part of a name, label, place, serial number or person.' }, value: words, autocomplete: 'off' })}${more}${button({ text: 'Search', classes: 'govuk-button--secondary' })}`,
  )}</div>`;

function results(looking: Looking, { search, page }: Overview, { rows, count }: Found): Html {
  const href = (other: number) => `${registers.all(looking.school.key)}?search=${search}&page=${other}`;
  return html`<p class="govuk-body" id="count">${countLine(page, count)}. <a class="govuk-link" href="${registers.all(looking.school.key)}">Show all registers</a></p>
${rows.length > 0 && itemTable(looking, rows, 'Items found', true)}
${pageLinks(page, count, href)}`;
}

function all(looking: Looking, { overdue = 0, late = [] }: Overview): Html {
  const { school, viewer, kinds, shelf } = looking;
  const counts = shelf.countByKind();
  return html`<p class="govuk-body"><a class="govuk-link" href="${registers.checks(school.key)}">What falls due</a>: ${overdue === 0 ? 'no check is overdue' : `${counted(overdue, 'check')} overdue`}.</p>
${late.length > 0 && lateLoans(looking, late)}
${wideTable({
  caption: 'Registers',
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: 'Register' }, { text: 'What it is for' }, { text: 'Items', format: 'numeric' }],
  firstCellIsHeader: true,
  isStacked: true,
  rows: kinds.map((kind) => [
    {
      html: html`<a class="govuk-link" href="${registers.kind(school.key, kind.id)}">${capital(kind.plural)}</a>`,
    },
    { text: kind.about },
    { text: (counts.get(kind.id) ?? 0).toLocaleString('en-GB'), format: 'numeric' },
  ]),
})}
${mayUse('registers.change', viewer.roles) && html`<p class="govuk-body"><a class="govuk-link" href="${registers.newKind(school.key)}">Add a register of your own</a></p>`}`;
}

const lateLoans = (looking: Looking, late: readonly LentItem[]): Html =>
  html`<h2 class="govuk-heading-m">Not back in time</h2>
<ul class="govuk-list govuk-list--bullet">${late.map((item) => html`<li>${itemLink(looking, item)}, signed for by ${item.loan.signedOut}, due back ${wordDay(item.loan.dueOn ?? looking.day)}</li>`)}</ul>`;
