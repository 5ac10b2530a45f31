import type { Campaign, State, StatusRow } from '../../../agreements/index.ts';
import { localDay } from '../../../kernel/index.ts';
import type { Group } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { details } from '../../components/details.ts';
import { pagination } from '../../components/pagination.ts';
import { select } from '../../components/select.ts';
import { wideTable } from '../../components/wide-table.ts';
import { tag } from '../../components/tag.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { counted } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import { formTo } from '../people/filling.ts';
import { roleChoices } from '../people/role-choices.ts';
import { isDone, stateNames, states, wordState } from '../people/signing-states.ts';
import { reasonNames } from './campaigns-page.ts';
import type { AllProgress, Progress } from './progress.ts';
import { progressBar, progressWords } from './progress-bar.ts';

/** What the list is narrowed to. */
export interface Wanted {
  readonly group: string | undefined;
  readonly role: string | undefined;
  readonly form: string | undefined;
  readonly state: State | 'missing' | 'all';
  readonly page: number;
}

export interface Chase {
  readonly acting: Acting;
  readonly wanted: Wanted;
  readonly rows: readonly StatusRow[];
  readonly groups: readonly Group[];
  readonly rounds: readonly Campaign[];
  readonly progress: AllProgress;
}

const PAGE = 50;

/** Who has not signed, with bars by form and by group, and what can be done about it. */
export function chasingPage(chase: Chase, banner: Child): Html {
  const { school, viewer } = chase.acting;
  const { whole } = chase.progress;
  return schoolPage(school, {
    place: 'signing',
    viewer,
    title: 'Who has signed',
    content: html`${banner}${pageHeading('Who has signed', school.name)}
${links(school.key)}
${whole.all === 0 ? html`<p class="govuk-body">Nobody is asked to sign yet. <a class="govuk-link" href="${address.people(school.key)}">Enter people and give them roles</a>.</p>` : full(chase)}`,
  });
}

const links = (key: string): Html => html`<ul class="gatehouse-links">
<li><a class="govuk-link" href="${address.calendar(key)}">When the school is shut</a></li>
<li><a class="govuk-link" href="${address.refusals(key)}">What was declined</a></li>
<li><a class="govuk-link" href="${address.countersigning(key)}">Countersigning</a></li>
<li><a class="govuk-link" href="${address.signing(key)}/campaigns">Rounds of asking</a></li>
<li><a class="govuk-link" href="${address.visits(key)}">Visitors</a></li>
</ul>`;

function full(chase: Chase): Html {
  const { progress } = chase;
  const missing = progress.whole.all - progress.whole.done;
  return html`<p class="govuk-body-l">${missing === 0 ? 'Everybody has signed.' : `${counted(missing, 'signature is', 'signatures are')} missing.`} <span class="govuk-body">${progressWords(progress.whole)} ${progressBar(progress.whole)}</span></p>
${bars(chase, 'By agreement', 'form', progress.forms)}
${bars(chase, 'By class and department', 'group', progress.groups)}
${reminding(chase)}
<h2 class="govuk-heading-m" id="list">One by one</h2>
${narrowing(chase)}
${chase.rows.length === 0 ? html`<p class="govuk-body">Nobody fits.</p>` : list(chase)}`;
}

const MOST_OPEN = 10;

function bars(chase: Chase, title: string, field: string, progress: readonly Progress[]): Child {
  const rest = progress.slice(MOST_OPEN);
  return (
    progress.length > 0 &&
    html`<section><h2 class="govuk-heading-m">${title}</h2>
${barTable(chase, title, field, progress.slice(0, MOST_OPEN))}
${rest.length > 0 && details({ summaryText: `${rest.length} more`, html: barTable(chase, `${title}, further on`, field, rest) })}</section>`
  );
}

function barTable(
  { acting: { school } }: Chase,
  caption: string,
  field: string,
  progress: readonly Progress[],
): Html {
  const link = ({ id, name }: Progress) =>
    html`<a class="govuk-link" href="${address.signing(school.key)}?${field}=${encodeURIComponent(id)}&amp;state=all#list">${name}</a>`;
  return wideTable({
    caption,
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Which' }, { text: 'So far' }, { text: 'Signed', format: 'numeric' }],
    firstCellIsHeader: true,
    rows: progress.map((each) => [
      { html: link(each) },
      { html: progressBar(each) },
      { text: progressWords(each), format: 'numeric' },
    ]),
  });
}

