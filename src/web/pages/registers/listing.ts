import { csvOf, findItems, type Kind, rowsOf, type State, states } from '../../../registers/index.ts';
import { choiceIn, numberIn, type Query, textIn } from '../../querying.ts';
import { type Routes, sendPage } from '../../site.ts';
import { type Desk, kindIn, type Looking, lookingAt, namesOf, type OfKind, seeing } from './looking.ts';
import { listingPage } from './listing-page.ts';
import { PAGE } from './rows.ts';

export interface ListableKind extends OfKind {
  readonly Querystring: Query;
}

/** What a list is narrowed to. */
export interface Narrowed {
  readonly search: string | undefined;
  readonly words: string | undefined;
  readonly isForgotten: boolean;
  readonly state: State | undefined;
  readonly place: string | undefined;
  readonly page: number;
}

/** `/schools/:school/registers/:kind`: the items of a register, to look one up, and as a spreadsheet. */
export const listingPages =
  (desk: Desk): Routes =>
  (app, site) => {
    app.get<ListableKind>('/schools/:school/registers/:kind', seeing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind);
      const narrowed = narrowedBy(desk, looking, request.query);
      const found = foundIn(looking, kind, narrowed, PAGE, (narrowed.page - 1) * PAGE);
      return sendPage(reply, listingPage(looking, kind, narrowed, found, request.query));
    });

    app.get<ListableKind>('/schools/:school/registers/:kind/list.csv', seeing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const kind = kindIn(looking, request.params.kind);
      const { rows } = foundIn(looking, kind, narrowedBy(desk, looking, request.query), Infinity, 0);
      const ids = rows.map(({ id }) => id);
      const order = new Map(ids.map((id, index) => [id, index]));
      const items = (await findItems(site.store.db, looking.school.key, ids)).toSorted(
        (one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0),
      );
      const personFields = kind.fields.filter(({ type }) => type === 'person');
      const people = items.flatMap((item) => [
        item.holderId,
        ...personFields.map(({ id }) => item.fields[id] as string | undefined),
      ]);
      const wordPerson = await namesOf(desk, looking, people);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${kind.id}.csv"`)
        .send(csvOf(rowsOf(kind, items, wordPerson)));
    });
  };

/** What the address narrows a list to. */
export function narrowedBy({ searches }: Desk, { viewer }: Looking, query: Query): Narrowed {
  const search = textIn(query, 'search');
  const words = search === undefined ? undefined : searches.words(viewer.personId, search);
  return {
    search: words === undefined ? undefined : search,
    words,
    isForgotten: search !== undefined && words === undefined,
    state: choiceIn(query, 'state', states),
    place: textIn(query, 'place'),
    page: numberIn(query, 'page') ?? 1,
  };
}

export const foundIn = (
  looking: Looking,
  kind: Kind,
  { words, state, place }: Narrowed,
  limit: number,
  offset: number,
) => looking.shelf.find({ kinds: [kind.id], words, state, place }, limit, offset);
