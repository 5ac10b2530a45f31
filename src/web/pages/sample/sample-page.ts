import type { StatusRow } from '../../../agreements/index.ts';
import { nameOf, type Person } from '../../../people/index.ts';
import { SAMPLE_PASSWORD } from '../../../sample/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { insetText } from '../../components/inset-text.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { plainRole } from '../../wording/people.ts';
import { capital } from '../../wording/text.ts';

/** One of the sample school's people. */
export interface Cast {
  readonly person: Person;
  readonly roles: readonly string[];
  readonly states: readonly StatusRow['state'][];
}

/** Whom one may be: each with a button. */
export function samplePage(school: School, cast: readonly Cast[]): Html {
  const others = (each: Cast) => !isFamily(each);
  return schoolPage(school, {
    title: 'Be somebody at this school',
    content: html`${pageHeading('Be somebody at this school', school.name)}
${insetText({ text: 'Everybody here is invented, and nothing that you do reaches anybody. Letters are kept and shown on a page.' })}
<h2 class="govuk-heading-m">Who works here</h2>
${listOf(school, cast.filter(others))}
<h2 class="govuk-heading-m">Pupils and their families</h2>
${listOf(school, cast.filter(isFamily))}
<h2 class="govuk-heading-m">Signing in by hand</h2>
<p class="govuk-body">The user name of each is their name with dots, as in <code>hazel.example</code>; the password of all is <code>${SAMPLE_PASSWORD}</code>.</p>`,
  });
}

const isFamily = ({ roles }: Cast): boolean => roles.some((role) => role === 'pupil' || role === 'parent');

const listOf = (school: School, cast: readonly Cast[]): Html =>
  html`<ul class="govuk-list gatehouse-cast">${cast.map((each) => row(school, each))}</ul>`;

function row(school: School, { person, roles, states }: Cast): Html {
  const { pack } = school.policy;
  const name = nameOf(person);
  const known = roles.filter((role) => role !== 'staff' || roles.length === 1);
  return html`<li class="gatehouse-cast__person">
<form method="post" action="${address.sample(school.key)}/session">
<input type="hidden" name="person" value="${person.id}">
<button class="govuk-button govuk-button--secondary" type="submit">Be ${name}</button>
</form>
<p class="govuk-body">${capital(known.map((role) => plainRole(pack, role)).join(', '))}${states.length > 0 && html`<br><span class="govuk-hint">${saidOf(states)}</span>`}</p>
</li>
`;
}

function saidOf(states: readonly StatusRow['state'][]): string {
  if (states.includes('declined')) return 'Did not agree';
  if (states.includes('due')) return 'Has not signed yet';
  return states.includes('to-countersign')
    ? 'Has signed; the headteacher’s signature is awaited'
    : 'Has signed';
}