function reminding({ acting: { school }, rounds }: Chase): Html {
  const [last] = rounds;
  return html`<section><h2 class="govuk-heading-m">Reminders</h2>
${
  last === undefined
    ? html`<p class="govuk-body">No round of asking is open. <a class="govuk-link" href="${address.signing(school.key)}/campaigns">Open one</a>, and people are reminded.</p>`
    : html`<p class="govuk-body">${reasonNames[last.reason]}: open since ${wordDay(localDay(last.openedAt))}, to be signed by ${wordDay(last.dueOn)}. Reminders go out after 3, 7 and 12 school days by themselves.</p>
${formTo(`${address.signing(school.key)}/reminders`, button({ text: 'Send what is due today', classes: 'govuk-button--secondary', preventDoubleClick: true }))}`
}</section>`;
}

function narrowing({ acting: { school }, wanted, groups, progress }: Chase): Html {
  const any = { value: '', text: 'Any' };
  return html`<form method="get" action="${address.signing(school.key)}#list">
<div class="govuk-grid-row">${[
    select({
      name: 'state',
      label: { text: 'State' },
      items: [
        { value: 'missing', text: 'Whatever is missing' },
        ...states.map((state) => ({ value: state, text: stateNames[state] })),
        { value: 'all', text: 'All' },
      ],
      value: wanted.state,
    }),
    select({
      name: 'form',
      label: { text: 'Agreement' },
      items: [any, ...progress.forms.map(({ id, name }) => ({ value: id, text: name }))],
      value: wanted.form,
    }),
    select({
      name: 'group',
      label: { text: 'Class or department' },
      items: [any, ...groups.map(({ id, name }) => ({ value: id, text: name }))],
      value: wanted.group,
    }),
    select({
      name: 'role',
      label: { text: 'Role' },
      items: [any, ...roleChoices(school.policy.pack)],
      value: wanted.role,
    }),
  ].map((field) => html`<div class="govuk-grid-column-one-half">${field}</div>`)}</div>
${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`;
}

function list(chase: Chase): Html {
  const { rows, wanted, acting } = chase;
  const from = (wanted.page - 1) * PAGE;
  return html`<p class="govuk-body">${counted(rows.length, 'line')}. <a class="govuk-link" href="${address.signing(acting.school.key)}/list.csv${fieldsOf(wanted)}">Download as a spreadsheet (CSV)</a></p>
${wideTable({
  caption: 'Who signs, by family name',
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: 'Name' }, { text: 'Agreement' }, { text: 'State' }, { text: 'Signed' }],
  firstCellIsHeader: true,
  rows: rows.slice(from, from + PAGE).map((row) => line(acting, row)),
})}
${rows.length > PAGE && pages(chase)}`;
}

const line = ({ school }: Acting, row: StatusRow) => [
  {
    html: html`<a class="govuk-link" href="${address.person(school.key, row.personId)}">${row.person}</a>${row.childName !== undefined && html`<br>for ${row.childName}`}`,
  },
  { text: row.title },
  {
    html: html`${tag({ text: wordState(row), classes: isDone(row) ? 'govuk-tag--green' : 'govuk-tag--yellow' })}${!isDone(row) && html` <a class="govuk-link" href="${paperFor(school.key, row)}" aria-label="Paper form of ${row.person}">Paper</a>`}`,
  },
  {
    text:
      row.signedAt === undefined ? '' : `${wordDay(localDay(row.signedAt))}, edition ${row.edition ?? ''}`,
  },
];

const paperFor = (key: string, { personId, form, childId }: StatusRow): string =>
  `${address.paperForm(key)}?${String(new URLSearchParams({ person: personId, form, ...(childId !== undefined && { child: childId }) }))}`;

function fieldsOf({ group, role, form, state }: Wanted, page?: number): string {
  const fields = new URLSearchParams({ state });
  for (const [name, value] of Object.entries({ group, role, form }))
    if (value !== undefined) fields.set(name, value);
  if (page !== undefined) fields.set('page', String(page));
  return `?${String(fields)}`;
}

function pages({ acting: { school }, wanted, rows }: Chase): Html {
  const last = Math.ceil(rows.length / PAGE);
  const href = (page: number) => `${address.signing(school.key)}${fieldsOf(wanted, page)}#list`;
  return pagination({
    landmarkLabel: 'Pages of the list',
    items: [{ number: wanted.page, href: href(wanted.page), current: true }],
    ...(wanted.page > 1 && { previous: { href: href(wanted.page - 1) } }),
    ...(wanted.page < last && { next: { href: href(wanted.page + 1) } }),
  });
}
