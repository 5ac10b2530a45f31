import { panel } from '../../components/panel.ts';
import { summaryList } from '../../components/summary-list.ts';
import { type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { imports } from './addresses.ts';
import type { Applying } from './tray.ts';
import { countWords } from './words.ts';

/** How far an import is, and what became of it. The browser asks again by itself while it goes on. */
export function progressPage({ school, viewer }: Acting, id: string, applying: Applying): Html {
  const { outcome, progress } = applying;
  const title =
    outcome === undefined ? 'Being applied' : 'applied' in outcome ? 'The roster was applied' : 'Not applied';
  return schoolPage(school, {
    place: 'people',
    viewer,
    title,
    content:
      outcome === undefined
        ? html`${pageHeading('Being applied', school.name)}
<p class="govuk-body"><progress max="${Math.max(progress.total, 1)}" value="${progress.done}">${progress.done}</progress></p>
<p class="govuk-body" role="status">${progress.done.toLocaleString('en-GB')} of ${progress.total.toLocaleString('en-GB')} rows. This page asks again every second.</p>`
        : 'applied' in outcome
          ? done(school.key, outcome.applied.counts)
          : html`${pageHeading('Not applied', school.name)}
<p class="govuk-body">Nothing was changed: ${outcome.failed}.</p>
${outcome.help !== undefined && html`<p class="govuk-body">${outcome.help}</p>`}
<p class="govuk-body"><a class="govuk-link" href="${imports.reading(school.key, id)}">Look at the difference again</a></p>`,
  });
}

const done = (school: string, counts: Readonly<Record<string, number>>): Html =>
  html`${panel({ titleText: 'The roster was applied', text: 'Leavers were shut at that moment.' })}
${summaryList({ rows: countWords.map(([name, text]) => ({ key: { text }, value: { text: String(counts[name] ?? 0) } })) })}
<p class="govuk-body"><a class="govuk-link" href="${imports.list(school)}">All rosters</a></p>`;
