import { type Binding, nameOf, type Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { select } from '../../components/select.ts';
import { tag } from '../../components/tag.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { capital, counted } from '../../wording/text.ts';
import type { Acting } from './acting.ts';
import { type Filled, formTo, type Mistakes, mistakesSummary, wrong } from './filling.ts';
import { holdingFields } from './holding-page.ts';
import { roleChoices } from './role-choices.ts';

/** The policy's own names for people, unbound ones first. */
export function bindingsPage({ school, viewer }: Acting, bindings: readonly Binding[], banner: Child): Html {
  const givable = new Set(roleChoices(school.policy.pack).map(({ value }) => value));
  const shown = bindings.filter(({ role }) => givable.has(role));
  const owed = shown.filter(({ isOwed }) => isOwed);
  const rest = shown.filter(({ isOwed }) => !isOwed);
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Roles of the policy',
    trail: [{ text: 'People', href: address.people(school.key) }],
    content: html`${banner}${pageHeading('Roles of the policy', school.name)}
<p class="govuk-body">The policy asks these people, tells them, or has them answer for something. It works once somebody stands behind each name.</p>
${shown.length === 0 && html`<p class="govuk-body">The policy names no role.</p>`}
${list(school.key, 'Nobody holds these', owed)}
${list(school.key, 'Somebody holds these', rest)}`,
  });
}

const list = (key: string, title: string, bindings: readonly Binding[]): Child =>
  bindings.length > 0 &&
  html`<h2 class="govuk-heading-m">${title} <span class="gatehouse-count">${bindings.length}</span></h2>
<ul class="gatehouse-forms">${bindings.map((binding) => card(key, binding))}</ul>`;

const card = (key: string, binding: Binding): Html => html`<li class="gatehouse-form">
<h3 class="govuk-heading-s">${capital(binding.name)}${binding.isOwed && html` ${tag({ text: 'Nobody', classes: 'govuk-tag--red' })}`}</h3>
${binding.called.length > 0 && html`<p class="govuk-body-s">The document says “${binding.called.join('”, “')}”.</p>`}
${who(key, binding)}
<p class="govuk-body-s"><a class="govuk-link" href="${address.role(key, binding.role)}">Give this role<span class="govuk-visually-hidden">: ${binding.name}</span></a></p>
</li>
`;

const MOST_NAMES = 8;

function who(key: string, { role, holders, deputies }: Binding): Child {
  const link = (person: Person) =>
    html`<a class="govuk-link" href="${address.person(key, person.id)}">${nameOf(person)}</a>`;
  const names = (persons: readonly Person[]) =>
    persons.slice(0, MOST_NAMES).map((person, index) => html`${index > 0 && ', '}${link(person)}`);
  return [
    holders.length > 0 &&
      html`<p class="govuk-body">${names(holders)}${holders.length > MOST_NAMES && html` and <a class="govuk-link" href="${address.people(key)}?role=${role}">${counted(holders.length - MOST_NAMES, 'other')}</a>`}</p>`,
    deputies.length > 0 && html`<p class="govuk-body">Deputy: ${names(deputies)}</p>`,
  ];
}

/** The form that gives a role of the policy to somebody. */
export function bindingPage({
  acting: { school, viewer },
  role,
  candidates,
  filled,
  mistakes,
}: {
  readonly acting: Acting;
  readonly role: Binding;
  readonly candidates: readonly Person[];
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}): Html {
  const title = `Give the role: ${capital(role.name)}`;
  return schoolPage(school, {
    place: 'people',
    viewer,
    title,
    hasErrors: mistakes.size > 0,
    needs: ['autocomplete'],
    trail: [
      { text: 'People', href: address.people(school.key) },
      { text: 'Roles of the policy', href: address.roles(school.key) },
    ],
    content: html`${mistakesSummary(mistakes)}${pageHeading(title, school.name)}
${who(school.key, role)}
${formTo(
  address.role(school.key, role.role),
  html`${select({
    name: 'person',
    label: { text: 'Who?' },
    hint: { text: 'Somebody who holds a role already. Type to find the name.' },
    errorMessage: wrong(mistakes, 'person'),
    items: [
      { value: '', text: '' },
      ...candidates.map((person) => ({ value: person.id, text: nameOf(person) })),
    ],
    value: filled.text('person'),
    attributes: { 'data-gatehouse-autocomplete': 'true' },
  })}
${holdingFields(filled, mistakes)}
${button({ text: 'Give the role', preventDoubleClick: true })}`,
)}
<p class="govuk-body">Not in the list? <a class="govuk-link" href="${address.newPerson(school.key)}">Enter the person first</a>.</p>`,
  });
}
