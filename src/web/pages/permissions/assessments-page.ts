import {
  type Assessment,
  type AssessmentKind,
  type AssessmentQuestion,
  assessmentForms,
  assessmentKinds,
  assessmentState,
  openQuestions,
} from '../../../permissions/index.ts';
import { button } from '../../components/button.ts';
import { details } from '../../components/details.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { summaryList } from '../../components/summary-list.ts';
import { tag } from '../../components/tag.ts';
import { textarea } from '../../components/textarea.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay, wordMoment } from '../../wording/days.ts';
import { counted } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import {
  dayField,
  type Filled,
  formTo,
  type Mistakes,
  mistakesSummary,
  prefilled,
  wrong,
} from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { answerRows } from './assessment-words.ts';
import { nameIn, type Names } from './names.ts';

const states = {
  draft: ['Draft', 'grey'],
  approved: ['Approved', 'green'],
  'review-due': ['Review is due', 'orange'],
} as const;

const stateTag = (assessment: Assessment, day: string): Html => {
  const [text, colour] = states[assessmentState(assessment, day)];
  return tag({ text, classes: `govuk-tag--${colour}` });
};

/** Every assessment that the viewer may see, and the forms to write one on. */
export function assessmentsPage(
  { school, viewer, day }: Acting,
  assessments: readonly Assessment[],
  names: Names,
  mayWrite: boolean,
): Html {
  return schoolPage(school, {
    place: 'keeping',
    viewer,
    title: 'Assessments',
    trail: [{ text: 'Keeping the policy', href: address.keeping(school.key) }],
    content: html`${pageHeading('Assessments', school.name)}
${assessments.length === 0 && html`<p class="govuk-body">None is written yet.</p>`}
${
  assessments.length > 0 &&
  wideTable({
    caption: 'Assessments, the newest first',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'About' },
      { text: 'Form' },
      { text: 'Written by' },
      { text: 'State' },
      { text: 'Review' },
    ],
    firstCellIsHeader: true,
    isStacked: true,
    rows: assessments.map((each) => [
      {
        html: html`<a class="govuk-link" href="${permissionAddress.assessment(school.key, each.id)}">${each.title}</a>`,
      },
      { text: assessmentForms[each.kind].name },
      { text: nameIn(names, each.writtenBy) },
      { html: stateTag(each, day) },
      { text: each.reviewOn === undefined ? '' : wordDay(each.reviewOn) },
    ]),
  })
}
${mayWrite && html`<h2 class="govuk-heading-m">Write one</h2><ul class="govuk-list govuk-list--spaced">${assessmentKinds.map((kind) => html`<li><a class="govuk-link" href="${permissionAddress.newAssessment(school.key, kind)}">${assessmentForms[kind].name}</a><br>${assessmentForms[kind].about}</li>`)}</ul>`}`,
  });
}

/** An empty form. */
export function newAssessmentPage(
  { school, viewer }: Acting,
  kind: AssessmentKind,
  filled: Filled,
  mistakes: Mistakes,
): Html {
  const { name, about } = assessmentForms[kind];
  return schoolPage(school, {
    place: 'keeping',
    viewer,
    title: name,
    hasErrors: mistakes.size > 0,
    backLink: { href: permissionAddress.assessments(school.key), text: 'Assessments' },
    content: html`${mistakesSummary(mistakes)}${pageHeading(name, school.name)}
<p class="govuk-body">${about} You can keep a draft with questions left open.</p>
${formTo(
  permissionAddress.assessments(school.key),
  html`<input type="hidden" name="kind" value="${kind}">${fields(kind, filled, mistakes)}`,
)}`,
  });
}

const fields = (kind: AssessmentKind, filled: Filled, mistakes: Mistakes): Html =>
  html`${input({ name: 'title', label: { text: 'What is it about?', classes: 'govuk-label--s' }, hint: { text: 'The name of the service, the tool or the plan.' }, errorMessage: wrong(mistakes, 'title'), value: filled.text('title') })}
${assessmentForms[kind].questions.map((question) => questionField(question, filled))}
${button({ text: 'Keep as a draft', preventDoubleClick: true })}`;

