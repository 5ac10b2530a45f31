import type { School } from '../../../verdicts/index.ts';
import { table } from '../../components/table.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { counted } from '../../wording/text.ts';
import { type Bar, bars } from './bars.ts';

/** Every verdict in the words of the answers, the plainest first. */
const verdictWords: readonly (readonly [string, string])[] = [
  ['yes', 'Yes'],
  ['ask', 'Ask first'],
  ['no', 'No'],
  ['report', 'Tell somebody'],
  ['depends', 'It depends'],
  ['silent', 'Says nothing'],
];

/** How many answers were given, by verdict. No question and nobody who asked is named. */
export function answersPage(school: School, counts: ReadonlyMap<string, number>): Html {
  const shown = verdictWords.map(([kind, name]) => ({ kind, name, count: counts.get(kind) ?? 0 }));
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  return schoolPage(school, {
    place: 'keeping',
    title: 'Answers given',
    trail: [{ text: 'Keeping the policy', href: address.keeping(school.key) }],
    content: html`${pageHeading('Answers given', school.name)}
${
  total === 0
    ? none(school)
    : html`<p class="govuk-body">${counted(total, 'answer')} so far, on pages, over the API and on the command line. No name is kept with any of them.</p>
<div class="gatehouse-answers">${bars(shown, 'Answers by verdict')}${countsTable(shown, total)}</div>`
}`,
  });
}

const none = (school: School): Html => html`<p class="govuk-body">Nobody has asked anything yet.</p>
<p class="govuk-body"><a class="govuk-link" href="${address.questions(school.key)}">Ask the first question</a></p>`;

const countsTable = (shown: readonly Bar[], total: number): Html =>
  table({
    caption: 'Answers by verdict',
    captionClasses: 'govuk-table__caption--s',
    head: [
      { text: 'Verdict' },
      { text: 'Answers', format: 'numeric' },
      { text: 'Of 100', format: 'numeric' },
    ],
    firstCellIsHeader: true,
    rows: shown.map(({ name, count }) => [
      { text: name },
      { text: count.toLocaleString('en-GB'), format: 'numeric' },
      { text: Math.round((count / total) * 100), format: 'numeric' },
    ]),
  });
