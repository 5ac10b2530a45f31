import {
  type Measure,
  measureDeciders,
  measuresFor,
  measureState,
  type ProvidedMeasures,
  wordsOwed,
} from '../../../reports/index.ts';
import { button } from '../../components/button.ts';
import { radios } from '../../components/radios.ts';
import { textarea } from '../../components/textarea.ts';
import { warningText } from '../../components/warning-text.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { capital } from '../../wording/text.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { nameIn, type Names } from '../permissions/names.ts';
import { wordSpan } from '../permissions/words.ts';
import { measureAddress } from './addresses.ts';
import type { Concern, Concerned } from './concerned.ts';
import { nobodyNamed, othersDecide } from './saying.ts';

/** A measure that the policy provides against somebody, as the form sends it. */
export interface Choice {
  readonly value: string;
  readonly person: Concerned;
  readonly provided: ProvidedMeasures;
  readonly measure: string;
  /** Ids of those who may decide it today. */
  readonly deciders: readonly string[];
}

export interface Measuring extends Concern {
  readonly measures: readonly Measure[];
  readonly choices: readonly Choice[];
  readonly names: Names;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
  readonly banner: Child;
}

/** Everything that the policy provides against those whom the report is about. */
export const choicesOf = ({ acting: { school }, people, holders }: Concern): Choice[] =>
  people.flatMap((person) =>
    measuresFor(school.policy, person.roles).flatMap((provided) =>
      provided.measures.map((measure, place) => ({
        value: `${person.personId} ${provided.clause.id} ${place}`,
        person,
        provided,
        measure,
        deciders: measureDeciders(provided.clause, person, holders, school.policy),
      })),
    ),
  );

/** What was decided about whom the report is about, and the form that decides. */
export function measuresPage(measuring: Measuring): Html {
  const { acting, report, mistakes, people } = measuring;
  const { school, viewer } = acting;
  return schoolPage(school, {
    place: 'keeping',
    viewer,
    title: 'Measures',
    hasErrors: mistakes.size > 0,
    backLink: { href: measureAddress.report(school.key, report.id) },
    content: html`${measuring.banner}${mistakesSummary(mistakes)}${pageHeading('Measures', `Report ${report.reference}`)}
<p class="govuk-body">A person decides, in their own name and with the reason. Nothing is decided by counting, by a filter or by monitoring.</p>
${taken(measuring)}${people.length === 0 ? nobodyNamed(measuring) : deciding(measuring)}`,
  });
}

function taken(measuring: Measuring): Child {
  const { measures, entries, names } = measuring;
  if (measures.length === 0) return html`<p class="govuk-body">Nothing has been decided so far.</p>`;
  const owed = wordsOwed(entries);
  return html`<ul class="gatehouse-forms">${measures.map((each) => card(measuring, each))}</ul>
${owed.map(({ personId }) => warningText({ text: `The policy wants the parents of ${nameIn(names, personId)} to be told. Note it in the report when they were.` }))}`;
}

function card({ acting: { school, day }, report, names }: Measuring, measure: Measure): Html {
  const state = measureState(measure, day);
  const isLiftable = state === 'live' || state === 'to-come';
  const href = measureAddress.measure(school.key, report.id, measure.id);
  return html`<li class="gatehouse-form"><h2 class="govuk-heading-s">${nameIn(names, measure.personId)}: ${measure.measure}</h2>
<p class="govuk-body">${capital(wordSpan(measure.since, measure.until))}, decided by ${nameIn(names, measure.decidedBy)}. Why: ${measure.reason}</p>
${measure.lifted && html`<p class="govuk-body">Lifted by ${nameIn(names, measure.lifted.by)}. Why: ${measure.lifted.why}</p>`}
${state === 'over' && html`<p class="govuk-body">It is over.</p>`}
${isLiftable && html`<p class="govuk-body"><a class="govuk-link" href="${href}">Lift it<span class="govuk-visually-hidden">: ${measure.measure}, ${nameIn(names, measure.personId)}</span></a></p>`}
</li>
`;
}

function deciding(measuring: Measuring): Child {
  const { acting, choices, report, names } = measuring;
  if (choices.length === 0)
    return html`<p class="govuk-body">The policy provides no measure against whom this report is about.</p>`;
  const mine = choices.filter(({ deciders }) => deciders.includes(acting.viewer.personId));
  if (report.state === 'closed')
    return html`<p class="govuk-body">The report is closed. Open it again to decide anything more.</p>`;
  return mine.length > 0
    ? html`<h2 class="govuk-heading-m">Decide a measure</h2>${form(measuring, mine)}`
    : html`<p class="govuk-body">${othersDecide([...new Set(choices.flatMap(({ deciders }) => deciders))], names)}</p>`;
}

function form(measuring: Measuring, choices: readonly Choice[]): Html {
  const { acting, report, filled, mistakes } = measuring;
  const { key } = acting.school;
  return formTo(
    measureAddress.measures(key, report.id),
    html`${radios({
      name: 'what',
      fieldset: {
        legend: { text: 'What is decided, and about whom?', classes: 'govuk-fieldset__legend--s' },
      },
      errorMessage: wrong(mistakes, 'what'),
      value: filled.text('what'),
      items: choices.map((each) => ({
        value: each.value,
        text: `${each.person.name}: ${each.measure}`,
        hint: { html: hintOf(key, each) },
      })),
    })}
${textarea({ name: 'reason', label: { text: 'Why?', classes: 'govuk-label--s' }, hint: { text: 'Say what was done, what the person says of it, and why this fits.' }, errorMessage: wrong(mistakes, 'reason'), value: filled.text('reason'), rows: 4 })}
${dayField({ name: 'since', legend: 'First day', filled, mistakes })}
${dayField({ name: 'until', legend: 'Last day', hint: 'Leave it empty where it goes on until it is lifted.', filled, mistakes })}
${button({ text: 'Decide', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
  );
}

const hintOf = (key: string, { provided: { clause, isCertain } }: Choice): Html =>
  html`<a class="govuk-link" href="${address.clause(key, clause.id)}">Clause ${clause.number}</a>: ${clause.text}${!isCertain && ' It binds this person only where the policy counts them among those it names.'}`;
