import { editionsFor, type School } from '../../../verdicts/index.ts';
import { keepPages } from '../../kept-pages.ts';
import { open } from '../../powers.ts';
import { numberIn, type Query, refuse } from '../../querying.ts';
import { type InSchool, type Routes, sendPage, type Site } from '../../site.ts';
import { changesPage } from './changes-page.ts';
import { editionsPage } from './editions-page.ts';

interface Comparing extends InSchool {
  readonly Querystring: Query;
}

/** `/schools/:school/editions`: every edition of a policy, and what changed from one to another. */
export const editionPages: Routes = (app, site) => {
  const kept = keepPages(20);

  app.get<InSchool>('/schools/:school/editions', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    return sendPage(reply, editionsPage(school, await editionsFor.list(site.store, school.key)));
  });

  app.get<Comparing>('/schools/:school/editions/compare', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const { from, to } = wanted(school, request.query);
    const key = [school.key, school.edition.number, from, to].join(' ');
    return kept.send(request, reply, key, () => changes(site, school, from, to));
  });
};

/** The editions to compare: the one in force with the one before it, unless the address names others. */
function wanted(school: School, query: Query): { from: number; to: number } {
  const to = numberIn(query, 'to') ?? school.edition.number;
  const from = numberIn(query, 'from') ?? to - 1;
  if (from < 1) refuse('there is no edition before the first to compare it with');
  if (from === to) refuse('an edition cannot be compared with itself');
  return { from, to };
}

async function changes(site: Site, school: School, from: number, to: number) {
  const [before, after, all] = await Promise.all([
    editionsFor.read(site.store, school.key, from),
    editionsFor.read(site.store, school.key, to),
    editionsFor.list(site.store, school.key),
  ]);
  const between = all.filter(
    (edition) => edition.number > Math.min(from, to) && edition.number <= Math.max(from, to),
  );
  return changesPage({
    school,
    before,
    after,
    signAgain: between.some((edition) => edition.change === 'material'),
  });
}
