import type { FastifyInstance } from 'fastify';
import { endPending, suspendPending } from '../../../reports/index.ts';
import { type Child, type Html } from '../../html/index.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Site, sendPage } from '../../site.ts';
import { actingIn, notHere } from '../people/acting.ts';
import { type Filled, filledIn, type Mistakes, noMistakes, prefilled } from '../people/filling.ts';
import { namesOf } from '../permissions/names.ts';
import { measureAddress } from './addresses.ts';
import { type Concern, concernIn, handlerOf } from './concerned.ts';
import { doneBanner } from './saying.ts';
import { decidersFor, suspendingPage } from './suspending-page.ts';

interface OfReport {
  readonly Params: InSchool['Params'] & { readonly id: string };
}

/** It takes everything from somebody at once: whoever does it proves again who is there. */
const grave = { config: { power: 'reports.hear', proof: 'recent' } } as const;

/** `/schools/:school/reports/:id/suspension`: an account that rests while something is looked into. */
export function suspendingRoutes(app: FastifyInstance, site: Site): void {
  app.get<OfReport & { Querystring: Query }>(
    '/schools/:school/reports/:id/suspension',
    grave,
    async (request, reply) => {
      const concern = await concernIn(site, actingIn(site, request), request.params.id);
      const banner = doneBanner(request.query);
      return sendPage(
        reply,
        await pageOf(site, concern, { filled: prefilled({}), mistakes: noMistakes, banner }),
      );
    },
  );

  app.post<OfReport>('/schools/:school/reports/:id/suspension', grave, async (request, reply) => {
    const { concern, filled, personId } = await sentIn(site, actingIn(site, request), request);
    const mistakes = mistakesOf(filled, personId, true);
    if (mistakes.size > 0)
      return sendPage(reply.code(422), await pageOf(site, concern, { filled, mistakes, banner: '' }));
    const { acting, report } = concern;
    await site.store.transaction((tx) =>
      suspendPending(tx, handlerOf(acting), report.id, personId, filled.text('reason')),
    );
    return reply.redirect(`${measureAddress.suspension(acting.school.key, report.id)}?done=suspended`, 303);
  });

  app.post<OfReport>('/schools/:school/reports/:id/suspension/end', grave, async (request, reply) => {
    const { concern, filled, personId } = await sentIn(site, actingIn(site, request), request);
    const mistakes = mistakesOf(filled, personId, false);
    if (mistakes.size > 0)
      return sendPage(reply.code(422), await pageOf(site, concern, { filled, mistakes, banner: '' }));
    const { acting, report } = concern;
    await site.store.transaction((tx) =>
      endPending(tx, handlerOf(acting), report.id, personId, filled.text('reason')),
    );
    return reply.redirect(`${measureAddress.suspension(acting.school.key, report.id)}?done=ended`, 303);
  });
}

/** What was sent about somebody whom the report is about. @throws REPORT_NOT_FOUND, PAGE_NOT_FOUND */
async function sentIn(
  site: Site,
  acting: Concern['acting'],
  request: { readonly params: OfReport['Params']; readonly body: unknown },
): Promise<{ readonly concern: Concern; readonly filled: Filled; readonly personId: string }> {
  const concern = await concernIn(site, acting, request.params.id);
  const filled = filledIn(request.body);
  const personId = filled.text('person');
  if (!concern.people.some((person) => person.personId === personId)) throw notHere();
  return { concern, filled, personId };
}

async function pageOf(
  site: Site,
  concern: Concern,
  shown: { readonly filled: Filled; readonly mistakes: Mistakes; readonly banner: Child },
): Promise<Html> {
  const deciders = concern.people.flatMap((person) => decidersFor(concern, person));
  const names = await namesOf(site, concern.acting, deciders);
  return suspendingPage({ ...concern, ...shown, names });
}

function mistakesOf(filled: Filled, personId: string, isBeginning: boolean): Mistakes {
  const mistakes = new Map<string, string>();
  if (!filled.has('reason')) mistakes.set(`reason-${personId}`, 'Say why');
  if (isBeginning && !filled.has('sure'))
    mistakes.set(`sure-${personId}`, 'Tick that this person is to be suspended at once');
  return mistakes;
}
