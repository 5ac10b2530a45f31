import { type Movement, nameOf, type Person, stepsFor } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay, wordMoment } from '../../wording/days.ts';
import type { Acting } from './acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from './filling.ts';
import { movementNames, progressOf } from './movement-words.ts';

type Persons = ReadonlyMap<string, Person>;

const nameIn = (persons: Persons, id: string | undefined): string => {
  const person = id === undefined ? undefined : persons.get(id);
  return person ? nameOf(person) : 'Somebody';
};

/** Every list that still has something to do. */
export function movementsPage(
  { school, viewer }: Acting,
  open: readonly Movement[],
  persons: Persons,
  banner: Child,
): Html {
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Joining, moving, leaving',
    trail: [{ text: 'People', href: address.people(school.key) }],
    content: html`${banner}${pageHeading('Joining, moving, leaving', school.name)}
${
  open.length === 0
    ? html`<p class="govuk-body">Nothing is left to do. A list opens when somebody is entered, moves or is shut.</p>`
    : html`<p class="govuk-body">Lists on which something is left to do, the newest first.</p>
<ul class="gatehouse-forms">${open.map(
        (list) => html`<li class="gatehouse-form">
<h2 class="govuk-heading-s"><a class="govuk-link" href="${address.movement(school.key, list.id)}">${nameIn(persons, list.personId)}: ${movementNames[list.kind].toLowerCase()} on ${wordDay(list.onDay)}</a></h2>
<p class="govuk-body-s">${progressOf(list)}</p>
</li>
`,
      )}</ul>`
}`,
  });
}

/** One list: what is done, by whom and when; what is left, with a box for each. */
export function movementPage(
  { school, viewer }: Acting,
  list: Movement,
  persons: Persons,
  banner: Child,
): Html {
  const title = `${movementNames[list.kind]}: ${nameIn(persons, list.personId)}`;
  const left = list.steps.filter(({ doneAt }) => doneAt === undefined);
  return schoolPage(school, {
    place: 'people',
    viewer,
    title,
    trail: [
      { text: 'People', href: address.people(school.key) },
      { text: 'Joining, moving, leaving', href: address.movements(school.key) },
    ],
    content: html`${banner}${pageHeading(title, school.name)}
<p class="govuk-body">On ${wordDay(list.onDay)}, ${progressOf(list)}. <a class="govuk-link" href="${address.person(school.key, list.personId)}">See the person</a></p>
${left.length > 0 && leftToDo(school.key, list)}
${done(list, persons)}`,
  });
}

/** What is done by the steps of a kind, as the heading above them. */
const doesNames = { opens: 'To open', 'hands on': 'To hand on', shuts: 'To shut' } as const;
const doings = Object.keys(doesNames) as readonly (keyof typeof doesNames)[];

function leftToDo(key: string, list: Movement): Html {
  const done = new Set(list.steps.flatMap(({ step, doneAt }) => (doneAt === undefined ? [] : [step])));
  const left = stepsFor(list.kind).filter(({ step }) => !done.has(step));
  const group = (doing: (typeof doings)[number]): Child => {
    const items = left.filter(({ does }) => does === doing);
    return (
      items.length > 0 &&
      checkboxes({
        name: 'step',
        idPrefix: `step-${doing.replace(' ', '-')}`,
        fieldset: { legend: { text: doesNames[doing], classes: 'govuk-fieldset__legend--s' } },
        items: items.map(({ step, words }) => ({ value: step, text: words })),
      })
    );
  };
  return formTo(
    `${address.movement(key, list.id)}/steps`,
    html`<h2 class="govuk-heading-m">Left to do</h2>
${doings.map(group)}
${input({ name: 'note', label: { text: 'A note, where there is something to say' }, hint: { text: 'It is kept beside each step that you tick.' }, autocomplete: 'off' })}
${button({ text: 'Tick off what is done', preventDoubleClick: true })}`,
  );
}

function done(list: Movement, persons: Persons): Child {
  const words = new Map(stepsFor(list.kind).map(({ step, words: said }) => [step, said]));
  const steps = list.steps.filter(({ doneAt }) => doneAt !== undefined);
  return (
    steps.length > 0 &&
    html`<h2 class="govuk-heading-m">Done</h2>
<ul class="govuk-list govuk-list--bullet">${steps.map(
      ({ step, doneAt, doneBy, note }) =>
        html`<li>${words.get(step) ?? step}<br><span class="govuk-hint">${doneBy === undefined ? 'By itself' : nameIn(persons, doneBy)}${doneAt && `, ${wordMoment(doneAt)}`}${note !== undefined && `. ${note}`}</span></li>`,
    )}</ul>`
  );
}

/** The form that opens a list. */
export function openingPage(
  { school, viewer }: Acting,
  person: Person,
  filled: Filled,
  mistakes: Mistakes,
): Html {
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Open a list',
    hasErrors: mistakes.size > 0,
    backLink: { href: address.person(school.key, person.id) },
    content: html`${mistakesSummary(mistakes)}${pageHeading('Open a list', nameOf(person))}
${formTo(
  `${address.person(school.key, person.id)}/movements`,
  html`${radios({
    name: 'kind',
    fieldset: { legend: { text: 'What happens?', classes: 'govuk-fieldset__legend--s' } },
    errorMessage: wrong(mistakes, 'kind'),
    value: filled.text('kind'),
    items: [
      { value: 'joiner', text: 'The person joins' },
      { value: 'mover', text: 'The person moves to other work or another class' },
      {
        value: 'leaver',
        text: 'The person leaves',
        hint: {
          text: 'This only opens the list. To shut somebody at once, use the button on the person’s page.',
        },
      },
    ],
  })}
${dayField({ name: 'day', legend: 'On which day?', filled, mistakes })}
${button({ text: 'Open the list', preventDoubleClick: true })}`,
)}`,
  });
}
