import { type Holding, nameOf, type Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { select } from '../../components/select.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import type { Acting } from './acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from './filling.ts';
import { roleChoices, wordRole } from './role-choices.ts';

/** The form that gives somebody a role. */
export function givingRolePage(
  { school, viewer }: Acting,
  person: Person,
  filled: Filled,
  mistakes: Mistakes,
): Html {
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Give a role',
    hasErrors: mistakes.size > 0,
    backLink: { href: address.person(school.key, person.id) },
    content: html`${mistakesSummary(mistakes)}${pageHeading('Give a role', nameOf(person))}
${formTo(
  `${address.person(school.key, person.id)}/roles`,
  html`${select({ name: 'role', label: { text: 'Role' }, errorMessage: wrong(mistakes, 'role'), items: [{ value: '', text: 'Choose a role' }, ...roleChoices(school.policy.pack)], value: filled.text('role') })}
${holdingFields(filled, mistakes)}
${button({ text: 'Give the role', preventDoubleClick: true })}`,
)}`,
  });
}

/** From when to when, and whether as a deputy. */
export const holdingFields = (
  filled: Filled,
  mistakes: Mistakes,
): Html => html`${dayField({ name: 'since', legend: 'First day', filled, mistakes })}
${dayField({ name: 'until', legend: 'Last day, where it is known', hint: 'Leave it empty while the role goes on.', filled, mistakes })}
${checkboxes({ name: 'deputises', items: [{ value: 'yes', text: 'As a deputy, who stands in while the holder is away', checked: filled.has('deputises') }] })}`;

/** The form that ends a role. */
export function endingRolePage(
  { school, viewer }: Acting,
  { person, holding }: { readonly person: Person; readonly holding: Holding },
  filled: Filled,
  mistakes: Mistakes,
): Html {
  const role = wordRole(school.policy.pack, holding.role);
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: `End the role: ${role}`,
    hasErrors: mistakes.size > 0,
    backLink: { href: address.person(school.key, person.id) },
    content: html`${mistakesSummary(mistakes)}${pageHeading(`End the role: ${role}`, nameOf(person))}
<p class="govuk-body">Held since ${wordDay(holding.since)}. The role is held to the end of its last day.</p>
${formTo(
  `${address.person(school.key, person.id)}/roles/${holding.id}/end`,
  html`${dayField({ name: 'until', legend: 'Last day', filled, mistakes })}
${button({ text: 'End the role', preventDoubleClick: true })}`,
)}`,
  });
}
