import { reportsTold, toldReport } from '../../../reports/index.ts';
import { type Query, textIn } from '../../querying.ts';
import { type InSchool, type Routes, sendPage } from '../../site.ts';
import { actingIn, idIn } from '../people/acting.ts';
import { noMistakes } from '../people/filling.ts';
import { tellingAddress } from './addresses.ts';
import { answer } from './answering.ts';
import { ownReportPage, ownReportsPage } from './own-reports-page.ts';
import { readParts } from './reading-parts.ts';

interface OfReport {
  readonly Params: InSchool['Params'] & { readonly id: string };
  readonly Querystring: Query;
}

const mine = { config: { power: 'reports.mine' } } as const;

/** `/schools/:school/my/reports`: what somebody told under their name, and what came of it. */
export const ownReportPages: Routes = (app, site) => {
  const { db } = site.store;

  app.get<InSchool>('/schools/:school/my/reports', mine, async (request, reply) => {
    const acting = actingIn(site, request);
    const reports = await reportsTold(db, acting.school.key, acting.viewer.personId);
    return sendPage(reply, ownReportsPage(site, acting, reports));
  });

  app.get<OfReport>('/schools/:school/my/reports/:id', mine, async (request, reply) => {
    const acting = actingIn(site, request);
    const { personId } = acting.viewer;
    const told = await toldReport(db, acting.school.key, { personId }, idIn(request.params.id));
    const done = textIn(request.query, 'done');
    return sendPage(reply, ownReportPage({ site, acting, told, done, words: '', mistakes: noMistakes }));
  });

  app.post<OfReport>(
    '/schools/:school/my/reports/:id/answers',
    { config: { ...mine.config, body: 'files' } },
    async (request, reply) => {
      const acting = actingIn(site, request);
      const { school, viewer } = acting;
      const id = idIn(request.params.id);
      const teller = { personId: viewer.personId };
      const parts = await readParts(request);
      const answered = await answer(site, request, teller, id, parts);
      if ('mistakes' in answered) {
        const told = await toldReport(db, school.key, teller, id);
        const { words } = parts;
        const { mistakes } = answered;
        return sendPage(
          reply.code(422),
          ownReportPage({ site, acting, told, done: undefined, words, mistakes }),
        );
      }
      const done = answered.isWithoutFiles ? 'without' : 'answered';
      return reply.redirect(`${tellingAddress.own(school.key, id)}?done=${done}`, 303);
    },
  );
};
