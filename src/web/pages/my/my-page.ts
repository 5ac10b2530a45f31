import type { Due } from '../../../agreements/index.ts';
import type { Holding, Membership } from '../../../people/index.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { wideTable } from '../../components/wide-table.ts';
import { taskList, type TaskListItem } from '../../components/task-list.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { counted } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import { permissionAddress } from '../permissions/addresses.ts';
import { registers } from '../registers/addresses.ts';
import { reportAddress } from '../reports/addresses.ts';
import { wordRole } from '../people/role-choices.ts';
import type { SignedForm } from '../people/signed-forms.ts';
import { tellingAddress } from '../telling/addresses.ts';
import { whyNames } from '../people/signing-states.ts';

/** What a person has to do, and has done. */
export interface Mine {
  readonly acting: Acting;
  readonly owed: readonly Due[];
  /** How many signatures wait for this person’s countersignature. */
  readonly waiting: number;
  /** How many requests wait for this person's answer. */
  readonly asked: number;
  /** How many reports are this person's to hear. */
  readonly heard: number;
  readonly signed: readonly SignedForm[];
  readonly roles: readonly Holding[];
  /** Classes and departments that the person leads. */
  readonly leads: readonly Membership[];
  readonly isOffice: boolean;
  readonly seesRegisters: boolean;
  readonly overseesPermissions: boolean;
}

const sentences = new Map([
  ['declined', 'Your answer is kept. Somebody of the school will speak with you.'],
  ['answered', 'That was answered already. Below is what is kept.'],
]);

/** Why somebody came here who wanted something else. */
const SIGN_FIRST = 'sign-first';
const signFirst =
  'At this school nobody uses its computers or data before they have signed. Sign what stands under “To do”; then everything else opens.';

/** The page of a person who is signed in: first what there is to do. */
export function myPage(mine: Mine, done: string | undefined): Html {
  const { school, viewer } = mine.acting;
  const said = sentences.get(done ?? '');
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: `Your page: ${viewer.name}`,
    content: html`${said !== undefined && notificationBanner({ type: 'success', text: said })}${done === SIGN_FIRST && mine.owed.length > 0 && notificationBanner({ text: signFirst })}${pageHeading(viewer.name, school.name)}
${toDo(mine)}
${signed(mine)}
${places(mine)}
${roles(mine)}`,
  });
}

function toDo({ acting: { school }, owed, waiting, asked, heard }: Mine): Html {
  const items: TaskListItem[] = owed.map((due) => ({
    title: { text: due.childName === undefined ? due.title : `${due.title}, for ${due.childName}` },
    href: address.sign(school.key, due.form, due.childId),
    ...(due.dueOn !== undefined && { hint: { text: `By ${wordDay(due.dueOn)}` } }),
    status: {
      tag: {
        text: whyNames[due.why],
        classes: due.why === 'declined' ? 'govuk-tag--orange' : 'govuk-tag--yellow',
      },
    },
  }));
  if (heard > 0)
    items.push({
      title: { text: `${counted(heard, 'report')} for you to hear` },
      href: reportAddress.queue(school.key),
      status: { tag: { text: 'Waiting for you', classes: 'govuk-tag--yellow' } },
    });
  if (waiting > 0)
    items.push({
      title: { text: `Countersign ${counted(waiting, 'agreement')}` },
      href: address.countersigning(school.key),
      status: { tag: { text: 'Waiting for you', classes: 'govuk-tag--yellow' } },
    });
  if (asked > 0)
    items.push({
      title: { text: `Answer ${counted(asked, 'request')}` },
      href: permissionAddress.waiting(school.key),
      status: { tag: { text: 'Waiting for you', classes: 'govuk-tag--yellow' } },
    });
  return html`<h2 class="govuk-heading-m">To do</h2>
${items.length === 0 ? html`<p class="govuk-body">Nothing waits for you.</p>` : taskList({ items })}`;
}

const receipt = (key: string, { signatureId, title }: SignedForm): Child =>
  signatureId !== undefined &&
  html`<a class="govuk-link" href="${address.signature(key, signatureId)}" aria-label="Receipt of ${title}">Receipt</a>`;

const signed = ({
  acting: { school },
  signed: forms,
}: Mine): Html => html`<h2 class="govuk-heading-m">What you have signed</h2>
${
  forms.length === 0
    ? html`<p class="govuk-body">Nothing yet.</p>`
    : wideTable({
        caption: 'What you have signed, the newest first',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'Agreement' }, { text: 'When' }, { text: 'Receipt' }],
        firstCellIsHeader: true,
        isStacked: true,
        rows: forms.map((form) => [
          { text: form.child === undefined ? form.title : `${form.title}, for ${form.child}` },
          { text: `${form.state} ${form.when ?? ''}` },
          { html: html`${receipt(school.key, form)}` },
        ]),
      })
}`;

const link = (href: string, text: string): Html =>
  html`<li><a class="govuk-link" href="${href}">${text}</a></li>`;

const group = (title: string, links: readonly Child[]): Child =>
  links.some(Boolean) &&
  html`<section class="gatehouse-lists__group"><h3 class="govuk-heading-s">${title}</h3><ul class="govuk-list">${links}</ul></section>`;

/** The ways to one's lists, by what they are to one. */
const places = (mine: Mine): Html => html`<h2 class="govuk-heading-m">Your lists</h2>
<div class="gatehouse-lists">${group('Yours', own(mine))}${group('To look after', lookedAfter(mine))}${group('For the office', forOffice(mine))}</div>`;

const own = ({ acting: { school } }: Mine): Child[] => [
  link(tellingAddress.mine(school.key), 'What you have told'),
  link(permissionAddress.mine(school.key), 'Your requests'),
  link(permissionAddress.held(school.key), 'Your permissions'),
  link(registers.myThings(school.key), 'Your things'),
];

const lookedAfter = ({ acting, leads, seesRegisters, overseesPermissions }: Mine): Child[] => {
  const { key } = acting.school;
  return [
    ...leads.map(({ groupId, groupName }) => link(address.group(key, groupId), groupName)),
    seesRegisters && link(registers.all(key), 'Registers'),
    overseesPermissions && link(permissionAddress.register(key), 'All permissions'),
  ];
};

const forOffice = ({ acting, isOffice }: Mine): Child[] => {
  const { key } = acting.school;
  if (!isOffice) return [];
  return [
    link(address.visits(key), 'Visitors'),
    link(address.refusals(key), 'What was declined'),
    link(permissionAddress.absences(key), 'Who is away'),
    link(permissionAddress.assessments(key), 'Risk assessments'),
    link(permissionAddress.reviews(key), 'Reviews out of turn'),
    link(permissionAddress.restrictions(key), 'What was taken from people'),
    link(address.mail(key), 'Letters that have not left'),
  ];
};

const roles = ({
  acting: { school },
  roles: held,
}: Mine): Html => html`<h2 class="govuk-heading-m">Your roles</h2>
${
  held.length === 0
    ? html`<p class="govuk-body">You hold no role today. Ask the office if that is wrong.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${held.map(({ role, deputises, since, until }) => html`<li>${wordRole(school.policy.pack, role)}${deputises && ', as a deputy'}, since ${wordDay(since)}${until !== undefined && `, until ${wordDay(until)}`}</li>`)}</ul>`
}
<p class="govuk-body"><a class="govuk-link" href="${address.account(school.key)}">Password, second factor and where you are signed in</a></p>`;
