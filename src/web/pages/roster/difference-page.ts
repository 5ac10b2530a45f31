import { type Difference, type PersonChange, type Roster, sizeOf } from '../../../roster/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { details } from '../../components/details.ts';
import { radios } from '../../components/radios.ts';
import { summaryList } from '../../components/summary-list.ts';
import { warningText } from '../../components/warning-text.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { wordRole } from '../people/role-choices.ts';
import { imports } from './addresses.ts';
import { fieldWords, formWords } from './words.ts';

export interface DifferenceView {
  readonly id: string;
  readonly roster: Roster;
  readonly difference: Difference;
  readonly mistakes: Mistakes;
}

/** Rows of one kind that are shown; of the rest it is said how many there are. */
const SHOWN = 200;

/** What would change, before anything does. */
export function differencePage(acting: Acting, view: DifferenceView): Html {
  const { school, viewer } = acting;
  const { difference, roster, mistakes } = view;
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'What would change',
    hasErrors: mistakes.size > 0,
    backLink: { href: imports.sending(school.key) },
    content: html`${mistakesSummary(mistakes)}${pageHeading('What would change', roster.fileName)}
<p class="govuk-body">${formWords[roster.form]}. Nothing has changed yet.</p>
${overview(roster, difference)}
${roster.remarks.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${roster.remarks.slice(0, 50).map(({ file, text }) => html`<li><strong>${file}</strong>: ${text}</li>`)}</ul>`}
${decisions(acting, view)}
${arrivals(acting, difference)}${changes(acting, difference)}${leavers(acting, difference)}${groups(difference)}${quarantine(roster)}
${apply(acting, view)}`,
  });
}

const overview = (roster: Roster, difference: Difference): Html =>
  summaryList({
    rows: [
      ['Arrivals', difference.arrivals.length],
      ['People who change', difference.changes.length],
      ['Leavers', difference.leavers.length],
      ['People who stay as they are', difference.unchanged],
      ['Places in groups', difference.memberships.begun.length + difference.memberships.ended.length],
      ['Family ties', difference.guardianships.begun.length + difference.guardianships.ended.length],
      ['Rows left out', roster.quarantine.length],
      ['Known people whose row was left out: they stay', difference.heldBack],
    ].map(([text, count]) => ({ key: { text }, value: { text: String(count) } })),
  });

/** What only the office can say. */
function decisions({ school }: Acting, { id, difference, mistakes }: DifferenceView): Child {
  const { questions, shut } = difference;
  if (questions.length + shut.length === 0) return undefined;
  return formTo(
    imports.decisions(school.key, id),
    html`<h2 class="govuk-heading-m">What only you can say</h2>
