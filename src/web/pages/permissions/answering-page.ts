import { type Request, requestState, type ToAnswer } from '../../../permissions/index.ts';
import { listed, roleName } from '../../../policy/index.ts';
import { button } from '../../components/button.ts';
import { dateInput } from '../../components/date-input.ts';
import { details } from '../../components/details.ts';
import { textarea } from '../../components/textarea.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { capital, counted } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import {
  type Filled,
  formTo,
  type Mistakes,
  mistakesSummary,
  noMistakes,
  prefilled,
  wrong,
} from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { wordClause } from './clauses.ts';
import type { LikeRequests } from './like-requests.ts';
import { nameIn, type Names } from './names.ts';
import { conversation, needsOf, opened, partsOf, sentenceOf, stateOf, subjectOf } from './request-parts.ts';
import type { ShownRequest } from './shown-request.ts';
import { requestTag, wordAct, wordSpan } from './words.ts';

/** What waits for the viewer. */
export function waitingPage(
  { school, viewer }: Acting,
  waiting: readonly Request[],
  names: Names,
  banner: Child,
): Html {
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: 'What waits for your answer',
    trail: [{ text: 'Your page', href: address.my(school.key) }],
    content: html`${banner}${pageHeading('What waits for your answer', school.name)}
${
  waiting.length === 0
    ? html`<p class="govuk-body">Nothing waits for you.</p>`
    : html`<ul class="gatehouse-forms">${waiting.map(
        (request) => html`<li class="gatehouse-form">
<h2 class="govuk-heading-s"><a class="govuk-link" href="${permissionAddress.request(school.key, request.id)}">${nameIn(names, request.personId)}: ${wordAct(school, request.act)}</a></h2>
<p class="govuk-body-s">${requestTag(requestState(request))} ${capital(wordSpan(request.since, request.until))}. Asked ${wordMoment(request.madeAt)}, number ${request.number}</p>
</li>
`,
      )}</ul>`
}`,
  });
}

export interface Answering {
  readonly shown: ShownRequest;
  readonly toAnswer: readonly ToAnswer[];
  readonly like: LikeRequests;
  /** What was filled into the form that is put right. */
  readonly filled: Filled;
  readonly mistakes: Mistakes;
  readonly banner: Child;
}

/** One page to answer on: what is asked first, then what the clause says, then the forms. */
export function answeringPage(answering: Answering): Html {
  const { shown, toAnswer, mistakes } = answering;
  const { school, viewer } = shown.acting;
  const title = `Request ${shown.request.number}`;
  return schoolPage(school, {
    place: 'my',
    viewer,
    title,
    hasErrors: mistakes.size > 0,
    backLink: { href: permissionAddress.waiting(school.key), text: 'What waits for your answer' },
    content: html`${answering.banner}${mistakesSummary(mistakes)}${pageHeading(title, capital(wordAct(school, shown.request.act)))}
<p class="govuk-body-l">${sentenceOf(shown)}</p>
<p class="govuk-body">${shown.request.purpose}</p>
<p class="govuk-body">${requestTag(stateOf(shown))}</p>
${partsOf(shown)}
${needsOf(shown)}
${history(answering.like)}
${conversation(shown)}
${answersOf(toAnswer).map((answer, index) => answerForm(answering, answer, index))}
${toAnswer.length > 0 && askBack(answering)}
${opened(shown)}
${details({ summaryText: 'Everything that was said of it', html: subjectOf(shown) })}`,
  });
}

function history({ granted, refused, last }: LikeRequests): Html {
  return html`<h2 class="govuk-heading-m">Requests like this</h2>
<p class="govuk-body">${granted + refused === 0 ? 'This is the first that is answered.' : `${capital(counted(granted, 'was', 'were'))} granted and ${refused} refused.`}${last && html` The last answer with a reason or a condition, ${wordMoment(last.at)}: ${last.outcome}, “${last.words.replace(/\.$/, '')}”.`}</p>`;
}

/** What the viewer says for one role, to every clause that waits for it. */
interface AnswerAs {
  readonly role: string;
  readonly clauses: readonly string[];
}

