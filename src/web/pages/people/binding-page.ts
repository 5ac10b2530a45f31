import { type Binding, nameOf, type Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { select } from '../../components/select.ts';
import { tag } from '../../components/tag.ts';
import { wideTable } from '../../components/wide-table.ts';
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
  const held = shown.filter(({ holders, deputies }) => holders.length + deputies.length > 0);
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Roles of the policy',
    trail: [{ text: 'People', href: address.people(school.key) }],
    content: html`${banner}${pageHeading('Roles of the policy', school.name)}
<p class="govuk-body">The policy asks these people, tells them, or has them answer for something. It works once somebody stands behind each name.</p>
${shown.length === 0 && html`<p class="govuk-body">The policy names no role.</p>`}
${list(school.key, 'Nobody holds these', owed)}
${list(school.key, 'Somebody holds these', held)}`,
  });
}

const list = (key: string, title: string, bindings: readonly Binding[]): Child =>
  bindings.length > 0 &&
  html`<h2 class="govuk-heading-m">${title} <span class="gatehouse-count">${bindings.length}</span></h2>
${wideTable({
  caption: title,
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: 'Role' }, { text: 'In the document' }, { text: 'Who' }, { text: 'To do' }],
  firstCellIsHeader: true,
  rows: bindings.map((binding) => row(key, binding)),
})}`;

const row = (key: string, binding: Binding) => [
  { text: capital(binding.name) },
  { text: binding.called.length === 0 ? '' : `“${binding.called.join('”, “')}”` },
  { html: html`${binding.isOwed ? tag({ text: 'Nobody', classes: 'govuk-tag--red' }) : who(key, binding)}` },
  {
    html: html`<a class="govuk-link" href="${address.role(key, binding.role)}" aria-label="Give the role: ${binding.name}">Give</a>`,
  },
];

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
