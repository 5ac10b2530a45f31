import { holdersFor, lift, readRestrictions, restrict, rolesNamed } from '../../../permissions/index.ts';
import { mayUse } from '../../powers.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from '../people/acting.ts';
import {
  boxesOf,
  type Filled,
  filledIn,
  type Mistakes,
  noMistakes,
  prefilled,
  wrongDay,
} from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { type Choosable, choosableIn, personIn, wordNobody } from './choosing-person.ts';
import { clausesOf } from './clauses.ts';
import { namesOf } from './names.ts';
import { type Restricting, restrictingPage, type Takeable } from './restricting-page.ts';
import { withdrawable, withdrawableBy } from './withdrawers.ts';
import { saidBanner } from './words.ts';

interface OfRestriction {
  readonly Params: InSchool['Params'] & { readonly id: string };
}

/** Who may take what, the clauses say: that is looked at for each. */
const signedIn = { config: { power: 'permissions.answer' } } as const;

/** `/schools/:school/restrictions`: what a clause allows everybody, taken from one person or limited. */
export const restrictingPages: Routes = (app, site) => {
  app.get<InSchool & { Querystring: Query }>(
    '/schools/:school/restrictions',
    signedIn,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const filled = prefilled(boxesOf('since', acting.day));
      const page = await pageOf(site, acting, filled, noMistakes);
      return sendPage(reply, restrictingPage({ ...page, banner: saidBanner(request.query) }));
    },
  );

  app.post<InSchool>('/schools/:school/restrictions', signedIn, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = filledIn(request.body);
    const page = await pageOf(site, acting, filled, noMistakes);
    const chosen = page.takeable.find(({ value }) => value === filled.text('what'));
    const person = await otherIn(site, acting, filled);
    const mistakes = mistakesIn(acting, filled, chosen);
    if (!person) mistakes.set('person', await wordNobody(site, acting, filled, 'Choose who it is'));
    if (mistakes.size > 0 || chosen === undefined || !person)
      return sendPage(reply.code(422), restrictingPage({ ...page, mistakes }));
    await site.store.transaction((tx) =>
      restrict(tx, { ...acting.act, by: acting.viewer.personId }, acting.school.policy, {
        personId: person.id,
        act: chosen.act,
        clause: chosen.clause,
        limits: filled.text('extent') === 'limits' ? filled.text('limits') : undefined,
        reason: filled.text('reason'),
        since: filled.day('since') ?? acting.day,
        until: filled.day('until'),
      }),
    );
    return reply.redirect(`${permissionAddress.restrictions(acting.school.key)}?done=restricted`, 303);
  });

  app.post<OfRestriction>('/schools/:school/restrictions/:id/lift', signedIn, async (request, reply) => {
    const { school, act, viewer } = actingIn(site, request);
    const id = idIn(request.params.id);
    await site.store.transaction((tx) => lift(tx, { ...act, by: viewer.personId }, school.policy, id));
    return reply.redirect(`${permissionAddress.restrictions(school.key)}?done=lifted`, 303);
  });
};

/** For those who may take something by some clause, and for who oversees. @throws PAGE_NOT_FOUND */
async function pageOf(site: Site, acting: Acting, filled: Filled, mistakes: Mistakes): Promise<Restricting> {
  const { school, viewer, day } = acting;
  const { db } = site.store;
  const roles = rolesNamed(withdrawable(school).map(({ withdrawnBy }) => withdrawnBy));
  const holders = await holdersFor(db, school.key, day, roles, school.policy);
  const may = withdrawableBy(school, viewer.personId, holders);
  const oversees = mayUse('permissions.oversee', viewer.roles);
  if (may.length === 0 && !oversees) throw notHere();
  const takeable = may.flatMap((clause): Takeable[] =>
    clause.targets.map((act) => ({ value: `${clause.id} ${act}`, act, clause: clause.id })),
  );
  const all = await readRestrictions(db, school.key, { liveOn: day });
  const restrictions = all.filter(
    ({ clause, personId }) =>
      personId !== viewer.personId && (oversees || may.some(({ id }) => id === clause)),
  );
  const choosable = may.length > 0 ? await othersIn(site, acting, filled) : nobody;
  return {
    acting,
    takeable,
    restrictions,
    choosable,
    names: await namesOf(
      site,
      acting,
      restrictions.flatMap(({ personId, byId }) => [personId, byId]),
    ),
    clauses: await clausesOf(site, school, school.edition.number),
    filled,
    mistakes,
    banner: undefined,
  };
}

const nobody: Choosable = { how: 'all', people: [] };

/** Everybody but the viewer. */
async function othersIn(site: Site, acting: Acting, filled: Filled): Promise<Choosable> {
  const { how, people } = await choosableIn(site, acting, filled.text('person'));
  const others = people.filter(({ id }) => id !== acting.viewer.personId);
  return { how: how === 'found' && others.length === 0 ? 'typed' : how, people: others };
}

/** Who was chosen, unless that is the viewer. */
async function otherIn(site: Site, acting: Acting, filled: Filled) {
  const person = await personIn(site, acting, filled);
  return person?.id === acting.viewer.personId ? undefined : person;
}

function mistakesIn({ day }: Acting, filled: Filled, chosen: Takeable | undefined): Map<string, string> {
  const mistakes = new Map<string, string>();
  if (!chosen) mistakes.set('what', 'Choose what is taken or limited');
  if (!['whole', 'limits'].includes(filled.text('extent'))) mistakes.set('extent', 'Choose how far it goes');
  if (filled.text('extent') === 'limits' && !filled.has('limits'))
    mistakes.set('limits', 'Say what is still allowed');
  if (!filled.has('reason')) mistakes.set('reason', 'Say why: the person reads it');
  const [since, until] = [filled.day('since'), filled.day('until')];
  if (since === undefined || since === wrongDay || since < day)
    mistakes.set('since-day', 'Enter the first day, today or later');
  else if (until === wrongDay) mistakes.set('until-day', 'Enter the last day, such as 18 12 2026');
  else if (until !== undefined && until < since)
    mistakes.set('until-day', 'The last day cannot be before the first');
  return mistakes;
}
