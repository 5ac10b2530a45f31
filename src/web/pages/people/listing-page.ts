import type { Group, Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { input } from '../../components/input.ts';
import { pagination } from '../../components/pagination.ts';
import { select } from '../../components/select.ts';
import { wideTable } from '../../components/wide-table.ts';
import { tag } from '../../components/tag.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { counted } from '../../wording/text.ts';
import type { Acting } from './acting.ts';
import { formTo } from './filling.ts';
import { roleChoices, wordRole } from './role-choices.ts';

/** How many people stand on a page. */
export const PAGE = 50;

/** What the list is narrowed to. */
export interface Shown {
  /** The kept search, with its words. */
  readonly search: string | undefined;
  readonly words: string | undefined;
  /** Whether the address names a search that is not kept any more. */
  readonly isForgotten: boolean;
  readonly role: string | undefined;
  readonly group: string | undefined;
  readonly isGoneShown: boolean;
  readonly page: number;
}

/** Somebody in the list. */
export interface Listed {
  readonly person: Person;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

export interface Listing {
  readonly acting: Acting;
  readonly shown: Shown;
  readonly people: readonly Listed[];
  readonly count: number;
  readonly groups: readonly Group[];
}

/** The list of people, with what narrows it. */
export function listingPage(listing: Listing, banner: Child): Html {
  const { school, viewer } = listing.acting;
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'People',
    content: html`${banner}${pageHeading('People', school.name)}
${links(school.key)}
${narrowing(listing)}
${listing.shown.isForgotten && html`<p class="govuk-body">That search is over. Search again.</p>`}
${listing.count === 0 ? none(listing) : found(listing)}`,
  });
}

const links = (key: string): Html => html`<ul class="gatehouse-links">
<li><a class="govuk-link" href="${address.newPerson(key)}">Enter somebody new</a></li>
<li><a class="govuk-link" href="${address.people(key)}/imports">Bring in a roster</a></li>
<li><a class="govuk-link" href="${address.movements(key)}">Joining, moving, leaving</a></li>
<li><a class="govuk-link" href="${address.roles(key)}">Roles of the policy</a></li>
<li><a class="govuk-link" href="${address.groups(key)}">Classes and departments</a></li>
<li><a class="govuk-link" href="${address.firms(key)}">Outside firms</a></li>
</ul>`;

function narrowing({ acting: { school }, shown, groups }: Listing): Html {
  const any = { value: '', text: 'Any' };
  const fields = [
    input({
      name: 'words',
      label: { text: 'Name or e-mail address' },
      value: shown.words,
      autocomplete: 'off',
    }),
    select({
      name: 'role',
      label: { text: 'Role' },
      items: [any, ...roleChoices(school.policy.pack)],
      value: shown.role,
    }),
    select({
      name: 'group',
      label: { text: 'Class or department' },
      items: [any, ...groups.map(({ id, name }) => ({ value: id, text: name }))],
      value: shown.group,
    }),
  ];
  return html`<div role="search">${formTo(
    `${address.people(school.key)}/search`,
    html`<div class="govuk-grid-row">${fields.map((field) => html`<div class="govuk-grid-column-one-third">${field}</div>`)}</div>
${checkboxes({ name: 'gone', classes: 'govuk-checkboxes--small', items: [{ value: 'yes', text: 'Also people who have left', checked: shown.isGoneShown }] })}
${button({ text: 'Search', classes: 'govuk-button--secondary' })}`,
  )}</div>`;
}

const isNarrowed = ({ words, role, group }: Shown): boolean =>
  words !== undefined || role !== undefined || group !== undefined;

const none = ({ acting: { school }, shown }: Listing): Html =>
  isNarrowed(shown)
    ? html`<p class="govuk-body">Nobody fits. Try part of the name, or <a class="govuk-link" href="${address.people(school.key)}">list everybody</a>.</p>`
    : html`<p class="govuk-body">Nobody is entered yet. <a class="govuk-link" href="${address.newPerson(school.key)}">Enter the first person</a>, or bring in a roster.</p>`;

function found(listing: Listing): Html {
  const { count, acting, shown } = listing;
  const from = (shown.page - 1) * PAGE + 1;
  const to = Math.min(from + PAGE - 1, count);
  return html`<p class="govuk-body" id="count">${counted(count, 'person', 'people')}${count > PAGE && `, ${from} to ${to} shown`}. <a class="govuk-link" href="${address.people(acting.school.key)}/list.csv${fieldsOf(shown)}">Download as a spreadsheet (CSV)</a></p>
${people(listing)}
${count > PAGE && pages(listing)}`;
}

function people({ acting: { school }, people: listed }: Listing): Html {
  return wideTable({
    caption: 'People by family name',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Name' }, { text: 'Roles' }, { text: 'Groups' }, { text: 'E-mail' }],
    firstCellIsHeader: true,
    isStacked: true,
    rows: listed.map(({ person, roles, groups }) => [
      {
        html: html`<a class="govuk-link" href="${address.person(school.key, person.id)}">${person.familyName}${person.familyName && person.givenName && ', '}${person.givenName}</a>${person.closedAt && html` ${tag({ text: 'Left', classes: 'govuk-tag--grey' })}`}`,
      },
      { text: roles.map((role) => wordRole(school.policy.pack, role)).join(', ') },
      { text: groups.join(', ') },
      { text: person.email },
    ]),
  });
}

/** The query that shows the same again, on another page where one is given. */
function fieldsOf(shown: Shown, page?: number): string {
  const fields = new URLSearchParams();
  if (shown.search !== undefined) fields.set('search', shown.search);
  if (shown.role !== undefined) fields.set('role', shown.role);
  if (shown.group !== undefined) fields.set('group', shown.group);
  if (shown.isGoneShown) fields.set('gone', 'yes');
  if (page !== undefined) fields.set('page', String(page));
  return fields.size === 0 ? '' : `?${String(fields)}`;
}

function pages({ acting: { school }, shown, count }: Listing): Html {
  const last = Math.ceil(count / PAGE);
  const href = (page: number) => `${address.people(school.key)}${fieldsOf(shown, page)}`;
  const near = [1, shown.page - 1, shown.page, shown.page + 1, last];
  const numbers = [...new Set(near.filter((page) => page >= 1 && page <= last))];
  return pagination({
    landmarkLabel: 'Pages of people',
    items: numbers.flatMap((number, index) => [
      ...(index > 0 && number > (numbers[index - 1] ?? 0) + 1 ? [{ ellipsis: true }] : []),
      { number, href: href(number), current: number === shown.page },
    ]),
    ...(shown.page > 1 && { previous: { href: href(shown.page - 1) } }),
    ...(shown.page < last && { next: { href: href(shown.page + 1) } }),
  });
}
