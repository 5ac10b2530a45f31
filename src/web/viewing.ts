import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { needsFactor, type Viewer, viewerOf } from '../accounts/index.ts';
import { dueFor, signsFirst } from '../agreements/index.ts';
import { Fault } from '../kernel/index.ts';
import { webErrors } from './errors.ts';
import { isForApi } from './guarding.ts';
import { mayUse } from './powers.ts';
import { address, type Site } from './site.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, where the route is not public; with the wider roles of those held today. */
    viewer: Viewer | undefined;
  }
}

const SESSION = '__Host-gatehouse';
const COOKIE = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

/** How long a proof that it is you lasts: to open a grave form, and to send it. */
const PROOF_MINUTES = { GET: 10, POST: 30 } as const;

/** Gives the browser its session. */
export const setSession = (reply: FastifyReply, token: string): FastifyReply =>
  reply.setCookie(SESSION, token, COOKIE);

/** Takes the session from the browser, with whatever it kept of our pages. */
export const clearSession = (reply: FastifyReply): FastifyReply =>
  reply.clearCookie(SESSION, COOKIE).header('clear-site-data', '"cache", "storage"');

/** The token of the session that the browser sent. */
export const sessionToken = (request: FastifyRequest): string | undefined => request.cookies[SESSION];

/**
 * Lets everybody do what they may and nothing else. What somebody may not do is not found, as if it were not there, and
 * leaves one line in the log.
 *
 * INVARIANT: a viewer belongs to the school of the address; whoever is signed in at another finds nothing.
 */
export async function admitViewers(app: FastifyInstance, site: Site): Promise<void> {
  await app.register(cookie);
  app.decorateRequest('viewer', undefined);
  app.addHook('onRequest', async (request, reply) => {
    const { power = 'public', greets } = request.routeOptions.config;
    if (power !== 'public' || greets) request.viewer = await readViewer(request, site);
    if (power === 'public') return;
    const turnedAway = request.viewer
      ? await redirectionOf(request, request.viewer, site)
      : signInFirst(request);
    if (turnedAway !== undefined) return reply.redirect(turnedAway, 303);
    if (mayUse(power, request.viewer?.roles)) return;
    request.log.warn({ power, route: request.routeOptions.url }, 'refused');
    throw notFound();
  });
}

/** Who asks, with wider roles; nobody where the session is of another school. */
async function readViewer(request: FastifyRequest, site: Site): Promise<Viewer | undefined> {
  const token = sessionToken(request);
  const school = schoolOf(request);
  if (token === undefined || school === undefined) return undefined;
  const viewer = await viewerOf(site.store, site.clock, token);
  if (viewer?.school !== school) return undefined;
  const { roles } = site.answerer.school(school).policy.vocabulary;
  return { ...viewer, roles: [...new Set(viewer.roles.flatMap((role) => roles.wider(role)))] };
}

const schoolOf = (request: FastifyRequest): string | undefined =>
  (request.params as { school?: string } | undefined)?.school;

/** Where somebody who is not signed in is sent; programs are told instead. */
function signInFirst(request: FastifyRequest): string {
  const school = schoolOf(request);
  request.log.warn({ route: request.routeOptions.url }, 'refused');
  if (isForApi(request))
    throw new Fault('SIGN_IN_NEEDED', 'this needs a session', {
      status: 401,
      help: webErrors.SIGN_IN_NEEDED,
    });
  if (school === undefined) throw notFound();
  return address.signIn(school, isReading(request) ? request.url : undefined);
}

/** Somebody who owes a second factor, a signature or a fresh proof is sent to give it first. */
async function redirectionOf(
  request: FastifyRequest,
  viewer: Viewer,
  site: Site,
): Promise<string | undefined> {
  const { beforeFactor, proof } = request.routeOptions.config;
  const { policy } = site.answerer.school(viewer.school);
  if (!beforeFactor && needsFactor(viewer, policy.pack)) return address.factors(viewer.school);
  if (!isOwnPage(request) && (await owesSignature(site, viewer)))
    return `${address.my(viewer.school)}?done=sign-first`;
  if (proof === undefined) return undefined;
  const minutes = (site.clock.now().getTime() - viewer.provedAt.getTime()) / 60_000;
  if (minutes <= PROOF_MINUTES[isReading(request) ? 'GET' : 'POST']) return undefined;
  return address.proof(viewer.school, isReading(request) ? request.url : undefined);
}

/** Pages on which people sign, prove that it is them, and keep their account. */
const OWN_PAGES = /^\/schools\/:school\/(?:my|account|proof|session)(?:\/|$)/;
const isOwnPage = (request: FastifyRequest): boolean => OWN_PAGES.test(request.routeOptions.url ?? '');

/** Whether the policy lets this person do nothing before they sign, and they have not. */
async function owesSignature(site: Site, viewer: Viewer): Promise<boolean> {
  if (!signsFirst(site.answerer.school(viewer.school).policy, viewer.roles)) return false;
  return (await dueFor(site.store, site.forms, site.clock, viewer.school, viewer.personId)).length > 0;
}

const isReading = (request: FastifyRequest): boolean => request.method === 'GET' || request.method === 'HEAD';

const notFound = () =>
  new Fault('PAGE_NOT_FOUND', 'there is nothing at this address', {
    status: 404,
    help: webErrors.PAGE_NOT_FOUND,
  });

/** The viewer of a route that is not public. */
export function viewing(request: FastifyRequest): Viewer {
  if (!request.viewer) throw new Error('a route that is not public has a viewer');
  return request.viewer;
}
