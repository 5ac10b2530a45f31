import {
  approversOf,
  type Decided,
  decideRequest,
  holdersFor,
  isOpen,
  remark,
  type Request,
  requestsAwaiting,
  rolesNamed,
  rolesToAnswerAs,
  tellAsker,
  type ToAnswer,
  toAnswerIn,
} from '../../../permissions/index.ts';
import type { Transaction } from '../../../store/index.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, notHere } from '../people/acting.ts';
import { type Filled, filledIn, type Mistakes, noMistakes, prefilled, wrongDay } from '../people/filling.ts';
import { permissionAddress } from './addresses.ts';
import { type Answering, answeringPage, waitingPage } from './answering-page.ts';
import { likeRequests } from './like-requests.ts';
import { namesOf } from './names.ts';
import { writingIn } from './requesting.ts';
import { requestIn, shownRequest } from './shown-request.ts';
import { saidBanner } from './words.ts';

interface OfRequest {
  readonly Params: InSchool['Params'] & { readonly id: string };
  readonly Querystring: Query;
}

const answering = { config: { power: 'permissions.answer' } } as const;

/** `/schools/:school/requests`: what waits for whoever may answer, and the page on which they do. */
export const answeringPages: Routes = (app, site) => {
  app.get<InSchool & { Querystring: Query }>(
    '/schools/:school/requests',
    answering,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const waiting = await waitingFor(site, acting);
      const names = await namesOf(
        site,
        acting,
        waiting.map(({ personId }) => personId),
      );
      return sendPage(reply, waitingPage(acting, waiting, names, saidBanner(request.query)));
    },
  );

  app.get<OfRequest>('/schools/:school/requests/:id', answering, async (request, reply) => {
    const acting = actingIn(site, request);
    const wanted = await answerable(site, acting, request.params.id);
    const page = await pageOf(site, acting, wanted, prefilled({}), noMistakes);
    return sendPage(reply, answeringPage({ ...page, banner: saidBanner(request.query) }));
  });

  app.post<OfRequest>('/schools/:school/requests/:id/decisions', answering, async (request, reply) => {
    const acting = actingIn(site, request);
    const wanted = await answerable(site, acting, request.params.id);
    const filled = filledIn(request.body);
    const mistakes = mistakesIn(filled, wanted.request);
    if (mistakes.size > 0)
      return sendPage(reply.code(422), answeringPage(await pageOf(site, acting, wanted, filled, mistakes)));
    const done = await decide(site, acting, wanted.request, filled);
    return reply.redirect(
      `${permissionAddress.request(acting.school.key, wanted.request.id)}?done=${done}`,
      303,
    );
  });

  app.post<OfRequest>('/schools/:school/requests/:id/questions', answering, async (request, reply) => {
    const acting = actingIn(site, request);
    const wanted = await answerable(site, acting, request.params.id);
    const filled = filledIn(request.body);
    if (wanted.toAnswer.length === 0) throw notHere();
    if (!filled.has('words')) {
      const mistakes = new Map([['words', 'Say what you need to know']]);
      return sendPage(reply.code(422), answeringPage(await pageOf(site, acting, wanted, filled, mistakes)));
    }
    await site.store.transaction(async (tx) => {
      const { id } = wanted.request;
      await remark(tx, { ...acting.act, by: acting.viewer.personId }, id, filled.text('words'), true);
      await tellAsker(tx, writingIn(site, acting), wanted.request, 'asked-back');
    });
    return reply.redirect(
      `${permissionAddress.request(acting.school.key, wanted.request.id)}?done=asked-back`,
      303,
    );
  });
};

/** What waits for the viewer's own answer, the oldest first. */
export const waitingFor = (site: Site, { school, viewer, day }: Acting): Promise<Request[]> =>
  requestsAwaiting(site.store.db, school.key, viewer, day, school.policy);

/** A request that the viewer may see as one who answers. */
interface Wanted {
  readonly request: Request;
  readonly toAnswer: readonly ToAnswer[];
}

/**
 * Whoever may answer a part today sees a request, or who answered one; its asker has a page of their own, and to
 * everybody else it is not there.
 * @throws PAGE_NOT_FOUND
 */
async function answerable(site: Site, acting: Acting, id: string): Promise<Wanted> {
  const { school, viewer, day } = acting;
  const request = await requestIn(site, acting, id);
  const { personId } = viewer;
  if (request.personId === personId) throw notHere();
  const holders = await holdersFor(site.store.db, school.key, day, rolesNamed(request.parts), school.policy);
  const may = request.parts.some(
    (part) =>
      rolesToAnswerAs(approversOf(part, request.personId, holders, school.policy), personId).length > 0,
  );
  const did = request.decisions.some((decision) => decision.personId === personId);
  if (!may && !did) throw notHere();
  return { request, toAnswer: isOpen(request) ? toAnswerIn(request, holders, school.policy, personId) : [] };
}

async function pageOf(
  site: Site,
  acting: Acting,
  { request, toAnswer }: Wanted,
  filled: Filled,
  mistakes: Mistakes,
): Promise<Answering> {
  return {
    shown: await shownRequest(site, acting, request),
    toAnswer,
    like: await likeRequests(site, acting, request),
    filled,
    mistakes,
    banner: undefined,
  };
}

function mistakesIn(filled: Filled, request: Request): Map<string, string> {
  const mistakes = new Map<string, string>();
  const until = filled.day('until');
  if (filled.text('outcome') === 'refused' && !filled.has('reason'))
    mistakes.set('reason', 'Say why: the asker reads it');
  if (filled.text('outcome') !== 'granted' || until === undefined) return mistakes;
  if (until === wrongDay) mistakes.set('until-day', 'Enter the last day, such as 18 12 2026');
  else if (until < request.since) mistakes.set('until-day', 'The last day cannot be before the first');
  else if (request.until !== undefined && until > request.until)
    mistakes.set('until-day', 'The last day cannot be later than what was asked for');
  return mistakes;
}

/** Keeps the answer to every clause that was sent, and tells the asker when it settles the request; gives what was done. */
function decide(site: Site, acting: Acting, wanted: Request, filled: Filled): Promise<string> {
  const outcome = filled.text('outcome') === 'granted' ? 'granted' : 'refused';
  return site.store.transaction(async (tx) => {
    const { request, permissions } = await decideParts(tx, acting, wanted.id, outcome, filled);
    if (!isOpen(request)) await tellAsker(tx, writingIn(site, acting), request, 'answered');
    return permissions.length > 0 ? 'given' : outcome;
  });
}

/** The same answer to one clause after the other. A refusal of the first settles the rest. */
async function decideParts(
  tx: Transaction,
  { act, viewer, school }: Acting,
  requestId: string,
  outcome: 'granted' | 'refused',
  filled: Filled,
): Promise<Decided> {
  const role = filled.text('role');
  const said =
    outcome === 'granted'
      ? { conditions: filled.text('conditions'), until: filled.day('until') }
      : { reason: filled.text('reason') };
  const answer = (clause: string) =>
    decideRequest(tx, { ...act, by: viewer.personId }, school.policy, {
      requestId,
      clause,
      role,
      outcome,
      ...said,
    });
  const [first = '', ...others] = new Set(filled.all('clause'));
  let decided = await answer(first);
  for (const clause of others) if (isOpen(decided.request)) decided = await answer(clause);
  return decided;
}
