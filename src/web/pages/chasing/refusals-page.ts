import type { RefusalRow, ShownClause } from '../../../agreements/index.ts';
import { nameOf, type Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { tag } from '../../components/tag.ts';
import { textarea } from '../../components/textarea.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { counted } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import { type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';

/** Somebody did not agree. */
export interface Refusal {
  readonly row: RefusalRow;
  readonly title: string;
  /** The clauses that were refused; none where the whole was. */
  readonly clauses: readonly ShownClause[];
  readonly names: ReadonlyMap<string, Person>;
}

/** What was declined: what still waits first. */
export function refusalsPage({ school, viewer }: Acting, refusals: readonly Refusal[], banner: Child): Html {
  const open = refusals.filter(({ row }) => row.followUps.length === 0);
  const followed = refusals.filter(({ row }) => row.followUps.length > 0);
  return schoolPage(school, {
    place: 'signing',
    viewer,
    title: 'What was declined',
    trail: [{ text: 'Who has signed', href: address.signing(school.key) }],
    content: html`${banner}${pageHeading('What was declined', school.name)}
${refusals.length === 0 && html`<p class="govuk-body">Nobody has declined anything.</p>`}
${list(school.key, 'To follow up', open)}
${list(school.key, 'Followed up', followed)}`,
  });
}

const list = (key: string, title: string, refusals: readonly Refusal[]): Child =>
  refusals.length > 0 &&
  html`<h2 class="govuk-heading-m">${title} <span class="gatehouse-count">${refusals.length}</span></h2>
<ul class="gatehouse-forms">${refusals.map((refusal) => card(key, refusal))}</ul>`;

const who = ({ row }: Refusal): string =>
  row.child === undefined ? row.person : `${row.person}, for ${row.child}`;

const extent = ({ clauses }: Refusal): Html =>
  clauses.length === 0
    ? tag({ text: 'All of it', classes: 'govuk-tag--orange' })
    : tag({ text: counted(clauses.length, 'clause'), classes: 'govuk-tag--yellow' });

const card = (key: string, refusal: Refusal): Html => html`<li class="gatehouse-form">
<h3 class="govuk-heading-s"><a class="govuk-link" href="${address.refusals(key)}/${refusal.row.id}">${who(refusal)}: ${refusal.title}</a></h3>
<p class="govuk-body-s">${extent(refusal)} ${wordMoment(refusal.row.at)}</p>
</li>
`;

/** One refusal: the reason, the clauses, and what was done about it. */
export function refusalPage(
  { school, viewer }: Acting,
  refusal: Refusal,
  filled: Filled,
  mistakes: Mistakes,
): Html {
  const { row } = refusal;
  return schoolPage(school, {
    place: 'signing',
    viewer,
    title: `Declined: ${refusal.title}`,
    hasErrors: mistakes.size > 0,
    backLink: { href: address.refusals(school.key), text: 'What was declined' },
    content: html`${mistakesSummary(mistakes)}${pageHeading(who(refusal), `Declined: ${refusal.title}`)}
<p class="govuk-body">${extent(refusal)} ${wordMoment(row.at)}, edition ${row.edition}</p>
<h2 class="govuk-heading-s">The reason</h2>
${insetText({ text: row.reason })}
${refusal.clauses.length > 0 && html`<h2 class="govuk-heading-s">Not agreed to</h2><ol class="gatehouse-form-text">${refusal.clauses.map(({ number, text }) => html`<li><p>${text}</p><p class="gatehouse-form-text__source">Clause ${number}</p></li>`)}</ol>`}
${row.followUps.length > 0 && html`<h2 class="govuk-heading-s">What was done</h2><ul class="govuk-list govuk-list--bullet">${row.followUps.map(({ byId, outcome, at }) => html`<li>${outcome} (${nameIn(refusal, byId)}, ${wordMoment(at)})</li>`)}</ul>`}
${formTo(
  `${address.refusals(school.key)}/${row.id}/follow-up`,
  html`${textarea({ name: 'outcome', label: { text: 'What was done or agreed?', classes: 'govuk-label--s' }, hint: { text: 'Speak with the person first. What you write is kept for good.' }, errorMessage: wrong(mistakes, 'outcome'), value: filled.text('outcome'), rows: 3 })}
${button({ text: 'Keep', preventDoubleClick: true })}`,
)}`,
  });
}

const nameIn = ({ names }: Refusal, id: string): string => {
  const person = names.get(id);
  return person ? nameOf(person) : 'somebody of the school';
};
