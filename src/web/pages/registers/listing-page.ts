import type { Found, Kind } from '../../../registers/index.ts';
import { select } from '../../components/select.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import type { Query } from '../../querying.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { capital } from '../../wording/text.ts';
import { registers } from './addresses.ts';
import type { Narrowed } from './listing.ts';
import type { Looking } from './looking.ts';
import { searchForm } from './overview-page.ts';
import { countLine, itemTable, pageLinks } from './rows.ts';
import { doneBanner, stateNames } from './wording.ts';

/** The items of one register. */
export function listingPage(
  looking: Looking,
  kind: Kind,
  narrowed: Narrowed,
  found: Found,
  query: Query,
): Html {
  const { school, viewer } = looking;
  return schoolPage(school, {
    viewer,
    title: capital(kind.plural),
    trail: [{ text: 'Registers', href: registers.all(school.key) }],
    content: html`${doneBanner(query)}${pageHeading(capital(kind.plural), school.name)}
<p class="govuk-body">${kind.about}</p>
${links(looking, kind, narrowed)}
${searchForm(school.key, narrowed.words, states(kind, narrowed))}
${narrowed.isForgotten && html`<p class="govuk-body">That search is over. Search again.</p>`}
<p class="govuk-body" id="count">${countLine(narrowed.page, found.count)}. ${
      found.count > 0 &&
      html`<a class="govuk-link" href="${registers.sheet(school.key, kind.id)}${queryOf(narrowed)}">Download as a spreadsheet (CSV)</a>`
    }</p>
${found.rows.length > 0 && itemTable(looking, found.rows, capital(kind.plural))}
${pageLinks(narrowed.page, found.count, (page) => `${registers.kind(school.key, kind.id)}${queryOf(narrowed, page)}`)}`,
  });
}

function links({ school, may, mayImport }: Looking, kind: Kind, narrowed: Narrowed): Child {
  const mayChange = may(kind, 'registers.change');
  const list = [
    mayChange && link(registers.entering(school.key, kind.id), `Enter a new ${kind.name}`),
    mayChange && mayImport && link(registers.importing(school.key, kind.id), 'Bring a sheet in'),
    mayChange &&
      kind.checks.length > 0 &&
      link(registers.intervals(school.key, kind.id), 'How often it is checked'),
    kind.labels &&
      mayChange &&
      link(`${registers.labels(school.key, kind.id)}${queryOf(narrowed)}`, 'Print labels'),
    kind.checks.length > 0 && link(`${registers.checks(school.key)}?kind=${kind.id}`, 'What falls due'),
  ].filter((each) => each !== false);
  return list.length > 0 && html`<ul class="gatehouse-links">${list}</ul>`;
}

const link = (href: string, text: string): Html =>
  html`<li><a class="govuk-link" href="${href}">${text}</a></li>`;

const states = (kind: Kind, { state, place }: Narrowed): Html =>
  html`<input type="hidden" name="kind" value="${kind.id}">${place !== undefined && html`<input type="hidden" name="place" value="${place}">`}${select(
    {
      name: 'state',
      label: { text: 'State' },
      value: state ?? '',
      items: [
        { value: '', text: 'All but retired' },
        ...kind.states.map((each) => ({ value: each, text: stateNames[each] })),
      ],
    },
  )}`;

/** The query that shows the same again, on another page where one is given. */
export function queryOf({ search, state, place }: Narrowed, page?: number): string {
  const fields = new URLSearchParams();
  if (search !== undefined) fields.set('search', search);
  if (state !== undefined) fields.set('state', state);
  if (place !== undefined) fields.set('place', place);
  if (page !== undefined) fields.set('page', String(page));
  return fields.size === 0 ? '' : `?${String(fields)}`;
}
