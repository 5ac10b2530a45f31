import { beginSession } from '../../../accounts/index.ts';
import { statusOf } from '../../../agreements/index.ts';
import { Fault, localDay } from '../../../kernel/index.ts';
import { findPersons, holdingsOn } from '../../../people/index.ts';
import { sampleIds } from '../../../sample/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { webErrors } from '../../errors.ts';
import { open } from '../../powers.ts';
import { address, type InSchool, type Routes, sendPage, type Site } from '../../site.ts';
import { setSession } from '../../viewing.ts';
import { type Cast, samplePage } from './sample-page.ts';

interface AsSomebody extends InSchool {
  readonly Body: { readonly person?: string };
}

/** `/schools/:school/sample`: whom one may be at a sample school. There is no such page elsewhere. */
export const samplePages: Routes = (app, site) => {
  if (!site.isSample) return;

  app.get<InSchool>('/schools/:school/sample', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    return sendPage(reply, samplePage(school, await castOf(site, school)));
  });

  app.post<AsSomebody>('/schools/:school/sample/session', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const personId = request.body?.person;
    if (personId === undefined || !(await sampleIds(site.store.db, school.key)).includes(personId))
      throw new Fault('PAGE_NOT_FOUND', 'nobody of the sample school was chosen', {
        status: 404,
        help: webErrors.PAGE_NOT_FOUND,
      });
    const { token } = await beginSession(site.store, site.clock, {
      school: school.key,
      personId,
      strength: 2,
      agent: request.headers['user-agent'] ?? '',
      address: request.ip,
    });
    return setSession(reply, token).redirect(address.my(school.key), 303);
  });
};

/** Everybody of the cast who is not shut, with their roles and whether they have signed. */
async function castOf(site: Site, school: School): Promise<Cast[]> {
  const ids = await sampleIds(site.store.db, school.key);
  const [persons, held, status] = await Promise.all([
    findPersons(site.store.db, school.key, ids),
    holdingsOn(site.store.db, school.key, localDay(site.clock.now())),
    statusOf(site.store, site.forms, site.clock, school.key, {}),
  ]);
  return ids.flatMap((id) => {
    const person = persons.get(id);
    if (!person || person.closedAt) return [];
    const roles = held.filter(({ personId }) => personId === id).map(({ role }) => role);
    const states = status.filter(({ personId }) => personId === id).map(({ state }) => state);
    return [{ person, roles, states }];
  });
}