const answersOf = (toAnswer: readonly ToAnswer[]): AnswerAs[] =>
  [...Map.groupBy(toAnswer, ({ role }) => role)].map(([role, parts]) => ({
    role,
    clauses: parts.map(({ clause }) => clause),
  }));

/** Each role answers once; what was filled in wrongly stands in the form that it came from. */
function answerForm(answering: Answering, part: AnswerAs, index: number): Html {
  const { shown, toAnswer } = answering;
  const { school } = shown.acting;
  const isFilled = answering.filled.text('role') === part.role;
  const filled = isFilled ? answering.filled : prefilled({});
  const mistakes = isFilled ? answering.mistakes : noMistakes;
  const as = part.role === 'school' ? 'the school' : roleName(school.policy.pack, part.role);
  const isMissing = stateOf(shown) === 'incomplete';
  const nth = isFilled ? '' : `-${index + 1}`;
  return html`<h2 class="govuk-heading-m">Your answer for ${as}${toAnswer.length > 1 && ` on ${listed(part.clauses.map((clause) => wordClause(shown.clauses, clause)))}`}</h2>
${
  isMissing
    ? html`<p class="govuk-body">Something that the clause wants to see is missing, so nobody can agree yet. You can refuse, or ask.</p>`
    : decisionForm(
        shown,
        part,
        'granted',
        html`${textarea({ name: 'conditions', id: `conditions${nth}`, label: { text: 'Conditions, where there are any', classes: 'govuk-label--s' }, value: filled.text('conditions'), rows: 2 })}
${untilField(shown, `until${nth}`, filled, mistakes)}
${button({ text: 'Agree', preventDoubleClick: true })}`,
      )
}
${decisionForm(
  shown,
  part,
  'refused',
  html`${textarea({ name: 'reason', id: `reason${nth}`, label: { text: 'Why not?', classes: 'govuk-label--s' }, hint: { text: 'The asker reads it.' }, errorMessage: wrong(mistakes, 'reason'), value: filled.text('reason'), rows: 2 })}
${button({ text: 'Refuse', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
)}`;
}

/** Like any field for a day; there may be one in each of several forms. */
const untilField = ({ request }: ShownRequest, id: string, filled: Filled, mistakes: Mistakes): Html => {
  const box = (name: string) => ({ name, value: filled.text(`until-${name}`) });
  return dateInput({
    id,
    namePrefix: 'until',
    fieldset: { legend: { text: 'End it earlier', classes: 'govuk-fieldset__legend--s' } },
    hint: { text: endHint(request) },
    errorMessage: wrong(mistakes, 'until-day'),
    day: box('day'),
    month: box('month'),
    year: box('year'),
  });
};

function endHint(request: Request): string {
  const asked =
    request.until === undefined
      ? 'It was asked for without an end. Leave it empty to let it go on.'
      : 'Leave it empty to grant it as long as it was asked for.';
  const isOfSeveral = request.parts.length > 1 || request.parts.some(({ mode }) => mode === 'all');
  return isOfSeveral ? `${asked} Of several who agree, the earliest day holds.` : asked;
}

const decisionForm = (
  { acting: { school }, request }: ShownRequest,
  { role, clauses }: AnswerAs,
  outcome: string,
  fields: Html,
): Html =>
  formTo(
    `${permissionAddress.request(school.key, request.id)}/decisions`,
    html`${clauses.map((clause) => html`<input type="hidden" name="clause" value="${clause}">`)}<input type="hidden" name="role" value="${role}"><input type="hidden" name="outcome" value="${outcome}">
${fields}`,
  );

const askBack = ({ shown: { acting, request }, filled, mistakes }: Answering): Html =>
  html`<h2 class="govuk-heading-m">Ask back</h2>
${formTo(
  `${permissionAddress.request(acting.school.key, request.id)}/questions`,
  html`${textarea({ name: 'words', label: { text: 'What do you need to know?', classes: 'govuk-label--s' }, errorMessage: wrong(mistakes, 'words'), value: filled.text('words'), rows: 2 })}
${button({ text: 'Ask', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
)}`;
