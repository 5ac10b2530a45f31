import { type Holding, type Membership, type Movement, nameOf, type Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList, type SummaryListRow } from '../../components/summary-list.ts';
import { wideTable } from '../../components/wide-table.ts';
import { tag } from '../../components/tag.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay, wordMoment } from '../../wording/days.ts';
import type { Acting } from './acting.ts';
import { formTo } from './filling.ts';
import { movementNames, progressOf } from './movement-words.ts';
import { wordRole } from './role-choices.ts';
import type { SignInState } from './sign-in-state.ts';
import type { SignedForm } from './signed-forms.ts';

type Relative = Person & { readonly household: number };

/** Everything that the office knows of somebody. */
export interface Known {
  readonly acting: Acting;
  readonly person: Person;
  readonly holdings: readonly Holding[];
  readonly groups: readonly Membership[];
  readonly children: readonly Relative[];
  readonly parents: readonly Relative[];
  readonly movements: readonly Movement[];
  readonly signIn: SignInState;
  readonly forms: readonly SignedForm[];
  /** Whether the viewer may change any of it. */
  readonly mayChange: boolean;
}

/** One person: who, roles over time, groups, family, sign-in, agreements, lists of what there is to do. */
export function personPage(known: Known, banner: Child): Html {
  const { school, viewer } = known.acting;
  const name = nameOf(known.person);
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: name,
    trail: [{ text: 'People', href: address.people(school.key) }],
    content: html`${banner}${pageHeading(name, school.name)}
${known.person.closedAt && gone(known.person.closedAt)}
${who(known)}
${roles(known)}
${groups(known)}
${family(known)}
${agreements(known)}
${movements(known)}
${known.mayChange && ending(known)}`,
  });
}

const gone = (at: Date): Html =>
  insetText({ text: `Shut since ${wordMoment(at)}. Nothing opens for this person.` });

const at = ({ acting, person }: Known, part: string): string =>
  `${address.person(acting.school.key, person.id)}/${part}`;

const action = (href: string, text: string, about: string) => ({
  items: [{ href, text, visuallyHiddenText: about }],
});

function who(known: Known): Html {
  const { person, signIn } = known;
  const change = known.mayChange && { actions: action(at(known, 'change'), 'Change', 'who this is') };
  const rows: (SummaryListRow | false)[] = [
    { key: { text: 'Name' }, value: { text: nameOf(person) }, ...change },
    { key: { text: 'E-mail' }, value: { text: person.email ?? 'None' }, ...change },
    {
      key: { text: 'Sign-in' },
      value: { text: signIn.words },
      ...(known.mayChange &&
        signIn.hasAccount && {
          actions: action(at(known, 'factors'), 'Lost a phone or key', 'second factors of this person'),
        }),
    },
  ];
  return html`${summaryList({ rows })}${inviting(known)}`;
}

/** Pupils have no address and need no invitation: they sign in on their class's page. */
const inviting = (known: Known): Child =>
  known.mayChange &&
  known.person.email !== undefined &&
  known.person.closedAt === undefined &&
  !known.signIn.hasAccount &&
  formTo(
    at(known, 'invitation'),
    button({ text: 'Send an invitation', classes: 'govuk-button--secondary', preventDoubleClick: true }),
  );

const section = (title: string, inner: Child): Html =>
  html`<section><h2 class="govuk-heading-m">${title}</h2>${inner}</section>`;

const toDo = (known: Known, href: string, text: string): Child =>
  known.mayChange &&
  !known.person.closedAt &&
  html`<p class="govuk-body"><a class="govuk-link" href="${href}">${text}</a></p>`;

function roles(known: Known): Html {
  const { holdings } = known;
  return section(
    'Roles',
    html`${holdings.length === 0 ? html`<p class="govuk-body">No role. Until one is given, the policy asks nothing of this person.</p>` : rolesTable(known)}
${toDo(known, at(known, 'roles'), 'Give a role')}`,
  );
}

