import { nameOf, type Person } from '../../../people/index.ts';
import { button } from '../../components/button.ts';
import { radios } from '../../components/radios.ts';
import { select } from '../../components/select.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from './acting.ts';
import { type Filled, formTo, type Mistakes, mistakesSummary, wrong } from './filling.ts';

interface Family {
  readonly acting: Acting;
  readonly person: Person;
  readonly children: readonly Person[];
  readonly parents: readonly Person[];
  /** Whether the person is a child, to whom parents are tied; to everybody else children are. */
  readonly isPupil: boolean;
  readonly candidates: readonly Person[];
  readonly filled: Filled;
  readonly mistakes: Mistakes;
}

/** Ties between parents or carers and children. */
export function familyPage(family: Family): Html {
  const { acting, person, isPupil, mistakes } = family;
  const { school, viewer } = acting;
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Change the family',
    hasErrors: mistakes.size > 0,
    needs: ['autocomplete'],
    backLink: { href: address.person(school.key, person.id) },
    content: html`${mistakesSummary(mistakes)}${pageHeading('Change the family', nameOf(person))}
${ties(family, 'Child', family.children)}${ties(family, 'Parent or carer', family.parents)}
<h2 class="govuk-heading-m">${isPupil ? 'Tie a parent or carer' : 'Tie a child'}</h2>
${family.candidates.length === 0 ? html`<p class="govuk-body">${isPupil ? 'Nobody here holds the role of a parent or carer yet.' : 'There is no pupil here yet.'} <a class="govuk-link" href="${address.newPerson(school.key)}">Enter the person first</a>.</p>` : form(family)}`,
  });
}

const ties = ({ acting: { school }, person }: Family, what: string, relatives: readonly Person[]): Child =>
  relatives.map((relative) =>
    formTo(
      `${address.person(school.key, person.id)}/family/${relative.id}/end`,
      html`<p class="govuk-body">${what}: ${nameOf(relative)}</p>
${button({ html: html`End this tie<span class="govuk-visually-hidden"> with ${nameOf(relative)}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
    ),
  );

function form({ acting: { school }, person, isPupil, candidates, filled, mistakes }: Family): Html {
  return formTo(
    `${address.person(school.key, person.id)}/family`,
    html`<input type="hidden" name="tie" value="${isPupil ? 'parent' : 'child'}">
${select({
  name: 'other',
  label: { text: isPupil ? 'Which parent or carer?' : 'Which child?' },
  hint: { text: 'Type to find the name.' },
  errorMessage: wrong(mistakes, 'other'),
  items: [{ value: '', text: '' }, ...candidates.map((each) => ({ value: each.id, text: nameOf(each) }))],
  value: filled.text('other'),
  attributes: { 'data-gatehouse-autocomplete': 'true' },
})}
${radios({
  name: 'household',
  fieldset: { legend: { text: 'Which household?', classes: 'govuk-fieldset__legend--s' } },
  hint: { text: 'A child may live in two. Each household is asked to sign for the child.' },
  errorMessage: wrong(mistakes, 'household'),
  value: filled.text('household'),
  items: [
    { value: '1', text: 'The first' },
    { value: '2', text: 'The second' },
  ],
})}
${button({ text: 'Tie', preventDoubleClick: true })}`,
  );
}
