import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { type Html, html } from '../../html/index.ts';
import { address } from '../../site.ts';

/**
 * The box for a question in one's own words. Without scripts it is a form that leads to what may be meant; with them
 * it offers that while one types (`assets/question-box.js`).
 */
export function questionBox(school: School, words = '', error?: string): Html {
  return html`<form class="gatehouse-question-box" method="get" action="${address.questions(school.key)}" role="search" data-gatehouse-question-box="${address.questions(school.key)}.json">
${input({
  id: 'q',
  name: 'q',
  type: 'search',
  value: words,
  label: { text: 'What do you want to do, or what has happened?', classes: 'govuk-label--m' },
  hint: { text: 'For example: can I take my laptop home. Please leave out people’s names.' },
  autocomplete: 'off',
  ...(error !== undefined && { errorMessage: { text: error } }),
})}
${button({ text: 'Ask' })}
</form>`;
}
