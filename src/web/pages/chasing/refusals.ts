import { followUp, type RefusalRow, refusals, requireRefusal } from '../../../agreements/index.ts';
import { findPersons } from '../../../people/index.ts';
import type { Query } from '../../querying.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn } from '../people/acting.ts';
import { doneBanner } from '../people/done.ts';
import { filledIn, noMistakes, prefilled } from '../people/filling.ts';
import { type Refusal, refusalPage, refusalsPage } from './refusals-page.ts';

interface OfRefusal {
  readonly Params: InSchool['Params'] & { readonly refusal: string };
}

const chasing = { config: { power: 'agreements.chase' } } as const;

/** `/schools/:school/refusals`: who did not agree, to what and why, and how it ended. */
export const refusalPages: Routes = (app, site) => {
  app.get<InSchool & { Querystring: Query }>('/schools/:school/refusals', chasing, async (request, reply) => {
    const acting = actingIn(site, request);
    const rows = await refusals(site.store, acting.school.key);
    const shown = await Promise.all(rows.map((row) => refusalOf(site, acting, row)));
    return sendPage(reply, refusalsPage(acting, shown, doneBanner(request.query)));
  });

  app.get<OfRefusal>('/schools/:school/refusals/:refusal', chasing, async (request, reply) => {
    const acting = actingIn(site, request);
    const row = await requireRefusal(site.store, acting.school.key, idIn(request.params.refusal));
    return sendPage(
      reply,
      refusalPage(acting, await refusalOf(site, acting, row), prefilled({}), noMistakes),
    );
  });

  app.post<OfRefusal>('/schools/:school/refusals/:refusal/follow-up', chasing, async (request, reply) => {
    const acting = actingIn(site, request);
    const row = await requireRefusal(site.store, acting.school.key, idIn(request.params.refusal));
    const filled = filledIn(request.body);
    if (!filled.has('outcome')) {
      const mistakes = new Map([['outcome', 'Say in a sentence what was done or agreed']]);
      return sendPage(
        reply.code(422),
        refusalPage(acting, await refusalOf(site, acting, row), filled, mistakes),
      );
    }
    await followUp(site.store, site.clock, {
      school: acting.school.key,
      refusalId: row.id,
      byId: acting.viewer.personId,
      outcome: filled.text('outcome'),
    });
    return reply.redirect(`${address.refusals(acting.school.key)}?done=followed-up`, 303);
  });
};

/** A refusal with the words of the form that it is about, and the names of those who followed it up. */
async function refusalOf(site: Site, { school }: Acting, row: RefusalRow): Promise<Refusal> {
  const text = await site.forms.textOf(school.key, row.edition, row.form, 'full');
  const names = await findPersons(
    site.store.db,
    school.key,
    row.followUps.map(({ byId }) => byId),
  );
  return {
    row,
    title: text.title,
    clauses: text.clauses.filter(({ id }) => row.clauses.includes(id)),
    names,
  };
}
