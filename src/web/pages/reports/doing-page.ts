import { button } from '../../components/button.ts';
import { errorSummary } from '../../components/error-summary.ts';
import { warningText } from '../../components/warning-text.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { formTo, mistakesSummary } from '../people/filling.ts';
import { reportAddress } from './addresses.ts';
import type { Case } from './case.ts';
import type { Doing, Filling } from './doing.ts';

/** The form for one thing that can be done about a report. */
export function doingPage(doing: Doing, filling: Filling, isStopped: boolean): Html {
  const { shown, mistakes } = filling;
  const { acting, report } = shown;
  const { school, viewer } = acting;
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: `${doing.title}: ${report.reference}`,
    hasErrors: mistakes.size > 0 || isStopped,
    backLink: { href: reportAddress.report(school.key, report.id), text: `Report ${report.reference}` },
    content: html`${isStopped ? missingSummary(shown) : mistakesSummary(mistakes)}${pageHeading(`${doing.title}: ${report.reference}`, school.name)}
${forbids(doing, shown)}
${formTo(
  reportAddress.doing(school.key, report.id, doing.noun),
  html`${doing.fields?.(filling)}${button({ text: doing.button, preventDoubleClick: true })}`,
)}`,
  });
}

/** What a report of this kind must say before it is closed, each with the way to it. */
const missingSummary = ({ missing, acting: { school }, report }: Case): Html =>
  errorSummary({
    titleText: 'This has to be said before it is closed',
    errorList: missing.map(({ id, name }) => ({
      href: `${reportAddress.doing(school.key, report.id, 'findings')}#${id}`,
      text: name,
    })),
  });

const forbids = ({ noun }: Doing, { kind }: Case): Child =>
  kind.forbidsFiles &&
  noun === 'notes' &&
  warningText({
    text: 'Do not look at an image again, copy it or describe it in more detail than is needed.',
    iconFallbackText: 'Warning',
  });
