import { type Permission, permissionState, type Restriction } from '../../../permissions/index.ts';
import { listed, roleName } from '../../../policy/index.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList } from '../../components/summary-list.ts';
import { textarea } from '../../components/textarea.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay, wordMoment } from '../../wording/days.ts';
import { capital } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import { formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { type Clauses, quote, wordClause } from './clauses.ts';
import { nameIn, type Names } from './names.ts';
import { permissionTag, subjectRows, wordAct, wordMyAct, wordSpan } from './words.ts';

/** What somebody holds, and what was taken from them. */
export function heldPage(
  { school, viewer, day }: Acting,
  permissions: readonly Permission[],
  restrictions: readonly Restriction[],
  clauses: Clauses,
): Html {
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: 'Your permissions',
    trail: [{ text: 'Your page', href: address.my(school.key) }],
    content: html`${pageHeading('Your permissions', school.name)}
${restrictions.map((each) => insetText({ html: html`<p class="govuk-body"><strong>${each.limits === undefined ? 'Taken from you' : 'Limited for you'}: ${wordMyAct(school, each.act)}</strong> (${wordClause(clauses, each.clause)}), ${wordSpan(each.since, each.until)}.</p>${each.limits !== undefined && html`<p class="govuk-body">Still allowed: ${each.limits}</p>`}<p class="govuk-body">Why: ${each.reason}</p>` }))}
${
  permissions.length === 0
    ? html`<p class="govuk-body">You hold none. <a class="govuk-link" href="${permissionAddress.mine(school.key)}">See what you asked for</a>.</p>`
    : wideTable({
        caption: 'Your permissions, the newest first',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'Permission' }, { text: 'When' }, { text: 'State' }],
        firstCellIsHeader: true,
        isStacked: true,
        rows: permissions.map((permission) => [
          {
            html: html`<a class="govuk-link" href="${permissionAddress.permission(school.key, permission.id)}">${permission.number}: ${wordMyAct(school, permission.act)}</a>`,
          },
          { text: capital(wordSpan(permission.since, permission.until)) },
          { html: permissionTag(permissionState(permission, day)) },
        ]),
      })
}`,
  });
}

/** A permission with who may do what with it. */
export interface Held {
  readonly acting: Acting;
  readonly permission: Permission;
  readonly names: Names;
  readonly clauses: Clauses;
  readonly mayWithdraw: boolean;
  /** Whether the viewer may have it on paper. */
  readonly mayPrint: boolean;
}

/** The permission as a thing: to show, to print, to withdraw. */
export function permissionPage(held: Held, banner: Child, mistakes: Mistakes): Html {
  const { acting, permission, clauses } = held;
  const { school, viewer, day } = acting;
  const isOwn = permission.personId === viewer.personId;
  const title = `${permission.isExemption ? 'Exemption' : 'Permission'} ${permission.number}`;
  return schoolPage(school, {
    place: isOwn ? 'my' : 'keeping',
    viewer,
    title,
    hasErrors: mistakes.size > 0,
    ...(isOwn && { backLink: { href: permissionAddress.held(school.key), text: 'Your permissions' } }),
    content: html`${banner}${mistakesSummary(mistakes)}${pageHeading(title, capital(isOwn ? wordMyAct(school, permission.act) : wordAct(school, permission.act)))}
<p class="govuk-body">${permissionTag(permissionState(permission, day))}</p>
${ended(held)}
${summaryList({ rows: rowsOf(held) })}
<h2 class="govuk-heading-m">The clause</h2>
${quote(school, clauses, permission.clause)}
${held.mayPrint && html`<p class="govuk-body"><a class="govuk-link" href="${permissionAddress.paper(school.key, permission.id)}">Written permission (PDF)</a></p>`}
${button({ text: 'Print', type: 'button', classes: 'govuk-button--secondary', attributes: { 'data-gatehouse-print': 'true', hidden: 'hidden' } })}
${held.mayWithdraw && withdrawal(held, mistakes)}`,
  });
}

function ended({ permission: { withdrawal: end }, names, acting: { school } }: Held): Child {
  if (!end) return undefined;
  return insetText({
    html: html`<p class="govuk-body">Withdrawn by ${nameIn(names, end.personId)} for ${end.role === 'school' ? 'the school' : roleName(school.policy.pack, end.role)}, ${wordMoment(end.withdrawnAt)}.</p><p class="govuk-body">Why: ${end.reason}</p>`,
  });
}

const row = (key: string, text: string) => ({ key: { text: key }, value: { text } });

function rowsOf({ acting: { school, viewer }, permission, names }: Held) {
  const { policy } = school;
  const givers = permission.givenBy.map((role) =>
    role === 'school' ? 'the school' : roleName(policy.pack, role),
  );
  return [
    row('Holder', nameIn(names, permission.personId)),
    ...subjectRows(school, permission, permission.personId === viewer.personId),
    row('Conditions', permission.conditions ?? 'None'),
    row('From', wordDay(permission.since)),
    row(
      'Until',
      permission.until === undefined ? 'It is withdrawn' : `${wordDay(permission.until)}, that day included`,
    ),
    row('Given by', listed(givers)),
    row('Given', wordMoment(permission.givenAt)),
    row('Under', `Edition ${permission.edition} of ${policy.pack.name}`),
  ];
}

const withdrawal = ({ acting: { school }, permission }: Held, mistakes: Mistakes): Html =>
  html`<h2 class="govuk-heading-m">Withdraw it</h2>
${formTo(
  `${permissionAddress.permission(school.key, permission.id)}/withdrawal`,
  html`${textarea({ name: 'reason', label: { text: 'Why?', classes: 'govuk-label--s' }, hint: { text: 'The holder reads it. It opens nothing from then on.' }, errorMessage: wrong(mistakes, 'reason'), rows: 2 })}
${button({ text: 'Withdraw', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
)}`;
