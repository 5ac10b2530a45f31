import { nameOf } from '../../../people/index.ts';
import type { RequestPart } from '../../../permissions/index.ts';
import { explainVerdict, listed, roleName } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { details } from '../../components/details.ts';
import { summaryList } from '../../components/summary-list.ts';
import { textarea } from '../../components/textarea.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { mayUse } from '../../powers.ts';
import { capital } from '../../wording/text.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import type { AskedFor } from './asked.ts';
import { type Choosable, personField } from './choosing-person.ts';
import { quote } from './clauses.ts';
import { wordApprovers } from './names.ts';
import { needFields } from './needs.ts';
import { subjectRows, wordAct, wordMyAct } from './words.ts';

/** The request that an answer leads to, filled in as far as it can be. */
export function requestingPage(
  asked: AskedFor,
  others: Choosable | undefined,
  filled: Filled,
  mistakes: Mistakes,
): Html {
  const { school, viewer } = asked.acting;
  const title = wordAsking(school, asked.demand.parts, asked.isExemption);
  return schoolPage(school, {
    place: 'ask',
    viewer,
    title,
    hasErrors: mistakes.size > 0,
    ...(others && { needs: ['autocomplete'] as const }),
    backLink: { href: address.answer(school.key, asked.answerId), text: 'Back to the answer' },
    content: html`${mistakesSummary(mistakes)}${pageHeading(title, capital(asked.isForOther ? wordAct(school, asked.question.act) : wordMyAct(school, asked.question.act)))}
${others && forWhom(asked, others, mistakes)}
${asked.demand.parts.length === 0 ? nothing(asked) : form(asked, filled, mistakes)}`,
  });
}

/** "Ask the headteacher", "Ask for an exemption": what the button that leads here says, and the page. */
export function wordAsking({ policy }: School, parts: readonly RequestPart[], isExemption: boolean): string {
  if (isExemption) return 'Ask for an exemption';
  const roles = [...new Set(parts.flatMap((part) => part.roles))];
  if (roles.length === 0 || roles.length > MOST_ROLES) return 'Ask for permission';
  const circles = new Set(parts.map((part) => part.roles.toSorted().join(' ')));
  const isAll = circles.size > 1 || parts.some(({ mode }) => mode === 'all');
  const named = roles.map((role) => (role === 'school' ? 'the school' : roleName(policy.pack, role)));
  return `Ask ${listed(named, isAll ? 'and' : 'or')}`;
}

/** More roles than this make no words for a button. */
const MOST_ROLES = 4;

function forWhom(
  { acting: { school }, answerId, person, isForOther }: AskedFor,
  others: Choosable,
  mistakes: Mistakes,
): Html {
  return html`${isForOther && insetText({ text: `You write this down for ${nameOf(person)}.` })}
${details({
  summaryText: isForOther ? 'It is for somebody else' : 'I write this down for somebody who telephoned',
  open: mistakes.has('for'),
  html: formTo(
    permissionAddress.askingFor(school.key, answerId),
    html`${personField({ name: 'for', label: 'Who wants to do it?', choosable: others, value: person.id, mistakes })}
${button({ text: 'Go on', classes: 'govuk-button--secondary' })}`,
  ),
})}`;
}

/** The policy wants nobody's agreement of this person, or nobody can give it. */
function nothing({ demand, question, acting: { school }, person, isForOther }: AskedFor): Html {
  const { headline, summary } = explainVerdict(demand.verdict, question, school.policy);
  const who = isForOther ? nameOf(person) : 'you, with the roles you hold today';
  return html`<p class="govuk-body">There is nothing to ask for. For ${who}, the answer is: <strong>${headline}</strong>. ${summary}</p>`;
}

function form(asked: AskedFor, filled: Filled, mistakes: Mistakes): Html {
  const { acting, question, person, answerId, demand } = asked;
  const { school, day } = acting;
  return html`${summaryList({ rows: [{ key: { text: 'Who' }, value: { text: nameOf(person) } }, ...subjectRows(school, question, !asked.isForOther)] })}
<h2 class="govuk-heading-m">Who will be asked</h2>
${parts(asked)}
<h2 class="govuk-heading-m">Your request</h2>
${formTo(
  permissionAddress.asking(school.key, answerId),
  html`<input type="hidden" name="for" value="${person.id}">
${textarea({ name: 'purpose', label: { text: 'What is it for?', classes: 'govuk-label--s' }, hint: { text: 'A sentence or two. Whoever answers reads it; leave out names of pupils.' }, errorMessage: wrong(mistakes, 'purpose'), value: filled.text('purpose'), rows: 3 })}
${dayField({ name: 'since', legend: 'First day', filled, mistakes })}
${dayField({ name: 'until', legend: 'Last day', hint: 'Leave it empty where it is to go on.', filled, mistakes })}
${needFields({ school, day, needs: demand.needs, assessments: asked.assessments, things: asked.things }, filled)}
${button({ text: 'Send the request', preventDoubleClick: true })}`,
)}`;
}

const parts = (asked: AskedFor): Child =>
  asked.parts.map(({ part, approvers }) => {
    const { acting, names, clauses } = asked;
    const people = approvers.map((each) => wordApprovers(acting.school, each, names));
    const how =
      part.mode === 'all' && people.length > 1
        ? 'Everybody of these has to agree:'
        : people.length > 1
          ? 'One of these has to agree:'
          : 'This has to be agreed by:';
    return html`${quote(acting.school, clauses, part.clause)}
<p class="govuk-body">${how}</p><ul class="govuk-list govuk-list--bullet">${people.map((each) => html`<li>${capital(each)}</li>`)}</ul>
${part.roles.length === 0 && unnamed(asked)}`;
  });

/** The clause says that somebody must agree, and not who. */
const unnamed = ({ acting: { school, viewer } }: AskedFor): Html =>
  insetText({
    html: html`The policy does not say who agrees to this; the school still has to settle it.${mayUse('permissions.enter', viewer.roles) && html` <a class="govuk-link" href="${address.settings(school.key)}">See what the school has to settle</a>.`}`,
  });
