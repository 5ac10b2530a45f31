import { closePerson, reopenPerson } from '../../../people/index.ts';
import { endSessionsOf } from '../../../accounts/index.ts';
import { address, type Routes, sendPage } from '../../site.ts';
import { actingIn, notHere } from './acting.ts';
import { type OfPerson, personIn } from './entering.ts';
import { boxesOf, type Filled, filledIn, type Mistakes, noMistakes, prefilled, wrongDay } from './filling.ts';
import { reopeningPage, shuttingPage } from './shutting-page.ts';

/** Shutting cannot be half undone: whoever does it proves again who is there. */
const shutting = { config: { power: 'people.shut', proof: 'recent' } } as const;

/** `/schools/:school/people/:person/closure` and `/reopening`. */
export const shuttingPages: Routes = (app, site) => {
  app.get<OfPerson>('/schools/:school/people/:person/closure', shutting, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    if (person.closedAt) throw notHere();
    return sendPage(reply, shuttingPage(acting, person, prefilled(boxesOf('until', acting.day)), noMistakes));
  });

  app.post<OfPerson>('/schools/:school/people/:person/closure', shutting, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    const filled = filledIn(request.body);
    const mistakes = mistakesOf(filled, person.id === acting.viewer.personId);
    if (mistakes.size > 0) return sendPage(reply.code(422), shuttingPage(acting, person, filled, mistakes));
    await site.store.transaction(async (tx) => {
      await closePerson(tx, acting.act, person.id, filled.day('until'));
      await endSessionsOf(tx, site.clock, acting.school.key, person.id, 'person-shut', {
        by: acting.viewer.personId,
      });
    });
    return reply.redirect(`${address.person(acting.school.key, person.id)}?done=shut`, 303);
  });

  app.get<OfPerson>('/schools/:school/people/:person/reopening', shutting, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    if (!person.closedAt) throw notHere();
    return sendPage(reply, reopeningPage(acting, person));
  });

  app.post<OfPerson>('/schools/:school/people/:person/reopening', shutting, async (request, reply) => {
    const acting = actingIn(site, request);
    const person = await personIn(site, acting, request.params.person);
    if (person.closedAt) await site.store.transaction((tx) => reopenPerson(tx, acting.act, person.id));
    return reply.redirect(`${address.person(acting.school.key, person.id)}?done=reopened`, 303);
  });
};

function mistakesOf(filled: Filled, isOneself: boolean): Mistakes {
  const mistakes = new Map<string, string>();
  const until = filled.day('until');
  if (until === undefined || until === wrongDay)
    mistakes.set('until-day', 'Enter the last day, such as 31 8 2027');
  if (!filled.has('sure')) mistakes.set('sure', 'Tick that this person is to be shut at once');
  if (isOneself) mistakes.set('sure', 'You cannot shut yourself. Ask somebody else of the office');
  return mistakes;
}
