import { changeItem, enterItem, type State, setState } from '../../../registers/index.ts';
import { type Routes, sendPage } from '../../site.ts';
import { filledIn, noMistakes, prefilled } from '../people/filling.ts';
import { registers } from './addresses.ts';
import { formOf, itemFormPage, readItemForm } from './item-form.ts';
import {
  changing,
  type Desk,
  itemIn,
  kindIn,
  lookingAt,
  namesOf,
  type OfItem,
  type OfKind,
} from './looking.ts';

/** `/registers/:kind/new`, and an item's `/change` and `/state`: what is written of it. */
export const enteringPages =
  (desk: Desk): Routes =>
  (app, site) => {
    for (const add of [addNew, addChange, addState]) add(desk)(app, site);
  };

/** What is new in a register. */
const addNew =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<OfKind>('/schools/:school/registers/:kind/new', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      return sendPage(reply, itemFormPage(looking, { kind, filled: prefilled({}), mistakes: noMistakes }));
    });

    app.post<OfKind>('/schools/:school/registers/:kind', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      const filled = filledIn(request.body);
      const read = await readItemForm(desk, looking, kind, filled);
      if (!read.draft)
        return sendPage(reply.code(422), itemFormPage(looking, { kind, filled, mistakes: read.mistakes }));
      const { draft } = read;
      const id = await site.store.transaction((tx) => enterItem(tx, looking.act, kind, draft));
      return reply.redirect(`${registers.item(looking.school.key, kind.id, id)}?done=entered`, 303);
    });
  };

/** What is put right. */
const addChange =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<OfItem>('/schools/:school/registers/:kind/:item/change', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      const item = await itemIn(desk, looking, kind, request.params.item);
      const people = kind.fields.flatMap(({ id, type }) =>
        type === 'person' ? [item.fields[id] as string] : [],
      );
      const wordPerson = await namesOf(desk, looking, [item.holderId, ...people]);
      const filled = formOf(kind, item, wordPerson);
      return sendPage(reply, itemFormPage(looking, { kind, item, filled, mistakes: noMistakes }));
    });

    app.post<OfItem>('/schools/:school/registers/:kind/:item/change', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      const item = await itemIn(desk, looking, kind, request.params.item);
      const filled = filledIn(request.body);
      const read = await readItemForm(desk, looking, kind, filled, item);
      if (!read.draft)
        return sendPage(
          reply.code(422),
          itemFormPage(looking, { kind, item, filled, mistakes: read.mistakes }),
        );
      const { draft } = read;
      await site.store.transaction((tx) => changeItem(tx, looking.act, kind, item.id, draft));
      return reply.redirect(`${registers.item(looking.school.key, kind.id, item.id)}?done=changed`, 303);
    });
  };

/** What is taken out of use, put back or retired. */
const addState =
  (desk: Desk): Routes =>
  (app, site) => {
    app.post<OfItem>('/schools/:school/registers/:kind/:item/state', changing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind, 'registers.change');
      const item = await itemIn(desk, looking, kind, request.params.item);
      const filled = filledIn(request.body);
      const state = kind.states.find((each) => each === filled.text('state')) as State | undefined;
      const reason = filled.text('reason').slice(0, 500);
      const outcome =
        state === undefined || state === 'lent'
          ? 'unchanged'
          : await site.store.transaction((tx) => setState(tx, looking.act, kind, item.id, state, reason));
      const done = { done: 'state', unchanged: 'unchanged', lent: 'already-lent', untested: 'untested' }[
        outcome
      ];
      return reply.redirect(`${registers.item(looking.school.key, kind.id, item.id)}?done=${done}`, 303);
    });
  };
