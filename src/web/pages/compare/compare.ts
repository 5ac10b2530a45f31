import { compareSchools } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { keepPages } from '../../kept-pages.ts';
import { open } from '../../powers.ts';
import { choiceIn, type Query, textIn } from '../../querying.ts';
import { type Routes, sendPage, type Site } from '../../site.ts';
import { choosingPage } from './choosing-page.ts';
import { relations } from './relations.ts';
import { subjectsPage } from './subjects-page.ts';

/** `/compare`: what two schools say of the same acts and events. */
export const comparePages: Routes = (app, site) => {
  const kept = keepPages(40);

  app.get<{ Querystring: Query }>('/compare', open, async (request, reply) => {
    const [one, other] = [schoolIn(site, request.query, 'one'), schoolIn(site, request.query, 'other')];
    const show = choiceIn(request.query, 'show', relations);
    if (!one && !other) return sendPage(reply, choosingPage(site.answerer.schools()));
    if (!one || !other || one === other)
      return sendPage(reply.code(400), choosingPage(site.answerer.schools(), { one, other }));
    const key = [one.key, one.edition.number, other.key, other.edition.number, show].join(' ');
    return kept.send(request, reply, key, () =>
      subjectsPage({ one, other, subjects: compareSchools(one.policy.pack, other.policy.pack), show }),
    );
  });
};

function schoolIn(site: Site, query: Query, name: string): School | undefined {
  const key = textIn(query, name);
  return key === undefined ? undefined : site.answerer.school(key);
}
