import {
  type Booking,
  checksFor,
  type DoneCheck,
  type Item,
  type ItemEvent,
  type Kind,
  type LoanOfItem,
} from '../../../registers/index.ts';
import { details } from '../../components/details.ts';
import { summaryList } from '../../components/summary-list.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { wordDay, wordMoment } from '../../wording/days.ts';
import { capital } from '../../wording/text.ts';
import { registers } from './addresses.ts';
import { bookingForm, stateForm } from './item-actions.ts';
import { qrCode } from './label.ts';
import type { Looking } from './looking.ts';
import { afterName, eventDetail, eventNames, stateTag, valueOnPage, wordNumber } from './wording.ts';

/** All that is known of an item. */
export interface Known {
  readonly kind: Kind;
  readonly item: Item;
  readonly events: readonly ItemEvent[];
  readonly loans: readonly LoanOfItem[];
  readonly checks: readonly (DoneCheck & { readonly hasEvidence: boolean })[];
  readonly bookings: readonly Booking[];
  readonly wordPerson: (id: string | undefined) => string;
  /** Where the label leads. */
  readonly itemAddress: string;
}

/** Everything of one item, with what may be done with it. */
export function itemPage(looking: Looking, known: Known, banner: Child): Html {
  const { school, viewer, may } = looking;
  const { kind, item } = known;
  return schoolPage(school, {
    viewer,
    title: item.name,
    trail: [
      { text: 'Registers', href: registers.all(school.key) },
      { text: capital(kind.plural), href: registers.kind(school.key, kind.id) },
    ],
    content: html`${banner}${pageHeading(item.name, `${capital(kind.name)}, ${wordNumber(item)}`)}
<p class="govuk-body">${stateTag(item.state)}</p>
${actions(looking, known)}
${fields(known)}
${kind.checks.length > 0 && checks(looking, known)}
${kind.powers.lend !== undefined && loans(known)}
${kind.slots.length > 0 && bookings(looking, known)}
${history(known)}
${may(kind, 'registers.change') && stateForm(school.key, kind, item)}
${kind.labels && details({ summaryText: 'Code for a label', html: qrCode(known.itemAddress, item.name) })}`,
  });
}

const section = (title: string, inner: Child): Html =>
  html`<section><h2 class="govuk-heading-m">${title}</h2>${inner}</section>`;

const link = (href: string, text: string): Html =>
  html`<li><a class="govuk-link" href="${href}">${text}</a></li>`;

function actions({ school, may }: Looking, { kind, item, loans: all }: Known): Child {
  const key = school.key;
  const isOut = all.some(({ returnedAt }) => returnedAt === undefined);
  const list = [
    may(kind, 'registers.change') && link(registers.changing(key, kind.id, item.id), 'Change'),
    may(kind, 'registers.check') &&
      kind.checks.length > 0 &&
      item.state !== 'retired' &&
      link(registers.check(key, kind.id, item.id), 'Note a check'),
    may(kind, 'registers.lend') &&
      !isOut &&
      item.state === 'in-use' &&
      link(registers.loan(key, kind.id, item.id), 'Lend'),
    may(kind, 'registers.lend') && isOut && link(registers.back(key, kind.id, item.id), 'Take back'),
  ].filter((each) => each !== false);
  return list.length > 0 && html`<ul class="gatehouse-links">${list}</ul>`;
}

const row = (text: string, value: Child) => ({ key: { text }, value: { html: html`${value}` } });

function fields({ kind, item, wordPerson }: Known): Html {
  return summaryList({
    rows: [
      row('Place', item.place ?? 'Not said'),
      row('Person', wordPerson(item.holderId) || 'Nobody'),
      ...kind.fields.map((field) => row(field.name, valueOnPage(field, item.fields[field.id], wordPerson))),
    ],
  });
}

