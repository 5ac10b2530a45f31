import type { Agreement, Pack } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { capital, counted } from '../../wording/text.ts';
import { eachOf, plainRole } from '../../wording/people.ts';

/** Every form of the policy, with who signs it. */
export function formsPage(school: School): Html {
  const { pack } = school.policy;
  return schoolPage(school, {
    place: 'agreements',
    title: 'What people sign',
    content: html`${pageHeading('What people sign', school.name)}
${
  pack.agreements.length === 0
    ? none(school)
    : html`<p class="govuk-body">A form is made of clauses of the policy. Whoever signs it can read here what that is.</p>
<ul class="gatehouse-forms">${pack.agreements.map((form) => card(school, form, pack))}</ul>`
}
${toSign(school)}`,
  });
}

const none = (school: School): Html =>
  html`<p class="govuk-body">This policy has no form to sign. It binds people all the same: <a class="govuk-link" href="${address.policy(school.key)}">read the policy</a>.</p>`;

/** Where signing begins: on everybody's own page, which asks who they are first. */
export const toSign = (school: School): Html =>
  html`<p class="govuk-body"><a class="govuk-link" href="${address.my(school.key)}">See what you have to sign</a></p>`;

const card = (school: School, form: Agreement, pack: Pack): Html => html`<li class="gatehouse-form">
<h2 class="govuk-heading-m"><a class="govuk-link" href="${address.agreement(school.key, form.id)}">${form.title}</a></h2>
<p class="govuk-body">${whoSigns(form, pack)}</p>
<p class="govuk-body-s">${counted(form.clauses.length, 'clause')}</p>
</li>
`;

/** Who signs, for whom, and who signs after them, in a sentence or two. */
export function whoSigns(form: Agreement, pack: Pack): string {
  const behalf = form.behalf === undefined ? '' : ` A ${plainRole(pack, form.behalf)} signs for the child.`;
  const counter =
    form.countersigns === undefined ? '' : ` The ${plainRole(pack, form.countersigns)} signs it as well.`;
  return `${capital(eachOf(pack, form.signs))} signs it.${behalf}${counter}`;
}
