import { nameOf } from '../../../people/index.ts';
import {
  closedHeard,
  mostPressingFirst,
  type Pressing,
  pressingOf,
  queues,
  readClocksOf,
  readRolesHeard,
  type Report,
  reportNotFound,
  reportsHeard,
  searched,
} from '../../../reports/index.ts';
import { isId } from '../../../kernel/index.ts';
import { type Query, textIn } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { mayUse } from '../../powers.ts';
import { type Acting, actingIn } from '../people/acting.ts';
import { filledIn } from '../people/filling.ts';
import { keepSearches } from '../people/searches.ts';
import { namesOf } from '../permissions/names.ts';
import { reportAddress } from './addresses.ts';
import { lookingAs } from './handling-as.ts';
import { type ClosedList, closedPage, type Listed, queuePage, type Search } from './queue-page.ts';
import { kindIn, nameOfReport } from './words.ts';

interface Asked extends InSchool {
  readonly Querystring: Query;
}

const hearing = { config: { power: 'reports.hear' } } as const;

/** How many closed reports stand on a page. */
const PAGE = 50;

/** `/schools/:school/reports`: what is the viewer's to hear. Of anything else there is neither a line nor a number. */
export const queuePages: Routes = (app, site) => {
  const searches = keepSearches(MOST_SEARCHES);
  const wordsOf = ({ viewer }: Acting, query: Query): Search => {
    const id = textIn(query, 'search');
    const words = id === undefined ? undefined : searches.words(viewer.personId, id);
    return words === undefined ? { id: undefined, words: '' } : { id, words };
  };

  app.get<Asked>('/schools/:school/reports', hearing, async (request, reply) => {
    const acting = actingIn(site, request);
    const search = wordsOf(acting, request.query);
    const open = await reportsHeard(site.store.db, lookingAs(acting), { state: 'open' });
    const listed = await listedOf(site, acting, searched(open, search.words));
    return sendPage(
      reply,
      queuePage({
        acting,
        search,
        count: open.length,
        queues: queues.map((queue) => ({ queue, reports: listed.filter((each) => each.queue === queue) })),
        seesFigures: mayUse('reports.figures', acting.viewer.roles),
        enters: mayUse('reports.enter', acting.viewer.roles),
      }),
    );
  });

  app.get<Asked>('/schools/:school/reports/closed', hearing, async (request, reply) => {
    const acting = actingIn(site, request);
    return sendPage(
      reply,
      closedPage(await closedOf(site, acting, request.query, wordsOf(acting, request.query))),
    );
  });

  app.post<Asked>('/schools/:school/reports/search', hearing, async (request, reply) => {
    const { school, viewer } = actingIn(site, request);
    const filled = filledIn(request.body);
    const words = filled.text('words');
    const list =
      filled.text('among') === 'closed' ? reportAddress.closed(school.key) : reportAddress.queue(school.key);
    const query = words === '' ? '' : `?search=${searches.keep(viewer.personId, words)}`;
    return reply.redirect(`${list}${query}`, 303);
  });
};

/** How many open reports are the viewer's to hear. */
export const countHeard = async (site: Site, acting: Acting): Promise<number> =>
  (await reportsHeard(site.store.db, lookingAs(acting), { state: 'open' })).length;

/** Searches that are remembered; the oldest are forgotten. */
const MOST_SEARCHES = 1000;

async function closedOf(site: Site, acting: Acting, query: Query, search: Search): Promise<ClosedList> {
  const after = textIn(query, 'after');
  if (after !== undefined && !isId(after)) throw reportNotFound();
  const { reports, hasMore } = await closedHeard(site.store.db, lookingAs(acting), {
    after,
    search: search.words,
    size: PAGE,
  });
  return {
    acting,
    search,
    reports: await listedOf(site, acting, reports),
    hasMore,
    isFirst: after === undefined,
  };
}

/** Reports with what a line of a list says, the most pressing first; closed ones as they come. */
async function listedOf(site: Site, acting: Acting, reports: readonly Report[]): Promise<Listed[]> {
  const { db } = site.store;
  const { key } = acting.school;
  const ids = reports.map(({ id }) => id);
  const [clocks, heard, names] = await Promise.all([
    readClocksOf(db, key, ids),
    readRolesHeard(db, key, ids),
    namesOf(
      site,
      acting,
      reports.map(({ assignedTo }) => assignedTo),
    ),
  ]);
  const pressing = reports.map((report) =>
    pressingOf(report, heard.get(report.id) ?? new Set(), clocks.get(report.id) ?? []),
  );
  const inOrder = reports[0]?.state === 'closed' ? pressing : mostPressingFirst(pressing);
  return inOrder.map((each) => lineOf(site, acting, each, names.get(each.report.assignedTo ?? '')));
}

const lineOf = (
  site: Site,
  { school, act }: Acting,
  pressing: Pressing,
  assigned: Parameters<typeof nameOf>[0] | undefined,
): Listed => ({
  pressing,
  what: nameOfReport(site, school, pressing.report),
  queue: kindIn(site, pressing.report).queue,
  assignedTo: assigned && nameOf(assigned),
  now: act.at,
});
