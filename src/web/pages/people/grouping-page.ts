import { type Group, type GroupKind, type Membership, nameOf, type Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { select } from '../../components/select.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { counted } from '../../wording/text.ts';
import type { Acting } from './acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from './filling.ts';

/** What each kind of group is called, alone and together. */
export const groupKinds: Readonly<Record<GroupKind, readonly [string, string]>> = {
  class: ['Class', 'Classes'],
  year: ['Year', 'Years'],
  department: ['Department', 'Departments'],
};
const kinds = Object.keys(groupKinds) as readonly GroupKind[];

/** Classes, years and departments, and the form that makes one. */
export function groupsPage(
  { school, viewer }: Acting,
  groups: readonly Group[],
  filled: Filled,
  mistakes: Mistakes,
  banner: Child,
): Html {
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Classes and departments',
    hasErrors: mistakes.size > 0,
    trail: [{ text: 'People', href: address.people(school.key) }],
    content: html`${banner}${mistakesSummary(mistakes)}${pageHeading('Classes and departments', school.name)}
${groups.length === 0 && html`<p class="govuk-body">There is none yet. A roster brings them, or make one below.</p>`}
${kinds.map((kind) =>
  list(
    school.key,
    groupKinds[kind][1],
    groups.filter((group) => group.kind === kind),
  ),
)}
<h2 class="govuk-heading-m">Make one</h2>
${formTo(
  address.groups(school.key),
  html`${input({ name: 'name', label: { text: 'Name' }, errorMessage: wrong(mistakes, 'name'), value: filled.text('name'), classes: 'govuk-input--width-20', autocomplete: 'off' })}
${radios({ name: 'kind', fieldset: { legend: { text: 'What is it?', classes: 'govuk-fieldset__legend--s' } }, classes: 'govuk-radios--inline', errorMessage: wrong(mistakes, 'kind'), value: filled.text('kind'), items: kinds.map((kind) => ({ value: kind, text: groupKinds[kind][0] })) })}
${dayField({ name: 'since', legend: 'First day', filled, mistakes })}
${button({ text: 'Make', preventDoubleClick: true })}`,
)}`,
  });
}

const list = (key: string, title: string, groups: readonly Group[]): Child =>
  groups.length > 0 &&
  html`<h2 class="govuk-heading-m">${title} <span class="gatehouse-count">${groups.length}</span></h2>
<ul class="gatehouse-kinds">${groups.map(({ id, name }) => html`<li><a class="govuk-link" href="${address.group(key, id)}">${name}</a></li>`)}</ul>`;

/** One group: who leads it, who is in it. */
export function groupPage(
  { school, viewer }: Acting,
  group: Group,
  members: readonly { readonly person: Person; readonly leads: boolean }[],
  isOffice: boolean,
): Html {
  const name = (person: Person): Html =>
    isOffice
      ? html`<a class="govuk-link" href="${address.person(school.key, person.id)}">${nameOf(person)}</a>`
      : html`${nameOf(person)}`;
  const leaders = members.filter(({ leads }) => leads);
  const rest = members.filter(({ leads }) => !leads);
  return schoolPage(school, {
    ...(isOffice && { place: 'people' as const }),
    viewer,
    title: group.name,
    trail: isOffice
      ? [
          { text: 'People', href: address.people(school.key) },
          { text: 'Classes and departments', href: address.groups(school.key) },
        ]
      : [{ text: 'Your page', href: address.my(school.key) }],
    content: html`${pageHeading(group.name, groupKinds[group.kind][0])}
<h2 class="govuk-heading-m">Who leads it</h2>
${leaders.length === 0 ? html`<p class="govuk-body">Nobody yet.</p>` : html`<ul class="govuk-list">${leaders.map(({ person }) => html`<li>${name(person)}</li>`)}</ul>`}
<h2 class="govuk-heading-m">Who is in it</h2>
${rest.length === 0 ? html`<p class="govuk-body">Nobody yet.</p>` : html`<p class="govuk-body">${counted(rest.length, 'person', 'people')}</p><ul class="govuk-list">${rest.map(({ person }) => html`<li>${name(person)}</li>`)}</ul>`}
${isOffice && html`<p class="govuk-body">Put people in, or take them out, on their own pages. <a class="govuk-link" href="${address.signing(school.key)}?group=${group.id}">Who has signed in this group</a></p>`}`,
  });
}

/** The groups of somebody: put in, take out. */
export function membershipsPage({
  acting: { school, viewer },
  person,
  groups,
  own,
  filled,
  mistakes,
}: {
  readonly acting: Acting;
  readonly person: Person;
  readonly groups: readonly Group[];
  readonly own: readonly Membership[];
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}): Html {
  const here = `${address.person(school.key, person.id)}/groups`;
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Change groups',
    hasErrors: mistakes.size > 0,
    backLink: { href: address.person(school.key, person.id) },
    content: html`${mistakesSummary(mistakes)}${pageHeading('Change groups', nameOf(person))}
${own.map(({ groupId, groupName }) =>
  formTo(
    `${here}/${groupId}/end`,
    html`<p class="govuk-body">In ${groupName}</p>${button({ html: html`Take out today<span class="govuk-visually-hidden"> of ${groupName}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
  ),
)}
<h2 class="govuk-heading-m">Put into a group</h2>
${
  groups.length === 0
    ? html`<p class="govuk-body">There is no group yet. <a class="govuk-link" href="${address.groups(school.key)}">Make one first</a>.</p>`
    : formTo(
        here,
        html`${select({ name: 'group', label: { text: 'Class, year or department' }, errorMessage: wrong(mistakes, 'group'), items: [{ value: '', text: 'Choose' }, ...groups.map(({ id, name }) => ({ value: id, text: name }))], value: filled.text('group') })}
${radios({
  name: 'part',
  fieldset: { legend: { text: 'As what?', classes: 'govuk-fieldset__legend--s' } },
  value: filled.text('part') || 'member',
  items: [
    { value: 'member', text: 'Is in it' },
    { value: 'lead', text: 'Teaches or leads it' },
  ],
})}
${dayField({ name: 'since', legend: 'First day', filled, mistakes })}
${button({ text: 'Put in', preventDoubleClick: true })}`,
      )
}`,
  });
}
