import { listed, roleName } from '../../../policy/index.ts';
import type { Filed } from '../../../reports/index.ts';
import { button } from '../../components/button.ts';
import { panel } from '../../components/panel.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, schoolPage } from '../../site.ts';
import { tellingAddress } from './addresses.ts';
import { instead } from './form-page.ts';
import type { Sent } from './sending.ts';
import { whatToDo } from './what-to-do.ts';

/** What somebody without a name sees once: that it is kept, with what they come back, and what to do. */
export function afterPage(sent: Sent, filed: Filed, isWithoutFiles: boolean): Html {
  const { draft, asked, routing } = sent;
  const { school, site, door, viewer } = draft;
  const roles = [...new Set(routing.routes.flatMap((route) => route.roles))];
  const names = listed(roles.map((role) => roleName(school.policy.pack, role)));
  return schoolPage(school, {
    place: 'tell',
    viewer,
    title: 'Thank you for telling us',
    content: html`${panel({ titleText: 'Thank you for telling us', html: html`Its number is<br><strong>${filed.reference}</strong>` })}
${isWithoutFiles && html`<p class="govuk-body"><strong>What you wrote is kept. The file was not kept.</strong></p>${instead(asked)}`}
${door === 'page' ? receipt(sent, filed) : html`<p class="govuk-body">Tell them the number, so that they can ask about it. You will not see it again unless it is for you to hear.</p>`}
<h2 class="govuk-heading-m">Who sees it</h2>
<p class="govuk-body">${names === '' ? 'Those whom the policy names' : `It goes to ${names}`}, or to whoever is there in their place. Nobody whom it is about sees it.</p>
${whatToDo(site, school, { event: draft.event, facts: draft.facts, toldAs: draft.as[0] ?? 'public' })}
<p class="govuk-body"><a class="govuk-link" href="${address.school(school.key)}">Back to ${school.name}</a></p>`,
  });
}

/** Big, to be written down: it is shown now and never again. */
const receipt = ({ draft: { school } }: Sent, { receipt: code }: Filed): Child =>
  html`<h2 class="govuk-heading-m">Your receipt</h2>
<p class="govuk-body">Write it down, or print this page. With it you can see what the school answers, and answer back, without saying who you are. It is not shown again, and nobody can look it up for you.</p>
<p class="govuk-heading-l" id="receipt"><code>${code}</code></p>
${button({ text: 'Print this page', type: 'button', classes: 'govuk-button--secondary', attributes: { 'data-gatehouse-print': 'true', hidden: 'hidden' } })}
<p class="govuk-body"><a class="govuk-link" href="${tellingAddress.told(school.key)}">See what came of it</a></p>`;
