import { formsOf, type Visit } from '../../../agreements/index.ts';
import { nameOf, type Person } from '../../../people/index.ts';
import type { Agreement, Pack } from '../../../policy/index.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { qrPicture } from '../../components/qr-picture.ts';
import { radios } from '../../components/radios.ts';
import { select } from '../../components/select.ts';
import { tag } from '../../components/tag.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { counted } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import { type Filled, formTo, type Mistakes, mistakesSummary, wrong } from '../people/filling.ts';

interface Door {
  readonly acting: Acting;
  readonly visits: readonly Visit[];
  readonly hosts: readonly Person[];
  readonly filled: Filled;
  readonly mistakes: Mistakes;
  readonly banner: Child;
}

/** The forms that visitors sign at the door. */
export const visitorForms = (pack: Pack): readonly Agreement[] =>
  formsOf(pack).filter(({ signs }) => signs.includes('visitor'));

/** Who is in, and the form that opens a visit. */
export function visitsPage(door: Door): Html {
  const { acting, visits, mistakes } = door;
  const { school, viewer } = acting;
  const isAsked = visitorForms(school.policy.pack).length > 0;
  return schoolPage(school, {
    place: 'signing',
    viewer,
    title: 'Visitors',
    hasErrors: mistakes.size > 0,
    needs: ['autocomplete'],
    content: html`${door.banner}${mistakesSummary(mistakes)}${pageHeading('Visitors', school.name)}
${isAsked ? opening(door) : insetText({ text: 'This policy has no form that visitors sign. Give them the policy to read.' })}
<h2 class="govuk-heading-m">Who is in <span class="gatehouse-count">${visits.length}</span></h2>
${visits.length === 0 ? html`<p class="govuk-body">No visitor is in.</p>` : html`<ul class="gatehouse-forms">${visits.map((visit) => card(school.key, visit))}</ul>`}`,
  });
}

function opening({ acting: { school }, hosts, filled, mistakes }: Door): Html {
  return formTo(
    address.visits(school.key),
    html`<h2 class="govuk-heading-m">Somebody comes</h2>
${select({
  name: 'host',
  label: { text: 'Whom do they visit?' },
  hint: { text: 'Leave it empty where it is nobody in particular.' },
  errorMessage: wrong(mistakes, 'host'),
  items: [{ value: '', text: '' }, ...hosts.map((host) => ({ value: host.id, text: nameOf(host) }))],
  value: filled.text('host'),
  attributes: { 'data-gatehouse-autocomplete': 'true' },
})}
${radios({
  name: 'hours',
  fieldset: { legend: { text: 'For how long?', classes: 'govuk-fieldset__legend--s' } },
  hint: { text: 'What they sign ends with the visit.' },
  errorMessage: wrong(mistakes, 'hours'),
  classes: 'govuk-radios--inline',
  value: filled.text('hours'),
  items: [
    { value: '1', text: '1 hour' },
    { value: '2', text: '2 hours' },
    { value: '4', text: 'Half a day' },
    { value: '8', text: 'The day' },
  ],
})}
${button({ text: 'Make a link', preventDoubleClick: true })}`,
  );
}

const card = (key: string, visit: Visit): Html => html`<li class="gatehouse-form">
<h3 class="govuk-heading-s">${visit.visitorName ?? 'Has not given a name yet'} ${visit.signed.length > 0 ? tag({ text: 'Signed', classes: 'govuk-tag--green' }) : tag({ text: 'Not signed', classes: 'govuk-tag--yellow' })}</h3>
<p class="govuk-body-s">${visit.comesFrom !== undefined && `From ${visit.comesFrom}. `}${visit.host !== undefined && `Visits ${visit.host}. `}Until ${wordMoment(visit.endsAt)}.</p>
${formTo(`${address.visits(key)}/${visit.id}/end`, button({ html: html`Has left<span class="govuk-visually-hidden">: ${visit.visitorName ?? 'a visitor without a name'}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true }))}
</li>
`;

/** A link that may be broken anywhere, so that it fits a phone. */
const breakable = (link: string): Child => (link.match(/.{1,12}/gu) ?? []).map((part) => html`${part}<wbr>`);

/** The link for one visitor: as a code for a phone, as a link for a tablet. It is shown once. */
export function openedPage(
  { school, viewer }: Acting,
  { link, hours, host }: { readonly link: string; readonly hours: string; readonly host: string | undefined },
): Html {
  return schoolPage(school, {
    place: 'signing',
    viewer,
    title: 'A link for the visitor',
    backLink: { href: address.visits(school.key), text: 'Visitors' },
    content: html`${pageHeading('A link for the visitor', school.name)}
<p class="govuk-body">For ${counted(Number(hours), 'hour')}${host !== undefined && `, to visit ${host}`}. The visitor points a phone’s camera at the code.</p>
<div class="govuk-!-margin-bottom-6">${qrPicture(link, 'A code that opens the visitor’s page on a phone')}</div>
<p class="govuk-body">Or open it on the tablet at reception, where nobody of the school is signed in: <a class="govuk-link" href="${link}">${breakable(link)}</a></p>
<p class="govuk-body">The link is for one visitor and is shown only now.</p>`,
  });
}
