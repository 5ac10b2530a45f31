import { clausesOfSuspending, suspendedUnder, suspensionDeciders } from '../../../reports/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { quotedClause } from '../../components/quoted-clause.ts';
import { textarea } from '../../components/textarea.ts';
import { warningText } from '../../components/warning-text.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';
import type { Names } from '../permissions/names.ts';
import { measureAddress } from './addresses.ts';
import type { Concern, Concerned } from './concerned.ts';
import { nobodyNamed, othersDecide } from './saying.ts';

export interface Suspending extends Concern {
  readonly names: Names;
  readonly filled: Filled;
  readonly mistakes: Mistakes;
  readonly banner: Child;
}

/** Ids of those who may suspend somebody whom the report is about. */
export const decidersFor = ({ acting, holders }: Concern, person: Concerned): string[] =>
  suspensionDeciders(person, holders, acting.school.policy);

/** Whose accounts rest while it is looked into, with what that means, and the forms that begin and end it. */
export function suspendingPage(suspending: Suspending): Html {
  const { acting, report, people, mistakes } = suspending;
  const { school, viewer } = acting;
  return schoolPage(school, {
    place: 'keeping',
    viewer,
    title: 'Suspend while it is looked into',
    hasErrors: mistakes.size > 0,
    backLink: { href: measureAddress.report(school.key, report.id) },
    content: html`${suspending.banner}${mistakesSummary(mistakes)}${pageHeading('Suspend while it is looked into', `Report ${report.reference}`)}
<p class="govuk-body">It is no punishment and says nothing of what will be found. It keeps things as they are.</p>
<ul class="govuk-list govuk-list--bullet">
<li>Every open session ends at once, on every device.</li>
<li>No password, passkey, code, link or other account opens anything; each is answered like a wrong password.</li>
<li>Every permission is as if it were not there, also for gates that ask.</li>
<li>The person approves and hears nothing; whoever stands in does.</li>
<li>When it ends, all of that is back as it was. The person signs in again.</li>
</ul>
${clausesOfSuspending(school.policy).map(({ id, number, text }) => quotedClause({ number, text, href: address.clause(school.key, id) }))}
${people.length === 0 ? nobodyNamed(suspending) : people.map((person) => about(suspending, person))}`,
  });
}

function about(suspending: Suspending, person: Concerned): Html {
  const { acting, report, entries, names } = suspending;
  const deciders = decidersFor(suspending, person);
  const isResting = suspendedUnder(entries).includes(person.personId);
  return html`<h2 class="govuk-heading-m" id="${person.personId}">${person.name}</h2>
<p class="govuk-body">${isResting ? 'Suspended under this report.' : 'Not suspended under this report.'}</p>
${
  !deciders.includes(acting.viewer.personId)
    ? html`<p class="govuk-body">${othersDecide(deciders, names)}</p>`
    : isResting
      ? ending(suspending, person)
      : report.state === 'open'
        ? beginning(suspending, person)
        : html`<p class="govuk-body">The report is closed. Open it again to suspend anybody.</p>`
}`;
}

const beginning = (suspending: Suspending, person: Concerned): Html =>
  formTo(
    measureAddress.suspension(suspending.acting.school.key, suspending.report.id),
    html`${warningText({ text: 'From the moment you press the button nothing opens for this person any more.' })}
${words(suspending, person, 'Why?')}
${checkboxes({ name: 'sure', idPrefix: `sure-${person.personId}`, errorMessage: wrong(suspending.mistakes, `sure-${person.personId}`), items: [{ value: 'yes', text: `Suspend ${person.name} at once` }] })}
${button({ text: 'Suspend', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
  );

const ending = (suspending: Suspending, person: Concerned): Html =>
  formTo(
    `${measureAddress.suspension(suspending.acting.school.key, suspending.report.id)}/end`,
    html`${words(suspending, person, 'Why does it end?')}
${button({ html: html`End the suspension<span class="govuk-visually-hidden"> of ${person.name}</span>`, preventDoubleClick: true })}`,
  );

/** Each person's form has fields of its own, so that a mistake stands where it was made. */
const words = ({ filled, mistakes }: Suspending, { personId }: Concerned, label: string): Html =>
  html`<input type="hidden" name="person" value="${personId}">
${textarea({ name: 'reason', id: `reason-${personId}`, label: { text: label, classes: 'govuk-label--s' }, errorMessage: wrong(mistakes, `reason-${personId}`), value: filled.text('person') === personId ? filled.text('reason') : '', rows: 3 })}`;
