import { endAbsence, enterAbsence, readAbsences } from '../../../permissions/index.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, idIn } from '../people/acting.ts';
import {
  boxesOf,
  type Filled,
  filledIn,
  type Mistakes,
  noMistakes,
  prefilled,
  wrongDay,
} from '../people/filling.ts';
import { type Absences, absencesPage } from './absences-page.ts';
import { permissionAddress } from './addresses.ts';
import { choosableIn, personIn, wordNobody } from './choosing-person.ts';
import { namesOf } from './names.ts';
import { saidBanner } from './words.ts';

interface OfAbsence {
  readonly Params: InSchool['Params'] & { readonly id: string };
}

const changing = { config: { power: 'absences.change' } } as const;

/** `/schools/:school/absences`: who is away, so that whoever stands in can answer. */
export const absencePages: Routes = (app, site) => {
  app.get<InSchool & { Querystring: Query }>(
    '/schools/:school/absences',
    changing,
    async (request, reply) => {
      const acting = actingIn(site, request);
      const page = await pageOf(site, acting, prefilled(boxesOf('since', acting.day)), noMistakes);
      return sendPage(reply, absencesPage({ ...page, banner: saidBanner(request.query) }));
    },
  );

  app.post<InSchool>('/schools/:school/absences', changing, async (request, reply) => {
    const acting = actingIn(site, request);
    const filled = filledIn(request.body);
    const person = await personIn(site, acting, filled);
    const mistakes = mistakesIn(filled, acting.day);
    if (!person) mistakes.set('person', await wordNobody(site, acting, filled, 'Choose who is away'));
    if (mistakes.size > 0 || !person)
      return sendPage(reply.code(422), absencesPage(await pageOf(site, acting, filled, mistakes)));
    await site.store.transaction((tx) =>
      enterAbsence(tx, acting.act, {
        personId: person.id,
        since: filled.day('since') ?? acting.day,
        until: filled.day('until') ?? acting.day,
      }),
    );
    return reply.redirect(`${permissionAddress.absences(acting.school.key)}?done=absent`, 303);
  });

  app.post<OfAbsence>('/schools/:school/absences/:id/end', changing, async (request, reply) => {
    const { school, act } = actingIn(site, request);
    const id = idIn(request.params.id);
    await site.store.transaction((tx) => endAbsence(tx, act, id));
    return reply.redirect(`${permissionAddress.absences(school.key)}?done=back`, 303);
  });
};

async function pageOf(site: Site, acting: Acting, filled: Filled, mistakes: Mistakes): Promise<Absences> {
  const { school, day } = acting;
  const { db } = site.store;
  const absences = await readAbsences(db, school.key, day);
  const choosable = await choosableIn(site, acting, filled.text('person'));
  const names = await namesOf(
    site,
    acting,
    absences.map(({ personId }) => personId),
  );
  return { acting, absences, choosable, names, filled, mistakes, banner: undefined };
}

function mistakesIn(filled: Filled, day: string): Map<string, string> {
  const mistakes = new Map<string, string>();
  const [since, until] = [filled.day('since'), filled.day('until')];
  if (since === undefined || since === wrongDay)
    mistakes.set('since-day', 'Enter the first day, such as 1 12 2026');
  else if (until === undefined || until === wrongDay) mistakes.set('until-day', 'Enter the last day away');
  else if (until < since || until < day)
    mistakes.set('until-day', 'The last day cannot be before the first, or before today');
  return mistakes;
}
