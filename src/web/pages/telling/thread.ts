import { listed, roleName } from '../../../policy/index.ts';
import { endingsTaken, type Report, type ReportEntry, type Told } from '../../../reports/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { fileUpload } from '../../components/file-upload.ts';
import { summaryList } from '../../components/summary-list.ts';
import { textarea } from '../../components/textarea.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import type { Site } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { capital } from '../../wording/text.ts';
import { takesMore } from './draft.ts';
import { formTo, type Mistakes, wrong } from '../people/filling.ts';

/** What it is called: its event, or its kind where the policy has no word for it. */
export const nameOfTold = (site: Site, school: School, { event, kind }: Report): string =>
  capital(
    school.policy.vocabulary.events.find(event)?.name ??
      site.reporting.kinds.get(kind)?.name ??
      'Something else',
  );

/** How it stands, as its teller may know. */
export const standing = ({ state, acknowledgedAt }: Report): string =>
  state === 'closed'
    ? 'Closed'
    : acknowledgedAt
      ? 'Heard, and being looked into'
      : 'Sent, and waiting to be heard';

/** What was said on both sides, the first first. People of the school are named by what they do. */
export const thread = (school: School, { report, entries }: Told): Html => html`${summaryList({
  rows: [
    { key: { text: 'Number' }, value: { text: report.reference } },
    { key: { text: 'Told' }, value: { text: wordMoment(report.filedAt) } },
    { key: { text: 'How it stands' }, value: { text: standing(report) } },
  ],
})}
<h2 class="govuk-heading-m">What was said</h2>
<ol class="govuk-list govuk-list--spaced">${entries.map((entry) => html`<li><p class="govuk-body-s govuk-!-margin-bottom-1"><strong>${sayer(school, entry)}</strong>, ${wordMoment(entry.at)}</p>${said(entry)}</li>`)}</ol>
${report.state === 'closed' && report.closedAt && html`<p class="govuk-body">The school closed this on ${wordMoment(report.closedAt)}. If there is more to say, write below: it is opened again.</p>`}`;

function sayer({ policy: { pack } }: School, { kind, details }: ReportEntry): string {
  if (kind === 'told' || kind === 'answered') return 'You';
  if (kind !== 'acknowledged') return 'The school';
  const roles = String(details['roles'] ?? '')
    .split(' ')
    .filter((role) => role !== '');
  return roles.length === 0
    ? 'The school heard it'
    : `Heard by ${listed(roles.map((role) => roleName(pack, role)))}`;
}

const said = ({ words, files }: ReportEntry): Child =>
  html`${words !== undefined && inParagraphs(words)}${files.length > 0 && html`<p class="govuk-body-s">With: ${files.map(({ name }) => name).join(', ')}</p>`}`;

const inParagraphs = (words: string): Html[] =>
  words
    .split(/\n{2,}/)
    .map(
      (part) =>
        html`<p class="govuk-body">${part.split('\n').map((line, at) => html`${at > 0 && html`<br>`}${line}`)}</p>`,
    );

/** Whether files may come with an answer: as with the report itself. */
export const takesMoreOf = (site: Site, school: School, { kind, facts }: Report): boolean =>
  takesMore(school, site.reporting.kinds.get(kind), facts);

export interface AnswerShown {
  readonly action: string;
  /** Fields that carry who answers. */
  readonly kept?: Child;
  readonly words: string;
  readonly mistakes: Mistakes;
  readonly takesFiles: boolean;
}

/** The form with which a teller says more. */
export const answerForm = ({ action, kept, words, mistakes, takesFiles }: AnswerShown): Html =>
  formTo(
    action,
    html`${kept}${textarea({ name: 'words', label: { text: 'Answer, or say more', classes: 'govuk-label--s' }, errorMessage: wrong(mistakes, 'words'), value: words, rows: 5 })}${takesFiles ? fileUpload({ name: 'files', label: { text: 'Pictures or papers', classes: 'govuk-label--s' }, errorMessage: wrong(mistakes, 'files'), multiple: true, attributes: { accept: endingsTaken.map((ending) => `.${ending}`).join(',') } }) : html`<p class="govuk-body">No pictures are taken here. Do not send one to anybody.</p>`}${button({ text: 'Send', preventDoubleClick: true })}`,
    true,
  );
