import { isId } from '../../../kernel/index.ts';
import {
  addPerson,
  changePerson,
  findPerson,
  giveRole,
  openMovement,
  type Person,
} from '../../../people/index.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, notHere } from './acting.ts';
import { changingPage, enteringPage } from './entering-page.ts';
import { boxesOf, type Filled, filledIn, type Mistakes, noMistakes, prefilled, wrongDay } from './filling.ts';
import { roleChoices } from './role-choices.ts';

/** Parameters of every route about a person. */
export interface OfPerson {
  readonly Params: InSchool['Params'] & { readonly person: string };
}

const see = { config: { power: 'people.see' } } as const;
const change = { config: { power: 'people.change' } } as const;

/** `/schools/:school/people/new` and `/people/:person/change`: who somebody is. */
export const enteringPages: Routes = (app, site) => {
  app.get<InSchool>('/schools/:school/people/new', change, (request, reply) => {
    const acting = actingIn(site, request);
    const filled = prefilled({ ...boxesOf('since', acting.day), joins: 'yes' });
    return sendPage(reply, enteringPage(acting, filled, noMistakes));
  });

  app.post<InSchool>('/schools/:school/people', change, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = filledIn(request.body);
    const mistakes = new Map([...nameMistakes(filled), ...roleMistakes(acting, filled)]);
    if (mistakes.size > 0) return sendPage(reply.code(422), enteringPage(acting, filled, mistakes));
    const id = await enter(site, acting, filled);
    return reply.redirect(`${address.person(acting.school.key, id)}?done=added`, 303);
  });

  app.get<OfPerson>('/schools/:school/people/:person/change', change, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    const { givenName, familyName, email } = person;
    return sendPage(
      reply,
      changingPage(acting, person, prefilled({ givenName, familyName, email }), noMistakes),
    );
  });

  app.post<OfPerson>('/schools/:school/people/:person/change', change, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    const filled = filledIn(request.body);
    const mistakes = nameMistakes(filled);
    if (mistakes.size > 0) return sendPage(reply.code(422), changingPage(acting, person, filled, mistakes));
    const draft = { ...draftOf(filled), firmId: person.firmId };
    await site.store.transaction((tx) => changePerson(tx, acting.act, person.id, draft));
    return reply.redirect(`${address.person(acting.school.key, person.id)}?done=changed`, 303);
  });
};

/** The person of an address. @throws PAGE_NOT_FOUND, also for what is no id */
export async function personIn(site: Site, { school }: Acting, id: string): Promise<Person> {
  const person = isId(id) ? await findPerson(site.store.db, school.key, id) : undefined;
  if (!person) throw notHere();
  return person;
}

const draftOf = (filled: Filled) => ({
  givenName: filled.text('givenName'),
  familyName: filled.text('familyName'),
  email: filled.text('email') || undefined,
});

const LONGEST_NAME = 100;

function nameMistakes(filled: Filled): Mistakes {
  const mistakes = new Map<string, string>();
  if (!filled.has('givenName') && !filled.has('familyName'))
    mistakes.set('givenName', 'Enter a given name, a family name or both');
  for (const field of ['givenName', 'familyName'])
    if (filled.text(field).length > LONGEST_NAME)
      mistakes.set(field, `A name has at most ${LONGEST_NAME} letters`);
  if (
    filled.has('email') &&
    !/^[^\s@<>"',;:\\()[\]]+@[^\s@<>"',;:\\()[\]]+\.[^\s@<>"',;:\\()[\]]+$/.test(filled.text('email'))
  )
    mistakes.set('email', 'Enter an e-mail address such as name@school.example, or leave it empty');
  return mistakes;
}

function roleMistakes({ school }: Acting, filled: Filled): Mistakes {
  const mistakes = new Map<string, string>();
  const role = filled.text('role');
  if (role !== '' && !roleChoices(school.policy.pack).some(({ value }) => value === role))
    mistakes.set('role', 'Choose a role from the list');
  const since = filled.day('since');
  if (since === undefined || since === wrongDay)
    mistakes.set('since-day', 'Enter the first day, such as 1 9 2026');
  return mistakes;
}

/** The person, the first role and the list of what there is to do: all of it or nothing. */
function enter(site: Site, { act, day }: Acting, filled: Filled): Promise<string> {
  const since = filled.day('since') ?? day;
  const role = filled.text('role');
  return site.store.transaction(async (tx) => {
    const id = await addPerson(tx, act, draftOf(filled));
    if (role !== '') await giveRole(tx, act, { personId: id, role, since });
    if (filled.has('joins')) await openMovement(tx, act, id, 'joiner', since);
    return id;
  });
}

/** The configuration of routes that show people. */
export { change as changingPeople, see as seeingPeople };
