import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  accountOf,
  changePassword,
  checkSignIn,
  passwordAge,
  rulesFor,
  type SignedIn,
} from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { open } from '../../powers.ts';
import { type InSchool, sendPage, type Site } from '../../site.ts';
import { nextWithin } from '../factors/addresses.ts';
import { field, type Form, type Wrong } from '../factors/forms.ts';
import { deviceIn } from './device-cookie.ts';
import { enter } from './entering.ts';
import { letterheadOf } from './letterhead.ts';
import { refusalWords, waitWords } from './password-field.ts';
import { newPasswordPage, signInPage } from './sign-in-page.ts';

interface WithNext extends InSchool {
  readonly Querystring: { readonly next?: unknown };
}

/** What somebody typed to sign in. */
interface Typed {
  readonly school: School;
  readonly userName: string;
  readonly password: string;
  readonly next: string;
}

/** The same words whatever it was: nobody learns whether there is such an account. */
const notRight: Wrong = { at: 'user-name', text: 'The user name or the password is not right' };

/** `/schools/:school/sign-in`, and what it sends to. */
export function signInRoutes(app: FastifyInstance, site: Site): void {
  const greeting = { config: { power: 'public', greets: true } } as const;

  app.get<WithNext>('/schools/:school/sign-in', greeting, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const next = nextWithin(school.key, request.query.next);
    if (request.viewer) return reply.redirect(next, 303);
    return show(site, reply, { school, next, userName: '' });
  });

  app.post<Form>('/schools/:school/session', open, async (request, reply) => {
    const typed = typedIn(site, request);
    const result = await check(site, request, typed);
    if (result.outcome !== 'right') return refuse(site, request, reply, typed, result);
    const { school, next } = typed;
    const age = passwordAge(school.policy.pack);
    if (result.mustChange)
      return sendPage(reply, newPasswordPage({ ...typed, reason: result.mustChange, age }));
    return enter(site, request, reply, {
      school: school.key,
      personId: result.personId,
      next,
    });
  });

  newPasswordRoute(app, site);
}

const typedIn = (site: Site, request: FastifyRequest<Form>): Typed => {
  const school = site.answerer.school(request.params.school);
  return {
    school,
    userName: field(request.body, 'user-name').slice(0, 300),
    password: field(request.body, 'password'),
    next: nextWithin(school.key, field(request.body, 'next')),
  };
};

const check = (site: Site, request: FastifyRequest, { school, userName, password }: Typed) =>
  checkSignIn(
    site,
    { school: school.key, userName, password, address: request.ip, device: deviceIn(request) },
    passwordAge(school.policy.pack),
  );

const show = (
  site: Site,
  reply: FastifyReply,
  shown: Omit<Typed, 'password'> & { readonly wrong?: Wrong },
): FastifyReply =>
  sendPage(reply, signInPage({ ...shown, providers: site.providers.get(shown.school.key) ?? [] }));

function refuse(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  result: Exclude<SignedIn, { outcome: 'right' }>,
): FastifyReply {
  request.log.warn({ route: request.routeOptions.url, outcome: result.outcome }, 'sign-in refused');
  return show(site, told(reply, result), { ...typed, wrong: trouble(result) });
}

const trouble = (result: Exclude<SignedIn, { outcome: 'right' }>): Wrong =>
  result.outcome === 'wait' ? { at: 'user-name', text: waitWords(result.seconds) } : notRight;

/** SOURCE: RFC 6585, 4: a program is told when to try again. */
const told = (reply: FastifyReply, result: Exclude<SignedIn, { outcome: 'right' }>): FastifyReply =>
  result.outcome === 'wait' ? reply.code(429).header('retry-after', result.seconds) : reply.code(422);

/** Takes the old password once more with the new one: until it is set there is no session. */
function newPasswordRoute(app: FastifyInstance, site: Site): void {
  app.post<Form>('/schools/:school/sign-in/new-password', open, async (request, reply) => {
    const typed = typedIn(site, request);
    const { school } = typed;
    const { pack } = school.policy;
    const reason = field(request.body, 'reason') === 'told' ? 'told' : 'too-old';
    const again = (wrong: Wrong) =>
      sendPage(reply, newPasswordPage({ ...typed, reason, age: passwordAge(pack), wrong }));
    const result = await check(site, request, typed);
    if (result.outcome !== 'right') {
      request.log.warn({ route: request.routeOptions.url, outcome: result.outcome }, 'sign-in refused');
      told(reply, result);
      return again(trouble(result));
    }
    const whose = { school: school.key, personId: result.personId };
    const passwords = { old: typed.password, next: field(request.body, 'new-password') };
    const change = await changePassword(site, whose, passwords, pack, letterheadOf(site, school.key));
    if (change.outcome === 'changed') return enter(site, request, reply, { ...whose, next: typed.next });
    if (change.outcome === 'wait' || change.outcome === 'wrong') {
      reply.code(422);
      return again(
        change.outcome === 'wait' ? { at: 'password', text: waitWords(change.seconds) } : notRight,
      );
    }
    reply.code(422);
    return again(refusalWords(change.outcome, await leastFor(site, school, result.personId)));
  });
}

/** How many characters somebody's password needs at least. */
export async function leastFor(site: Site, school: School, personId: string): Promise<number> {
  const account = await accountOf(site.store.db, school.key, personId);
  const owner = account ?? { givenName: '', familyName: '', userName: '', email: undefined };
  return (await rulesFor(site, { school: school.key, personId }, owner, school.policy.pack)).least;
}