function checks({ school, day, may }: Looking, { kind, item, checks: done, wordPerson }: Known): Html {
  const plans = checksFor(kind, item.fields);
  const mayChoose = may(kind, 'registers.change') && item.state !== 'retired';
  const standing = (check: string) => item.checks.find((each) => each.check === check);
  const wordDue = (dueOn: string | undefined) =>
    dueOn === undefined ? 'Not due' : `${wordDay(dueOn)}${dueOn < day ? ', overdue' : ''}`;
  return section(
    'Checks',
    html`${wideTable({
      caption: 'When checks are due',
      captionClasses: 'govuk-visually-hidden',
      head: [{ text: 'Check' }, { text: 'Last' }, { text: 'Due' }],
      firstCellIsHeader: true,
      rows: plans.map((plan) => {
        const last = standing(plan.kind);
        return [
          { text: plan.name },
          {
            text:
              last?.doneAt === undefined
                ? 'Never'
                : `${last.passed ? 'Passed' : 'Failed'}, ${wordMoment(last.doneAt)}`,
          },
          { text: wordDue(last?.dueOn) },
        ];
      }),
    })}
${mayChoose && html`<p class="govuk-body"><a class="govuk-link" href="${registers.due(school.key, kind.id, item.id)}">Choose when a check is due</a></p>`}
${done.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${done.map((check) => doneCheck(school.key, kind, check, wordPerson))}</ul>`}`,
  );
}

function doneCheck(
  school: string,
  kind: Kind,
  check: Known['checks'][number],
  wordPerson: Known['wordPerson'],
): Html {
  const name = kind.checks.find((plan) => plan.kind === check.check)?.name ?? check.check;
  const evidence =
    check.hasEvidence &&
    html`, <a class="govuk-link" href="${registers.evidence(school, kind.id, check.itemId, check.id)}">photograph</a>`;
  return html`<li>${afterName(name, check.passed ? 'passed' : 'failed')}, ${wordMoment(check.at)} by ${wordPerson(check.by)}${check.note !== undefined && html`. ${check.note}`}${evidence}</li>`;
}

const loans = ({ loans: all, wordPerson }: Known): Html =>
  section(
    'Loans',
    all.length === 0
      ? html`<p class="govuk-body">It has not been lent.</p>`
      : wideTable({
          caption: 'Loans, those still out first',
          captionClasses: 'govuk-visually-hidden',
          head: [
            { text: 'Person' },
            { text: 'Out' },
            { text: 'Due back' },
            { text: 'Back' },
            { text: 'Conditions' },
          ],
          firstCellIsHeader: true,
          rows: all.map((loan) => [
            { text: wordPerson(loan.personId) },
            { text: `${wordMoment(loan.lentAt)}, signed for by ${loan.signedOut}` },
            { text: loan.dueOn === undefined ? '' : wordDay(loan.dueOn) },
            {
              text:
                loan.returnedAt === undefined
                  ? ''
                  : `${wordMoment(loan.returnedAt)}, signed for by ${loan.signedIn ?? ''}`,
            },
            { text: loan.conditions ?? '' },
          ]),
        }),
  );

function bookings(looking: Looking, { kind, item, bookings: all, wordPerson }: Known): Html {
  const { school, viewer, may } = looking;
  const mine = (booking: Booking) => booking.personId === viewer.personId || may(kind, 'registers.change');
  const give = (booking: Booking) =>
    mine(booking) &&
    html`<form method="post" action="${registers.cancelling(school.key, kind.id, item.id, booking.id)}" class="gatehouse-inline"><button type="submit" class="govuk-button govuk-button--secondary">Give up<span class="govuk-visually-hidden"> ${booking.slot} on ${wordDay(booking.day)}</span></button></form>`;
  return section(
    'Bookings',
    html`${
      all.length === 0
        ? html`<p class="govuk-body">Nobody has booked it.</p>`
        : html`<ul class="govuk-list">${all.map((booking) => html`<li>${wordDay(booking.day)}, ${booking.slot}: ${wordPerson(booking.personId)} ${give(booking)}</li>`)}</ul>`
    }
${may(kind, 'registers.lend') && item.state !== 'retired' && bookingForm(looking, kind, item)}`,
  );
}

const history = ({ kind, events, wordPerson }: Known): Html =>
  section(
    'History',
    html`<ol class="govuk-list" reversed>${events.map((event) => {
      const detail = eventDetail(kind, event);
      return html`<li><strong>${eventNames[event.what]}</strong>, ${wordMoment(event.at)}${event.by !== undefined && html` by ${wordPerson(event.by)}`}${detail !== '' && html`: ${detail}`}</li>`;
    })}</ol>`,
  );
