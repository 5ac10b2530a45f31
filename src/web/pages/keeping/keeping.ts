import { keepPages } from '../../kept-pages.ts';
import { open } from '../../powers.ts';
import { type InSchool, type Routes, sendPage } from '../../site.ts';
import { answersPage } from './answers-page.ts';
import { findingsOf } from './findings.ts';
import { findingsPage } from './findings-page.ts';
import { gapsPage } from './gaps-page.ts';
import { overviewPage } from './overview-page.ts';
import { settingsPage } from './settings-page.ts';

/** `/schools/:school/keeping`: what those who keep the policy have to know of it. */
export const keepingPages: Routes = (app, site) => {
  const kept = keepPages(50);

  app.get<InSchool>('/schools/:school/keeping', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const [gaps, counts] = await Promise.all([site.answerer.gaps(school), site.answerer.counts(school)]);
    return sendPage(reply, overviewPage({ school, findings: findingsOf(site, school), gaps, counts }));
  });

  app.get<InSchool>('/schools/:school/keeping/findings', open, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    return kept.send(request, reply, `findings ${school.key} ${school.edition.number} ${school.day}`, () =>
      findingsPage(school, findingsOf(site, school)),
    );
  });

  app.get<InSchool>('/schools/:school/keeping/settings', open, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    return kept.send(request, reply, `settings ${school.key} ${school.edition.number}`, () =>
      settingsPage(school),
    );
  });

  app.get<InSchool>('/schools/:school/keeping/gaps', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    return sendPage(reply, gapsPage(school, await site.answerer.gaps(school)));
  });

  app.get<InSchool>('/schools/:school/keeping/answers', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    return sendPage(reply, answersPage(school, await site.answerer.counts(school)));
  });
};
