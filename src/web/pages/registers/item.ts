import {
  checksOf,
  eventsOf,
  type Item,
  type Kind,
  listBookings,
  listLoans,
} from '../../../registers/index.ts';
import type { Query } from '../../querying.ts';
import { type Routes, type Site, sendPage } from '../../site.ts';
import { registers } from './addresses.ts';
import { type Known, itemPage } from './item-page.ts';
import {
  type Desk,
  itemIn,
  kindIn,
  type Looking,
  lookingAt,
  namesOf,
  type OfItem,
  seeing,
} from './looking.ts';
import { doneBanner } from './wording.ts';

const MOST_EVENTS = 200;
const MOST_LOANS = 50;

/** `/schools/:school/registers/:kind/:item`: all that is known of an item. */
export const itemPages =
  (desk: Desk): Routes =>
  (app) => {
    app.get<OfItem & { Querystring: Query }>(
      '/schools/:school/registers/:kind/:item',
      seeing,
      async (request, reply) => {
        const looking = await lookingAt(desk, request);
        const kind = kindIn(looking, request.params.kind);
        const item = await itemIn(desk, looking, kind, request.params.item);
        const known = await knownOf(desk, looking, kind, item);
        return sendPage(reply, itemPage(looking, known, doneBanner(request.query)));
      },
    );
  };

async function knownOf(desk: Desk, looking: Looking, kind: Kind, item: Item): Promise<Known> {
  const { school, day } = looking;
  const { db } = desk.site.store;
  const [events, loans, checks, bookings] = await Promise.all([
    eventsOf(db, school.key, item.id, MOST_EVENTS),
    listLoans(db, school.key, { itemId: item.id }, MOST_LOANS),
    checksOf(db, school.key, item.id, MOST_LOANS),
    kind.slots.length > 0 ? listBookings(db, school.key, { itemId: item.id, since: day }) : [],
  ]);
  const wordPerson = await namesOf(desk, looking, [
    item.holderId,
    ...kind.fields.flatMap(({ id, type }) =>
      type === 'person' ? [item.fields[id] as string | undefined] : [],
    ),
    ...events.map(({ by }) => by),
    ...loans.flatMap(({ personId, lentBy, returnedBy }) => [personId, lentBy, returnedBy]),
    ...checks.map(({ by }) => by),
    ...bookings.map(({ personId }) => personId),
  ]);
  return {
    kind,
    item,
    events,
    loans,
    checks,
    bookings,
    wordPerson,
    itemAddress: addressOf(desk.site, school.key, item),
  };
}

/** Where the item is found from outside: what its label says to a phone. */
export const addressOf = (site: Site, school: string, { kind, id }: Pick<Item, 'kind' | 'id'>): string =>
  `${site.origin()}${registers.item(school, kind, id)}`;
