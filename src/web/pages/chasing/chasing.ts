import { campaigns, remind, type StatusRow, statusOf } from '../../../agreements/index.ts';
import { localDay } from '../../../kernel/index.ts';
import { listGroups, membershipsOf } from '../../../people/index.ts';
import { choiceIn, numberIn, type Query, textIn } from '../../querying.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn } from '../people/acting.ts';
import { doneBanner } from '../people/done.ts';
import { sendSheet } from '../people/sheet.ts';
import { isDone, states, wordState } from '../people/signing-states.ts';
import { campaignPages } from './campaigns.ts';
import { type Chase, chasingPage, type Wanted } from './chasing-page.ts';
import { paperPages } from './paper.ts';
import { progressIn } from './progress.ts';
import { refusalPages } from './refusals.ts';

interface Asked extends InSchool {
  readonly Querystring: Query;
}

const chasing = { config: { power: 'agreements.chase' } } as const;

/** `/schools/:school/signing`: who has not signed, now. */
export const chasingPages: Routes = (app, site) => {
  app.get<Asked>('/schools/:school/signing', chasing, async (request, reply) => {
    const acting = actingIn(site, request);
    const chase = await chaseOf(site, acting, wantedBy(request.query));
    return sendPage(reply, chasingPage(chase, doneBanner(request.query)));
  });

  app.get<Asked>('/schools/:school/signing/list.csv', chasing, async (request, reply) => {
    const acting = actingIn(site, request);
    const rows = await rowsOf(site, acting, wantedBy(request.query));
    return sendSheet(reply, 'who-has-signed', [HEADINGS, ...rows.map(sheetRow)]);
  });

  app.post<InSchool>('/schools/:school/signing/reminders', chasing, async (request, reply) => {
    const { school } = actingIn(site, request);
    const count = await remind(site.store, site.forms, site.clock, school.key, site.origin());
    const done = count > 0 ? 'reminded' : 'nobody-reminded';
    return reply.redirect(`${address.signing(school.key)}?done=${done}`, 303);
  });

  campaignPages(app, site);
  paperPages(app, site);
  refusalPages(app, site);
};

const wantedBy = (query: Query): Wanted => ({
  group: textIn(query, 'group'),
  role: textIn(query, 'role'),
  form: textIn(query, 'form'),
  state: choiceIn(query, 'state', ['missing', 'all', ...states]) ?? 'missing',
  page: numberIn(query, 'page') ?? 1,
});

/** The rows that are wanted. What is missing is everything that somebody still has to do. */
async function rowsOf(site: Site, { school }: Acting, wanted: Wanted): Promise<StatusRow[]> {
  const { group, role, form, state } = wanted;
  const rows = await statusOf(site.store, site.forms, site.clock, school.key, {
    group,
    role,
    form,
    ...(state !== 'all' && state !== 'missing' && { state }),
  });
  return state === 'missing' ? rows.filter((row) => !isDone(row)) : rows;
}

async function chaseOf(site: Site, acting: Acting, wanted: Wanted): Promise<Chase> {
  const { store, forms, clock } = site;
  const { key } = acting.school;
  const [all, rows, groups, rounds] = await Promise.all([
    statusOf(store, forms, clock, key),
    rowsOf(site, acting, wanted),
    listGroups(store.db, key, acting.day),
    campaigns(store, key),
  ]);
  const ids = [...new Set(all.map(({ personId, childId }) => childId ?? personId))];
  const memberships = await membershipsOf(store.db, key, ids, acting.day);
  return { acting, wanted, rows, groups, rounds, progress: progressIn(all, groups, memberships) };
}

const HEADINGS = ['Name', 'For', 'Agreement', 'State', 'Signed on', 'Edition', 'By'];

const sheetRow = (row: StatusRow): string[] => [
  row.person,
  row.childName ?? '',
  row.title,
  wordState(row),
  row.signedAt === undefined ? '' : localDay(row.signedAt),
  row.edition === undefined ? '' : String(row.edition),
  row.dueOn ?? '',
];
