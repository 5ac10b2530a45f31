import {
  listPermissions,
  type Permission,
  permissionState,
  permissionSubjects,
  type RegisterFilter,
} from '../../../permissions/index.ts';
import { isId } from '../../../kernel/index.ts';
import { roleName } from '../../../policy/index.ts';
import { choiceIn, numberIn, type Query, textIn } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn } from '../people/acting.ts';
import { sendSheet } from '../people/sheet.ts';
import { type Clauses, clausesOf } from './clauses.ts';
import { nameIn, type Names, namesOf } from './names.ts';
import { PAGE, type Register, registerPage, registerStates, type Wanted } from './register-page.ts';
import { wordAct, wordPermissionState, wordThing } from './words.ts';

interface Asked extends InSchool {
  readonly Querystring: Query;
}

const overseeing = { config: { power: 'permissions.oversee' } } as const;

/** `/schools/:school/permissions`: every permission of the school. */
export const registerPages: Routes = (app, site) => {
  app.get<Asked>('/schools/:school/permissions', overseeing, async (request, reply) => {
    const acting = actingIn(site, request);
    return sendPage(reply, registerPage(await registerOf(site, acting, wantedBy(request.query))));
  });

  app.get<Asked>('/schools/:school/permissions/list.csv', overseeing, async (request, reply) => {
    const acting = actingIn(site, request);
    const { school } = acting;
    const filter = filterOf(acting, wantedBy(request.query));
    const { permissions } = await listPermissions(site.store.db, school.key, filter, EVERY, 0);
    const names = await namesOf(
      site,
      acting,
      permissions.map(({ personId }) => personId),
    );
    const clauses = await clausesOf(site, school, school.edition.number);
    return sendSheet(reply, 'permissions', [
      HEADINGS,
      ...permissions.map((each) => sheetRow(acting, each, names, clauses)),
    ]);
  });
};

/** More than any school gives. */
const EVERY = 50_000;
/** Days before its end in which a permission is about to lapse. */
const SOON_DAYS = 14;

const wantedBy = (query: Query): Wanted => ({
  state: choiceIn(query, 'state', ['all', ...registerStates]) ?? 'live',
  person: textIn(query, 'person'),
  act: textIn(query, 'act'),
  clause: textIn(query, 'clause'),
  page: numberIn(query, 'page') ?? 1,
});

function filterOf({ day }: Acting, { state, person, act, clause }: Wanted): RegisterFilter {
  const soon = new Date(`${day}T00:00:00Z`);
  soon.setUTCDate(soon.getUTCDate() + SOON_DAYS);
  return {
    day,
    endingBy: soon.toISOString().slice(0, 10),
    state: state === 'all' ? undefined : state,
    personId: person,
    act,
    clause,
  };
}

async function registerOf(site: Site, acting: Acting, wanted: Wanted): Promise<Register> {
  const { school } = acting;
  const { db } = site.store;
  const [listed, subjects, clauses] = await Promise.all([
    listPermissions(db, school.key, filterOf(acting, wanted), PAGE, (wanted.page - 1) * PAGE),
    permissionSubjects(db, school.key),
    clausesOf(site, school, school.edition.number),
  ]);
  const names = await namesOf(site, acting, [
    isId(wanted.person ?? '') ? wanted.person : undefined,
    ...listed.permissions.map(({ personId }) => personId),
  ]);
  return { acting, wanted, ...listed, subjects, clauses, names };
}

const HEADINGS = [
  'Number',
  'State',
  'Holder',
  'What',
  'With what',
  'Clause',
  'Edition',
  'Conditions',
  'From',
  'Until',
  'Given by',
  'Withdrawn because',
];

const sheetRow = ({ school, day }: Acting, each: Permission, names: Names, clauses: Clauses): string[] => [
  String(each.number),
  wordPermissionState(permissionState(each, day)),
  nameIn(names, each.personId),
  wordAct(school, each.act),
  each.thing === undefined ? '' : wordThing(school, each.thing),
  clauses.find(each.clause)?.number ?? each.clause,
  String(each.edition),
  each.conditions ?? '',
  each.since,
  each.until ?? '',
  each.givenBy.map((role) => roleName(school.policy.pack, role)).join('; '),
  each.withdrawal?.reason ?? '',
];
