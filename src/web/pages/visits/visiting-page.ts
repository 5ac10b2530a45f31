import type { FormText, Visit } from '../../../agreements/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { input } from '../../components/input.ts';
import { panel } from '../../components/panel.ts';
import { type Html, html } from '../../html/index.ts';
import { page } from '../../layout/page.ts';
import { address, pageHeading } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { formWords } from '../signing/form-words.ts';

interface AtDoor {
  readonly school: School;
  readonly visit: Visit;
  readonly text: FormText;
  readonly token: string;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}

/** What a visitor reads and signs. There is no way on from here to the rest of the school's pages. */
export function visitorPage({ school, visit, text, token, filled, mistakes }: AtDoor): Html {
  return page({
    title: `Welcome to ${school.name}`,
    school: school.name,
    hasErrors: mistakes.size > 0,
    content: html`${mistakesSummary(mistakes)}${pageHeading(`Welcome to ${school.name}`)}
<p class="govuk-body-l">Before you use a computer or our network, please read this and sign. It takes a minute or two.</p>
<h2 class="govuk-heading-m">${text.title}</h2>
${formWords(text)}
<div>
<h2 class="govuk-heading-m">Sign</h2>
${formTo(
  `${address.visit(school.key, token)}/signature`,
  html`<input type="hidden" name="showing" value="${filled.text('showing')}">
${input({ name: 'fullName', label: { text: 'Your full name' }, errorMessage: wrong(mistakes, 'fullName'), value: filled.text('fullName'), autocomplete: 'name', spellcheck: false })}
${input({ name: 'comesFrom', label: { text: 'Where do you come from?' }, hint: { text: 'Your firm or organisation, if there is one.' }, errorMessage: wrong(mistakes, 'comesFrom'), value: filled.text('comesFrom'), autocomplete: 'organization' })}
${checkboxes({ name: 'agrees', errorMessage: wrong(mistakes, 'agrees'), items: [{ value: 'yes', text: 'I have read this and will keep it', checked: filled.has('agrees') }] })}
${button({ text: 'Sign', preventDoubleClick: true })}`,
)}
<p class="govuk-body">It holds until your visit ends, at the latest on ${wordMoment(visit.endsAt)}. If you do not agree, do not sign; speak to reception.</p>
</div>`,
  });
}

/** Says until when what was signed holds. */
export const signedPage = (school: School, visit: Visit): Html =>
  page({
    title: 'Thank you',
    school: school.name,
    content: html`${panel({ titleText: 'Thank you', text: visit.signed.length > 0 ? 'You have signed.' : 'There is nothing for you to sign.' })}
<p class="govuk-body-l">Your visit lasts until ${wordMoment(visit.endsAt)} at the latest. What you signed ends with it.</p>
<p class="govuk-body">Tell reception when you leave. You can close this page.</p>`,
  });

/** For a link that is wrong or over: which of them is nobody's business. */
export const endedPage = (school: School): Html =>
  page({
    title: 'This link is not open',
    school: school.name,
    content: html`${pageHeading('This link is not open', school.name)}
<p class="govuk-body">The visit that it was made for has ended, or part of the link is missing.</p>
<p class="govuk-body">Reception can make you a new one.</p>`,
  });
