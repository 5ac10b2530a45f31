import type { Clause } from '../../../policy/index.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { counted } from '../../wording/text.ts';
import type { Reading } from './reading.ts';
import { notice } from './reading-page.ts';

/** The clauses that have a plain version, in those words alone. */
export function plainPage(reading: Reading): Html {
  const { school, pack, edition } = reading;
  const sections = pack.sections
    .map((section) => ({
      ...section,
      clauses: section.clauses.filter((clause) => clause.plain !== undefined),
    }))
    .filter((section) => section.clauses.length > 0);
  const count = sections.reduce((sum, section) => sum + section.clauses.length, 0);
  const whole = address.policy(
    school.key,
    edition.number === school.edition.number ? undefined : edition.number,
  );
  return schoolPage(school, {
    place: 'policy',
    title: 'The plain version',
    trail: [{ text: 'The policy', href: whole }],
    content: html`${pageHeading('The plain version', pack.name)}
${notice(reading)}
${count === 0 ? none(whole) : html`<p class="govuk-body">${counted(count, 'clause has', 'clauses have')} a version in plainer words. The clause itself is what counts: follow its number to read it.</p>`}
${sections.map(
  (
    section,
  ) => html`<h2 class="govuk-heading-m"><span class="gatehouse-number">${section.number}</span> ${section.title}</h2>
<ul class="gatehouse-rules">${section.clauses.map((clause) => plainRule(clause, whole))}</ul>
`,
)}`,
  });
}

const plainRule = (
  clause: Clause,
  whole: string,
): Html => html`<li class="gatehouse-rule"><a class="gatehouse-rule__number" href="${whole}#${clause.id}"><span class="govuk-visually-hidden">Clause </span>${clause.number}</a>
<div><p>${clause.plain}</p></div></li>
`;

const none = (
  whole: string,
): Html => html`<p class="govuk-body">No clause of this policy has a plain version yet.</p>
<p class="govuk-body"><a class="govuk-link" href="${whole}">Read the policy itself</a></p>`;
