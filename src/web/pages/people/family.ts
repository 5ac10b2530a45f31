import {
  familyOf,
  findPerson,
  listPeople,
  type Person,
  tieFamily,
  untieFamily,
} from '../../../people/index.ts';
import { address, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from './acting.ts';
import { changingPeople, type OfPerson, personIn } from './entering.ts';
import { type Filled, filledIn, type Mistakes, noMistakes, prefilled } from './filling.ts';
import { familyPage } from './family-page.ts';

interface OfTie {
  readonly Params: OfPerson['Params'] & { readonly other: string };
}

/** `/schools/:school/people/:person/family`: who is whose parent or carer, in one of two households. */
export const familyPages: Routes = (app, site) => {
  app.get<OfPerson>('/schools/:school/people/:person/family', changingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    const filled = prefilled({ household: '1' });
    return sendPage(reply, await pageFor(site, acting, person, filled, noMistakes));
  });

  app.post<OfPerson>('/schools/:school/people/:person/family', changingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    const filled = filledIn(request.body);
    const mistakes = await mistakesOf(site, acting, person, filled);
    if (mistakes.size > 0)
      return sendPage(reply.code(422), await pageFor(site, acting, person, filled, mistakes));
    const [parentId, childId] =
      filled.text('tie') === 'parent' ? [filled.text('other'), person.id] : [person.id, filled.text('other')];
    const household = filled.text('household') === '2' ? 2 : 1;
    await site.store.transaction((tx) =>
      tieFamily(tx, acting.act, { parentId, childId, household, since: acting.day }),
    );
    return reply.redirect(`${address.person(acting.school.key, person.id)}?done=tied`, 303);
  });

  app.post<OfTie>(
    '/schools/:school/people/:person/family/:other/end',
    changingPeople,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const person = await personIn(site, acting, request.params.person);
      const other = idIn(request.params.other);
      const { children, parents } = await relativesOf(site, acting, person.id);
      const isChild = children.some(({ id }) => id === other);
      if (!isChild && !parents.some(({ id }) => id === other)) throw notHere();
      const tie = isChild ? { parentId: person.id, childId: other } : { parentId: other, childId: person.id };
      await site.store.transaction((tx) => untieFamily(tx, acting.act, tie, dayBefore(acting.day)));
      return reply.redirect(`${address.person(acting.school.key, person.id)}?done=untied`, 303);
    },
  );
};

async function relativesOf(site: Site, { school, day }: Acting, id: string) {
  const [children, parents] = await Promise.all([
    familyOf(site.store.db, school.key, id, 'children', day),
    familyOf(site.store.db, school.key, id, 'parents', day),
  ]);
  return { children, parents };
}

/** More than any school has of either. */
const MOST = 4000;

async function pageFor(site: Site, acting: Acting, person: Person, filled: Filled, mistakes: Mistakes) {
  const { day, school } = acting;
  const withRole = async (role: string) =>
    (await listPeople(site.store.db, school.key, { role, day }, MOST, 0)).people;
  const [relatives, pupils, carers] = await Promise.all([
    relativesOf(site, acting, person.id),
    withRole('pupil'),
    withRole('parent'),
  ]);
  const isPupil = pupils.some(({ id }) => id === person.id);
  const candidates = (isPupil ? carers : pupils).filter(({ id }) => id !== person.id);
  return familyPage({ acting, person, ...relatives, isPupil, candidates, filled, mistakes });
}

async function mistakesOf(site: Site, { school }: Acting, person: Person, filled: Filled): Promise<Mistakes> {
  const mistakes = new Map<string, string>();
  const other = filled.text('other');
  const known = /^[\w-]{22}$/.test(other) ? await findPerson(site.store.db, school.key, other) : undefined;
  if (!known || known.closedAt || known.id === person.id) mistakes.set('other', 'Choose who it is');
  if (!['1', '2'].includes(filled.text('household'))) mistakes.set('household', 'Choose the household');
  return mistakes;
}

/** A tie that ends today holds no more today. */
const dayBefore = (day: string): string => {
  const before = new Date(`${day}T12:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return before.toISOString().slice(0, 10);
};
