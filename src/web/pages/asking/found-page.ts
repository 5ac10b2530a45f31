import type { Found } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { hrefOf, sentenceOf } from './asking.ts';
import { questionBox } from './question-box.ts';

/** What a question in plain words may mean, to choose from. */
export function foundPage(
  school: School,
  words: string,
  found: readonly Found[],
  state: 'asked' | 'told' = 'asked',
): Html {
  return schoolPage(school, {
    place: 'ask',
    title: words === '' ? 'May I…?' : `May I…? ${words}`,
    needs: ['question-box'],
    content: html`${state === 'told' && notificationBanner({ type: 'success', text: 'Thank you. Those who keep the policy will see that it could not answer this.' })}
${pageHeading('May I…?')}
${questionBox(school, words)}
${words !== '' && state === 'asked' && choices(school, words, found)}
<p class="govuk-body">Or <a class="govuk-link" href="${address.subjects(school.key)}">look through everything the policy speaks of</a>.</p>`,
  });
}

function choices(school: School, words: string, found: readonly Found[]): Html {
  if (found.length === 0) {
    return html`<h2 class="govuk-heading-m">Nothing fits “${words}”</h2>
<p class="govuk-body">Try other words, for example the thing and what you want to do with it.</p>
${nothingFits(school, words)}`;
  }
  return html`<h2 class="govuk-heading-m">Which of these is it?</h2>
<ul class="gatehouse-choices">${found.map((each) => html`<li><a class="gatehouse-choice" href="${hrefOf(school, each)}">${sentenceOf(each)}${speaksOf(school, each)}</a></li>`)}</ul>
${nothingFits(school, words)}`;
}

/** Whether the school's own policy has anything to say of it. */
function speaksOf(school: School, found: Found): Html | undefined {
  const candidates =
    (found.kind === 'act' ? school.policy.forAct : school.policy.forEvent).get(found.id) ?? [];
  return candidates.some((candidate) => !candidate.rule.isLaw)
    ? undefined
    : html` <span class="gatehouse-choice__note">the policy does not mention it</span>`;
}

const nothingFits = (
  school: School,
  words: string,
): Html => html`<form method="post" action="${address.school(school.key)}/gaps" class="gatehouse-nothing-fits">
<input type="hidden" name="q" value="${words}">
${button({ text: 'None of these: tell those who keep the policy', classes: 'govuk-button--secondary' })}
</form>`;
