import type { Viewer } from '../../../accounts/index.ts';
import { Fault } from '../../../kernel/index.ts';
import { asMine, type Found, type Question } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { open } from '../../powers.ts';
import { address, type InSchool, type Routes, sendPage, type Site } from '../../site.ts';
import { asViewer, withStanding } from './as-viewer.ts';
import { type Asked, readAsked, writeAsked } from './fields.ts';
import { foundPage } from './found-page.ts';
import { interviewPage } from './interview-page.ts';
import { type NextQuestion, nextQuestion, whoAsks } from './next-question.ts';

/** Open to all; whoever is signed in is known. */
const greeting = { config: { power: 'public', greets: true } } as const;

interface WithWords extends InSchool {
  readonly Querystring: { readonly q?: string };
}

/** `/schools/:school/questions`: from words to an act, then only the facts that matter, then the answer. */
export const askingPages: Routes = (app, site) => {
  app.get<WithWords>('/schools/:school/questions', open, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const words = wordsOf(request.query.q);
    return sendPage(reply, foundPage(school, words, find(school, words)));
  });

  app.get<WithWords>('/schools/:school/questions.json', open, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const found = find(school, wordsOf(request.query.q)).slice(0, 6);
    return reply
      .header('cache-control', 'no-store')
      .send({ found: found.map((each) => ({ name: sentenceOf(each), href: hrefOf(school, each) })) });
  });

  app.get<InSchool>('/schools/:school/questions/new', greeting, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const { viewer } = request;
    const said = readAsked(new URLSearchParams(request.url.split('?')[1] ?? ''));
    const asked = await asViewer(site, school, viewer, said);
    return sendPage(
      reply,
      interviewPage(school, asked, await stepOf(site, school, asked, viewer), undefined, viewer),
    );
  });

  app.post<InSchool & { Body: Record<string, string | string[]> }>(
    '/schools/:school/answers',
    greeting,
    async (request, reply) => {
      const school = site.answerer.school(request.params.school);
      const { viewer } = request;
      const asked = await asViewer(site, school, viewer, readAsked(formFields(request.body)));
      const step = await stepOf(site, school, asked, viewer);
      const missing = request.body?.['asked'];
      if (step.next && typeof missing === 'string' && missing === step.next.field) {
        return sendPage(reply.code(422), interviewPage(school, asked, step, leftOpen(step.next), viewer));
      }
      if (step.next) return reply.redirect(address.question(school.key, writeAsked(asked)), 303);
      const answer = await site.answerer.answer(school, step.question, 'page');
      return reply.redirect(address.answer(school.key, answer.id), 303);
    },
  );

  app.post<InSchool & { Body: Record<string, string> }>(
    '/schools/:school/gaps',
    open,
    async (request, reply) => {
      const school = site.answerer.school(request.params.school);
      const words = wordsOf(request.body?.['q'], 200);
      if (words !== '') await site.answerer.tellGap(school, words);
      return sendPage(reply, foundPage(school, words, [], 'told'));
    },
  );
};

const leftOpen = (next: NextQuestion) =>
  next.field === 'as'
    ? 'Select who is asking'
    : next.maySkip
      ? 'Select an answer, or say that you do not know'
      : 'Select an answer';

/** Where an interview stands: the next question, or everything that can be known. */
export interface Step {
  readonly question: Question;
  readonly next: NextQuestion | undefined;
}

async function stepOf(site: Site, school: School, asked: Asked, viewer: Viewer | undefined): Promise<Step> {
  const understood = site.answerer.understand(school, asked.raw);
  if (!understood.question) {
    const first = understood.problems[0];
    throw new Fault('QUESTION_NOT_UNDERSTOOD', first?.message ?? 'the question could not be understood', {
      status: 422,
      help: first?.nearest === undefined ? 'begin again from the search' : `did you mean ${first.nearest}?`,
    });
  }
  const question = await withStanding(site, school, viewer, understood.question);
  if (question.as.length === 0) return { question, next: whoAsks(school.policy, question) };
  return {
    question,
    next: nextQuestion(school.policy, question, site.answerer.consider(school, question), asked.skipped),
  };
}

function formFields(body: Record<string, string | string[]> | undefined): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(body ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) fields.append(name, String(each));
  }
  return fields;
}

/** Words as somebody typed them, without what is no text: control characters and halves of characters. */
const wordsOf = (words: unknown, most = 300): string =>
  typeof words === 'string'
    ? words
        .replaceAll(/[\p{Cc}\s]+/gu, ' ')
        .trim()
        .slice(0, most)
        .toWellFormed()
    : '';

/** What is meant, best first; what the policy speaks of goes before what it does not. */
function find(school: School, words: string): Found[] {
  if (words === '') return [];
  return school.finder.find(words, 8);
}

/** What was found as a choice to read: "May I …?" for an act, the event as it is. */
export const sentenceOf = (found: Found): string =>
  found.kind === 'act'
    ? asMine(found.name.charAt(0).toUpperCase() + found.name.slice(1))
    : `It happened: ${found.name}`;

export const hrefOf = (school: School, found: Found): string =>
  address.question(school.key, new URLSearchParams({ [found.kind]: found.id }));
