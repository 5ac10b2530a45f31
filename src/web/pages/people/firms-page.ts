import { type Firm, nameOf, type Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { details } from '../../components/details.ts';
import { input } from '../../components/input.ts';
import { select } from '../../components/select.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import type { Acting } from './acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from './filling.ts';
import { wordRole } from './role-choices.ts';

/** Outside firms, and the form that enters one. */
export function firmsPage(
  { school, viewer, day }: Acting,
  firms: readonly Firm[],
  filled: Filled,
  mistakes: Mistakes,
  banner: Child,
): Html {
  const { pack } = school.policy;
  const filling = [...pack.roles.values()].filter(({ kind }) => kind !== 'outside');
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Outside firms',
    hasErrors: mistakes.size > 0,
    trail: [{ text: 'People', href: address.people(school.key) }],
    content: html`${banner}${mistakesSummary(mistakes)}${pageHeading('Outside firms', school.name)}
${
  firms.length === 0
    ? html`<p class="govuk-body">No firm works for the school yet.</p>`
    : html`<ul class="gatehouse-kinds">${firms.map((firm) => html`<li><a class="govuk-link" href="${address.firms(school.key)}/${firm.id}">${firm.name}</a>${firm.role !== undefined && html`, ${wordRole(school.policy.pack, firm.role)}`}${firm.until !== undefined && firm.until < day && html` <span class="govuk-hint">until ${wordDay(firm.until)}</span>`}</li>`)}</ul>`
}
<h2 class="govuk-heading-m">Enter a firm</h2>
${formTo(
  address.firms(school.key),
  html`${input({ name: 'name', label: { text: 'Name' }, errorMessage: wrong(mistakes, 'name'), value: filled.text('name'), classes: 'govuk-input--width-20', autocomplete: 'off' })}
${select({ name: 'role', label: { text: 'Which role of the policy does it fill?' }, errorMessage: wrong(mistakes, 'role'), value: filled.text('role'), items: [{ value: '', text: 'None' }, ...filling.map(({ id }) => ({ value: id, text: wordRole(school.policy.pack, id) }))] })}
${dayField({ name: 'since', legend: 'First day', filled, mistakes })}
${button({ text: 'Enter', preventDoubleClick: true })}`,
)}`,
  });
}

/** One firm: its technicians, and the end of its contract. */
export function firmPage(
  { school, viewer, day }: Acting,
  firm: Firm,
  technicians: readonly Person[],
  filled: Filled,
  mistakes: Mistakes,
): Html {
  const href = `${address.firms(school.key)}/${firm.id}`;
  const isOver = firm.until !== undefined && firm.until < day;
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: firm.name,
    hasErrors: mistakes.size > 0,
    trail: [
      { text: 'People', href: address.people(school.key) },
      { text: 'Outside firms', href: address.firms(school.key) },
    ],
    content: html`${mistakesSummary(mistakes)}${pageHeading(firm.name, firm.role === undefined ? school.name : wordRole(school.policy.pack, firm.role))}
<p class="govuk-body">${firm.until === undefined ? `Since ${wordDay(firm.since)}.` : `From ${wordDay(firm.since)} until ${wordDay(firm.until)}.`}</p>
<h2 class="govuk-heading-m">Its technicians</h2>
${technicians.length === 0 ? html`<p class="govuk-body">Nobody is entered.</p>` : html`<ul class="govuk-list">${technicians.map((person) => html`<li><a class="govuk-link" href="${address.person(school.key, person.id)}">${nameOf(person)}</a></li>`)}</ul>`}
${
  !isOver &&
  html`<h2 class="govuk-heading-m">Enter a technician</h2>
${formTo(
  `${href}/technicians`,
  html`${input({ name: 'given-name', label: { text: 'Given name' }, errorMessage: wrong(mistakes, 'given-name'), value: filled.text('given-name'), classes: 'govuk-input--width-20', autocomplete: 'off' })}
${input({ name: 'family-name', label: { text: 'Family name' }, value: filled.text('family-name'), classes: 'govuk-input--width-20', autocomplete: 'off' })}
${input({ name: 'email', label: { text: 'E-mail address' }, errorMessage: wrong(mistakes, 'email'), value: filled.text('email'), classes: 'govuk-input--width-20', autocomplete: 'off' })}
${button({ text: 'Enter', preventDoubleClick: true })}`,
)}
${details({
  summaryText: 'The contract has ended',
  html: html`<p class="govuk-body">Everybody of ${firm.name} is shut at once: no session or sign-in of theirs opens anything. Each gets a leaver’s list.</p>
${formTo(`${href}/closure`, button({ text: 'End it today', classes: 'govuk-button--warning', preventDoubleClick: true }))}`,
})}`
}`,
  });
}
