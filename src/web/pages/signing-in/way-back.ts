import type { FastifyInstance, FastifyReply } from 'fastify';
import { askWayBack, returnerBy, setByWayBack } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { open } from '../../powers.ts';
import { address, type InSchool, sendPage, type Site } from '../../site.ts';
import { field, type Form, type Wrong } from '../factors/forms.ts';
import { enter } from './entering.ts';
import { letterheadOf } from './letterhead.ts';
import { linkPage } from './link-page.ts';
import { refusalWords } from './password-field.ts';
import { leastFor } from './sign-in.ts';
import { askPage, sentPage, setPage } from './way-back-page.ts';

interface WithToken extends InSchool {
  readonly Params: { readonly school: string; readonly token: string };
  readonly Body: Form['Body'];
}

/** `/schools/:school/way-back`: a letter with a link, and the page where that link sets a new password. */
export function wayBackRoutes(app: FastifyInstance, site: Site): void {
  app.get<InSchool>('/schools/:school/way-back', open, (request, reply) =>
    sendPage(reply, askPage(site.answerer.school(request.params.school))),
  );

  app.post<Form>('/schools/:school/way-back', open, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const typed = field(request.body, 'user-name').slice(0, 300);
    if (typed.trim() === '') return sendPage(reply.code(422), askPage(school, empty));
    // Not waited for: how long it takes would tell whether there is an account.
    askWayBack(site, school.key, typed, letterheadOf(site, school.key)).catch((error: Error) =>
      request.log.error({ err: { name: error.name, stack: error.stack } }, 'no way back was sent'),
    );
    return sendPage(reply, sentPage(school));
  });

  app.get<WithToken>('/schools/:school/way-back/:token', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const account = await returnerBy(site, school.key, request.params.token);
    if (!account) return nothing(reply, school);
    return sendPage(reply, setPage(school, request.params.token, account));
  });

  app.post<WithToken>('/schools/:school/way-back/:token', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const { token } = request.params;
    const account = await returnerBy(site, school.key, token);
    const password = field(request.body, 'new-password');
    const letterhead = letterheadOf(site, school.key);
    const result = await setByWayBack(site, school.key, token, password, school.policy.pack, letterhead);
    if (!account || result.outcome === 'unusable') return nothing(reply, school);
    if (result.outcome === 'set')
      return enter(site, request, reply, {
        school: school.key,
        personId: result.personId,
        next: address.my(school.key),
      });
    const wrong = refusalWords(result.outcome, await leastFor(site, school, account.personId));
    return sendPage(reply.code(422), setPage(school, token, account, wrong));
  });
}

const nothing = (reply: FastifyReply, school: School) =>
  sendPage(reply.code(404), linkPage(school, 'way-back'));

const empty: Wrong = { at: 'user-name', text: 'Enter your user name or your e-mail address' };
