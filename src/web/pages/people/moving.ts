import {
  findPersons,
  type Movement,
  type MovementKind,
  movementOf,
  movementsWhere,
  openMovement,
  tick,
} from '../../../people/index.ts';
import type { Query } from '../../querying.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from './acting.ts';
import { doneBanner } from './done.ts';
import { changingPeople, type OfPerson, personIn, seeingPeople } from './entering.ts';
import { boxesOf, filledIn, noMistakes, prefilled, wrongDay } from './filling.ts';
import { movementPage, movementsPage, openingPage } from './moving-page.ts';
import { movementNames } from './movement-words.ts';

interface OfMovement {
  readonly Params: InSchool['Params'] & { readonly movement: string };
}
interface Asked {
  readonly Querystring: Query;
}

/** `/schools/:school/people/movements`: what there is to do when somebody joins, moves or leaves. */
export const movingPages: Routes = (app, site) => {
  app.get<InSchool & Asked>('/schools/:school/people/movements', seeingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const open = await movementsWhere(site.store.db, acting.school.key, { open: true });
    const ids = open.map(({ personId }) => personId);
    const persons = await findPersons(site.store.db, acting.school.key, ids);
    return sendPage(reply, movementsPage(acting, open, persons, doneBanner(request.query)));
  });

  app.get<OfMovement & Asked>(
    '/schools/:school/people/movements/:movement',
    seeingPeople,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const list = await listIn(site, acting, request.params.movement);
      const ids = [list.personId, ...list.steps.flatMap(({ doneBy }) => doneBy ?? [])];
      const persons = await findPersons(site.store.db, acting.school.key, ids);
      return sendPage(reply, movementPage(acting, list, persons, doneBanner(request.query)));
    },
  );

  app.post<OfMovement>(
    '/schools/:school/people/movements/:movement/steps',
    changingPeople,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const list = await listIn(site, acting, request.params.movement);
      const filled = filledIn(request.body);
      const ticked = filled.all('step');
      const open = list.steps.filter(({ step, doneAt }) => doneAt === undefined && ticked.includes(step));
      const note = filled.text('note').slice(0, 500) || undefined;
      await site.store.transaction(async (tx) => {
        for (const { step } of open) await tick(tx, acting.act, list.id, step, note);
      });
      return reply.redirect(`${address.movement(acting.school.key, list.id)}?done=ticked`, 303);
    },
  );

  addOpening(app, site);
};

/** The form that opens a list for somebody. */
const addOpening: Routes = (app, site) => {
  app.get<OfPerson>('/schools/:school/people/:person/movements', changingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    return sendPage(reply, openingPage(acting, person, prefilled(boxesOf('day', acting.day)), noMistakes));
  });

  app.post<OfPerson>('/schools/:school/people/:person/movements', changingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    const filled = filledIn(request.body);
    const kind = (Object.keys(movementNames) as MovementKind[]).find((each) => each === filled.text('kind'));
    const day = filled.day('day');
    const mistakes = new Map<string, string>();
    if (kind === undefined) mistakes.set('kind', 'Choose what happens');
    if (day === undefined || day === wrongDay) mistakes.set('day-day', 'Enter the day, such as 1 9 2026');
    if (kind === undefined || day === undefined || mistakes.size > 0)
      return sendPage(reply.code(422), openingPage(acting, person, filled, mistakes));
    const id = await site.store.transaction((tx) => openMovement(tx, acting.act, person.id, kind, day));
    return reply.redirect(`${address.movement(acting.school.key, id)}?done=list-opened`, 303);
  });
};

/** The list of an address. @throws PAGE_NOT_FOUND */
async function listIn(site: Site, { school }: Acting, id: string): Promise<Movement> {
  const list = await movementOf(site.store.db, school.key, idIn(id));
  if (!list) throw notHere();
  return list;
}
