import { nameOf, type Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { input } from '../../components/input.ts';
import { select } from '../../components/select.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from './acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from './filling.ts';
import { roleChoices } from './role-choices.ts';

/** The form that enters somebody new. */
export function enteringPage({ school, viewer }: Acting, filled: Filled, mistakes: Mistakes): Html {
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Enter somebody new',
    hasErrors: mistakes.size > 0,
    trail: [{ text: 'People', href: address.people(school.key) }],
    content: html`${mistakesSummary(mistakes)}${pageHeading('Enter somebody new', school.name)}
${formTo(
  address.people(school.key),
  html`${nameFields(filled, mistakes)}
${select({ name: 'role', label: { text: 'Role' }, hint: { text: 'More roles can be given afterwards.' }, errorMessage: wrong(mistakes, 'role'), items: [{ value: '', text: 'None yet' }, ...roleChoices(school.policy.pack)], value: filled.text('role') })}
${dayField({ name: 'since', legend: 'First day', filled, mistakes })}
${checkboxes({ name: 'joins', items: [{ value: 'yes', text: 'Open the list of what there is to do when somebody joins', checked: filled.has('joins') }] })}
${button({ text: 'Enter', preventDoubleClick: true })}`,
)}`,
  });
}

/** The form that puts right who somebody is. */
export function changingPage(
  { school, viewer }: Acting,
  person: Person,
  filled: Filled,
  mistakes: Mistakes,
): Html {
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Change who this is',
    hasErrors: mistakes.size > 0,
    backLink: { href: address.person(school.key, person.id) },
    content: html`${mistakesSummary(mistakes)}${pageHeading('Change who this is', nameOf(person))}
${formTo(
  `${address.person(school.key, person.id)}/change`,
  html`${nameFields(filled, mistakes)}
${button({ text: 'Keep the change', preventDoubleClick: true })}`,
)}`,
  });
}

const nameFields = (filled: Filled, mistakes: Mistakes): Html => html`${input({
  name: 'givenName',
  label: { text: 'Given name' },
  errorMessage: wrong(mistakes, 'givenName'),
  value: filled.text('givenName'),
  autocomplete: 'off',
  spellcheck: false,
  classes: 'govuk-input--width-20',
})}
${input({
  name: 'familyName',
  label: { text: 'Family name' },
  errorMessage: wrong(mistakes, 'familyName'),
  value: filled.text('familyName'),
  autocomplete: 'off',
  spellcheck: false,
  classes: 'govuk-input--width-20',
})}
${input({
  name: 'email',
  type: 'email',
  label: { text: 'E-mail address' },
  hint: { text: 'Letters and invitations go there. Leave it empty for a pupil who has none.' },
  errorMessage: wrong(mistakes, 'email'),
  value: filled.text('email'),
  autocomplete: 'off',
  spellcheck: false,
})}`;
