import type { Restriction } from '../../../permissions/index.ts';
import { button } from '../../components/button.ts';
import { radios } from '../../components/radios.ts';
import { select } from '../../components/select.ts';
import { textarea } from '../../components/textarea.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { capital } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import { dayField, type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { type Clauses, wordClause } from './clauses.ts';
import { type Choosable, personField } from './choosing-person.ts';
import { nameIn, type Names } from './names.ts';
import { wordAct, wordSpan } from './words.ts';

/** Something that a clause allows, and that the viewer may take from somebody. */
export interface Takeable {
  readonly value: string;
  readonly act: string;
  readonly clause: string;
}

export interface Restricting {
  readonly acting: Acting;
  readonly takeable: readonly Takeable[];
  readonly restrictions: readonly Restriction[];
  readonly choosable: Choosable;
  readonly names: Names;
  readonly clauses: Clauses;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
  readonly banner: Child;
}

/** What is taken from whom today, and the form that takes. */
export function restrictingPage(restricting: Restricting): Html {
  const { acting, mistakes, takeable, restrictions } = restricting;
  const { school, viewer } = acting;
  return schoolPage(school, {
    place: 'keeping',
    viewer,
    title: 'Taken or limited',
    hasErrors: mistakes.size > 0,
    needs: ['autocomplete'],
    trail: [{ text: 'Keeping the policy', href: address.keeping(school.key) }],
    content: html`${restricting.banner}${mistakesSummary(mistakes)}${pageHeading('Taken or limited', school.name)}
<p class="govuk-body">What the policy allows everybody can be taken from one person, or limited, by those whom the clause names.</p>
${restrictions.length === 0 ? html`<p class="govuk-body">Nothing is taken from anybody today.</p>` : html`<ul class="gatehouse-forms">${restrictions.map((each) => card(restricting, each))}</ul>`}
${takeable.length > 0 && html`<h2 class="govuk-heading-m">Take or limit</h2>${form(restricting)}`}`,
  });
}

function card({ acting: { school }, takeable, names, clauses }: Restricting, each: Restriction): Html {
  const mine = takeable.some(({ clause }) => clause === each.clause);
  return html`<li class="gatehouse-form"><h3 class="govuk-heading-s">${nameIn(names, each.personId)}: ${wordAct(school, each.act)}</h3>
<p class="govuk-body">${each.limits === undefined ? 'Taken' : `Limited to: ${each.limits}`} (${wordClause(clauses, each.clause)}), ${wordSpan(each.since, each.until)}, by ${nameIn(names, each.byId)}. Why: ${each.reason}</p>
${mine && formTo(`${permissionAddress.restrictions(school.key)}/${each.id}/lift`, button({ html: html`Give it back<span class="govuk-visually-hidden"> to ${nameIn(names, each.personId)}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true }))}
</li>
`;
}

function form({ acting: { school }, choosable, takeable, clauses, filled, mistakes }: Restricting): Html {
  return formTo(
    permissionAddress.restrictions(school.key),
    html`${personField({ label: 'From whom?', choosable, value: filled.text('person'), mistakes })}
${select({
  name: 'what',
  label: { text: 'What, and under which clause?' },
  errorMessage: wrong(mistakes, 'what'),
  items: [
    { value: '', text: 'Choose' },
    ...takeable.map(({ value, act, clause }) => ({
      value,
      text: `${capital(wordAct(school, act))} (${wordClause(clauses, clause)})`,
    })),
  ],
  value: filled.text('what'),
})}
${radios({
  name: 'extent',
  fieldset: { legend: { text: 'How far?', classes: 'govuk-fieldset__legend--s' } },
  errorMessage: wrong(mistakes, 'extent'),
  value: filled.text('extent'),
  items: [
    { value: 'whole', text: 'All of it is taken' },
    { value: 'limits', text: 'It is limited' },
  ],
})}
${textarea({ name: 'limits', label: { text: 'Where it is limited: what is still allowed?', classes: 'govuk-label--s' }, errorMessage: wrong(mistakes, 'limits'), value: filled.text('limits'), rows: 2 })}
${textarea({ name: 'reason', label: { text: 'Why?', classes: 'govuk-label--s' }, hint: { text: 'The person reads it.' }, errorMessage: wrong(mistakes, 'reason'), value: filled.text('reason'), rows: 2 })}
${dayField({ name: 'since', legend: 'First day', filled, mistakes })}
${dayField({ name: 'until', legend: 'Last day', hint: 'Leave it empty where it goes on until it is given back.', filled, mistakes })}
${button({ text: 'Take or limit', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
  );
}
