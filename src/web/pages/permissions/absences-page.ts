import type { Absence } from '../../../permissions/index.ts';
import { button } from '../../components/button.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { type Choosable, personField } from './choosing-person.ts';
import { nameIn, type Names } from './names.ts';
import { wordSpan } from './words.ts';

export interface Absences {
  readonly acting: Acting;
  readonly absences: readonly Absence[];
  readonly choosable: Choosable;
  readonly names: Names;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
  readonly banner: Child;
}

/** Who is away, and the form to enter it. Why somebody is away is not asked. */
export function absencesPage(page: Absences): Html {
  const { acting, absences, mistakes } = page;
  const { school, viewer } = acting;
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Who is away',
    hasErrors: mistakes.size > 0,
    needs: ['autocomplete'],
    trail: [{ text: 'People', href: address.people(school.key) }],
    content: html`${page.banner}${mistakesSummary(mistakes)}${pageHeading('Who is away', school.name)}
<p class="govuk-body">While somebody is away, their deputy answers requests for them; where there is none, whoever is next in line does.</p>
${absences.length === 0 ? html`<p class="govuk-body">Nobody is away.</p>` : absences.map((each) => entry(page, each))}
<h2 class="govuk-heading-m">Enter an absence</h2>
${form(page)}`,
  });
}

const entry = ({ acting: { school }, names }: Absences, { id, personId, since, until }: Absence): Html =>
  formTo(
    `${permissionAddress.absences(school.key)}/${id}/end`,
    html`<p class="govuk-body">${nameIn(names, personId)}, ${wordSpan(since, until)}</p>
${button({ html: html`Back from today<span class="govuk-visually-hidden">: ${nameIn(names, personId)}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
  );

const form = ({ acting: { school }, choosable, filled, mistakes }: Absences): Html =>
  formTo(
    permissionAddress.absences(school.key),
    html`${personField({ label: 'Who?', choosable, value: filled.text('person'), mistakes })}
${dayField({ name: 'since', legend: 'First day away', filled, mistakes })}
${dayField({ name: 'until', legend: 'Last day away', filled, mistakes })}
${button({ text: 'Enter', preventDoubleClick: true })}`,
  );
