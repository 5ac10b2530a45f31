import type { Told } from '../../../reports/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage, type Site } from '../../site.ts';
import { formTo, type Mistakes, mistakesSummary, noMistakes, wrong } from '../people/filling.ts';
import { tellingAddress } from './addresses.ts';
import { answerForm, nameOfTold, takesMoreOf, thread } from './thread.ts';

/** Asks for a receipt. It is sent in a form: an address is kept in too many places. */
export const receiptPage = (school: School, typed = '', mistakes: Mistakes = noMistakes): Html =>
  schoolPage(school, {
    place: 'tell',
    title: 'See what came of what you told',
    hasErrors: mistakes.size > 0,
    backLink: { href: tellingAddress.tell(school.key), text: 'Tell us something' },
    content: html`${mistakesSummary(mistakes)}${pageHeading('See what came of what you told', school.name)}
<p class="govuk-body">If you have an account and gave your name, <a class="govuk-link" href="${tellingAddress.mine(school.key)}">look on your own page</a>.</p>
${formTo(
  tellingAddress.told(school.key),
  html`${input({ name: 'receipt', label: { text: 'Your receipt', classes: 'govuk-label--s' }, hint: { text: 'Seven groups of four letters and digits' }, errorMessage: wrong(mistakes, 'receipt'), value: typed, autocomplete: 'off', spellcheck: false })}${button({ text: 'Show it' })}`,
)}`,
  });

export interface ToldShown {
  readonly site: Site;
  readonly school: School;
  readonly told: Told;
  readonly receipt: string;
  readonly words: string;
  readonly mistakes: Mistakes;
  readonly banner: Child;
}

/** What was told and answered, for whoever holds the receipt. */
export function toldPage({ site, school, told, receipt, words, mistakes, banner }: ToldShown): Html {
  const title = nameOfTold(site, school, told.report);
  return schoolPage(school, {
    place: 'tell',
    title: `What you told: ${title}`,
    hasErrors: mistakes.size > 0,
    backLink: { href: tellingAddress.told(school.key), text: 'Another receipt' },
    content: html`${mistakesSummary(mistakes)}${banner}${pageHeading(title, 'What you told')}
${thread(school, told)}
${answerForm({ action: tellingAddress.answered(school.key), kept: html`<input type="hidden" name="receipt" value="${receipt}">`, words, mistakes, takesFiles: takesMoreOf(site, school, told.report) })}`,
  });
}
