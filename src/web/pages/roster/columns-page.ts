import { type Field, fields, type Mapping, sheetRoles } from '../../../roster/index.ts';
import { button } from '../../components/button.ts';
import { select } from '../../components/select.ts';
import { type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import { wordRole } from '../people/role-choices.ts';
import { imports } from './addresses.ts';
import { fieldWords } from './words.ts';

export interface ColumnsView {
  readonly id: string;
  readonly headings: readonly string[];
  readonly mapping: Mapping;
  readonly isRemembered: boolean;
  readonly mistakes: Mistakes;
}

/** What each column of a school's own sheet means. */
export function columnsPage(acting: Acting, view: ColumnsView): Html {
  const { school, viewer } = acting;
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'What the columns mean',
    hasErrors: view.mistakes.size > 0,
    backLink: { href: imports.sending(school.key) },
    content: html`${mistakesSummary(view.mistakes)}${pageHeading('What the columns mean', school.name)}
<p class="govuk-body">${view.isRemembered ? 'This is what you said last time of a file with these headings.' : 'This is what the headings seem to mean. Put it right where it is wrong; it is remembered for next time.'}</p>
${formTo(
  imports.columns(school.key, view.id),
  html`${fields.map((field) => column(field, view))}${everybody(acting, view)}${button({ text: 'Read it', preventDoubleClick: true })}`,
)}`,
  });
}

const hints: Partial<Record<Field, string>> = {
  rosterId: 'It has to stay the same from file to file, such as an admission number or a staff code.',
  bornOn: 'Of pupils only. It is not kept of anybody else.',
  role: 'Leave it out where everybody in the file is the same, and say so below.',
};

function column(field: Field, { headings, mapping, mistakes }: ColumnsView): Html {
  const hint = hints[field];
  return select({
    name: field,
    label: { text: fieldWords[field] ?? field },
    ...(hint !== undefined && { hint: { text: hint } }),
    errorMessage: wrong(mistakes, field),
    value: mapping.columns[field] ?? '',
    items: [
      { value: '', text: 'Not in this file' },
      ...headings.filter((heading) => heading !== '').map((heading) => ({ value: heading, text: heading })),
    ],
  });
}

const everybody = ({ school }: Acting, { mapping, mistakes }: ColumnsView): Html =>
  select({
    name: 'everybody',
    label: { text: 'Everybody in this file is' },
    errorMessage: wrong(mistakes, 'everybody'),
    value: mapping.everybody ?? '',
    items: [
      { value: '', text: 'What the column of roles says' },
      ...sheetRoles.map((role) => ({ value: role, text: wordRole(school.policy.pack, role) })),
    ],
  });
