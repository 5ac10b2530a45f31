import type { Due, FormText, ShownClause } from '../../../agreements/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { input } from '../../components/input.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { radios } from '../../components/radios.ts';
import { textarea } from '../../components/textarea.ts';
import { details } from '../../components/details.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { formWords } from './form-words.ts';

/** A form that somebody is asked to sign, with what they filled in so far. */
export interface Offer {
  readonly acting: Acting;
  readonly due: Due;
  readonly text: FormText;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
  /** Whether the words changed after they were read. */
  readonly isAgain: boolean;
}

/** One page: read, then sign, sign in part, or decline. */
export function signingPage(offer: Offer): Html {
  const { acting, due, text, mistakes } = offer;
  const { school, viewer } = acting;
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: text.title,
    hasErrors: mistakes.size > 0,
    trail: [{ text: 'Your page', href: address.my(school.key) }],
    content: html`${offer.isAgain && notificationBanner({ text: 'The words have changed since you opened the page. Read them again, then sign.' })}
${mistakesSummary(mistakes)}${pageHeading(text.title, due.childName === undefined ? school.name : `For ${due.childName}`)}
<p class="govuk-body-l">${whyAsked(due)}</p>
${text.wording === 'changes' && html`<p class="govuk-body">Here is what is new. <a class="govuk-link" href="${address.agreement(school.key, text.form)}">The whole form</a></p>`}
${formWords(text)}
<div>
${signingForm(offer)}
${refusalForm(offer)}
</div>`,
  });
}

/** Why somebody is asked, in a sentence. */
export function whyAsked({ why }: Pick<Due, 'why'>): string {
  if (why === 'changed') return 'The policy has changed since you signed. Read what is new, then sign.';
  if (why === 'yearly') return 'A new year has begun. Read it again, then sign.';
  if (why === 'declined') return 'You did not agree before. If you do now, sign below.';
  return 'Read it, then sign at the end.';
}

function signingForm({ acting, due, text, filled, mistakes }: Offer): Html {
  const child = due.childName;
  return html`<h2 class="govuk-heading-m">Sign</h2>
${formTo(
  `${address.sign(acting.school.key, due.form, due.childId)}/signature`,
  html`<input type="hidden" name="showing" value="${filled.text('showing')}">
${input({ name: 'fullName', label: { text: 'Your full name' }, errorMessage: wrong(mistakes, 'fullName'), value: filled.text('fullName'), autocomplete: 'name', spellcheck: false, classes: 'govuk-input--width-20' })}
${dayField({ name: 'signedOn', legend: 'Today’s date', filled, mistakes })}
${text.questions.map((question, place) => understanding(question, place, filled, mistakes))}
${due.childTicks && checkboxes({ name: 'childTicked', fieldset: { legend: { text: `${child}’s own tick`, classes: 'govuk-fieldset__legend--s' } }, hint: { text: `Read it together. ${child} ticks the box. Leave it empty if your child is too young.` }, items: [{ value: 'yes', text: 'I know these rules and will keep them', checked: filled.has('childTicked') }] })}
${checkboxes({ name: 'agrees', errorMessage: wrong(mistakes, 'agrees'), items: [{ value: 'yes', text: child === undefined ? 'I have read this and agree to it' : `I have read this and agree to it for ${child}`, checked: filled.has('agrees') }] })}
${agreeable(text).length > 1 && partly(text, filled, mistakes)}
${button({ text: 'Sign', preventDoubleClick: true })}`,
)}`;
}

/** The field of a question of understanding. */
export const questionField = (place: number): string => `question-${place + 1}`;

const understanding = (
  { ask, choices }: FormText['questions'][number],
  place: number,
  filled: Filled,
  mistakes: Mistakes,
): Html =>
  radios({
    name: questionField(place),
    fieldset: { legend: { text: ask, classes: 'govuk-fieldset__legend--s' } },
    errorMessage: wrong(mistakes, questionField(place)),
    value: filled.text(questionField(place)),
    items: choices.map((text, at) => ({ value: String(at + 1), text })),
  });

/** Folded away, for the few who agree to most of it. Without scripts it opens as well. */
const partly = (text: FormText, filled: Filled, mistakes: Mistakes): Html =>
  details({
    summaryText: 'I agree, but not to all of it',
    open: filled.has('partly'),
    html: html`${checkboxes({ name: 'partly', items: [{ value: 'yes', text: 'I agree to part of it only', checked: filled.has('partly') }] })}
${checkboxes({
  name: 'declined',
  fieldset: { legend: { text: 'What do you not agree to?', classes: 'govuk-fieldset__legend--s' } },
  errorMessage: wrong(mistakes, 'declined'),
  classes: 'govuk-checkboxes--small',
  values: filled.all('declined'),
  items: agreeable(text).map(({ id, number, plain, text: words }) => ({
    value: id,
    text: `${number}: ${shortened(plain ?? words)}`,
  })),
})}
${textarea({ name: 'reason', label: { text: 'Why?' }, hint: { text: 'The school reads this and speaks with you.' }, errorMessage: wrong(mistakes, 'reason'), value: filled.text('reason'), rows: 3 })}`,
  });

/** The clauses that somebody may agree to or not: all that are asked now. */
export const agreeable = (text: FormText): readonly ShownClause[] =>
  text.clauses.filter(({ change }) => change !== 'removed');

const LONGEST = 120;
const shortened = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;

function refusalForm({ acting, due, filled, mistakes }: Offer): Child {
  return details({
    summaryText: 'I do not agree',
    open: mistakes.has('refusalReason'),
    html: formTo(
      `${address.sign(acting.school.key, due.form, due.childId)}/refusal`,
      html`<input type="hidden" name="showing" value="${filled.text('showing')}">
<p class="govuk-body">Nothing is signed then. The school reads your reason and speaks with you.</p>
${textarea({ name: 'refusalReason', label: { text: 'Why do you not agree?' }, errorMessage: wrong(mistakes, 'refusalReason'), value: filled.text('refusalReason'), rows: 3 })}
${button({ text: 'Send: I do not agree', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
    ),
  });
}
