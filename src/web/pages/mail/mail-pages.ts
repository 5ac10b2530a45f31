import type { Viewer } from '../../../accounts/index.ts';
import type { KeptMessage } from '../../../mail/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList } from '../../components/summary-list.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { linked } from './linking.ts';

/** Whose page it is, and who looks at it. */
interface Seen {
  readonly school: School;
  readonly viewer: Viewer | undefined;
}

const TITLE = 'Mail that was kept';
const listAddress = (school: School) => `/schools/${school.key}/mail`;

/** Every message of a school that has not left, the newest first. */
export const listPage = ({ school, viewer }: Seen, messages: readonly KeptMessage[]): Html =>
  schoolPage(school, {
    title: TITLE,
    trail: [],
    viewer,
    content: html`${pageHeading(TITLE, school.name)}
${insetText({ text: 'No mail server is set, so nothing leaves this machine. Whoever sees this page can open the links in every message: set a mail server before real people use Gatehouse.' })}
${messages.length === 0 ? html`<p class="govuk-body">No message was written yet.</p>` : messageTable(school, messages)}`,
  });

const messageTable = (school: School, messages: readonly KeptMessage[]): Html =>
  wideTable({
    caption: 'The newest messages',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Subject' }, { text: 'To' }, { text: 'Written' }],
    firstCellIsHeader: true,
    rows: messages.map((message) => [
      {
        html: html`<a class="govuk-link" href="${listAddress(school)}/${message.id}">${message.subject}</a>`,
      },
      { text: message.address },
      { text: wordMoment(message.madeAt) },
    ]),
  });

/** One message as its reader would have it in plain text. */
export const messagePage = (
  { school, viewer }: Seen,
  message: KeptMessage & { readonly text: string },
  origin: string,
): Html =>
  schoolPage(school, {
    title: message.subject,
    trail: [{ text: TITLE, href: listAddress(school) }],
    viewer,
    content: html`${pageHeading(message.subject, TITLE)}
${summaryList({
  rows: [
    { key: { text: 'To' }, value: { text: message.address } },
    { key: { text: 'Written' }, value: { text: wordMoment(message.madeAt) } },
  ],
})}
${message.text
  .trim()
  .split(/\n{2,}/)
  .map((part) => html`<p class="govuk-body govuk-!-text-break-word">${linesOf(part, origin)}</p>`)}`,
  });

const linesOf = (part: string, origin: string): Html[] =>
  part.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${linked(line, origin)}`);
