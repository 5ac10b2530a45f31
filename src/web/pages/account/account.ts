import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  accountOf,
  changePassword,
  endSession,
  endSessionsOf,
  passwordAge,
  provedAgain,
  sessionsOf,
  tellPassword,
} from '../../../accounts/index.ts';
import { isId } from '../../../kernel/index.ts';
import { address, type InSchool, type Routes, sendPage, type Site } from '../../site.ts';
import { clearSession, sessionToken, setSession, viewing } from '../../viewing.ts';
import { field, type Form, type Wrong } from '../factors/forms.ts';
import { letterheadOf } from '../signing-in/letterhead.ts';
import { refusalWords, waitWords } from '../signing-in/password-field.ts';
import { leastFor } from '../signing-in/sign-in.ts';
import { accountPage, type AccountPageOptions } from './account-page.ts';
import { pupilRoutes } from './classes.ts';
import { proofRoutes } from './proof.ts';

/** Open to whoever still owes a second factor too: they may look after their password and their sessions. */
const signedIn = { config: { power: 'signed-in', beforeFactor: true } } as const;

/** `/schools/:school/account`: one's own password and sessions; `/proof`; how the pupils of one's classes sign in. */
export const accountPages: Routes = (app, site) => {
  app.get<InSchool & { Querystring: { done?: unknown } }>(
    '/schools/:school/account',
    signedIn,
    (request, reply) => {
      const { done } = request.query;
      return show(site, request, reply, done === 'password' || done === 'sessions' ? { done } : {});
    },
  );
  passwordRoutes(app, site);
  sessionRoutes(app, site);
  proofRoutes(app, site);
  pupilRoutes(app, site);
};

async function show(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Pick<AccountPageOptions, 'wrong' | 'done'>,
): Promise<FastifyReply> {
  const viewer = viewing(request);
  const school = site.answerer.school(viewer.school);
  const account = await accountOf(site.store.db, viewer.school, viewer.personId);
  const sessions = await sessionsOf(site.store, viewer.school, viewer.personId);
  return sendPage(
    reply,
    accountPage({
      school,
      viewer,
      userName: account?.userName,
      sessions,
      age: passwordAge(school.policy.pack),
      now: site.clock.now(),
      ...shown,
    }),
  );
}

const backTo = (school: string, done: string) => `${address.account(school)}?done=${done}`;

function passwordRoutes(app: FastifyInstance, site: Site): void {
  app.post<Form>('/schools/:school/account/password', signedIn, async (request, reply) => {
    const viewer = viewing(request);
    const school = site.answerer.school(viewer.school);
    const passwords = { old: field(request.body, 'password'), next: field(request.body, 'new-password') };
    const letterhead = letterheadOf(site, school.key);
    const change = await changePassword(site, viewer, passwords, school.policy.pack, letterhead);
    if (change.outcome === 'changed') {
      await renew(site, request, reply);
      return reply.redirect(backTo(school.key, 'password'), 303);
    }
    const wrong: Wrong =
      change.outcome === 'wait'
        ? { at: 'password', text: waitWords(change.seconds) }
        : change.outcome === 'wrong'
          ? { at: 'password', text: 'That is not your old password' }
          : refusalWords(change.outcome, await leastFor(site, school, viewer.personId));
    return show(site, request, reply.code(422), { wrong });
  });

  app.post<InSchool>('/schools/:school/account/password/told', signedIn, async (request, reply) => {
    const { school, personId } = viewing(request);
    const act = { school, at: site.clock.now(), by: personId };
    await site.store.transaction((tx) => tellPassword(tx, site.clock, act, personId));
    return clearSession(reply).redirect(address.signIn(school), 303);
  });
}

/** Whoever knew the password proved to be it: the session goes on under a new token. */
async function renew(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = sessionToken(request);
  if (token !== undefined) setSession(reply, await provedAgain(site.store, site.clock, token, 1));
}

function sessionRoutes(app: FastifyInstance, site: Site): void {
  app.post<Form>('/schools/:school/account/sessions/end', signedIn, async (request, reply) => {
    const viewer = viewing(request);
    const id = field(request.body, 'session');
    await endSession(site.store, site.clock, viewer, isId(id) ? id : '', 'ended-by-owner');
    return reply.redirect(backTo(viewer.school, 'sessions'), 303);
  });

  app.post<InSchool>('/schools/:school/account/sessions/end-others', signedIn, async (request, reply) => {
    const { school, personId, sessionId } = viewing(request);
    await site.store.transaction((tx) =>
      endSessionsOf(tx, site.clock, school, personId, 'ended-by-owner', { except: sessionId }),
    );
    return reply.redirect(backTo(school, 'sessions'), 303);
  });
}
