import { endRole, giveRole, holdingsOf } from '../../../people/index.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn, notHere } from './acting.ts';
import { type OfPerson, personIn } from './entering.ts';
import { boxesOf, type Filled, filledIn, type Mistakes, noMistakes, prefilled, wrongDay } from './filling.ts';
import { endingRolePage, givingRolePage } from './holding-page.ts';
import { roleChoices } from './role-choices.ts';

interface OfHolding {
  readonly Params: OfPerson['Params'] & InSchool['Params'] & { readonly holding: string };
}

/** Who holds a role may do what the role may: whoever gives or ends one proves again who is there. */
export const givingRoles = { config: { power: 'people.change', proof: 'recent' } } as const;

/** `/schools/:school/people/:person/roles`: giving a role, and ending one. */
export const holdingPages: Routes = (app, site) => {
  app.get<OfPerson>('/schools/:school/people/:person/roles', givingRoles, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    return sendPage(
      reply,
      givingRolePage(acting, person, prefilled(boxesOf('since', acting.day)), noMistakes),
    );
  });

  app.post<OfPerson>('/schools/:school/people/:person/roles', givingRoles, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    const filled = filledIn(request.body);
    const mistakes = givingMistakes(acting, filled);
    if (person.closedAt) mistakes.set('role', 'This person is shut. Let the person in again first');
    if (mistakes.size > 0) return sendPage(reply.code(422), givingRolePage(acting, person, filled, mistakes));
    await give(site, acting, person.id, filled.text('role'), filled);
    return reply.redirect(`${address.person(acting.school.key, person.id)}?done=role-given`, 303);
  });

  app.get<OfHolding>(
    '/schools/:school/people/:person/roles/:holding/end',
    givingRoles,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const held = await heldIn(site, acting, request.params);
      return sendPage(
        reply,
        endingRolePage(acting, held, prefilled(boxesOf('until', acting.day)), noMistakes),
      );
    },
  );

  app.post<OfHolding>(
    '/schools/:school/people/:person/roles/:holding/end',
    givingRoles,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const held = await heldIn(site, acting, request.params);
      const filled = filledIn(request.body);
      const until = filled.day('until');
      const wrongs = untilMistakes(until, held.holding.since, true);
      if (wrongs.size > 0 || until === undefined)
        return sendPage(reply.code(422), endingRolePage(acting, held, filled, wrongs));
      await site.store.transaction((tx) => endRole(tx, acting.act, held.holding, until));
      return reply.redirect(`${address.person(acting.school.key, held.person.id)}?done=role-ended`, 303);
    },
  );
};

/** The person and the role of an address. @throws PAGE_NOT_FOUND */
async function heldIn(site: Site, acting: Acting, params: OfHolding['Params']) {
  const person = await personIn(site, acting, params.person);
  const id = idIn(params.holding);
  const holding = (await holdingsOf(site.store.db, acting.school.key, person.id)).find(
    (each) => each.id === id,
  );
  if (!holding || (holding.until !== undefined && holding.until < acting.day)) throw notHere();
  return { person, holding };
}

/** Gives the role for the days that the form names. */
export const give = (site: Site, { act, day }: Acting, personId: string, role: string, filled: Filled) =>
  site.store.transaction((tx) =>
    giveRole(tx, act, {
      personId,
      role,
      since: filled.day('since') ?? day,
      until: filled.day('until'),
      deputises: filled.has('deputises'),
    }),
  );

/** What is wrong with the form that gives a role. */
export function givingMistakes({ school }: Acting, filled: Filled): Map<string, string> {
  const mistakes = new Map<string, string>();
  if (!roleChoices(school.policy.pack).some(({ value }) => value === filled.text('role')))
    mistakes.set('role', 'Choose a role from the list');
  for (const [field, text] of daysMistakes(filled)) mistakes.set(field, text);
  return mistakes;
}

/** What is wrong with a first and a last day. */
export function daysMistakes(filled: Filled): Mistakes {
  const since = filled.day('since');
  if (since === undefined || since === wrongDay)
    return new Map([['since-day', 'Enter the first day, such as 1 9 2026']]);
  return untilMistakes(filled.day('until'), since, false);
}

function untilMistakes(until: string | undefined, since: string, isOwed: boolean): Mistakes {
  if (until === wrongDay || (isOwed && until === undefined))
    return new Map([['until-day', 'Enter the last day, such as 31 8 2027']]);
  return until !== undefined && until < since
    ? new Map([['until-day', 'The last day cannot be before the first']])
    : noMistakes;
}
