import { localDay, newId } from '../../kernel/index.ts';
import type { Transaction } from '../../store/index.ts';
import { registerFault } from '../errors.ts';
import type { Kind } from '../kind.ts';
import { requireLocked, writeDown } from '../keeping.ts';
import type { ActOfPerson } from './lending.ts';
import { endBooking, insertBooking, listBookings } from './records.ts';

/** What somebody books. */
export interface BookingDraft {
  readonly itemId: string;
  readonly personId: string;
  readonly day: string;
  readonly slot: string;
}

/** How booking went. */
export type Booked =
  | { readonly outcome: 'booked'; readonly booking: string }
  | { readonly outcome: 'taken' | 'no-slot' | 'past' | 'not-usable' };

/** Keeps an item for somebody in a part of a day. Of several at the same moment one gets it. @throws ITEM_NOT_FOUND */
export async function book(
  tx: Transaction,
  act: ActOfPerson,
  kind: Kind,
  draft: BookingDraft,
): Promise<Booked> {
  const item = await requireLocked(tx, act.school, draft.itemId, kind);
  if (!kind.slots.includes(draft.slot)) return { outcome: 'no-slot' };
  if (draft.day < localDay(act.at)) return { outcome: 'past' };
  if (item.state !== 'in-use' && item.state !== 'lent') return { outcome: 'not-usable' };
  const booking = newId();
  if (!(await insertBooking(tx, act.school, { id: booking, ...draft }, act.at))) return { outcome: 'taken' };
  const { personId: person, day, slot } = draft;
  await writeDown(tx, act, [
    {
      itemId: item.id,
      what: 'booked',
      entry: 'item.booked',
      details: { register: kind.id, booking, person, day, slot },
    },
  ]);
  return { outcome: 'booked', booking };
}

/** Gives a booking up; false where it was given up already. @throws BOOKING_NOT_FOUND */
export async function cancelBooking(
  tx: Transaction,
  act: ActOfPerson,
  kind: Kind,
  id: string,
): Promise<boolean> {
  const [booking] = await listBookings(tx, act.school, { id, since: '0001-01-01' });
  if (booking?.kind !== kind.id) throw registerFault('BOOKING_NOT_FOUND', 'there is no such booking', 404);
  if (!(await endBooking(tx, act.school, id, act.at))) return false;
  await writeDown(tx, act, [
    {
      itemId: booking.itemId,
      what: 'booked',
      entry: 'item.booking-cancelled',
      details: { register: kind.id, booking: id, day: booking.day, slot: booking.slot },
    },
  ]);
  return true;
}
