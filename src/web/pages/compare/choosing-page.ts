import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { errorSummary } from '../../components/error-summary.ts';
import { select } from '../../components/select.ts';
import { type Html, html } from '../../html/index.ts';
import { page } from '../../layout/page.ts';
import { address } from '../../site.ts';

/** What was chosen, where it was not two different schools. */
export interface Chosen {
  readonly one: School | undefined;
  readonly other: School | undefined;
}

/** Two schools to choose. */
export function choosingPage(schools: readonly School[], chosen?: Chosen): Html {
  const error = chosen && problem(chosen);
  return page({
    title: 'Compare two schools',
    hasErrors: error !== undefined,
    breadcrumbs: [{ text: 'Schools', href: address.home() }],
    content: html`${error && errorSummary({ titleText: 'There is a problem', errorList: [{ text: error.text, href: `#${error.field}` }] })}
<h1 class="govuk-heading-l">Compare two schools</h1>
<p class="govuk-body">See what each says of the same thing. Where two schools differ, both are right: each decides for itself.</p>
${schools.length < 2 ? html`<p class="govuk-body">This Gatehouse serves one school, so there is nothing to compare it with.</p>` : chooser(schools, chosen, error)}`,
  });
}

interface Problem {
  readonly field: 'one' | 'other';
  readonly text: string;
}

function problem({ one, other }: Chosen): Problem | undefined {
  if (!one) return { field: 'one', text: 'Choose the first school' };
  if (!other) return { field: 'other', text: 'Choose the second school' };
  return { field: 'other', text: 'Choose a different second school' };
}

/** The form that chooses them. */
export function chooser(schools: readonly School[], chosen?: Chosen, error?: Problem): Html {
  const items = [
    { value: '', text: 'Choose a school' },
    ...schools.map(({ key, name }) => ({ value: key, text: name })),
  ];
  const field = (name: 'one' | 'other', text: string) =>
    select({
      id: name,
      name,
      label: { text },
      items,
      value: chosen?.[name]?.key ?? '',
      ...(error?.field === name && { errorMessage: { text: error.text } }),
    });
  return html`<form class="gatehouse-chooser" method="get" action="${address.compare()}">
${field('one', 'First school')}
${field('other', 'Second school')}
${button({ text: 'Compare' })}
</form>`;
}
