import type { Measure } from '../../../reports/index.ts';
import { button } from '../../components/button.ts';
import { textarea } from '../../components/textarea.ts';
import { type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { nameIn, type Names } from '../permissions/names.ts';
import { wordSpan } from '../permissions/words.ts';
import { measureAddress } from './addresses.ts';
import type { Concern } from './concerned.ts';
import { othersDecide } from './saying.ts';

export interface Liftable extends Concern {
  readonly measure: Measure;
  /** Ids of those who may lift it today. */
  readonly deciders: readonly string[];
  readonly names: Names;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}

/** One measure, and the form that takes it back. */
export function liftingPage(liftable: Liftable): Html {
  const { acting, report, measure, deciders, names, filled, mistakes } = liftable;
  const { school, viewer } = acting;
  return schoolPage(school, {
    place: 'keeping',
    viewer,
    title: 'Lift a measure',
    hasErrors: mistakes.size > 0,
    backLink: { href: measureAddress.measures(school.key, report.id) },
    content: html`${mistakesSummary(mistakes)}${pageHeading('Lift a measure', `Report ${report.reference}`)}
<p class="govuk-body">${nameIn(names, measure.personId)}: ${measure.measure}, ${wordSpan(measure.since, measure.until)}, decided by ${nameIn(names, measure.decidedBy)}. Why: ${measure.reason}</p>
${
  deciders.includes(viewer.personId)
    ? formTo(
        `${measureAddress.measure(school.key, report.id, measure.id)}/lift`,
        html`${textarea({ name: 'why', label: { text: 'Why is it lifted?', classes: 'govuk-label--s' }, errorMessage: wrong(mistakes, 'why'), value: filled.text('why'), rows: 3 })}
${button({ text: 'Lift the measure', preventDoubleClick: true })}`,
      )
    : html`<p class="govuk-body">${othersDecide(deciders, names)}</p>`
}`,
  });
}
