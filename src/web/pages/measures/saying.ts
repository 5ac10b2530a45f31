import { listed } from '../../../policy/index.ts';
import { doneBannerOf } from '../../components/done-banner.ts';
import { type Child, html } from '../../html/index.ts';
import { type Names, nameIn } from '../permissions/names.ts';
import { measureAddress } from './addresses.ts';
import type { Concern } from './concerned.ts';

/** What was just done, by the word that the address carries. */
export const doneBanner = doneBannerOf(
  new Map([
    ['decided', 'The measure is decided, and stands in the report.'],
    ['lifted', 'The measure is lifted.'],
    ['suspended', 'Nothing opens for this person any more, and their permissions rest.'],
    ['ended', 'The suspension has ended as far as this report goes.'],
  ]),
);

/** Who may decide instead, for somebody who may not. */
export const othersDecide = (ids: readonly string[], names: Names): string =>
  ids.length === 0
    ? 'Nobody at the school holds a role that may decide this today.'
    : `This is for ${listed(
        ids.map((id) => nameIn(names, id)),
        'or',
      )} to decide. If they do not hear this report yet, let them in first.`;

/** Where nobody is named there is nobody to decide about. */
export const nobodyNamed = ({ acting: { school }, report }: Concern): Child =>
  html`<p class="govuk-body">The report does not say yet whom it is about. <a class="govuk-link" href="${measureAddress.report(school.key, report.id)}">Say so in the report first</a>.</p>`;
