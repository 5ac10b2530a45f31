import type { FastifyReply, FastifyRequest } from 'fastify';
import { keepPages } from '../../kept-pages.ts';
import { open } from '../../powers.ts';
import type { Query } from '../../querying.ts';
import type { InSchool, Routes } from '../../site.ts';
import { plainPage } from './plain-page.ts';
import { readingOf, wantedBy } from './reading.ts';
import { readingPage } from './reading-page.ts';

interface Asked extends InSchool {
  readonly Querystring: Query;
}

/** Editions that are read most stand ready; any other is made again in milliseconds. */
const MOST_KEPT = 48;

const views = { whole: readingPage, plain: plainPage };

/** `/schools/:school/policy`: the policy to read, in the edition in force or in any other. */
export const policyPages: Routes = (app, site) => {
  const kept = keepPages(MOST_KEPT);

  const send = async (request: FastifyRequest<Asked>, reply: FastifyReply, view: keyof typeof views) => {
    const school = site.answerer.school(request.params.school);
    const wanted = await wantedBy(site, school, request.query);
    const key = [view, school.key, school.day, school.edition.number, wanted.number, wanted.on].join(' ');
    return kept.send(request, reply, key, async () => views[view](await readingOf(site, school, wanted)));
  };

  app.get<Asked>('/schools/:school/policy', open, (request, reply) => send(request, reply, 'whole'));
  app.get<Asked>('/schools/:school/policy/plain', open, (request, reply) => send(request, reply, 'plain'));
};