function rolesTable(known: Known): Html {
  const { day, school } = known.acting;
  const isShut = known.person.closedAt !== undefined;
  const state = ({ since, until }: Holding) =>
    isShut || (until !== undefined && until < day)
      ? tag({ text: 'Ended', classes: 'govuk-tag--grey' })
      : since > day
        ? tag({ text: 'To come', classes: 'govuk-tag--blue' })
        : tag({ text: 'Now', classes: 'govuk-tag--green' });
  const isEndable = ({ until }: Holding) => !isShut && (until === undefined || until >= day);
  return wideTable({
    caption: 'Roles over time, the newest first',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Role' }, { text: 'From' }, { text: 'Last day' }, { text: 'State' }],
    firstCellIsHeader: true,
    rows: known.holdings.map((holding) => [
      { text: `${wordRole(school.policy.pack, holding.role)}${holding.deputises ? ' (deputy)' : ''}` },
      { text: wordDay(holding.since) },
      { text: holding.until === undefined ? 'Open' : wordDay(holding.until) },
      {
        html: html`${state(holding)}${known.mayChange && isEndable(holding) && html` <a class="govuk-link" href="${at(known, `roles/${holding.id}/end`)}" aria-label="End the role ${wordRole(school.policy.pack, holding.role)}">End</a>`}`,
      },
    ]),
  });
}

function groups(known: Known): Html {
  const { groups: memberships, acting } = known;
  return section(
    'Classes and departments',
    html`${
      memberships.length === 0
        ? html`<p class="govuk-body">In no class or department.</p>`
        : html`<ul class="govuk-list govuk-list--bullet">${memberships.map(({ groupId, groupName, part }) => html`<li><a class="govuk-link" href="${address.group(acting.school.key, groupId)}">${groupName}</a>${part === 'lead' && ', leads it'}</li>`)}</ul>`
    }
${toDo(known, at(known, 'groups'), 'Change groups')}`,
  );
}

function family(known: Known): Html {
  const { children, parents, acting } = known;
  const list = (title: string, relatives: readonly Relative[]): Child =>
    relatives.length > 0 &&
    html`<h3 class="govuk-heading-s">${title}</h3><ul class="govuk-list govuk-list--bullet">${relatives.map((relative) => html`<li><a class="govuk-link" href="${address.person(acting.school.key, relative.id)}">${nameOf(relative)}</a>, ${relative.household === 1 ? 'first' : 'second'} household</li>`)}</ul>`;
  return section(
    'Family',
    html`${children.length + parents.length === 0 && html`<p class="govuk-body">Nobody is tied to this person.</p>`}
${list('Children', children)}${list('Parents and carers', parents)}
${toDo(known, at(known, 'family'), 'Change the family')}`,
  );
}

function agreements({ forms, acting }: Known): Html {
  const receipt = (form: SignedForm): Child =>
    form.signatureId !== undefined &&
    html` <a class="govuk-link" href="${address.signature(acting.school.key, form.signatureId)}">Receipt<span class="govuk-visually-hidden"> of ${form.title}</span></a>`;
  return section(
    'Agreements',
    forms.length === 0
      ? html`<p class="govuk-body">There is no form for this person to sign.</p>`
      : html`<ul class="govuk-list">${forms.map((form) => html`<li>${tag({ text: form.state, classes: form.isDone ? 'govuk-tag--green' : 'govuk-tag--yellow' })} ${form.title}${form.child !== undefined && `, for ${form.child}`}${form.when !== undefined && `, ${form.when}`}.${receipt(form)}</li>`)}</ul>`,
  );
}

function movements(known: Known): Html {
  const { movements: lists, acting } = known;
  return section(
    'Joining, moving, leaving',
    html`${
      lists.length === 0
        ? html`<p class="govuk-body">No list has been opened.</p>`
        : html`<ul class="govuk-list govuk-list--bullet">${lists.map((list) => html`<li><a class="govuk-link" href="${address.movement(acting.school.key, list.id)}">${movementNames[list.kind]} on ${wordDay(list.onDay)}</a>: ${progressOf(list)}</li>`)}</ul>`
    }
${toDo(known, at(known, 'movements'), 'Open a list')}`,
  );
}

const ending = (known: Known): Html =>
  known.person.closedAt
    ? html`${button({ text: 'Let this person in again', href: at(known, 'reopening'), classes: 'govuk-button--secondary' })}`
    : html`${button({ text: 'Shut at once', href: at(known, 'closure'), classes: 'govuk-button--warning' })}`;
