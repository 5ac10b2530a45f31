import { type Request, requestState } from '../../../permissions/index.ts';
import { button } from '../../components/button.ts';
import { textarea } from '../../components/textarea.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { capital } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import { formTo, type Mistakes, mistakesSummary, prefilled, wrong } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { nameIn, type Names } from './names.ts';
import { needFields, type Showing } from './needs.ts';
import { conversation, isSettled, needsOf, opened, partsOf, stateOf, subjectOf } from './request-parts.ts';
import type { ShownRequest } from './shown-request.ts';
import { requestTag, wordAct, wordMyAct } from './words.ts';

/** Everything that somebody asked for. */
export function ownRequestsPage(
  { school, viewer }: Acting,
  requests: readonly Request[],
  names: Names,
): Html {
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: 'Your requests',
    trail: [{ text: 'Your page', href: address.my(school.key) }],
    content: html`${pageHeading('Your requests', school.name)}
${
  requests.length === 0
    ? html`<p class="govuk-body">You have not asked for anything. <a class="govuk-link" href="${address.questions(school.key)}">Ask “May I …?” first</a>: where somebody must agree, the answer leads to a request.</p>`
    : wideTable({
        caption: 'Your requests, the newest first',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'Request' }, { text: 'For whom' }, { text: 'State' }, { text: 'Asked' }],
        firstCellIsHeader: true,
        isStacked: true,
        rows: requests.map((request) => [
          {
            html: html`<a class="govuk-link" href="${permissionAddress.own(school.key, request.id)}">${request.number}: ${wordFor({ school, viewer }, request)}</a>`,
          },
          { text: request.personId === viewer.personId ? 'Yourself' : nameIn(names, request.personId) },
          { html: requestTag(requestState(request)) },
          { text: wordMoment(request.madeAt) },
        ]),
      })
}
<p class="govuk-body"><a class="govuk-link" href="${permissionAddress.held(school.key)}">Your permissions</a></p>`,
  });
}

/** What was asked for, as one's own where it was not written down for somebody else. */
const wordFor = (
  { school, viewer }: Pick<Acting, 'school' | 'viewer'>,
  { personId, act }: Request,
): string => (personId === viewer.personId ? wordMyAct(school, act) : wordAct(school, act));

export interface OwnRequest {
  readonly shown: ShownRequest;
  /** What the clauses want to see and is not shown yet, and with what it can be. */
  readonly showing: Showing;
  readonly banner: Child;
  readonly mistakes: Mistakes;
}

/** One request as its asker sees it. */
export function ownRequestPage(own: OwnRequest): Html {
  const { shown, banner, mistakes } = own;
  const { school, viewer } = shown.acting;
  const { number } = shown.request;
  const title = `Request ${number}`;
  return schoolPage(school, {
    place: 'my',
    viewer,
    title,
    hasErrors: mistakes.size > 0,
    backLink: { href: permissionAddress.mine(school.key), text: 'Your requests' },
    content: html`${banner}${mistakesSummary(mistakes)}${pageHeading(title, capital(wordFor(shown.acting, shown.request)))}
<p class="govuk-body">${requestTag(stateOf(shown))}</p>
${subjectOf(shown)}
${opened(shown)}
<h2 class="govuk-heading-m">Who agrees to it</h2>
${partsOf(shown)}
${needsOf(shown)}
${conversation(shown)}
${!isSettled(shown) && forms(own)}`,
  });
}

function forms({ shown, showing, mistakes }: OwnRequest): Html {
  const { school } = shown.acting;
  const here = permissionAddress.own(school.key, shown.request.id);
  return html`${
    showing.needs.length > 0 &&
    formTo(
      `${here}/needs`,
      html`${needFields(showing, prefilled({}))}${button({ text: 'Keep what I can show', preventDoubleClick: true })}`,
    )
  }
${formTo(
  `${here}/remarks`,
  html`${textarea({ name: 'words', label: { text: stateOf(shown) === 'asked-back' ? 'Your reply' : 'Add something', classes: 'govuk-label--s' }, errorMessage: wrong(mistakes, 'words'), rows: 3 })}${button({ text: 'Send', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
)}
${formTo(`${here}/retraction`, button({ text: 'Take the request back', classes: 'govuk-button--warning', preventDoubleClick: true }))}`;
}
