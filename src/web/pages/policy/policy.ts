import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../../../kernel/index.ts';
import { editionsFor, type School } from '../../../verdicts/index.ts';
import { keepPages } from '../../kept-pages.ts';
import { open } from '../../powers.ts';
import { dayIn, numberIn, type Query } from '../../querying.ts';
import type { InSchool, Routes, Site } from '../../site.ts';
import { webErrors } from '../../errors.ts';
import { plainPage } from './plain-page.ts';
import { type Reading, readingOf } from './reading.ts';
import { readingPage } from './reading-page.ts';

interface Asked extends InSchool {
  readonly Querystring: Query;
}

/** Editions of the schools that are read most stand ready; the others are made again in milliseconds. */
const MOST_KEPT = 48;

/** `/schools/:school/policy`: the policy to read, in the edition in force or in any other. */
export const policyPages: Routes = (app, site) => {
  const kept = keepPages(MOST_KEPT);

  const send = async (request: FastifyRequest<Asked>, reply: FastifyReply, view: keyof typeof views) => {
    const school = site.answerer.school(request.params.school);
    const wanted = await wantedBy(site, school, request.query);
    const key = `${view} ${school.key} ${wanted.number} of ${wanted.count} in ${school.edition.number} ${wanted.on ?? ''} ${school.day}`;
    return kept.send(request, reply, key, async () => views[view](await readingOf(site, school, wanted)));
  };

  app.get<Asked>('/schools/:school/policy', open, (request, reply) => send(request, reply, 'whole'));
  app.get<Asked>('/schools/:school/policy/plain', open, (request, reply) => send(request, reply, 'plain'));
};

const views = { whole: readingPage, plain: plainPage };

/** Which edition is to be shown. */
export type Wanted = Pick<Reading, 'on'> & { readonly number: number };
