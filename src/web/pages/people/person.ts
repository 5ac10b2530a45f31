import { familyOf, holdingsOf, membershipsOf, movementsWhere } from '../../../people/index.ts';
import type { Query } from '../../querying.ts';
import { mayUse } from '../../powers.ts';
import { type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn } from './acting.ts';
import { doneBanner } from './done.ts';
import { type OfPerson, personIn, seeingPeople } from './entering.ts';
import { type Known, personPage } from './person-page.ts';
import { signInStateOf } from './sign-in-state.ts';
import { signedFormsOf } from './signed-forms.ts';

/** `/schools/:school/people/:person`: everything that the office knows of somebody. */
export const personPages: Routes = (app, site) => {
  app.get<OfPerson & { Querystring: Query }>(
    '/schools/:school/people/:person',
    seeingPeople,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const known = await knownOf(site, acting, request.params.person);
      return sendPage(reply, personPage(known, doneBanner(request.query)));
    },
  );
};

async function knownOf(site: Site, acting: Acting, id: string): Promise<Known> {
  const { db } = site.store;
  const key = acting.school.key;
  const person = await personIn(site, acting, id);
  const [holdings, groups, children, parents, movements, signIn, forms] = await Promise.all([
    holdingsOf(db, key, id),
    membershipsOf(db, key, [id], acting.day),
    familyOf(db, key, id, 'children', acting.day),
    familyOf(db, key, id, 'parents', acting.day),
    movementsWhere(db, key, { personId: id }),
    signInStateOf(site, key, id),
    signedFormsOf(site, key, id),
  ]);
  return {
    acting,
    person,
    holdings,
    groups,
    children,
    parents,
    movements,
    signIn,
    forms,
    mayChange: mayUse('people.change', acting.viewer.roles),
  };
}
