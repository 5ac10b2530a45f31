import {
  asItStands,
  awaitedIn,
  awaitedPeople,
  isOpen,
  holdersFor,
  rolesNamed,
  readRequests,
  remark,
  type Request,
  requestState,
  retract,
  showNeed,
  tellApprovers,
  thingsOf,
} from '../../../permissions/index.ts';
import type { Transaction } from '../../../store/index.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, notHere } from '../people/acting.ts';
import { filledIn, noMistakes } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { assessmentsFor } from './asked.ts';
import { namesOf } from './names.ts';
import { shownIn, type Showing } from './needs.ts';
import { ownRequestPage, ownRequestsPage } from './own-requests-page.ts';
import { writingIn } from './requesting.ts';
import { requestIn, shownRequest } from './shown-request.ts';
import { saidBanner } from './words.ts';

interface OfRequest {
  readonly Params: InSchool['Params'] & { readonly id: string };
  readonly Querystring: Query;
}

const asking = { config: { power: 'permissions.ask' } } as const;

/** `/schools/:school/my/requests`: what somebody asked for, or wrote down for somebody else. */
export const ownRequestPages: Routes = (app, site) => {
  app.get<InSchool>('/schools/:school/my/requests', asking, async (request, reply) => {
    const acting = actingIn(site, request);
    const requests = await ownIn(site, acting);
    const names = await namesOf(
      site,
      acting,
      requests.map(({ personId }) => personId),
    );
    return sendPage(reply, ownRequestsPage(acting, requests, names));
  });

  app.get<OfRequest>('/schools/:school/my/requests/:id', asking, async (request, reply) => {
    const acting = actingIn(site, request);
    const own = await ownRequest(site, acting, request.params.id);
    return sendPage(reply, await pageOf(site, acting, own, saidBanner(request.query)));
  });

  app.post<OfRequest>('/schools/:school/my/requests/:id/needs', asking, async (request, reply) => {
    const acting = actingIn(site, request);
    const own = await ownRequest(site, acting, request.params.id);
    const shown = shownIn(await showingFor(site, acting, own), filledIn(request.body));
    await site.store.transaction(async (tx) => {
      for (const [need, { shownBy, reference }] of Object.entries(shown))
        await showNeed(tx, { ...acting.act, by: acting.viewer.personId }, own.id, need, {
          by: shownBy ?? 'asker',
          ...(reference !== undefined && { reference }),
        });
      await tellIfReady(tx, site, acting, own);
    });
    return reply.redirect(`${permissionAddress.own(acting.school.key, own.id)}?done=shown`, 303);
  });

  app.post<OfRequest>('/schools/:school/my/requests/:id/remarks', asking, async (request, reply) => {
    const acting = actingIn(site, request);
    const own = await ownRequest(site, acting, request.params.id);
    const filled = filledIn(request.body);
    if (!filled.has('words')) {
      const mistakes = new Map([['words', 'Say something']]);
      return sendPage(reply.code(422), await pageOf(site, acting, own, undefined, mistakes));
    }
    await site.store.transaction(async (tx) => {
      await remark(tx, { ...acting.act, by: acting.viewer.personId }, own.id, filled.text('words'), false);
      await tellIfReady(tx, site, acting, own);
    });
    return reply.redirect(`${permissionAddress.own(acting.school.key, own.id)}?done=replied`, 303);
  });

  app.post<OfRequest>('/schools/:school/my/requests/:id/retraction', asking, async (request, reply) => {
    const acting = actingIn(site, request);
    const own = await ownRequest(site, acting, request.params.id);
    await site.store.transaction((tx) => retract(tx, { ...acting.act, by: acting.viewer.personId }, own.id));
    return reply.redirect(`${permissionAddress.own(acting.school.key, own.id)}?done=taken-back`, 303);
  });
};

/** Asked by the viewer or written down by them, the newest first. */
async function ownIn(site: Site, { school, viewer }: Acting): Promise<Request[]> {
  const { db } = site.store;
  const { personId } = viewer;
  const found = [
    ...(await readRequests(db, school.key, { personId })),
    ...(await readRequests(db, school.key, { enteredBy: personId })),
  ];
  const once = [...new Map(found.map((each) => [each.id, each])).values()];
  return once.toSorted((one, other) => other.number - one.number);
}

/** A request that the viewer made, or wrote down. @throws PAGE_NOT_FOUND */
async function ownRequest(site: Site, acting: Acting, id: string): Promise<Request> {
  const request = await requestIn(site, acting, id);
  const { personId } = acting.viewer;
  if (request.personId !== personId && request.enteredBy !== personId) throw notHere();
  return request;
}

const missingIn = ({ needs }: Request): string[] =>
  needs.filter(({ shownBy }) => shownBy === undefined).map(({ need }) => need);

async function pageOf(
  site: Site,
  acting: Acting,
  request: Request,
  banner: ReturnType<typeof saidBanner>,
  mistakes = noMistakes,
) {
  const shown = await shownRequest(site, acting, request);
  const showing = await showingFor(site, acting, request);
  return ownRequestPage({ shown, showing, banner, mistakes });
}

/** With what the asker can show what is missing today. */
async function showingFor(site: Site, acting: Acting, asked: Request): Promise<Showing> {
  const { school, day } = acting;
  const { db } = site.store;
  const { request, readings } = await asItStands(db, school.key, asked, day);
  const needs = isOpen(request) ? missingIn(request) : [];
  return {
    school,
    day,
    needs,
    assessments: needs.length > 0 ? await assessmentsFor(site, acting, needs) : [],
    things: needs.length > 0 ? await thingsOf(db, school.key, request.personId) : [],
    denied: needs.filter((need) => ['no', 'overdue'].includes(readings.get(need)?.answer ?? '')),
  };
}

/** Whoever may answer hears when nothing waits for the asker any more. */
async function tellIfReady(tx: Transaction, site: Site, acting: Acting, before: Request): Promise<void> {
  const { school, day } = acting;
  const [kept] = await readRequests(tx, school.key, { ids: [before.id] });
  if (!kept || requestState(before) === 'waiting') return;
  const { request: after } = await asItStands(tx, school.key, kept, day);
  if (requestState(after) !== 'waiting') return;
  const awaited = awaitedIn(
    after,
    await holdersFor(tx, school.key, day, rolesNamed(after.parts), school.policy),
    school.policy,
  );
  await tellApprovers(tx, writingIn(site, acting), after, awaitedPeople(awaited));
}
