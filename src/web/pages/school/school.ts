import { asMine, listed } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { type Html, html } from '../../html/index.ts';
import { open } from '../../powers.ts';
import { address, type InSchool, type Routes, schoolPage, sendPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { tellingAddress } from '../telling/addresses.ts';
import { questionBox } from '../asking/question-box.ts';

/** `/schools/:school`: what a person can do here. */
export const schoolPages: Routes = (app, site) => {
  app.get<InSchool>('/schools/:school', open, (request, reply) =>
    sendPage(reply, schoolHome(site.answerer.school(request.params.school), site.isSample)),
  );
};

const schoolHome = (school: School, isSample: boolean) =>
  schoolPage(school, {
    place: 'home',
    title: 'May I…?',
    needs: ['question-box'],
    content: html`<div class="gatehouse-hero">
<h1 class="govuk-heading-xl">May I…?</h1>
<p class="govuk-body-l">Ask in your own words. You get the answer of the school’s policy, and the sentence that decides it.</p>
${questionBox(school)}
</div>
${isSample && sampleNotice(school)}
${examples(school)}
${tellUs(school)}
<div class="govuk-grid-row">
${tile('Read the policy', address.policy(school.key), `${school.policy.pack.name}, edition ${school.edition.number}, in force since ${wordDay(school.edition.effectiveFrom)}.`)}
${tile('What people sign', address.agreements(school.key), signersOf(school))}
${tile('Keeping the policy', address.keeping(school.key), 'What a reader misses, what the school still owes, questions nobody could answer.')}
</div>`,
  });

/** The one door for everybody, with or without an account. */
const tellUs = ({ key }: School): Html =>
  html`<h2 class="govuk-heading-m"><a class="govuk-link" href="${tellingAddress.tell(key)}">Tell us</a></h2>
<p class="govuk-body">Something went wrong, was lost, or worries you: it goes to those who have to know, and to nobody whom it is about. You need no account, and no name. <a class="govuk-link" href="${tellingAddress.childTells(key)}">I am a pupil</a>. <a class="govuk-link" href="${tellingAddress.told(key)}">I told you before</a>.</p>`;

const sampleNotice = (school: School): Html =>
  insetText({
    html: html`This school is filled with invented people. <a class="govuk-link" href="${address.sample(school.key)}">Be somebody</a> to see what they see.`,
  });

const tile = (title: string, href: string, text: string): Html =>
  html`<div class="govuk-grid-column-one-third"><h2 class="govuk-heading-m"><a class="govuk-link" href="${href}">${title}</a></h2><p class="govuk-body">${text}</p></div>`;

function signersOf({ policy: { pack } }: School): string {
  const signers = [...new Set(pack.agreements.flatMap((form) => form.signs))].map(
    (role) => pack.vocabulary.roles.find(role)?.name ?? role,
  );
  return signers.length === 0 ? 'This policy has no form to sign.' : `Signed by each ${listed(signers)}.`;
}

/** A few questions that the policy answers, to begin with. */
function examples(school: School): Html | undefined {
  const asked = [
    'use-personal-device',
    'take-equipment-off-site',
    'install-software',
    'use-ict-personally',
    'send-personal-data',
    'use-ai',
  ]
    .filter((act) => (school.policy.forAct.get(act) ?? []).some((candidate) => !candidate.rule.isLaw))
    .slice(0, 4)
    .flatMap((act) => school.policy.vocabulary.acts.find(act) ?? []);
  if (asked.length === 0) return undefined;
  return html`<p class="govuk-body">People often ask whether they may:</p>
<ul class="gatehouse-chips">${asked.map((act) => html`<li>${button({ text: asMine(act.name), href: address.question(school.key, new URLSearchParams({ act: act.id })), classes: 'govuk-button--secondary gatehouse-chip' })}</li>`)}</ul>`;
}
