import type { FastifyRequest } from 'fastify';
import { countersign, type Waiting, waitingToCountersign } from '../../../agreements/index.ts';
import { Fault } from '../../../kernel/index.ts';
import { mayUse } from '../../powers.ts';
import type { Query } from '../../querying.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn } from '../people/acting.ts';
import { doneBanner } from '../people/done.ts';
import { boxesOf, type Filled, filledIn, type Mistakes, noMistakes, prefilled } from '../people/filling.ts';
import { countersigningPage } from './countersigning-page.ts';
import { proofOf } from './proof-of.ts';

const countersigning = { config: { power: 'agreements.countersign' } } as const;
const proved = { config: { power: 'agreements.countersign', proof: 'recent' } } as const;

/** `/schools/:school/countersigning`: what waits for another signature beside it. */
export const countersigningPages: Routes = (app, site) => {
  app.get<InSchool & { Querystring: Query }>(
    '/schools/:school/countersigning',
    countersigning,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const filled = prefilled(boxesOf('signedOn', acting.day));
      const view = { acting, ...(await waitingFor(site, acting)), filled, mistakes: noMistakes };
      return sendPage(reply, countersigningPage(view, doneBanner(request.query)));
    },
  );

  app.post<InSchool>('/schools/:school/countersigning', proved, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = filledIn(request.body);
    const waiting = await waitingFor(site, acting);
    const chosen = waiting.mine.filter(({ signatureId }) => filled.all('signature').includes(signatureId));
    let mistakes = mistakesOf(acting, filled, chosen);
    if (mistakes.size === 0) mistakes = await countersignAll(site, acting, request, filled, chosen);
    if (mistakes.size === 0)
      return reply.redirect(`${address.countersigning(acting.school.key)}?done=countersigned`, 303);
    const left = await waitingFor(site, acting);
    return sendPage(reply.code(422), countersigningPage({ acting, ...left, filled, mistakes }, false));
  });
};

/** What waits for the viewer; and, for the office, what waits for nobody. */
async function waitingFor(site: Site, { school, viewer }: Acting) {
  const all = await waitingToCountersign(site.store, site.forms, site.clock, school.key);
  const isOffice = mayUse('agreements.chase', viewer.roles);
  return {
    mine: all.filter(({ by }) => by.includes(viewer.personId)),
    stuck: isOffice ? all.filter(({ by }) => by.length === 0) : [],
    isOffice,
  };
}

function mistakesOf({ day }: Acting, filled: Filled, chosen: readonly Waiting[]): Mistakes {
  const mistakes = new Map<string, string>();
  if (chosen.length === 0) mistakes.set('signature', 'Tick what you countersign');
  if (!filled.has('fullName')) mistakes.set('fullName', 'Write your full name');
  if (filled.day('signedOn') !== day) mistakes.set('signedOn-day', 'The date must be today’s');
  return mistakes;
}

/** Signs beside each that is ticked. What somebody else countersigned meanwhile is passed by. */
async function countersignAll(
  site: Site,
  { school, viewer, day }: Acting,
  request: FastifyRequest,
  filled: Filled,
  chosen: readonly Waiting[],
): Promise<Mistakes> {
  for (const { signatureId } of chosen) {
    try {
      const result = await countersign(site.store, site.forms, site.clock, {
        school: school.key,
        signatureId,
        personId: viewer.personId,
        fullName: filled.text('fullName'),
        signedOn: day,
        proof: proofOf(viewer),
        agent: request.headers['user-agent'] ?? '',
        address: request.ip,
      });
      if ('refused' in result)
        return new Map([
          ['fullName', 'This is not the name that the school knows you by. Write your own full name'],
        ]);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'ALREADY_COUNTERSIGNED') throw error;
    }
  }
  return noMistakes;
}
