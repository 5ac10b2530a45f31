import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  askPasskey,
  checkPasskey,
  factorsOf,
  partyAt,
  provedAgain,
  type Slips,
  tryAuthenticator,
  tryRecoveryCode,
  type Whose,
} from '../../../accounts/index.ts';
import { open } from '../../powers.ts';
import { address, type InSchool, sendPage, type Site } from '../../site.ts';
import { sessionToken, setSession, viewing } from '../../viewing.ts';
import { factorAddress } from './addresses.ts';
import { field, type Form, type Wrong } from './forms.ts';
import { halfOf, letIn } from './half.ts';
import { secondPage, wrongCode } from './second-page.ts';
import { keepChallenge, spendChallenge, takeSlip } from './slip-cookies.ts';

const beforeFactor = { config: { power: 'signed-in', beforeFactor: true } } as const;

const passkeyRefused: Wrong = { text: 'That passkey was not accepted. Try again, or choose another way' };

/** Whom a challenge is for: the answer of one sign-in or session is no answer for another. */
const holderOf = (whose: Whose, session: string) =>
  JSON.stringify(['second', whose.school, whose.personId, session]);

/** A code of six digits is the app's; anything else can only be a recovery code. */
const tryTyped = (site: Site, whose: Whose, typed: string) =>
  (/^[\d\s-]{0,9}$/.test(typed) ? tryAuthenticator : tryRecoveryCode)(site, whose, typed);

interface Asking {
  readonly whose: Whose;
  /** The session that is there already, or none. */
  readonly session: string;
  readonly action: string;
  readonly passkeyAction: string;
}

const halfAsking = (school: string, personId: string): Asking => ({
  whose: { school, personId },
  session: '',
  action: factorAddress.second(school),
  passkeyAction: factorAddress.secondPasskey(school),
});

const stepAsking = (request: FastifyRequest): Asking => {
  const viewer = viewing(request);
  return {
    whose: viewer,
    session: viewer.sessionId,
    action: factorAddress.step(viewer.school),
    passkeyAction: factorAddress.stepPasskey(viewer.school),
  };
};

async function show(
  site: Site,
  slips: Slips,
  reply: FastifyReply,
  { whose, session, action, passkeyAction }: Asking,
  wrong?: Wrong,
): Promise<FastifyReply> {
  const school = site.answerer.school(whose.school);
  const held = await factorsOf(site, whose);
  const asked = held.passkeys.length > 0 ? await askPasskey(site, partyAt(site.origin()), whose) : undefined;
  if (asked) keepChallenge(slips, reply, holderOf(whose, session), asked);
  return sendPage(reply, secondPage({ school, held, asked, action, passkeyAction, wrong }));
}

async function answersPasskey(
  site: Site,
  slips: Slips,
  request: FastifyRequest<Form>,
  { whose, session }: Asking,
): Promise<boolean> {
  const challenge = spendChallenge(slips, request, holderOf(whose, session));
  if (challenge === undefined) return false;
  const response = field(request.body, 'response');
  const found = await checkPasskey(site, partyAt(site.origin()), whose, challenge, response);
  return found === whose.personId;
}

/** `/schools/:school/sign-in/second`: the second factor of somebody who gave a password or came by a provider. */
export function secondRoutes(app: FastifyInstance, site: Site, slips: Slips): void {
  app.get<InSchool>('/schools/:school/sign-in/second', open, async (request, reply) => {
    const { key } = site.answerer.school(request.params.school);
    const half = halfOf(slips, request, key);
    if (!half) return reply.redirect(address.signIn(key), 303);
    return show(site, slips, reply, halfAsking(key, half.content.personId));
  });

  const answer = (
    path: string,
    isRight: (request: FastifyRequest<Form>, at: Asking) => Promise<Wrong | undefined>,
  ) =>
    app.post<Form>(path, open, async (request, reply) => {
      const { key } = site.answerer.school(request.params.school);
      const half = halfOf(slips, request, key);
      if (!half) return reply.redirect(address.signIn(key), 303);
      const { personId, next } = half.content;
      const wrong = await isRight(request, halfAsking(key, personId));
      if (wrong) {
        request.log.warn({ route: request.routeOptions.url }, 'second factor refused');
        return show(site, slips, reply.code(422), halfAsking(key, personId), wrong);
      }
      if (!half.spend()) return reply.redirect(address.signIn(key), 303);
      return letIn(site, request, takeSlip(reply, 'passkey'), { school: key, personId, strength: 2, next });
    });

  answer('/schools/:school/sign-in/second', (request, at) => codeTrouble(site, request, at));
  answer('/schools/:school/sign-in/second/passkey', async (request, at) =>
    (await answersPasskey(site, slips, request, at)) ? undefined : passkeyRefused,
  );
}

async function codeTrouble(
  site: Site,
  request: FastifyRequest<Form>,
  { whose }: Asking,
): Promise<Wrong | undefined> {
  const tried = await tryTyped(site, whose, field(request.body, 'code'));
  return tried.outcome === 'right' ? undefined : wrongCode(tried);
}

/** `/schools/:school/account/factors/step`: the same for a session that began before there was a second factor. */
export function stepRoutes(app: FastifyInstance, site: Site, slips: Slips): void {
  app.get<InSchool>('/schools/:school/account/factors/step', beforeFactor, (request, reply) =>
    show(site, slips, reply, stepAsking(request)),
  );

  const answer = (
    path: string,
    isRight: (request: FastifyRequest<Form>, at: Asking) => Promise<Wrong | undefined>,
  ) =>
    app.post<Form>(path, beforeFactor, async (request, reply) => {
      const wrong = await isRight(request, stepAsking(request));
      if (wrong) {
        request.log.warn({ route: request.routeOptions.url }, 'second factor refused');
        return show(site, slips, reply.code(422), stepAsking(request), wrong);
      }
      await strengthen(site, request, reply);
      return reply.redirect(factorAddress.list(viewing(request).school), 303);
    });

  answer('/schools/:school/account/factors/step', (request, at) => codeTrouble(site, request, at));
  answer('/schools/:school/account/factors/step/passkey', async (request, at) =>
    (await answersPasskey(site, slips, request, at)) ? undefined : passkeyRefused,
  );
}

/** Notes that two factors were given in this session, which goes on under a new token. */
export async function strengthen(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = sessionToken(request);
  if (token !== undefined) setSession(reply, await provedAgain(site.store, site.clock, token, 2));
}
