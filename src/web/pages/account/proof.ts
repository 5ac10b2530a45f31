import type { FastifyInstance } from 'fastify';
import { checkPassword, provedAgain, type Viewer } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { type Html, html } from '../../html/index.ts';
import { address, type InSchool, schoolPage, sendPage, type Site } from '../../site.ts';
import { sessionToken, setSession, viewing } from '../../viewing.ts';
import { nextWithin } from '../factors/addresses.ts';
import { field, type Form, hidden, summaryOf, type Wrong } from '../factors/forms.ts';
import { oldPasswordField, waitWords } from '../signing-in/password-field.ts';

interface WithNext extends InSchool {
  readonly Querystring: { readonly next?: unknown };
}

const signedIn = { config: { power: 'signed-in', beforeFactor: true } } as const;

/** `/schools/:school/proof`: before something grave, somebody shows again that it is them. */
export function proofRoutes(app: FastifyInstance, site: Site): void {
  app.get<WithNext>('/schools/:school/proof', signedIn, (request, reply) => {
    const viewer = viewing(request);
    const school = site.answerer.school(viewer.school);
    return sendPage(reply, proofPage(school, viewer, nextWithin(school.key, request.query.next)));
  });

  app.post<Form>('/schools/:school/proof', signedIn, async (request, reply) => {
    const viewer = viewing(request);
    const school = site.answerer.school(viewer.school);
    const next = nextWithin(school.key, field(request.body, 'next'));
    const result = await checkPassword(site, viewer, field(request.body, 'password'));
    const token = sessionToken(request);
    if (result.outcome === 'right' && token !== undefined) {
      setSession(reply, await provedAgain(site.store, site.clock, token, 1));
      return reply.redirect(next, 303);
    }
    request.log.warn({ route: request.routeOptions.url, outcome: result.outcome }, 'proof refused');
    const text = result.outcome === 'wait' ? waitWords(result.seconds) : 'That is not your password';
    return sendPage(reply.code(422), proofPage(school, viewer, next, { at: 'password', text }));
  });
}

const proofPage = (school: School, viewer: Viewer, next: string, wrong?: Wrong): Html =>
  schoolPage(school, {
    title: 'Show that it is still you',
    viewer,
    hasErrors: wrong !== undefined,
    content: html`${summaryOf(wrong)}<h1 class="govuk-heading-l">Show that it is still you</h1>
<p class="govuk-body">What comes next matters, and somebody else may have sat down here. Enter your password to go on.</p>
<form method="post" action="${address.proof(school.key)}" novalidate>
${hidden('next', next)}
${oldPasswordField('Password', wrong)}
${button({ text: 'Continue' })}
</form>`,
  });
