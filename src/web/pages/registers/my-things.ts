import { type Booking, type LentItem, listBookings, type ShelfRow } from '../../../registers/index.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, type InSchool, pageHeading, type Routes, schoolPage, sendPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { capital } from '../../wording/text.ts';
import { type Desk, type Looking, lookingAt } from './looking.ts';
import { itemLink } from './rows.ts';
import { stateTag } from './wording.ts';

interface Mine {
  readonly held: readonly ShelfRow[];
  readonly lent: readonly LentItem[];
  readonly bookings: readonly (Booking & { readonly kind: string; readonly name: string })[];
}

/** `/schools/:school/my/things`: what somebody has, has borrowed and has booked. */
export const myThingsPages =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<InSchool>(
      '/schools/:school/my/things',
      { config: { power: 'signed-in' } },
      async (request, reply) => {
        const looking = await lookingAt(desk, request);
        const { school, viewer, day, shelf } = looking;
        const { db } = site.store;
        const held = shelf.heldBy(viewer.personId);
        const lent = shelf.findLent({ personId: viewer.personId });
        const bookings = await listBookings(db, school.key, { personId: viewer.personId, since: day });
        return sendPage(reply, myThingsPage(looking, { held, lent, bookings }));
      },
    );
  };

function myThingsPage(looking: Looking, { held, lent, bookings }: Mine): Html {
  const { school, viewer } = looking;
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: 'Your things',
    trail: [{ text: 'Your page', href: address.my(school.key) }],
    content: html`${pageHeading('Your things', viewer.name)}
<h2 class="govuk-heading-m">Borrowed</h2>
${
  lent.length === 0
    ? html`<p class="govuk-body">You have borrowed nothing.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${lent.map((item) => html`<li>${borrowed(looking, item)}</li>`)}</ul>`
}
<h2 class="govuk-heading-m">In your name</h2>
${held.length === 0 ? html`<p class="govuk-body">Nothing is in your name.</p>` : heldTable(looking, held)}
${bookings.length > 0 && html`<h2 class="govuk-heading-m">Booked</h2><ul class="govuk-list govuk-list--bullet">${bookings.map((booking) => html`<li>${linked(looking, { kind: booking.kind, id: booking.itemId, name: booking.name })}: ${wordDay(booking.day)}, ${booking.slot}</li>`)}</ul>`}`,
  });
}

function borrowed(looking: Looking, item: LentItem): Html {
  const { dueOn, conditions } = item.loan;
  const isLate = dueOn !== undefined && dueOn < looking.day;
  return html`${linked(looking, item)}${item.tag !== undefined && `, ${item.tag}`}${dueOn !== undefined && `, due back ${wordDay(dueOn)}`}${isLate && html` <strong>That is over: bring it back.</strong>`}${conditions !== undefined && html`<br>${conditions}`}`;
}

const heldTable = (looking: Looking, held: readonly ShelfRow[]): Html =>
  wideTable({
    caption: 'What is in your name',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Name' },
      { text: 'Register' },
      { text: 'Label' },
      { text: 'Place' },
      { text: 'State' },
      { text: 'Next check' },
    ],
    firstCellIsHeader: true,
    isStacked: true,
    rows: held.map((item) => [
      { html: html`${linked(looking, item)}` },
      { text: capital(looking.shelf.kinds.get(item.kind)?.plural ?? '') },
      { text: item.tag ?? `#${item.number}` },
      { text: item.place ?? '' },
      { html: stateTag(item.state) },
      { text: nextDue(item) },
    ]),
  });

function nextDue({ dues }: ShelfRow): string {
  const [next] = dues.map(({ dueOn }) => dueOn).toSorted();
  return next === undefined ? '' : wordDay(next);
}

/** What is in one's own name is named; its page opens for those who may see the register. */
const linked = (
  looking: Looking,
  row: { readonly kind: string; readonly id: string; readonly name: string },
): Child => (looking.kinds.some(({ id }) => id === row.kind) ? itemLink(looking, row) : row.name);
