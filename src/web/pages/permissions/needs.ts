import {
  type Assessment,
  type RequestNeed,
  shownByAssessment,
  showsFact,
} from '../../../permissions/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { select } from '../../components/select.ts';
import { type Child, html } from '../../html/index.ts';
import { capital } from '../../wording/text.ts';
import type { Filled } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { wordNeed } from './words.ts';

/** What is offered to show what a clause wants to see: a tick by the asker, or an approved assessment. */
export function needFields(
  school: School,
  day: string,
  needs: readonly string[],
  assessments: readonly Assessment[],
  filled: Filled,
): Child {
  const ticks = needs.filter((need) => !shownByAssessment.has(need));
  const assessed = needs.filter((need) => shownByAssessment.has(need));
  return html`${
    ticks.length > 0 &&
    checkboxes({
      name: 'show',
      fieldset: { legend: { text: 'What the clause wants to see', classes: 'govuk-fieldset__legend--s' } },
      hint: { text: 'Tick what you can show. Nobody can agree while something is missing.' },
      items: ticks.map((need) => ({ value: need, text: `I can show this: ${wordNeed(school, need)}` })),
      values: filled.all('show'),
    })
  }${assessed.map((need) => assessmentField(school, day, need, assessments, filled))}`;
}

function assessmentField(
  school: School,
  day: string,
  need: string,
  assessments: readonly Assessment[],
  filled: Filled,
): Child {
  const fitting = assessments.filter((each) => showsFact(each, need, day));
  const where = html`<a class="govuk-link" href="${permissionAddress.assessments(school.key)}">Write one, or see those that are there</a>.`;
  if (fitting.length === 0)
    return html`<h3 class="govuk-heading-s">${capital(wordNeed(school, need))}</h3>
<p class="govuk-body">An approved assessment has to show this, and there is none yet. You can send the request without it; nobody can agree until it is attached. ${where}</p>`;
  return select({
    name: `assessment.${need}`,
    label: { text: capital(wordNeed(school, need)), classes: 'govuk-label--s' },
    hint: { text: 'An approved assessment shows this.' },
    items: [{ value: '', text: 'None yet' }, ...fitting.map(({ id, title }) => ({ value: id, text: title }))],
    value: filled.text(`assessment.${need}`),
  });
}

/** What somebody filled in as shown, need by need: an assessment where one is wanted, the asker's word for the rest. */
export function shownIn(
  filled: Filled,
  day: string,
  needs: readonly string[],
  assessments: readonly Assessment[],
): Readonly<Record<string, Pick<RequestNeed, 'shownBy' | 'reference'>>> {
  const shown: Record<string, Pick<RequestNeed, 'shownBy' | 'reference'>> = {};
  for (const need of needs) {
    const reference = filled.text(`assessment.${need}`);
    const isAssessed = assessments.some((each) => each.id === reference && showsFact(each, need, day));
    if (shownByAssessment.has(need)) {
      if (isAssessed) shown[need] = { shownBy: 'assessment', reference };
    } else if (filled.all('show').includes(need)) shown[need] = { shownBy: 'asker', reference: undefined };
  }
  return shown;
}
