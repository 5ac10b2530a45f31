import type { ChangedSince, ImportRow } from '../../../roster/index.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { counted } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import { formTo } from '../people/filling.ts';
import { imports } from './addresses.ts';
import { formWords } from './words.ts';

/** Every roster that was brought in, the newest first. */
export function listPage({ school, viewer }: Acting, rows: readonly ImportRow[]): Html {
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Rosters',
    trail: [{ text: 'People', href: address.people(school.key) }],
    content: html`${pageHeading('Rosters', school.name)}
<p class="govuk-body">People come in from the system that the school keeps them in. You see what would change before anything does.</p>
${button({ text: 'Bring a roster in', href: imports.sending(school.key) })}
${rows.length === 0 ? html`<p class="govuk-body">No roster was brought in yet.</p>` : importTable(school.key, rows)}`,
  });
}

const importTable = (school: string, rows: readonly ImportRow[]): Html =>
  wideTable({
    caption: 'Rosters brought in, the newest first',
    captionClasses: 'govuk-table__caption--m',
    head: [
      { text: 'When' },
      { text: 'File' },
      { text: 'Arrivals', format: 'numeric' },
      { text: 'Changes', format: 'numeric' },
      { text: 'Leavers', format: 'numeric' },
      { text: 'Undo' },
    ],
    firstCellIsHeader: true,
    rows: rows.map((row) => [
      { text: wordMoment(row.appliedAt) },
      { html: html`${row.fileName}<br><span class="govuk-hint">${formWords[row.form]}</span>` },
      ...['arrivals', 'changes', 'leavers'].map((name) => ({
        text: row.counts[name] ?? 0,
        format: 'numeric',
      })),
      row.undoneAt
        ? { text: `Undone ${wordMoment(row.undoneAt)}` }
        : {
            html: html`<a class="govuk-link" href="${imports.undoing(school, row.id)}">Undo<span class="govuk-visually-hidden"> what came in ${wordMoment(row.appliedAt)}</span></a>`,
          },
    ]),
  });

/** Whether an import is to be put back; and why it was not. */
export function undoingPage(
  { school, viewer }: Acting,
  row: ImportRow,
  changed: readonly ChangedSince[] = [],
): Html {
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Undo a roster',
    hasErrors: changed.length > 0,
    backLink: { href: imports.list(school.key) },
    content: html`${pageHeading('Undo a roster', wordMoment(row.appliedAt))}
${changed.length > 0 && refusal(changed)}
<p class="govuk-body">Everything that came in with ${row.fileName} goes back to what it was: ${counted(row.counts['arrivals'] ?? 0, 'arrival')} are taken out, ${counted(row.counts['leavers'] ?? 0, 'leaver')} are let in again, and ${counted(row.counts['changes'] ?? 0, 'change')} are taken back.</p>
<p class="govuk-body">It is undone whole or not at all. Where somebody has changed any of it since, nothing is undone.</p>
${formTo(imports.undoing(school.key, row.id), button({ text: 'Undo it', classes: 'govuk-button--warning', preventDoubleClick: true }))}`,
  });
}

const refusal = (changed: readonly ChangedSince[]): Html =>
  insetText({
    html: html`<p class="govuk-body">Nothing was undone: this has changed since.</p>
<ul class="govuk-list govuk-list--bullet">${changed.map(({ what, count }) => html`<li>${what} (${count})</li>`)}</ul>`,
  });
