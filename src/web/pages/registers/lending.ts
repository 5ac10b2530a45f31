import {
  book,
  cancelBooking,
  lend,
  type Lent,
  listBookings,
  listLoans,
  takeBack,
} from '../../../registers/index.ts';
import { isId } from '../../../kernel/index.ts';
import { type Routes, sendPage } from '../../site.ts';
import { notHere } from '../people/acting.ts';
import { filledIn, type Filled, type Mistakes, noMistakes, prefilled, wrongDay } from '../people/filling.ts';
import { registers } from './addresses.ts';
import { personNamed } from './finding-people.ts';
import { backPage, loanPage } from './lending-page.ts';
import { type Desk, itemIn, kindIn, lending, type Looking, lookingAt, type OfItem } from './looking.ts';

interface OfBooking {
  readonly Params: OfItem['Params'] & { readonly booking: string };
}

/** An item's `/loan`, `/return` and `/bookings`: out, in, and kept for a part of a day. */
export const lendingPages =
  (desk: Desk): Routes =>
  (app, site) => {
    for (const add of [addLoan, addReturn, addBookings]) add(desk)(app, site);
  };

/** Out. */
const addLoan =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<OfItem>('/schools/:school/registers/:kind/:item/loan', lending, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.lend');
      const item = await itemIn(desk, looking, kind, request.params.item);
      return sendPage(reply, loanPage(looking, { kind, item, filled: prefilled({}), mistakes: noMistakes }));
    });

    app.post<OfItem>('/schools/:school/registers/:kind/:item/loan', lending, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.lend');
      const item = await itemIn(desk, looking, kind, request.params.item);
      const filled = filledIn(request.body);
      const read = await readLoan(desk, looking, filled);
      if ('mistakes' in read)
        return sendPage(reply.code(422), loanPage(looking, { kind, item, filled, mistakes: read.mistakes }));
      const { outcome }: Lent = await site.store.transaction((tx) =>
        lend(tx, looking.actOfPerson, kind, { itemId: item.id, ...read }),
      );
      return reply.redirect(`${registers.item(looking.school.key, kind.id, item.id)}?done=${outcome}`, 303);
    });
  };

/** In. */
const addReturn =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<OfItem>('/schools/:school/registers/:kind/:item/return', lending, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.lend');
      const item = await itemIn(desk, looking, kind, request.params.item);
      const [loan] = await listLoans(site.store.db, looking.school.key, { itemId: item.id, open: true }, 1);
      if (!loan) throw notHere();
      return sendPage(
        reply,
        backPage(looking, { kind, item, loan, filled: prefilled({}), mistakes: noMistakes }),
      );
    });

    app.post<OfItem>('/schools/:school/registers/:kind/:item/return', lending, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.lend');
      const item = await itemIn(desk, looking, kind, request.params.item);
      const filled = filledIn(request.body);
      const [loan] = await listLoans(
        site.store.db,
        looking.school.key,
        { itemId: item.id, id: loanIdIn(filled) },
        1,
      );
      if (!loan) throw notHere();
      const mistakes = mistakesOfReturn(filled);
      if (mistakes.size > 0)
        return sendPage(reply.code(422), backPage(looking, { kind, item, loan, filled, mistakes }));
      const back = {
        signedIn: filled.text('signedIn').slice(0, 200),
        state: filled.text('state') === 'faulty' ? 'faulty' : 'in-use',
      } as const;
      const isBack = await site.store.transaction((tx) =>
        takeBack(tx, looking.actOfPerson, kind, loan.id, back),
      );
      return reply.redirect(
        `${registers.item(looking.school.key, kind.id, item.id)}?done=${isBack ? 'back' : 'was-back'}`,
        303,
      );
    });
  };

/** Kept for a part of a day. */
const addBookings =
  (desk: Desk): Routes =>
  (app, site) => {
    app.post<OfItem>('/schools/:school/registers/:kind/:item/bookings', lending, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.lend');
      const item = await itemIn(desk, looking, kind, request.params.item);
      const filled = filledIn(request.body);
      const day = filled.day('day');
      const isDay = day !== undefined && day !== wrongDay;
      const { outcome } = isDay
        ? await site.store.transaction((tx) =>
            book(tx, looking.actOfPerson, kind, {
              itemId: item.id,
              personId: looking.viewer.personId,
              day,
              slot: filled.text('slot'),
            }),
          )
        : ({ outcome: 'past' } as const);
      return reply.redirect(`${registers.item(looking.school.key, kind.id, item.id)}?done=${outcome}`, 303);
    });

    app.post<OfBooking>(
      '/schools/:school/registers/:kind/:item/bookings/:booking/cancellation',
      lending,
      async (request, reply) => {
        const looking = await lookingAt(desk, request);
        const kind = kindIn(looking, request.params.kind, 'registers.lend');
        const item = await itemIn(desk, looking, kind, request.params.item);
        const id = request.params.booking;
        const since = looking.day;
        const [booking] = isId(id)
          ? await listBookings(site.store.db, looking.school.key, { id, itemId: item.id, since })
          : [];
        const isTheirs =
          booking?.personId === looking.viewer.personId || looking.may(kind, 'registers.change');
        if (!booking || !isTheirs) throw notHere();
        await site.store.transaction((tx) => cancelBooking(tx, looking.actOfPerson, kind, booking.id));
        return reply.redirect(`${registers.item(looking.school.key, kind.id, item.id)}?done=cancelled`, 303);
      },
    );
  };

const LONGEST_NAME = 200;

/** Reads the form of a loan: who takes it, who signs, until when. */
async function readLoan(desk: Desk, looking: Looking, filled: Filled) {
  const mistakes = new Map<string, string>();
  const found = filled.has('person')
    ? await personNamed(desk, looking, filled.text('person'))
    : { mistake: 'Enter who takes it' };
  if ('mistake' in found) mistakes.set('person', found.mistake);
  if (!filled.has('signedOut')) mistakes.set('signedOut', 'The person who takes it signs with their name');
  const dueOn = filled.day('due');
  if (dueOn === wrongDay || (dueOn !== undefined && dueOn < looking.day))
    mistakes.set('due-day', 'Enter a day from today on, or leave it empty');
  if (mistakes.size > 0 || 'mistake' in found) return { mistakes: mistakes as Mistakes };
  return {
    personId: found.id,
    signedOut: filled.text('signedOut').slice(0, LONGEST_NAME),
    dueOn,
    conditions: filled.text('conditions').slice(0, 1000) || undefined,
  };
}

/** The loan of the form that came; what is no id names nothing. */
function loanIdIn(filled: Filled): string {
  const id = filled.text('loan');
  if (!isId(id)) throw notHere();
  return id;
}

function mistakesOfReturn(filled: Filled): Mistakes {
  const mistakes = new Map<string, string>();
  if (!filled.has('signedIn')) mistakes.set('signedIn', 'Whoever brings it back signs with their name');
  if (!['in-use', 'faulty'].includes(filled.text('state'))) mistakes.set('state', 'Say how it came back');
  return mistakes;
}
