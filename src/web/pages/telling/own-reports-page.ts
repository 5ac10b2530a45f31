import type { Report, Told } from '../../../reports/index.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage, type Site } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import type { Acting } from '../people/acting.ts';
import { type Mistakes, mistakesSummary } from '../people/filling.ts';
import { tellingAddress } from './addresses.ts';
import { answerForm, nameOfTold, standing, takesMoreOf, thread } from './thread.ts';
import { whatToDo } from './what-to-do.ts';

/** Everything that somebody told under their name. */
export const ownReportsPage = (site: Site, { school, viewer }: Acting, reports: readonly Report[]): Html =>
  schoolPage(school, {
    place: 'my',
    viewer,
    title: 'What you have told',
    trail: [{ text: 'Your page', href: address.my(school.key) }],
    content: html`${pageHeading('What you have told', school.name)}
${
  reports.length === 0
    ? html`<p class="govuk-body">You have not told anything under your name.</p>`
    : wideTable({
        caption: 'What you have told, the newest first',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'What' }, { text: 'When' }, { text: 'How it stands' }],
        firstCellIsHeader: true,
        rows: reports.map((report) => [
          {
            html: html`<a class="govuk-link" href="${tellingAddress.own(school.key, report.id)}">${nameOfTold(site, school, report)}</a> <span class="govuk-hint">${report.reference}</span>`,
          },
          { text: wordMoment(report.filedAt) },
          { text: standing(report) },
        ]),
      })
}
<p class="govuk-body"><a class="govuk-link" href="${tellingAddress.tell(school.key)}">Tell us something</a>, or <a class="govuk-link" href="${tellingAddress.told(school.key)}">look it up by a receipt</a>.</p>`,
  });

const sentences: Readonly<Record<string, string>> = {
  told: 'Thank you for telling us. It is kept, and on its way to those who must hear it.',
  without: 'What you wrote is kept. The file was not kept: do not look at it again, copy it or send it on.',
  answered: 'Your answer is kept.',
};

export interface OwnReport {
  readonly site: Site;
  readonly acting: Acting;
  readonly told: Told;
  readonly done: string | undefined;
  readonly words: string;
  readonly mistakes: Mistakes;
}

/** One report as its teller follows it. */
export function ownReportPage({ site, acting, told, done, words, mistakes }: OwnReport): Html {
  const { school, viewer } = acting;
  const { report } = told;
  const title = nameOfTold(site, school, report);
  const text = sentences[done ?? ''];
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: `What you told: ${title}`,
    hasErrors: mistakes.size > 0,
    backLink: { href: tellingAddress.mine(school.key), text: 'What you have told' },
    content: html`${mistakesSummary(mistakes)}${text !== undefined && notificationBanner({ type: 'success', text })}${pageHeading(title, 'What you told')}
${report.state === 'open' && whatToDo(site, school, report)}
${thread(school, told)}
${answerForm({ action: `${tellingAddress.own(school.key, report.id)}/answers`, words, mistakes, takesFiles: takesMoreOf(site, school, report) })}`,
  });
}
