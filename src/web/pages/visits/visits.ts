import { endVisit, openVisit, visitsNow } from '../../../agreements/index.ts';
import { holdingsOn, nameOf, type Person } from '../../../people/index.ts';
import type { Query } from '../../querying.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn } from '../people/acting.ts';
import { doneBanner } from '../people/done.ts';
import { filledIn, noMistakes, prefilled } from '../people/filling.ts';
import { openedPage, visitsPage } from './visits-page.ts';

interface OfVisit {
  readonly Params: InSchool['Params'] & { readonly visit: string };
}

const opening = { config: { power: 'visits.open' } } as const;

/** How long a visit may be opened for, in hours. */
export const visitHours = ['1', '2', '4', '8'] as const;

/** `/schools/:school/visits`: who is in, and a link for whoever comes. */
export const visitPages: Routes = (app, site) => {
  app.get<InSchool & { Querystring: Query }>('/schools/:school/visits', opening, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = prefilled({ hours: '2' });
    const [visits, hosts] = await bothIn(site, acting);
    return sendPage(
      reply,
      visitsPage({ acting, visits, hosts, filled, mistakes: noMistakes, banner: doneBanner(request.query) }),
    );
  });

  // The link is shown once, in the answer: only its hash is kept, and it stands in no address of the office.
  app.post<InSchool>('/schools/:school/visits', opening, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = filledIn(request.body);
    const [visits, hosts] = await bothIn(site, acting);
    const hours = visitHours.find((each) => each === filled.text('hours'));
    const host = hosts.find(({ id }) => id === filled.text('host'));
    const mistakes = new Map<string, string>();
    if (hours === undefined) mistakes.set('hours', 'Choose how long the visit lasts');
    if (filled.has('host') && !host) mistakes.set('host', 'Choose somebody from the list, or leave it empty');
    if (hours === undefined || mistakes.size > 0)
      return sendPage(
        reply.code(422),
        visitsPage({ acting, visits, hosts, filled, mistakes, banner: false }),
      );
    const { token } = await openVisit(site.store, site.clock, {
      school: acting.school.key,
      by: acting.viewer.personId,
      hostId: host?.id,
      hours: Number(hours),
    });
    const link = `${site.origin()}${address.visit(acting.school.key, token)}`;
    return sendPage(reply, openedPage(acting, { link, hours, host: host && nameOf(host) }));
  });

  app.post<OfVisit>('/schools/:school/visits/:visit/end', opening, async (request, reply) => {
    const { school, viewer } = actingIn(site, request);
    const visitId = idIn(request.params.visit);
    await endVisit(site.store, site.clock, { school: school.key, visitId, by: viewer.personId });
    return reply.redirect(`${address.visits(school.key)}?done=visit-ended`, 303);
  });
};

const bothIn = (site: Site, acting: Acting) =>
  Promise.all([visitsNow(site.store, site.clock, acting.school.key), hostsIn(site, acting)]);

const notHosts = new Set(['pupil', 'parent', 'visitor']);

/** Everybody who may receive a visitor, by family name. */
async function hostsIn(site: Site, { school, day }: Acting): Promise<Person[]> {
  const held = await holdingsOn(site.store.db, school.key, day);
  const persons = new Map(
    held.filter(({ role }) => !notHosts.has(role)).map(({ person }) => [person.id, person]),
  );
  return [...persons.values()].toSorted((one, other) =>
    one.familyName.localeCompare(other.familyName, 'en-GB'),
  );
}
