import type { Pressing, Queue } from '../../../reports/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { pagination } from '../../components/pagination.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { counted } from '../../wording/text.ts';
import type { Acting } from '../people/acting.ts';
import { formTo } from '../people/filling.ts';
import { tellingAddress } from '../telling/addresses.ts';
import { reportAddress } from './addresses.ts';
import { wordTimeLeft } from './time-left.ts';
import { queueNames, stateTag } from './words.ts';

/** A line of a list. */
export interface Listed {
  readonly pressing: Pressing;
  readonly what: string;
  readonly queue: Queue;
  readonly assignedTo: string | undefined;
  readonly now: Date;
}

/** What is looked for: the address carries its number, never the words. */
export interface Search {
  readonly id: string | undefined;
  readonly words: string;
}

export interface QueueList {
  readonly acting: Acting;
  readonly search: Search;
  /** All that is open, whatever is looked for. */
  readonly count: number;
  readonly queues: readonly { readonly queue: Queue; readonly reports: readonly Listed[] }[];
  readonly seesFigures: boolean;
  readonly enters: boolean;
}

/** Of a queue so many lines are shown. */
const MOST_LINES = 100;

/** What waits for the viewer, queue by queue. */
export function queuePage(list: QueueList): Html {
  const { acting, search, count, queues } = list;
  const { school, viewer } = acting;
  const some = queues.filter(({ reports }) => reports.length > 0);
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: 'Reports for you to hear',
    trail: [{ text: 'Your page', href: address.my(school.key) }],
    content: html`${pageHeading('Reports for you to hear', school.name)}
${count === 0 ? html`<p class="govuk-body">Nothing that was told waits for you.</p>` : searchForm(school.key, 'open', search)}
${count > 0 && some.length === 0 && html`<p class="govuk-body">Nothing of what you hear has these words.</p>`}
${some.map(({ queue, reports }) => html`<h2 class="govuk-heading-m">${queueNames[queue]}</h2>${table(school.key, queueNames[queue], reports.slice(0, MOST_LINES))}${reports.length > MOST_LINES && html`<p class="govuk-body">These are the ${MOST_LINES} most pressing of ${counted(reports.length, 'report')}. Look for others by their reference or words.</p>`}`)}
<ul class="govuk-list"><li><a class="govuk-link" href="${reportAddress.closed(school.key)}">What was closed</a></li>${list.enters && html`<li><a class="govuk-link" href="${tellingAddress.telephone(school.key)}">Write down what somebody told you</a></li>`}${list.seesFigures && html`<li><a class="govuk-link" href="${reportAddress.figures(school.key)}">Figures</a></li>`}</ul>`,
  });
}

const searchForm = (key: string, among: 'open' | 'closed', { words }: Search): Html =>
  html`<div role="search">${formTo(
    `${reportAddress.queue(key)}/search`,
    html`<input type="hidden" name="among" value="${among}">${input({ name: 'words', label: { text: 'Look for a reference or words' }, value: words, classes: 'govuk-input--width-20' })}${button({ text: 'Look', classes: 'govuk-button--secondary' })}`,
  )}</div>`;

const table = (key: string, caption: string, reports: readonly Listed[]): Html =>
  wideTable({
    caption: `${caption}: ${counted(reports.length, 'report')}, the most pressing first`,
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Reference' },
      { text: 'What' },
      { text: 'Told' },
      { text: 'By when' },
      { text: 'How far' },
    ],
    firstCellIsHeader: true,
    isStacked: true,
    rows: reports.map((each) => [
      { html: link(key, each) },
      { text: each.what },
      { text: wordMoment(each.pressing.report.filedAt) },
      { html: byWhen(each) },
      { html: howFar(each) },
    ]),
  });

const link = (key: string, { pressing: { report } }: Listed): Html =>
  html`<a class="govuk-link" href="${reportAddress.report(key, report.id)}">${report.reference}</a>`;

const byWhen = ({ pressing: { dueAt }, now }: Listed): Html =>
  dueAt === undefined
    ? html`No set time`
    : html`${wordMoment(dueAt)}<br>${dueAt < now ? html`<strong>${wordTimeLeft(dueAt, now)}</strong>` : wordTimeLeft(dueAt, now)}`;

const howFar = ({ pressing, assignedTo }: Listed): Html =>
  html`${stateTag(pressing)}${assignedTo !== undefined && html`<br>${assignedTo}`}`;

export interface ClosedList {
  readonly acting: Acting;
  readonly search: Search;
  readonly reports: readonly Listed[];
  readonly hasMore: boolean;
  readonly isFirst: boolean;
}

/** What the viewer heard and was closed, the newest first. */
export function closedPage({ acting, search, reports, hasMore, isFirst }: ClosedList): Html {
  const { school, viewer } = acting;
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: 'Closed reports',
    trail: [{ text: 'Reports for you to hear', href: reportAddress.queue(school.key) }],
    content: html`${pageHeading('Closed reports', school.name)}
${searchForm(school.key, 'closed', search)}
${reports.length === 0 ? html`<p class="govuk-body">${search.words === '' ? 'Nothing that you heard was closed yet.' : 'Nothing of what was closed has these words.'}</p>` : closedTable(school.key, reports)}
${pages(school.key, search.id, reports, hasMore, isFirst)}`,
  });
}

const closedTable = (key: string, reports: readonly Listed[]): Html =>
  wideTable({
    caption: 'Closed reports, the newest first',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Reference' }, { text: 'What' }, { text: 'Told' }, { text: 'Closed' }],
    firstCellIsHeader: true,
    isStacked: true,
    rows: reports.map((each) => [
      { html: link(key, each) },
      { text: each.what },
      { text: wordMoment(each.pressing.report.filedAt) },
      { text: each.pressing.report.closedAt === undefined ? '' : wordMoment(each.pressing.report.closedAt) },
    ]),
  });

function pages(
  key: string,
  search: string | undefined,
  reports: readonly Listed[],
  hasMore: boolean,
  isFirst: boolean,
): Child {
  const last = reports.at(-1)?.pressing.report.id;
  const to = (after: string | undefined) =>
    `${reportAddress.closed(key)}?${String(new URLSearchParams({ ...(search && { search }), ...(after && { after }) }))}`;
  if (isFirst && !hasMore) return undefined;
  return pagination({
    landmarkLabel: 'Pages of closed reports',
    ...(!isFirst && { previous: { href: to(undefined), text: 'The newest' } }),
    ...(hasMore && last !== undefined && { next: { href: to(last), text: 'Older ones' } }),
  });
}