function questionField({ id, ask, hint, choices, isOptional }: AssessmentQuestion, filled: Filled): Html {
  const name = `answer.${id}`;
  const words = isOptional ? `${ask} (if there is anything to say)` : ask;
  const described = hint === undefined ? {} : { hint: { text: hint } };
  return choices
    ? radios({
        name,
        fieldset: { legend: { text: words, classes: 'govuk-fieldset__legend--s' } },
        ...described,
        classes: 'govuk-radios--inline',
        items: [...choices],
        value: filled.text(name),
      })
    : textarea({
        name,
        label: { text: words, classes: 'govuk-label--s' },
        ...described,
        value: filled.text(name),
        rows: 3,
      });
}

export interface ShownAssessment {
  readonly acting: Acting;
  readonly assessment: Assessment;
  /** Earlier editions, the newest first. */
  readonly earlier: readonly Assessment[];
  readonly names: Names;
  readonly mayWrite: boolean;
  readonly mayApprove: boolean;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
  readonly banner: Child;
}

/** One assessment: the newest edition, what came before, and what may be done with it. */
export function assessmentPage(shown: ShownAssessment): Html {
  const { acting, assessment, mistakes } = shown;
  const { school, viewer, day } = acting;
  const { name } = assessmentForms[assessment.kind];
  return schoolPage(school, {
    place: 'keeping',
    viewer,
    title: assessment.title,
    hasErrors: mistakes.size > 0,
    backLink: { href: permissionAddress.assessments(school.key), text: 'Assessments' },
    content: html`${shown.banner}${mistakesSummary(mistakes)}${pageHeading(assessment.title, name)}
<p class="govuk-body">${stateTag(assessment, day)} ${written(shown, assessment)}</p>
${summaryList({ rows: answerRows(assessment) })}
${shown.mayApprove && approval(shown)}
${shown.mayWrite && details({ summaryText: assessment.approvedAt ? 'Write a new edition' : 'Go on writing', open: mistakes.has('title'), html: formTo(permissionAddress.assessment(school.key, assessment.id), fields(assessment.kind, shown.filled, mistakes)) })}
${shown.earlier.length > 0 && html`<h2 class="govuk-heading-m">Earlier editions</h2>${shown.earlier.map((each) => details({ summaryText: `Edition ${each.edition}`, html: html`<p class="govuk-body">${written(shown, each)}</p>${summaryList({ rows: answerRows(each) })}` }))}`}`,
  });
}

const written = ({ names }: ShownAssessment, each: Assessment): Html =>
  html`Edition ${each.edition}, written by ${nameIn(names, each.writtenBy)}, ${wordMoment(each.writtenAt)}.${each.approvedAt && each.approvedBy !== undefined && html` Approved by ${nameIn(names, each.approvedBy)}, ${wordMoment(each.approvedAt)}.`}${each.reviewOn !== undefined && html` To be reviewed by ${wordDay(each.reviewOn)}.`}`;

function approval({ acting: { school }, assessment, mistakes }: ShownAssessment): Html {
  const open = openQuestions(assessment);
  if (open.length > 0)
    return html`<p class="govuk-body">${counted(open.length, 'question')} must be answered before it can be approved.</p>`;
  return html`<h2 class="govuk-heading-m">Approve it</h2>
${formTo(
  `${permissionAddress.assessment(school.key, assessment.id)}/approval`,
  html`<input type="hidden" name="edition" value="${assessment.edition}">
${dayField({ name: 'review', legend: 'Look at it again by', hint: 'Until then it can be shown with requests.', filled: prefilled({}), mistakes })}
${button({ text: 'Approve', preventDoubleClick: true })}`,
)}`;
}
