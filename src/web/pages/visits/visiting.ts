import type { FastifyReply, FastifyRequest } from 'fastify';
import { type FormText, show, sign, type Visit, visitOf } from '../../../agreements/index.ts';
import { Fault } from '../../../kernel/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { open } from '../../powers.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { filledIn, type Filled, type Mistakes, noMistakes, prefilled } from '../people/filling.ts';
import { localDay } from '../../../kernel/index.ts';
import { endedPage, signedPage, visitorPage } from './visiting-page.ts';
import { visitorForms } from './visits-page.ts';

interface OfLink {
  readonly Params: InSchool['Params'] & { readonly token: string };
}

/** `/schools/:school/visit/:token`: the visitor's own page, without an account. */
export const visitorPages: Routes = (app, site) => {
  app.get<OfLink>('/schools/:school/visit/:token', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const visit = await visitIn(site, school, request.params.token);
    if (!visit) return sendPage(reply.code(404), endedPage(school));
    const text = await nextText(site, school, visit);
    if (!text) return sendPage(reply, signedPage(school, visit));
    const showing = await show(site.store, site.clock, { school: school.key, visitId: visit.id, text });
    const filled = prefilled({ showing, fullName: visit.visitorName, comesFrom: visit.comesFrom });
    const { token } = request.params;
    return sendPage(reply, visitorPage({ school, visit, text, token, filled, mistakes: noMistakes }));
  });

  app.post<OfLink>('/schools/:school/visit/:token/signature', open, (request, reply) =>
    signAtDoor(site, request, reply),
  );
};

/** The visit of a link; none where it is wrong or over, which look the same. */
async function visitIn(site: Site, school: School, token: string): Promise<Visit | undefined> {
  try {
    return await visitOf(site.store, site.clock, school.key, token);
  } catch (error) {
    if (error instanceof Fault && error.code === 'VISIT_NOT_FOUND') return undefined;
    throw error;
  }
}

/** The next form that the visitor has not signed. */
async function nextText(site: Site, school: School, visit: Visit): Promise<FormText | undefined> {
  const form = visitorForms(school.policy.pack).find(({ id }) => !visit.signed.includes(id));
  return form && site.forms.text(school.key, form.id, 'full');
}

async function signAtDoor(site: Site, request: FastifyRequest<OfLink>, reply: FastifyReply) {
  const school = site.answerer.school(request.params.school);
  const { token } = request.params;
  const visit = await visitIn(site, school, token);
  if (!visit) return sendPage(reply.code(404), endedPage(school));
  const here = address.visit(school.key, token);
  const text = await nextText(site, school, visit);
  if (!text) return reply.redirect(here, 303);
  const filled = filledIn(request.body);
  const again = (mistakes: Mistakes) =>
    sendPage(reply.code(422), visitorPage({ school, visit, text, token, filled, mistakes }));
  const mistakes = mistakesOf(filled);
  if (mistakes.size > 0) return again(mistakes);
  try {
    const signed = await sign(site.store, site.clock, {
      school: school.key,
      showingId: filled.text('showing'),
      by: { visitId: visit.id, comesFrom: filled.text('comesFrom') || undefined },
      fullName: filled.text('fullName'),
      signedOn: localDay(site.clock.now()),
      proof: 'visit',
      agent: request.headers['user-agent'] ?? '',
      address: request.ip,
    });
    if ('refused' in signed) return again(new Map([['fullName', 'Write your full name, as before']]));
  } catch (error) {
    if (!(error instanceof Fault) || !readAgain.has(error.code)) throw error;
  }
  return reply.redirect(here, 303);
}

/** What sends the visitor back to the words, or on to what was signed meanwhile. */
const readAgain = new Set(['SHOWN_TEXT_CHANGED', 'SHOWING_USED', 'ALREADY_SIGNED', 'SHOWING_NOT_FOUND']);

function mistakesOf(filled: Filled): Mistakes {
  const mistakes = new Map<string, string>();
  if (!/\p{L}/u.test(filled.text('fullName'))) mistakes.set('fullName', 'Write your full name');
  else if (filled.text('fullName').length > 200) mistakes.set('fullName', 'A name has at most 200 letters');
  if (filled.text('comesFrom').length > 200) mistakes.set('comesFrom', 'Use at most 200 letters');
  if (!filled.has('agrees')) mistakes.set('agrees', 'Tick that you have read it and will keep it');
  return mistakes;
}
