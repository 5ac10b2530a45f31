import { assessmentForms, isOpen, type RequestNeed, requestState } from '../../../permissions/index.ts';
import { roleName } from '../../../policy/index.ts';
import { details } from '../../components/details.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList } from '../../components/summary-list.ts';
import { tag } from '../../components/tag.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { wordDay, wordMoment } from '../../wording/days.ts';
import { capital } from '../../wording/text.ts';
import { permissionAddress } from './addresses.ts';
import { answerRows } from './assessment-words.ts';
import { quote, wordClause } from './clauses.ts';
import { nameIn, wordApprovers } from './names.ts';
import { shownReading } from './readings.ts';
import type { ShownRequest } from './shown-request.ts';
import { subjectRows, wordAct, wordNeed, wordSpan } from './words.ts';

/** What is asked, in one sentence. */
export const sentenceOf = ({ acting: { school }, request, names }: ShownRequest): string =>
  `${nameIn(names, request.personId)} asks ${request.isExemption ? 'for an exemption ' : ''}to ${wordAct(school, request.act)}, ${wordSpan(request.since, request.until)}.`;

/** Who, what, when and what for. */
export const subjectOf = ({ acting: { school, viewer }, request, names }: ShownRequest): Html =>
  summaryList({
    rows: [
      { key: { text: 'Who' }, value: { text: nameIn(names, request.personId) } },
      ...(request.enteredBy === request.personId
        ? []
        : [{ key: { text: 'Written down by' }, value: { text: nameIn(names, request.enteredBy) } }]),
      ...subjectRows(school, request, request.personId === viewer.personId),
      { key: { text: 'When' }, value: { text: capital(wordSpan(request.since, request.until)) } },
      { key: { text: 'What for' }, value: { text: request.purpose } },
      { key: { text: 'Asked' }, value: { text: wordMoment(request.madeAt) } },
    ],
  });

/** The clauses that demand agreement, with the answers so far and whose is waited for. */
export function partsOf(shown: ShownRequest): Child {
  const { request, acting, clauses, awaited, names } = shown;
  return request.parts.map(({ clause }) => {
    const waiting = awaited.find(({ part }) => part.clause === clause);
    return html`${quote(acting.school, clauses, clause)}
<ul class="govuk-list govuk-list--bullet">${decisionsOn(shown, clause)}${waiting?.approvers.map((each) => html`<li>Waits for ${wordApprovers(acting.school, each, names)}</li>`)}</ul>
${waiting?.part.mode === 'all' && waiting.approvers.length > 1 && html`<p class="govuk-body-s">Everybody of these has to agree.</p>`}`;
  });
}

const decisionsOn = ({ request, acting: { school }, names }: ShownRequest, clause: string): Child =>
  request.decisions
    .filter((decision) => decision.clause === clause)
    .map(
      ({ outcome, role, personId, conditions, reason, until, decidedAt }) =>
        html`<li>${outcome === 'granted' ? 'Agreed' : 'Refused'} by ${nameIn(names, personId)}${role !== 'school' && ` for ${roleName(school.policy.pack, role)}`}, ${wordMoment(decidedAt)}${until !== undefined && html`<br>Until ${wordDay(until)}`}${conditions !== undefined && html`<br>On these conditions: ${conditions}`}${reason !== undefined && html`<br>Why: ${reason}`}</li>`,
    );

function shownHow(shown: ShownRequest, { need, shownBy }: RequestNeed): Html {
  const reading = shown.readings.get(need);
  if (reading) return shownReading(reading, shown.acting.day);
  switch (shownBy) {
    case 'asker':
      return html`${nameIn(shown.names, shown.request.personId)} says so`;
    case 'register':
      return html`The register showed it`;
    case 'assessment':
      return html`An approved assessment shows it`;
    case undefined:
      return tag({ text: 'Missing', classes: 'govuk-tag--orange' });
  }
}

/** What the clauses want to see, and how each is shown; with whatever assessment is attached to read in place. */
export function needsOf(shown: ShownRequest): Child {
  const { request, acting, attached } = shown;
  if (request.needs.length === 0) return undefined;
  const assessments = request.needs.flatMap(({ reference }) => attached.get(reference ?? '') ?? []);
  return html`<h2 class="govuk-heading-m">What the clause wants to see</h2>
${summaryList({ rows: request.needs.map((need) => ({ key: { text: capital(wordNeed(acting.school, need.need)) }, value: { html: shownHow(shown, need) } })) })}
${assessments.map((each) => details({ summaryText: `${assessmentForms[each.kind].name}: ${each.title}`, html: summaryList({ rows: answerRows(each) }) }))}`;
}

/** What was said about it. */
export const conversation = ({ request, names }: ShownRequest): Child =>
  request.remarks.length > 0 &&
  html`<h2 class="govuk-heading-m">What was said</h2>
${request.remarks.map(({ personId, words, isQuestion, saidAt }) => insetText({ html: html`<p class="govuk-body">${words}</p><p class="govuk-body-s">${nameIn(names, personId)}${isQuestion && ' asks'}, ${wordMoment(saidAt)}</p>` }))}`;

/** What the request opened, for those who may see it. */
export const opened = ({ acting: { school }, permissions, clauses }: ShownRequest): Child =>
  permissions.length > 0 &&
  html`<h2 class="govuk-heading-m">What was granted</h2>
<ul class="govuk-list">${permissions.map(({ id, number, isExemption, clause, since, until }) => html`<li><a class="govuk-link" href="${permissionAddress.permission(school.key, id)}">${isExemption ? 'Exemption' : 'Permission'} ${number}</a> under ${wordClause(clauses, clause)}, ${wordSpan(since, until)}</li>`)}</ul>`;

/** Whether anything about it can still change. */
export const isSettled = ({ request }: ShownRequest): boolean => !isOpen(request);
export const stateOf = ({ request }: ShownRequest) => requestState(request);
