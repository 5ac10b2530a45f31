import {
  addGroup,
  type Group,
  type GroupKind,
  joinGroup,
  leaveGroup,
  listGroups,
  listPeople,
  membershipsOf,
  type Person,
} from '../../../people/index.ts';
import { mayUse } from '../../powers.ts';
import type { Query } from '../../querying.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from './acting.ts';
import { doneBanner } from './done.ts';
import { changingPeople, type OfPerson, personIn, seeingPeople } from './entering.ts';
import { boxesOf, type Filled, filledIn, type Mistakes, noMistakes, prefilled, wrongDay } from './filling.ts';
import { groupKinds, groupPage, groupsPage, membershipsPage } from './grouping-page.ts';

interface OfGroup {
  readonly Params: InSchool['Params'] & { readonly group: string };
}
interface OfMembership {
  readonly Params: OfPerson['Params'] & OfGroup['Params'];
}
interface Asked {
  readonly Querystring: Query;
}

/** `/schools/:school/people/groups`: classes, years and departments. */
export const groupingPages: Routes = (app, site) => {
  app.get<InSchool & Asked>('/schools/:school/people/groups', seeingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = prefilled(boxesOf('since', acting.day));
    const groups = await groupsIn(site, acting);
    return sendPage(reply, groupsPage(acting, groups, filled, noMistakes, doneBanner(request.query)));
  });

  app.post<InSchool>('/schools/:school/people/groups', changingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const groups = await groupsIn(site, acting);
    const filled = filledIn(request.body);
    const draft = groupOf(filled);
    const mistakes = groupMistakes(filled, groups);
    if (draft === undefined || mistakes.size > 0)
      return sendPage(reply.code(422), groupsPage(acting, groups, filled, mistakes, false));
    await site.store.transaction((tx) => addGroup(tx, acting.act, draft));
    return reply.redirect(`${address.groups(acting.school.key)}?done=group-added`, 303);
  });

  // A class is seen by the office and by whoever leads it.
  app.get<OfGroup & Asked>(
    '/schools/:school/people/groups/:group',
    { config: { power: 'class.see' } },
    async (request, reply) => {
      const acting = actingIn(site, request);
      const group = await groupIn(site, acting, request.params.group);
      const isOffice = mayUse('people.see', acting.viewer.roles);
      if (!isOffice && !(await leads(site, acting, group.id))) throw notHere();
      const members = await membersOf(site, acting, group.id);
      return sendPage(reply, groupPage(acting, group, members, isOffice));
    },
  );

  addMemberships(app, site);
};

/** The forms that put somebody into a group and take somebody out. */
const addMemberships: Routes = (app, site) => {
  const pageFor = async (acting: Acting, person: Person, filled: Filled, mistakes: Mistakes) => {
    const [groups, own] = await Promise.all([
      groupsIn(site, acting),
      membershipsOf(site.store.db, acting.school.key, [person.id], acting.day),
    ]);
    return membershipsPage({ acting, person, groups, own, filled, mistakes });
  };

  app.get<OfPerson>('/schools/:school/people/:person/groups', changingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    return sendPage(
      reply,
      await pageFor(acting, person, prefilled(boxesOf('since', acting.day)), noMistakes),
    );
  });

  app.post<OfPerson>('/schools/:school/people/:person/groups', changingPeople, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    const filled = filledIn(request.body);
    const group = (await groupsIn(site, acting)).find(({ id }) => id === filled.text('group'));
    const since = filled.day('since');
    const mistakes = new Map<string, string>();
    if (!group) mistakes.set('group', 'Choose a class, year or department');
    if (since === undefined || since === wrongDay)
      mistakes.set('since-day', 'Enter the first day, such as 1 9 2026');
    if (!group || since === undefined || mistakes.size > 0)
      return sendPage(reply.code(422), await pageFor(acting, person, filled, mistakes));
    const part = filled.text('part') === 'lead' ? 'lead' : 'member';
    await site.store.transaction((tx) =>
      joinGroup(tx, acting.act, { groupId: group.id, personId: person.id, part, since }),
    );
    return reply.redirect(`${address.person(acting.school.key, person.id)}?done=joined`, 303);
  });

  app.post<OfMembership>(
    '/schools/:school/people/:person/groups/:group/end',
    changingPeople,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const person = await personIn(site, acting, request.params.person);
      const row = { groupId: idIn(request.params.group), personId: person.id };
      await site.store.transaction((tx) => leaveGroup(tx, acting.act, row, acting.day));
      return reply.redirect(`${address.person(acting.school.key, person.id)}?done=left`, 303);
    },
  );
};

const groupsIn = (site: Site, { school, day }: Acting): Promise<Group[]> =>
  listGroups(site.store.db, school.key, day);

/** The group of an address. @throws PAGE_NOT_FOUND */
async function groupIn(site: Site, acting: Acting, id: string): Promise<Group> {
  const known = idIn(id);
  const group = (await groupsIn(site, acting)).find((each) => each.id === known);
  if (!group) throw notHere();
  return group;
}

async function leads(site: Site, { school, viewer, day }: Acting, groupId: string): Promise<boolean> {
  const own = await membershipsOf(site.store.db, school.key, [viewer.personId], day);
  return own.some((each) => each.groupId === groupId && each.part === 'lead');
}

/** More than any group has. */
const MOST_MEMBERS = 1000;

async function membersOf(site: Site, { school, day }: Acting, group: string) {
  const { db } = site.store;
  const { people } = await listPeople(db, school.key, { group, day }, MOST_MEMBERS, 0);
  const memberships = await membershipsOf(
    db,
    school.key,
    people.map(({ id }) => id),
    day,
  );
  const leaders = new Set(
    memberships.flatMap(({ groupId, personId, part }) =>
      groupId === group && part === 'lead' ? [personId] : [],
    ),
  );
  return people.map((person) => ({ person, leads: leaders.has(person.id) }));
}

function groupOf(filled: Filled) {
  const kind = (Object.keys(groupKinds) as GroupKind[]).find((each) => each === filled.text('kind'));
  const since = filled.day('since');
  const name = filled.text('name').replaceAll(/\s+/g, ' ');
  return kind === undefined || since === undefined || since === wrongDay ? undefined : { kind, name, since };
}

const LONGEST_NAME = 80;

function groupMistakes(filled: Filled, groups: readonly Group[]): Mistakes {
  const mistakes = new Map<string, string>();
  const name = filled.text('name').replaceAll(/\s+/g, ' ');
  const isTaken = groups.some((group) => group.name.toLowerCase() === name.toLowerCase());
  if (name === '') mistakes.set('name', 'Enter a name such as Year 4 Oak');
  else if (name.length > LONGEST_NAME) mistakes.set('name', `A name has at most ${LONGEST_NAME} letters`);
  else if (isTaken) mistakes.set('name', 'There is a group of this name already');
  if (!(filled.text('kind') in groupKinds)) mistakes.set('kind', 'Choose what it is');
  const since = filled.day('since');
  if (since === undefined || since === wrongDay)
    mistakes.set('since-day', 'Enter the first day, such as 1 9 2026');
  return mistakes;
}
