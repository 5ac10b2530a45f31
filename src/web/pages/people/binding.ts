import { type Binding, bindingsOf, holdingsOn, type Person } from '../../../people/index.ts';
import type { Query } from '../../querying.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, notHere } from './acting.ts';
import { bindingPage, bindingsPage } from './binding-page.ts';
import { doneBanner } from './done.ts';
import { seeingPeople } from './entering.ts';
import { boxesOf, filledIn, noMistakes, prefilled } from './filling.ts';
import { daysMistakes, give, givingRoles } from './holding.ts';
import { roleChoices } from './role-choices.ts';

interface OfRole {
  readonly Params: InSchool['Params'] & { readonly role: string };
}

/** `/schools/:school/people/roles`: the names that the policy uses, and who stands behind each. */
export const bindingPages: Routes = (app, site) => {
  app.get<InSchool & { Querystring: Query }>(
    '/schools/:school/people/roles',
    seeingPeople,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const bindings = await bindingsIn(site, acting);
      return sendPage(reply, bindingsPage(acting, bindings, doneBanner(request.query)));
    },
  );

  app.get<OfRole>('/schools/:school/people/roles/:role', givingRoles, async (request, reply) => {
    const acting = actingIn(site, request);
    const role = await roleIn(site, acting, request.params.role);
    const candidates = await candidatesFor(site, acting);
    const filled = prefilled(boxesOf('since', acting.day));
    return sendPage(reply, bindingPage({ acting, role, candidates, filled, mistakes: noMistakes }));
  });

  app.post<OfRole>('/schools/:school/people/roles/:role', givingRoles, async (request, reply) => {
    const acting = actingIn(site, request);
    const role = await roleIn(site, acting, request.params.role);
    const candidates = await candidatesFor(site, acting);
    const filled = filledIn(request.body);
    const mistakes = new Map(daysMistakes(filled));
    const person = candidates.find(({ id }) => id === filled.text('person'));
    if (!person) mistakes.set('person', 'Choose who is given the role');
    if (!person || mistakes.size > 0)
      return sendPage(reply.code(422), bindingPage({ acting, role, candidates, filled, mistakes }));
    await give(site, acting, person.id, role.role, filled);
    return reply.redirect(`${address.roles(acting.school.key)}?done=role-given`, 303);
  });
};

const bindingsIn = (site: Site, { school, day }: Acting): Promise<Binding[]> =>
  bindingsOf(site.store, school.key, school.policy.pack, day);

/** The role of an address, where the policy names it and somebody can hold it. @throws PAGE_NOT_FOUND */
async function roleIn(site: Site, acting: Acting, id: string): Promise<Binding> {
  const isGiven = roleChoices(acting.school.policy.pack).some(({ value }) => value === id);
  const binding = (await bindingsIn(site, acting)).find(({ role }) => role === id);
  if (!isGiven || !binding) throw notHere();
  return binding;
}

const notOffices = new Set(['pupil', 'parent']);

/** Everybody who might hold an office: not pupils, and no parents who are nothing else. */
async function candidatesFor(site: Site, { school, day }: Acting): Promise<Person[]> {
  const held = await holdingsOn(site.store.db, school.key, day);
  const persons = new Map(
    held.filter(({ role }) => !notOffices.has(role)).map(({ person }) => [person.id, person]),
  );
  return [...persons.values()].toSorted((one, other) =>
    one.familyName.localeCompare(other.familyName, 'en-GB'),
  );
}
