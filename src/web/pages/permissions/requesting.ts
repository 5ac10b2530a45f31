import {
  awaitedIn,
  awaitedPeople,
  openRequest,
  holdersFor,
  rolesNamed,
  requestState,
  tellApprovers,
} from '../../../permissions/index.ts';
import { type Query, textIn } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, notHere } from '../people/acting.ts';
import { boxesOf, type Filled, filledIn, noMistakes, prefilled, wrongDay } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { type AskedFor, askedFor } from './asked.ts';
import { type Choosable, choosableIn, personIn, wordNobody } from './choosing-person.ts';
import { chosenThing, shownIn } from './needs.ts';
import { requestingPage } from './requesting-page.ts';

interface OfAnswer {
  readonly Params: InSchool['Params'] & { readonly id: string };
  readonly Querystring: Query;
}

const asking = { config: { power: 'permissions.ask' } } as const;

/** `/schools/:school/answers/:id/request`: from an answer to the request that it leads to. */
export const requestingPages: Routes = (app, site) => {
  app.get<OfAnswer>('/schools/:school/answers/:id/request', asking, async (request, reply) => {
    const acting = actingIn(site, request);
    const asked = await askedFor(site, acting, request.params.id, textIn(request.query, 'for'));
    return sendPage(reply, requestingPage(asked, await othersIn(site, asked), startOf(asked), noMistakes));
  });

  // The name is sent in the body, so that it stands in no address; the id of whom it names then does.
  app.post<OfAnswer>('/schools/:school/answers/:id/request/person', asking, async (request, reply) => {
    const acting = actingIn(site, request);
    const { id } = request.params;
    const filled = filledIn(request.body);
    const asked = await askedFor(site, acting, id, undefined);
    if (!asked.mayEnter) throw notHere();
    const person = await personIn(site, acting, filled, 'for');
    if (person) return reply.redirect(permissionAddress.asking(acting.school.key, id, person.id), 303);
    const words = await wordNobody(site, acting, filled, 'Choose who wants to do it', 'for');
    const others = await othersIn(site, asked, filled.text('for'));
    const mistakes = new Map([['for', words]]);
    return sendPage(reply.code(422), requestingPage(asked, others, startOf(asked), mistakes));
  });

  app.post<OfAnswer>('/schools/:school/answers/:id/request', asking, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = filledIn(request.body);
    const asked = await askedFor(site, acting, request.params.id, filled.text('for') || undefined);
    const mistakes = mistakesIn(filled, acting.day);
    if (mistakes.size > 0 || asked.demand.parts.length === 0)
      return sendPage(reply.code(422), requestingPage(asked, await othersIn(site, asked), filled, mistakes));
    const id = await open(site, asked, filled);
    const done = asked.isForOther ? 'entered' : 'asked';
    return reply.redirect(`${permissionAddress.own(acting.school.key, id)}?done=${done}`, 303);
  });
};

/** Needs that were told of in the question are ticked. */
const saidAlready = ({ demand, question }: AskedFor) => ({
  show: demand.needs.find((need) => question.facts[need] === true),
});

/** For whom the office can enter a request, once a name was sent; nothing where the viewer may not. */
const othersIn = async (
  site: Site,
  { mayEnter, acting, isForOther, person }: AskedFor,
  sent = isForOther ? person.id : '',
): Promise<Choosable | undefined> => (mayEnter ? await choosableIn(site, acting, sent) : undefined);

/** An empty request from today on. */
const startOf = (asked: AskedFor): Filled =>
  prefilled({ ...saidAlready(asked), ...boxesOf('since', asked.acting.day) });

/** What is wrong with the first and last day, and the purpose. */
function mistakesIn(filled: Filled, today: string): Map<string, string> {
  const mistakes = new Map<string, string>();
  const [since, until] = [filled.day('since'), filled.day('until')];
  if (since === undefined || since === wrongDay)
    mistakes.set('since-day', 'Enter the first day, such as 1 12 2026');
  else if (since < today) mistakes.set('since-day', 'The first day cannot be before today');
  if (until === wrongDay) mistakes.set('until-day', 'Enter the last day, such as 18 12 2026');
  else if (until !== undefined && since !== undefined && until < since)
    mistakes.set('until-day', 'The last day cannot be before the first');
  if (!filled.has('purpose')) mistakes.set('purpose', 'Say what it is for');
  return mistakes;
}

/** Opens the request and tells whoever may answer, in one transaction; gives its id. */
function open(site: Site, asked: AskedFor, filled: Filled): Promise<string> {
  const { acting, demand, question, person, assessments, things } = asked;
  const { school, day, viewer } = acting;
  const showing = { school, day, needs: demand.needs, assessments, things };
  return site.store.transaction(async (tx) => {
    const request = await openRequest(
      tx,
      { ...acting.act, by: viewer.personId },
      school.edition.number,
      demand,
      {
        personId: person.id,
        act: question.act,
        thing: question.thing,
        facts: question.facts,
        purpose: filled.text('purpose'),
        since: filled.day('since') ?? day,
        until: filled.day('until'),
        isExemption: asked.isExemption,
        itemId: chosenThing(showing, filled)?.item.id,
      },
      shownIn(showing, filled),
    );
    if (requestState(request) === 'waiting') {
      const holders = await holdersFor(tx, school.key, day, rolesNamed(request.parts), school.policy);
      const people = awaitedPeople(awaitedIn(request, holders, school.policy));
      await tellApprovers(tx, writingIn(site, acting), request, people);
    }
    return request.id;
  });
}

/** For whom and from where letters are written. */
export const writingIn = (site: Site, { school, day }: Acting) => ({
  clock: site.clock,
  school,
  origin: site.origin(),
  day,
});
