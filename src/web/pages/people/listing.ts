import {
  holdingsOn,
  listGroups,
  listPeople,
  membershipsOf,
  type PeopleFilter,
} from '../../../people/index.ts';
import { localDay } from '../../../kernel/index.ts';
import { choiceIn, numberIn, type Query, textIn } from '../../querying.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn } from './acting.ts';
import { doneBanner } from './done.ts';
import { filledIn } from './filling.ts';
import { type Listed, type Listing, listingPage, PAGE, type Shown } from './listing-page.ts';
import { wordRole } from './role-choices.ts';
import { keepSearches, type Searches } from './searches.ts';
import { sendSheet } from './sheet.ts';

interface Listable extends InSchool {
  readonly Querystring: Query;
}

const MOST_SEARCHES = 1000;
/** More people than any school has. */
const EVERYBODY = 20_000;

/** `/schools/:school/people`: who is here, to look somebody up. */
export const listingPages: Routes = (app, site) => {
  const searches = keepSearches(MOST_SEARCHES);

  app.get<Listable>(
    '/schools/:school/people',
    { config: { power: 'people.see' } },
    async (request, reply) => {
      const acting = actingIn(site, request);
      const shown = shownBy(searches, acting, request.query);
      return sendPage(reply, listingPage(await listingOf(site, acting, shown), doneBanner(request.query)));
    },
  );

  // Words are sent in the body and kept here, so that no name stands in an address.
  app.post<InSchool>(
    '/schools/:school/people/search',
    { config: { power: 'people.see' } },
    (request, reply) => {
      const { school, viewer } = actingIn(site, request);
      const filled = filledIn(request.body);
      const fields = new URLSearchParams();
      const words = filled.text('words').slice(0, 100);
      if (words !== '') fields.set('search', searches.keep(viewer.personId, words));
      for (const name of ['role', 'group', 'gone']) if (filled.has(name)) fields.set(name, filled.text(name));
      return reply.redirect(`${address.people(school.key)}?${String(fields)}`, 303);
    },
  );

  app.get<Listable>(
    '/schools/:school/people/list.csv',
    { config: { power: 'people.see' } },
    async (request, reply) => {
      const acting = actingIn(site, request);
      const shown = shownBy(searches, acting, request.query);
      const listed = await peopleOf(site, acting, filterOf(acting, shown), EVERYBODY, 0);
      return sendSheet(reply, 'people', [HEADINGS, ...listed.people.map((each) => rowOf(acting, each))]);
    },
  );
};

function shownBy(searches: Searches, { viewer }: Acting, query: Query): Shown {
  const search = textIn(query, 'search');
  const words = search === undefined ? undefined : searches.words(viewer.personId, search);
  return {
    search: words === undefined ? undefined : search,
    words,
    isForgotten: search !== undefined && words === undefined,
    role: textIn(query, 'role'),
    group: textIn(query, 'group'),
    isGoneShown: choiceIn(query, 'gone', ['yes']) === 'yes',
    page: numberIn(query, 'page') ?? 1,
  };
}

const filterOf = ({ day }: Acting, shown: Shown): PeopleFilter => ({
  words: shown.words,
  role: shown.role,
  group: shown.group,
  gone: shown.isGoneShown,
  day,
});

async function listingOf(site: Site, acting: Acting, shown: Shown): Promise<Listing> {
  const { db } = site.store;
  const [listed, groups] = await Promise.all([
    peopleOf(site, acting, filterOf(acting, shown), PAGE, (shown.page - 1) * PAGE),
    listGroups(db, acting.school.key, acting.day),
  ]);
  return { ...listed, acting, shown, groups };
}

async function peopleOf(site: Site, acting: Acting, filter: PeopleFilter, limit: number, offset: number) {
  const { db } = site.store;
  const key = acting.school.key;
  const { people, count } = await listPeople(db, key, filter, limit, offset);
  const ids = people.map(({ id }) => id);
  const [held, memberships] = await Promise.all([
    holdingsOn(db, key, acting.day),
    membershipsOf(db, key, ids, acting.day),
  ]);
  const roles = Map.groupBy(held, ({ personId }) => personId);
  const groups = Map.groupBy(memberships, ({ personId }) => personId);
  return {
    count,
    people: people.map(
      (person): Listed => ({
        person,
        roles: [...new Set((roles.get(person.id) ?? []).map(({ role }) => role))],
        groups: (groups.get(person.id) ?? []).map(({ groupName }) => groupName),
      }),
    ),
  };
}

const HEADINGS = ['Family name', 'Given name', 'E-mail', 'Roles', 'Groups', 'Left on'];

const rowOf = ({ school }: Acting, { person, roles, groups }: Listed): string[] => [
  person.familyName,
  person.givenName,
  person.email ?? '',
  roles.map((role) => wordRole(school.policy.pack, role)).join('; '),
  groups.join('; '),
  person.closedAt === undefined ? '' : localDay(person.closedAt),
];