${questions.map(({ person, maybe }, index) =>
  radios({
    name: `same-${index}`,
    errorMessage: wrong(mistakes, `same-${index}`),
    fieldset: {
      legend: {
        text: `Is ${person.givenName} ${person.familyName} in the file the same person as ${maybe.givenName} ${maybe.familyName} at the school, with the same address?`,
        classes: 'govuk-fieldset__legend--s',
      },
    },
    items: [
      { value: 'same', text: 'The same person: the roster keeps them from now on' },
      { value: 'another', text: 'Somebody else' },
    ],
  }),
)}
${
  shut.length > 0 &&
  checkboxes({
    name: 'reopen',
    fieldset: {
      legend: { text: 'In the file, and shut at the school', classes: 'govuk-fieldset__legend--s' },
    },
    hint: { text: 'Tick whoever is to be let in again. The others stay shut.' },
    items: shut.map(({ name }, index) => ({ value: String(index), text: name })),
  })
}
${button({ text: 'Say so, and look again', classes: 'govuk-button--secondary' })}`,
  );
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | Html)[])[];
}

function section({ id, title, head, rows }: Section): Child {
  if (rows.length === 0) return undefined;
  const table = wideTable({
    label: title,
    head: head.map((text) => ({ text })),
    rows: rows
      .slice(0, SHOWN)
      .map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : { html: cell }))),
  });
  const more = rows.length - SHOWN;
  return details({
    id,
    open: rows.length <= 20,
    summaryText: `${title} (${rows.length})`,
    html: html`${table}${more > 0 && html`<p class="govuk-body">And ${more} more.</p>`}`,
  });
}

const wordRoles = ({ school }: Acting, roles: readonly string[]): string =>
  roles.map((role) => wordRole(school.policy.pack, role)).join(', ');

const arrivals = (acting: Acting, difference: Difference): Child =>
  section({
    id: 'arrivals',
    title: 'Arrivals',
    head: ['Name', 'Roles'],
    rows: difference.arrivals.map((person) => [
      `${person.givenName} ${person.familyName}`,
      wordRoles(acting, person.roles),
    ]),
  });

const changes = (acting: Acting, difference: Difference): Child =>
  section({
    id: 'changes',
    title: 'People who change',
    head: ['Name', 'What changes'],
    rows: difference.changes.map((change) => [change.name, whatChanges(acting, change)]),
  });

function whatChanges(acting: Acting, change: PersonChange): Html {
  const ended = change.holdingsEnded.map((holding) => holding.role);
  return html`<ul class="govuk-list">${change.isReopened && html`<li>Let in again</li>`}${change.fields.map(
    ({ field, from, to }) =>
      field === 'rosterId'
        ? html`<li>Kept by the roster from now on</li>`
        : html`<li>${fieldWords[field]}: ${from ?? 'nothing'} → ${to}</li>`,
  )}${change.rolesGiven.length > 0 && html`<li>Becomes: ${wordRoles(acting, change.rolesGiven)}</li>`}${ended.length > 0 && html`<li>Is no longer: ${wordRoles(acting, ended)}</li>`}</ul>`;
}

const leavers = (acting: Acting, difference: Difference): Child =>
  section({
    id: 'leavers',
    title: 'Leavers, who are shut at once',
    head: ['Name', 'Roles that end'],
    rows: difference.leavers.map((leaver) => [leaver.name, wordRoles(acting, leaver.roles)]),
  });

const groups = ({ groups: { begun, renamed, ended, resumed } }: Difference): Child =>
  section({
    id: 'groups',
    title: 'Groups',
    head: ['Group', 'What happens'],
    rows: [
      ...begun.map((group) => [group.name, 'Begins']),
      ...renamed.map(({ from, to }) => [from, `Is called ${to}`]),
      ...resumed.map((group) => [group.name, 'Begins again']),
      ...ended.map((group) => [group.name, 'Ends']),
    ],
  });

const quarantine = (roster: Roster): Child =>
  section({
    id: 'quarantine',
    title: 'Rows left out',
    head: ['File', 'Row', 'Column', 'Why'],
    rows: roster.quarantine.map(({ file, row, column, cause }) => [file, String(row), column, cause]),
  });

function apply({ school }: Acting, { id, difference, mistakes }: DifferenceView): Html {
  if (difference.questions.length > 0)
    return html`<p class="govuk-body">Answer what only you can say; then it can be applied.</p>`;
  if (sizeOf(difference) === 0)
    return html`<p class="govuk-body"><strong>There is nothing to change.</strong> <a class="govuk-link" href="${imports.list(school.key)}">Back to the rosters</a></p>`;
  const percent = Math.round(difference.leavingShare * 100);
  return formTo(
    imports.application(school.key, id),
    html`${difference.isMassLeaving && warningText({ text: `${percent} of 100 people would leave and be shut at once. Is this file whole?` })}
${difference.isMassLeaving && checkboxes({ name: 'mass', errorMessage: wrong(mistakes, 'mass'), items: [{ value: 'yes', text: 'The file is whole, and so many do leave' }] })}
${button({ text: 'Apply it', preventDoubleClick: true, classes: difference.leavers.length > 0 ? 'govuk-button--warning' : '' })}`,
  );
}
