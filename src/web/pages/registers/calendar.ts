import type { FastifyReply, FastifyRequest } from 'fastify';
import { dueFor, signsFirst } from '../../../agreements/index.ts';
import { localDay } from '../../../kernel/index.ts';
import {
  calendarOf,
  endFeed,
  feedMadeAt,
  type FeedReader,
  feedReader,
  kindsFor,
  makeFeed,
} from '../../../registers/index.ts';
import { open } from '../../powers.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Routes, sendPage, type Site } from '../../site.ts';
import { notHere } from '../people/acting.ts';
import { registers } from './addresses.ts';
import { calendarPage, madePage } from './calendar-page.ts';
import { type Desk, lookingAt, seeing } from './looking.ts';
import { doneBanner } from './wording.ts';

interface OfFeed {
  readonly Params: InSchool['Params'] & { readonly token: string };
}

/** `/schools/:school/registers/calendar`: a secret address for one's own calendar, and the calendar at that address. */
export const calendarPages =
  (desk: Desk): Routes =>
  (app, site) => {
    const path = '/schools/:school/registers/calendar';
    app.get<InSchool & { Querystring: Query }>(path, seeing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const { school, viewer } = looking;
      const madeAt = await feedMadeAt(site.store.db, school.key, viewer.personId);
      return sendPage(reply, calendarPage(looking, madeAt, doneBanner(request.query)));
    });

    // The address is shown once, in the answer: only its hash is kept.
    app.post<InSchool>(path, seeing, async (request, reply) => {
      const looking = await lookingAt(desk, request);
      const token = await site.store.transaction((tx) => makeFeed(tx, looking.actOfPerson));
      const feed = `${site.origin()}${registers.feed(looking.school.key, token)}`;
      return sendPage(reply, madePage(looking, feed));
    });

    app.post<InSchool>(`${path}/end`, seeing, async (request, reply) => {
      const { school, actOfPerson } = await lookingAt(desk, request);
      const isEnded = await site.store.transaction((tx) => endFeed(tx, actOfPerson));
      const done = isEnded ? 'feed-ended' : 'no-feed';
      return reply.redirect(`${registers.calendar(school.key)}?done=${done}`, 303);
    });

    app.get<OfFeed>('/schools/:school/feeds/:token', open, (request, reply) =>
      sendFeed(desk, request, reply),
    );
  };

/** What the owner of the address may see at this moment. @throws PAGE_NOT_FOUND */
async function sendFeed({ site, shelves }: Desk, request: FastifyRequest<OfFeed>, reply: FastifyReply) {
  const school = site.answerer.school(request.params.school);
  const at = site.clock.now();
  const day = localDay(at);
  const reader = await feedReader(site.store.db, school.key, request.params.token, day);
  if (!reader || (await owesSignature(site, school.key, reader))) throw notHere();
  const vocabulary = school.policy.vocabulary.roles;
  const roles = [...new Set(reader.roles.flatMap((role) => vocabulary.wider(role)))];
  const shelf = await shelves.of(school.key);
  const seen = kindsFor(shelf.kinds, 'registers.see', roles);
  if (seen.length === 0) throw notHere();
  const calendar = calendarOf({
    school: school.key,
    name: `Registers of ${school.name}`,
    shelf,
    seen,
    lent: kindsFor(shelf.kinds, 'registers.lend', roles),
    day,
    at,
    pageOf: ({ id }) => `${site.origin()}${registers.checks(school.key)}?kind=${id}`,
  });
  return reply
    .type('text/calendar; charset=utf-8')
    .header('cache-control', 'private, no-cache')
    .header('referrer-policy', 'no-referrer')
    .header('content-disposition', 'attachment; filename="registers.ics"')
    .send(calendar);
}

/** Whoever may do nothing before they sign sees nothing here either. */
async function owesSignature(site: Site, school: string, { personId, roles }: FeedReader): Promise<boolean> {
  const { policy } = site.answerer.school(school);
  if (!signsFirst(policy, roles)) return false;
  return (await dueFor(site.store, site.forms, site.clock, school, personId)).length > 0;
}
