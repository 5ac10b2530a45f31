import {
  addFirm,
  addTechnician,
  dismissFirm,
  findFirm,
  findPersons,
  type Firm,
  listFirms,
  type Person,
  technicianIds,
} from '../../../people/index.ts';
import type { Query } from '../../querying.ts';
import { address, type InSchool, type Routes, sendPage, type Site } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from './acting.ts';
import { doneBanner } from './done.ts';
import { changingPeople, seeingPeople } from './entering.ts';
import { boxesOf, type Filled, filledIn, type Mistakes, noMistakes, prefilled, wrongDay } from './filling.ts';
import { firmPage, firmsPage } from './firms-page.ts';

interface OfFirm {
  readonly Params: InSchool['Params'] & { readonly firm: string };
}
interface Asked {
  readonly Querystring: Query;
}

/** `/schools/:school/people/firms`: outside firms, the roles that they fill, and their technicians. */
export const firmPages: Routes = (app, site) => {
  const listed = (acting: Acting) => listFirms(site.store.db, acting.school.key);

  app.get<InSchool & Asked>('/schools/:school/people/firms', seeingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = prefilled(boxesOf('since', acting.day));
    return sendPage(
      reply,
      firmsPage(acting, await listed(acting), filled, noMistakes, doneBanner(request.query)),
    );
  });

  app.post<InSchool>('/schools/:school/people/firms', changingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = filledIn(request.body);
    const mistakes = firmMistakes(acting, filled);
    if (mistakes.size > 0)
      return sendPage(reply.code(422), firmsPage(acting, await listed(acting), filled, mistakes, false));
    const id = await site.store.transaction((tx) =>
      addFirm(tx, acting.act, {
        name: filled.text('name').slice(0, 100),
        role: filled.text('role') || undefined,
        since: filled.day('since') ?? acting.day,
      }),
    );
    return reply.redirect(`${address.firms(acting.school.key)}/${id}`, 303);
  });

  addFirmPages(app, site);
};

const addFirmPages: Routes = (app, site) => {
  app.get<OfFirm>('/schools/:school/people/firms/:firm', seeingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const firm = await firmIn(site, acting, request.params.firm);
    return sendPage(
      reply,
      firmPage(acting, firm, await techniciansOf(site, acting, firm), prefilled({}), noMistakes),
    );
  });

  app.post<OfFirm>(
    '/schools/:school/people/firms/:firm/technicians',
    changingPeople,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const firm = await firmIn(site, acting, request.params.firm);
      const filled = filledIn(request.body);
      const mistakes = technicianMistakes(filled);
      if (mistakes.size > 0) {
        const technicians = await techniciansOf(site, acting, firm);
        return sendPage(reply.code(422), firmPage(acting, firm, technicians, filled, mistakes));
      }
      const draft = {
        givenName: filled.text('given-name'),
        familyName: filled.text('family-name'),
        email: filled.text('email') || undefined,
      };
      await site.store.transaction((tx) => addTechnician(tx, acting.act, firm.id, draft, acting.day));
      return reply.redirect(`${address.firms(acting.school.key)}/${firm.id}`, 303);
    },
  );

  app.post<OfFirm>(
    '/schools/:school/people/firms/:firm/closure',
    { config: { power: 'people.shut', proof: 'recent' } },
    async (request, reply) => {
      const acting = actingIn(site, request);
      const firm = await firmIn(site, acting, request.params.firm);
      await site.store.transaction((tx) => dismissFirm(tx, acting.act, firm.id, acting.day));
      return reply.redirect(address.firms(acting.school.key), 303);
    },
  );
};

async function firmIn(site: Site, { school }: Acting, id: string): Promise<Firm> {
  const firm = await findFirm(site.store.db, school.key, idIn(id));
  if (!firm) throw notHere();
  return firm;
}

async function techniciansOf(site: Site, { school }: Acting, firm: Firm): Promise<Person[]> {
  const ids = await technicianIds(site.store.db, school.key, firm.id);
  const persons = await findPersons(site.store.db, school.key, ids);
  return ids.flatMap((id) => persons.get(id) ?? []);
}

function firmMistakes({ school }: Acting, filled: Filled): Mistakes {
  const mistakes = new Map<string, string>();
  if (!filled.has('name')) mistakes.set('name', 'Enter the firm’s name');
  if (filled.has('role') && !school.policy.vocabulary.roles.has(filled.text('role')))
    mistakes.set('role', 'Choose a role of the policy, or none');
  if (filled.day('since') === wrongDay) mistakes.set('since-day', 'Enter a day that the calendar has');
  return mistakes;
}

function technicianMistakes(filled: Filled): Mistakes {
  const mistakes = new Map<string, string>();
  if (!filled.has('given-name') && !filled.has('family-name')) mistakes.set('given-name', 'Enter a name');
  if (filled.has('email') && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(filled.text('email')))
    mistakes.set('email', 'Enter an e-mail address, like name@firm.example');
  return mistakes;
}
