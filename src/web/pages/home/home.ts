import { clausesOf } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { type Html, html } from '../../html/index.ts';
import { page } from '../../layout/page.ts';
import { open } from '../../powers.ts';
import { address, type Routes, sendPage } from '../../site.ts';

/** `/`: the schools served here, and where to go. */
export const homePages: Routes = (app, site) => {
  app.get('/', open, (_request, reply) => sendPage(reply, homePage(site.answerer.schools())));
};

const homePage = (schools: readonly School[]) =>
  page({
    title: 'Your school’s ICT policy, answered',
    content: html`<h1 class="govuk-heading-xl">Your school’s ICT policy, answered</h1>
<p class="govuk-body-l">Choose a school to read its acceptable use policy, to ask “may I…?”, and to see the sentence that decides.</p>
<ul class="gatehouse-cards">${schools.map(card)}</ul>
<h2 class="govuk-heading-m">For those who keep a policy</h2>
<ul class="govuk-list govuk-list--bullet">
<li><a class="govuk-link" href="${address.compare()}">Compare what two schools say</a></li>
<li><a class="govuk-link" href="${address.law()}">Read the law beneath every policy</a></li>
<li><a class="govuk-link" href="/api/v1/openapi.json">The API, described for programs</a></li>
</ul>`,
  });

function card(school: School): Html {
  const { pack } = school.policy;
  return html`<li class="gatehouse-card">
<h2 class="govuk-heading-s"><a class="govuk-link" href="${address.school(school.key)}">${school.name}</a></h2>
<p class="govuk-body">${pack.name}</p>
<p class="govuk-body-s">Edition ${school.edition.number} · ${clausesOf(pack).length} clauses · ${pack.agreements.length === 0 ? 'no form to sign' : pack.agreements.length === 1 ? '1 form to sign' : `${pack.agreements.length} forms to sign`}</p>
</li>`;
}
