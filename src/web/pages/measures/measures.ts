import type { FastifyInstance } from 'fastify';
import { decideMeasure, liftMeasure, measureDeciders, measuresOf } from '../../../reports/index.ts';
import { type Child, type Html } from '../../html/index.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { actingIn, notHere } from '../people/acting.ts';
import {
  boxesOf,
  type Filled,
  filledIn,
  type Mistakes,
  noMistakes,
  prefilled,
  wrongDay,
} from '../people/filling.ts';
import { namesOf } from '../permissions/names.ts';
import { measureAddress } from './addresses.ts';
import { type Concern, concernIn, handlerOf, lookerOf } from './concerned.ts';
import { type Liftable, liftingPage } from './lifting-page.ts';
import { type Choice, choicesOf, measuresPage } from './measures-page.ts';
import { doneBanner } from './saying.ts';
import { suspendingRoutes } from './suspending.ts';

interface OfReport {
  readonly Params: InSchool['Params'] & { readonly id: string };
}
interface OfMeasure {
  readonly Params: OfReport['Params'] & { readonly measure: string };
}

/** Whose report it is to hear, and who decides, is looked at for each. */
const hearing = { config: { power: 'reports.hear' } } as const;

/** `/schools/:school/reports/:id/measures` and `…/suspension`: what is decided about whom a report is about. */
export const measurePages: Routes = (app, site) => {
  decidingRoutes(app, site);
  liftingRoutes(app, site);
  suspendingRoutes(app, site);
};

function decidingRoutes(app: FastifyInstance, site: Site): void {
  app.get<OfReport & { Querystring: Query }>(
    '/schools/:school/reports/:id/measures',
    hearing,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const concern = await concernIn(site, acting, request.params.id);
      const filled = prefilled(boxesOf('since', acting.day));
      const banner = doneBanner(request.query);
      return sendPage(reply, await pageOf(site, concern, { filled, mistakes: noMistakes, banner }));
    },
  );

  app.post<OfReport>('/schools/:school/reports/:id/measures', hearing, async (request, reply) => {
    const acting = actingIn(site, request);
    const concern = await concernIn(site, acting, request.params.id);
    const filled = filledIn(request.body);
    const chosen = choicesOf(concern).find(({ value }) => value === filled.text('what'));
    const mistakes = mistakesOf(filled, chosen);
    if (mistakes.size > 0 || !chosen)
      return sendPage(reply.code(422), await pageOf(site, concern, { filled, mistakes, banner: '' }));
    await site.store.transaction((tx) =>
      decideMeasure(tx, handlerOf(acting), concern.report.id, {
        personId: chosen.person.personId,
        clause: chosen.provided.clause.id,
        measure: chosen.measure,
        reason: filled.text('reason'),
        since: filled.day('since') ?? acting.day,
        until: filled.day('until'),
      }),
    );
    const { key } = acting.school;
    return reply.redirect(`${measureAddress.measures(key, concern.report.id)}?done=decided`, 303);
  });
}

async function pageOf(
  site: Site,
  concern: Concern,
  shown: { readonly filled: Filled; readonly mistakes: Mistakes; readonly banner: Child },
): Promise<Html> {
  const { acting, report, people } = concern;
  const measures = await measuresOf(site.store.db, lookerOf(acting), report.id);
  const choices = choicesOf(concern);
  const names = await namesOf(site, acting, [
    ...people.map(({ personId }) => personId),
    ...measures.flatMap(({ decidedBy, lifted }) => [decidedBy, lifted?.by]),
    ...choices.flatMap(({ deciders }) => deciders),
  ]);
  return measuresPage({ ...concern, ...shown, measures, choices, names });
}

function mistakesOf(filled: Filled, chosen: Choice | undefined): Mistakes {
  const mistakes = new Map<string, string>();
  if (!chosen) mistakes.set('what', 'Choose what is decided');
  if (!filled.has('reason')) mistakes.set('reason', 'Say why');
  const [since, until] = [filled.day('since'), filled.day('until')];
  if (since === undefined || since === wrongDay)
    mistakes.set('since-day', 'Enter the first day, such as 23 11 2026');
  else if (until === wrongDay) mistakes.set('until-day', 'Enter the last day, such as 18 12 2026');
  else if (until !== undefined && until < since)
    mistakes.set('until-day', 'The last day cannot be before the first');
  return mistakes;
}

function liftingRoutes(app: FastifyInstance, site: Site): void {
  app.get<OfMeasure>('/schools/:school/reports/:id/measures/:measure', hearing, async (request, reply) => {
    const concern = await concernIn(site, actingIn(site, request), request.params.id);
    const liftable = await liftableIn(site, concern, request.params.measure);
    return sendPage(reply, liftingPage({ ...liftable, filled: prefilled({}), mistakes: noMistakes }));
  });

  app.post<OfMeasure>(
    '/schools/:school/reports/:id/measures/:measure/lift',
    hearing,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const concern = await concernIn(site, acting, request.params.id);
      const liftable = await liftableIn(site, concern, request.params.measure);
      const filled = filledIn(request.body);
      if (!filled.has('why')) {
        const mistakes = new Map([['why', 'Say why it is lifted']]);
        return sendPage(reply.code(422), liftingPage({ ...liftable, filled, mistakes }));
      }
      const { report, measure } = liftable;
      await site.store.transaction((tx) =>
        liftMeasure(tx, handlerOf(acting), report.id, measure.id, filled.text('why')),
      );
      return reply.redirect(`${measureAddress.measures(acting.school.key, report.id)}?done=lifted`, 303);
    },
  );
}

/** A measure of the report that was not lifted. @throws PAGE_NOT_FOUND */
async function liftableIn(
  site: Site,
  concern: Concern,
  id: string,
): Promise<Omit<Liftable, 'filled' | 'mistakes'>> {
  const { acting, report, people, holders } = concern;
  const { policy } = acting.school;
  const measure = (await measuresOf(site.store.db, lookerOf(acting), report.id)).find(
    (each) => each.id === id && !each.lifted,
  );
  const person = people.find(({ personId }) => personId === measure?.personId);
  if (!measure || !person) throw notHere();
  const clause = policy.rules.get(measure.clause)?.clause ?? {};
  const deciders = measureDeciders(clause, person, holders, policy);
  const names = await namesOf(site, acting, [measure.personId, measure.decidedBy, ...deciders]);
  return { ...concern, measure, deciders, names };
}
