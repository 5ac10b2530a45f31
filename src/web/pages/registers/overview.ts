import { numberIn, type Query, textIn } from '../../querying.ts';
import { type InSchool, type Routes, sendPage } from '../../site.ts';
import { filledIn } from '../people/filling.ts';
import { registers } from './addresses.ts';
import { type Desk, type Looking, lookingAt, seeing } from './looking.ts';
import { overviewPage } from './overview-page.ts';
import { PAGE } from './rows.ts';

interface Searchable extends InSchool {
  readonly Querystring: Query;
}

const MOST_OVERDUE = 100;

/** `/schools/:school/registers`: every register that one may see, and a search over all of them. */
export const overviewPages =
  (desk: Desk): Routes =>
  (app) => {
    app.get<Searchable>('/schools/:school/registers', seeing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const search = textIn(request.query, 'search');
      const words = search === undefined ? undefined : desk.searches.words(looking.viewer.personId, search);
      const page = numberIn(request.query, 'page') ?? 1;
      if (words !== undefined) {
        const kinds = looking.kinds.map(({ id }) => id);
        const found = looking.shelf.find({ kinds, words }, PAGE, (page - 1) * PAGE);
        return sendPage(reply, overviewPage(looking, { search, words, page, found }));
      }
      const { overdue, late } = owedBy(looking);
      return sendPage(
        reply,
        overviewPage(looking, { isForgotten: search !== undefined, overdue, late, page }),
      );
    });

    // Words are sent in the body and kept here, so that what is looked for stands in no address.
    app.post<InSchool>('/schools/:school/registers/search', seeing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const filled = filledIn(request.body);
      const kind = looking.kinds.find(({ id }) => id === filled.text('kind'));
      const fields = new URLSearchParams();
      const words = filled.text('words').slice(0, 100);
      if (words !== '') fields.set('search', desk.searches.keep(looking.viewer.personId, words));
      for (const name of ['state', 'place']) if (filled.has(name)) fields.set(name, filled.text(name));
      const to = kind ? registers.kind(looking.school.key, kind.id) : registers.all(looking.school.key);
      return reply.redirect(fields.size === 0 ? to : `${to}?${String(fields)}`, 303);
    });
  };

/** How many checks are overdue, and what should have come back. */
function owedBy({ shelf, kinds, day, may }: Looking) {
  const yesterday = dayBefore(day);
  const lent = kinds.filter((kind) => may(kind, 'registers.lend')).map(({ id }) => id);
  return {
    overdue: shelf.findDue({ kinds: kinds.map(({ id }) => id), until: yesterday }).length,
    late: shelf.findLent({ kinds: lent, dueUntil: yesterday }).slice(0, MOST_OVERDUE),
  };
}

/** The day before another, YYYY-MM-DD. */
export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
