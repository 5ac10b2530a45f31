import type { EarlyReview } from '../../../permissions/index.ts';
import { button } from '../../components/button.ts';
import { textarea } from '../../components/textarea.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import type { Acting } from '../people/acting.ts';
import { formTo, mistakesSummary, noMistakes, wrong } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { nameIn, type Names } from './names.ts';

const causes: Readonly<Record<EarlyReview['cause'], string>> = {
  'ai-tool': 'A new AI tool',
  'filter-change': 'The filter was changed',
  incident: 'Something happened',
};

export interface Reviews {
  readonly acting: Acting;
  readonly reviews: readonly EarlyReview[];
  readonly names: Names;
  readonly maySettle: boolean;
  /** The review that was sent without saying how it ended. */
  readonly withoutOutcome: string | undefined;
  readonly banner: Child;
}

/** What makes the policy due for a look out of turn, and how each look ended. */
export function reviewsPage(page: Reviews): Html {
  const { acting, reviews, withoutOutcome } = page;
  const { school, viewer } = acting;
  const mistakes =
    withoutOutcome === undefined
      ? noMistakes
      : new Map([[`outcome-${withoutOutcome}`, 'Say in a sentence how it ended']]);
  return schoolPage(school, {
    place: 'keeping',
    viewer,
    title: 'Reviews out of turn',
    hasErrors: mistakes.size > 0,
    trail: [{ text: 'Keeping the policy', href: address.keeping(school.key) }],
    content: html`${page.banner}${mistakesSummary(mistakes)}${pageHeading('Reviews out of turn', school.name)}
<p class="govuk-body">These make the policy due for a look before its time.</p>
${reviews.length === 0 && html`<p class="govuk-body">Nothing has come up.</p>`}
${reviews.map(
  (review) => html`<h2 class="govuk-heading-s">${causes[review.cause]}: ${review.subject}</h2>
<p class="govuk-body">Since ${wordMoment(review.raisedAt)}.${settled(page, review)}</p>
${page.maySettle && !review.settledAt && form(school.key, review, mistakes)}`,
)}`,
  });
}

const settled = ({ names }: Reviews, { settledAt, settledBy, outcome }: EarlyReview): Child =>
  settledAt && html` Settled by ${nameIn(names, settledBy ?? '')}, ${wordMoment(settledAt)}: ${outcome}`;

const form = (key: string, { id }: EarlyReview, mistakes: ReadonlyMap<string, string>): Html =>
  formTo(
    `${permissionAddress.reviews(key)}/${id}/outcome`,
    html`${textarea({ name: 'outcome', id: `outcome-${id}`, label: { text: 'How did it end?' }, errorMessage: wrong(mistakes, `outcome-${id}`), rows: 2 })}
${button({ text: 'Settled', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
  );
