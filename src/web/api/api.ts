import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import {
  type Clause,
  explainVerdict,
  listVocabulary,
  type Policy,
  presentVerdict,
  type Question,
  type RawQuestion,
  shownClauses,
  type Verdict,
} from '../../policy/index.ts';
import type { School } from '../../verdicts/index.ts';
import { InputFault } from '../failing.ts';
import { open } from '../powers.ts';
import type { Routes, Site } from '../site.ts';
import {
  keptReply,
  problemReply,
  questionBody,
  schoolReply,
  verdictReply,
  vocabularyReply,
} from './schema.ts';

const inSchool = Type.Object({ school: Type.String({ maxLength: 80 }) });
const problem = {
  description: 'Problem details, RFC 9457.',
  content: { 'application/problem+json': { schema: problemReply } },
};
const problems = { '4xx': problem, '5xx': problem };

/** `/api/v1`: verdicts for programs, described by OpenAPI 3.1 beside them. */
export const apiRoutes: Routes = (app, site) => {
  void app.register(async (scope) => {
    await describe(scope);
    addSchools(scope, site);
    addFinding(scope, site);
    addVerdicts(scope, site);
  });
};

async function describe(scope: FastifyInstance): Promise<void> {
  await scope.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Gatehouse',
        version: '1',
        description:
          "Asks a school's ICT acceptable use policy and gets the verdict with the clauses that decide.",
      },
    },
  });
  scope.get('/api/v1/openapi.json', { ...open, schema: { hide: true } }, () => scope.swagger());
}

function addSchools(scope: FastifyInstance, site: Site): void {
  scope.get(
    '/api/v1/schools',
    {
      ...open,
      schema: {
        operationId: 'listSchools',
        summary: 'The schools served here',
        response: { 200: Type.Array(schoolReply) },
      },
    },
    () => site.answerer.schools().map(schoolData),
  );

  scope.get<{ Params: { school: string } }>(
    '/api/v1/schools/:school',
    {
      ...open,
      schema: {
        operationId: 'readSchool',
        summary: 'A school and the edition in force',
        params: inSchool,
        response: { 200: schoolReply, ...problems },
      },
    },
    (request) => schoolData(site.answerer.school(request.params.school)),
  );

  scope.get<{ Params: { school: string } }>(
    '/api/v1/schools/:school/vocabulary',
    {
      ...open,
      schema: {
        operationId: 'readVocabulary',
        summary: 'The words in which questions are asked',
        params: inSchool,
        response: { 200: vocabularyReply, ...problems },
      },
    },
    (request) => listVocabulary(site.answerer.school(request.params.school).policy.vocabulary),
  );
}

function addFinding(scope: FastifyInstance, site: Site): void {
  scope.get<{ Params: { school: string }; Querystring: { q: string } }>(
    '/api/v1/schools/:school/acts',
    {
      ...open,
      schema: {
        operationId: 'findActs',
        summary: 'Acts and events that a question in plain English may mean',
        params: inSchool,
        querystring: Type.Object({ q: Type.String({ minLength: 1, maxLength: 300 }) }),
        response: {
          200: Type.Array(Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() })),
          ...problems,
        },
      },
    },
    (request) =>
      site.answerer
        .school(request.params.school)
        .finder.find(request.query.q)
        .map(({ kind, id, name }) => ({ kind, id, name })),
  );
}

function addVerdicts(scope: FastifyInstance, site: Site): void {
  scope.post<{ Params: { school: string }; Body: RawQuestion }>(
    '/api/v1/schools/:school/verdicts',
    {
      ...open,
      schema: {
        operationId: 'ask',
        summary: 'Ask; the answer is kept',
        params: inSchool,
        body: questionBody,
        response: { 201: verdictReply, ...problems },
      },
    },
    async (request, reply) => {
      const school = site.answerer.school(request.params.school);
      const understood = site.answerer.understand(school, request.body);
      if (!understood.question) throw new InputFault(understood.problems, 'QUESTION_NOT_UNDERSTOOD');
      const answer = await site.answerer.answer(school, understood.question, 'api');
      return reply
        .code(201)
        .header('location', `/api/v1/schools/${school.key}/verdicts/${answer.id}`)
        .send({
          id: answer.id,
          school: school.key,
          edition: answer.edition.number,
          ...verdictData(answer.verdict, answer.question, school.policy),
        });
    },
  );

  scope.get<{ Params: { school: string; id: string } }>(
    '/api/v1/schools/:school/verdicts/:id',
    {
      ...open,
      schema: {
        operationId: 'readVerdict',
        summary: 'An answer as it was given',
        params: Type.Object({ school: Type.String({ maxLength: 80 }), id: Type.String({ maxLength: 80 }) }),
        response: { 200: keptReply, ...problems },
      },
    },
    (request) => givenIn(site, request.params),
  );
}

async function givenIn({ answerer }: Site, params: { school: string; id: string }) {
  const school = answerer.school(params.school);
  const { id, askedAt, edition, question, verdict } = await answerer.given(school, params.id);
  return { id, school: school.key, edition, askedAt, question, ...verdict };
}

const schoolData = (school: School) => ({
  key: school.key,
  name: school.name,
  policy: school.policy.pack.name,
  edition: school.edition.number,
  effectiveFrom: school.edition.effectiveFrom,
  contentHash: school.edition.contentHash,
});

function verdictData(verdict: Verdict, question: Question, policy: Policy) {
  const { headline, summary } = explainVerdict(verdict, question, policy);
  return { ...presentVerdict(verdict), headline, summary, clauses: shownClauses(verdict).map(clauseData) };
}

const clauseData = (clause: Clause) => ({
  id: clause.id,
  number: clause.number,
  section: clause.section,
  text: clause.text,
  ...(clause.plain !== undefined && { plain: clause.plain }),
  strength: clause.strength,
  ...(clause.law && { law: `${clause.law.title} ${clause.law.provision}`.trim() }),
});
