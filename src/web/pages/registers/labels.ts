import type { Kind, ShelfRow } from '../../../registers/index.ts';
import { type Html, html } from '../../html/index.ts';
import { pageHeading, type Routes, schoolPage, type Site, sendPage } from '../../site.ts';
import { capital, counted } from '../../wording/text.ts';
import { notHere } from '../people/acting.ts';
import { registers } from './addresses.ts';
import { addressOf } from './item.ts';
import { qrCode } from './label.ts';
import { foundIn, type ListableKind, type Narrowed, narrowedBy } from './listing.ts';
import { queryOf } from './listing-page.ts';
import { changing, type Desk, kindIn, type Looking, lookingAt } from './looking.ts';

/** Three beside each other and eight below each other on A4. */
const ON_A_SHEET = 24;

/** `/registers/:kind/labels`: labels to print, a sheet of A4 a page. */
export const labelPages =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<ListableKind>('/schools/:school/registers/:kind/labels', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      if (!kind.labels) throw notHere();
      const narrowed = narrowedBy(desk, looking, request.query);
      const { rows, count } = foundIn(looking, kind, narrowed, ON_A_SHEET, (narrowed.page - 1) * ON_A_SHEET);
      return sendPage(reply, labelsPage(site, looking, kind, { narrowed, rows, count }));
    });
  };

interface Sheet {
  readonly narrowed: Narrowed;
  readonly rows: readonly ShelfRow[];
  readonly count: number;
}

function labelsPage(
  site: Site,
  { school, viewer }: Looking,
  kind: Kind,
  { narrowed, rows, count }: Sheet,
): Html {
  const sheets = Math.max(1, Math.ceil(count / ON_A_SHEET));
  const sheet = (page: number, text: string) =>
    html`<li><a class="govuk-link" href="${registers.labels(school.key, kind.id)}${queryOf(narrowed, page)}">${text}</a></li>`;
  return schoolPage(school, {
    viewer,
    title: 'Labels',
    backLink: { href: registers.kind(school.key, kind.id) },
    content: html`<div class="gatehouse-unprinted">${pageHeading('Labels', capital(kind.plural))}
<p class="govuk-body">Print this page on a sheet of ${ON_A_SHEET} labels, three by eight on A4, without margins. Sheet ${narrowed.page} of ${sheets}, ${counted(count, 'label')} in all.</p>
<ul class="gatehouse-links">${narrowed.page > 1 && sheet(narrowed.page - 1, 'Sheet before')}${narrowed.page < sheets && sheet(narrowed.page + 1, 'Next sheet')}</ul></div>
<ol class="gatehouse-labels">${rows.map(
      (row) =>
        html`<li class="gatehouse-label">${qrCode(addressOf(site, school.key, row), row.name)}<div><strong>${row.tag ?? `${capital(kind.name)} ${row.number}`}</strong><br>${row.name}<br>${school.name}</div></li>`,
    )}</ol>`,
  });
}
