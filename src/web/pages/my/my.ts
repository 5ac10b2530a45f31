import { dueFor, signaturesOf, waitingToCountersign } from '../../../agreements/index.ts';
import { holdingsOf, membershipsOf } from '../../../people/index.ts';
import { mayUse } from '../../powers.ts';
import { type Query, textIn } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn } from '../people/acting.ts';
import { waitingFor } from '../permissions/answering.ts';
import { keptForms } from '../people/signed-forms.ts';
import { countHeard } from '../reports/queue.ts';
import { type Mine, myPage } from './my-page.ts';

/** `/schools/:school/my`: what a person who is signed in has to do, and has done. */
export const myPages: Routes = (app, site) => {
  app.get<InSchool & { Querystring: Query }>(
    '/schools/:school/my',
    { config: { power: 'signed-in' } },
    async (request, reply) => {
      const acting = actingIn(site, request);
      return sendPage(reply, myPage(await mineOf(site, acting), textIn(request.query, 'done')));
    },
  );
};

async function mineOf(site: Site, acting: Acting): Promise<Mine> {
  const { store, forms, clock } = site;
  const { key } = acting.school;
  const { personId, roles } = acting.viewer;
  const [owed, waiting, signatures, holdings, groups, asked, heard] = await Promise.all([
    dueFor(store, forms, clock, key, personId),
    waitingToCountersign(store, forms, clock, key, personId),
    signaturesOf(store, key, personId),
    holdingsOf(store.db, key, personId),
    membershipsOf(store.db, key, [personId], acting.day),
    waitingFor(site, acting),
    countHeard(site, acting),
  ]);
  return {
    acting,
    owed,
    waiting: waiting.length,
    asked: asked.length,
    heard,
    signed: await keptForms(site, key, signatures),
    roles: holdings.filter(
      ({ since, until }) => since <= acting.day && (until === undefined || until >= acting.day),
    ),
    leads: mayUse('class.see', roles) ? groups.filter(({ part }) => part === 'lead') : [],
    isOffice: mayUse('visits.open', roles),
    seesRegisters: mayUse('registers.see', roles),
    overseesPermissions: mayUse('permissions.oversee', roles),
  };
}
