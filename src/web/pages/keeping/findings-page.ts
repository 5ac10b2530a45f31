import { type Clause, type Finding, type FindingKind, findingKinds } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { quotedClause } from '../../components/quoted-clause.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { stanceOf } from '../../wording/meaning.ts';
import { counted } from '../../wording/text.ts';
import { byKind, kindWords } from './findings.ts';

/** What a reader of the policy would miss, by kind, the gravest first. */
export function findingsPage(school: School, findings: readonly Finding[]): Html {
  const kinds = byKind(findings);
  return schoolPage(school, {
    place: 'keeping',
    title: 'Findings',
    trail: [{ text: 'Keeping the policy', href: address.keeping(school.key) }],
    content: html`${pageHeading('Findings', school.name)}
${
  kinds.length === 0
    ? nothing
    : html`<p class="govuk-body">${counted(findings.length, 'point')} that a reader of the policy would miss, the gravest first. None is settled here: that is for the school.</p>
${overview(kinds)}`
}
${kinds.map(([kind, list]) => group(school, kind, list))}`,
  });
}

const nothing = html`<p class="govuk-body">Nothing was found. Every permission names somebody, nothing clashes, and the school owes no value.</p>`;

const overview = (kinds: readonly (readonly [FindingKind, readonly Finding[]])[]): Html =>
  html`<nav aria-label="Kinds of finding"><ul class="gatehouse-kinds">${kinds.map(
    ([kind, list]) =>
      html`<li><a class="govuk-link" href="#${kind}">${kindWords[kind].title}</a> <span class="gatehouse-count">${list.length}</span></li>`,
  )}</ul></nav>`;

const group = (
  school: School,
  kind: FindingKind,
  list: readonly Finding[],
): Html => html`<section class="gatehouse-group" aria-labelledby="${kind}">
<h2 class="govuk-heading-m" id="${kind}">${kindWords[kind].title} <span class="gatehouse-count">${list.length}</span></h2>
<p class="govuk-body">${findingKinds[kind]} ${kindWords[kind].todo}</p>
<ul class="gatehouse-findings">${list.map((finding) => item(school, finding))}</ul>
</section>
`;

/** A finding that only says again what its kind says needs no sentence of its own. */
const item = (
  school: School,
  { kind, message, clauses }: Finding,
): Html => html`<li class="gatehouse-finding">
${message !== findingKinds[kind] && html`<p class="gatehouse-finding__message">${message}</p>`}
${clauses.length > 0 && html`<div class="gatehouse-quotes">${clauses.map((clause) => quote(school, clause))}</div>`}
</li>
`;

const quote = (school: School, clause: Clause): Html =>
  quotedClause({
    number: clause.number,
    href: address.clause(school.key, clause.id),
    text: clause.text,
    note: stanceOf(clause),
  });
