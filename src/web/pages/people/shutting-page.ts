import { nameOf, type Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { warningText } from '../../components/warning-text.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from './acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from './filling.ts';

/** The form that shuts somebody at once. */
export function shuttingPage(
  { school, viewer }: Acting,
  person: Person,
  filled: Filled,
  mistakes: Mistakes,
): Html {
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Shut at once',
    hasErrors: mistakes.size > 0,
    backLink: { href: address.person(school.key, person.id) },
    content: html`${mistakesSummary(mistakes)}${pageHeading('Shut at once', nameOf(person))}
${warningText({ text: 'From the moment you press the button nothing opens for this person any more.' })}
<ul class="govuk-list govuk-list--bullet">
<li>Every open session ends, on every device.</li>
<li>Every role and every group ends on the last day.</li>
<li>A list opens of what is left to do: accounts elsewhere, devices, work to hand on.</li>
</ul>
<p class="govuk-body">For somebody who leaves later, give the role its last day instead.</p>
${formTo(
  `${address.person(school.key, person.id)}/closure`,
  html`${dayField({ name: 'until', legend: 'Last day', filled, mistakes })}
${checkboxes({ name: 'sure', errorMessage: wrong(mistakes, 'sure'), items: [{ value: 'yes', text: `Shut ${nameOf(person)} at once`, checked: filled.has('sure') }] })}
${button({ text: 'Shut', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
)}`,
  });
}

/** The form that lets somebody in again. */
export function reopeningPage({ school, viewer }: Acting, person: Person): Html {
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Let in again',
    backLink: { href: address.person(school.key, person.id) },
    content: html`${pageHeading('Let in again', nameOf(person))}
<p class="govuk-body">The person can sign in again. Roles and groups that ended stay ended: give those that are held from now on.</p>
${formTo(
  `${address.person(school.key, person.id)}/reopening`,
  button({ text: 'Let in again', preventDoubleClick: true }),
)}`,
  });
}
