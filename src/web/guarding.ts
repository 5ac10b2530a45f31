import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../kernel/index.ts';
import { webErrors } from './errors.ts';
import { CONTENT_SECURITY_POLICY } from './layout/page.ts';

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  // What may be kept says so itself: assets, and pages made of an edition alone. Questions and answers are nobody
  // else's business on a computer that many use.
  'cache-control': 'no-store',
} as const;

/** Headers that every answer carries, whatever it is and however it failed. */
export const secure = (reply: FastifyReply): FastifyReply => reply.headers(HEADERS);

/** Secures every answer and refuses what no page or program of good faith sends. */
export function guardRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    secure(reply);
    if (request.method === 'GET' || request.method === 'HEAD') return;
    refuseForeignForms(request);
    refuseStrangeBodies(request);
  });
}

/**
 * A form comes from a page of ours or not at all. Browsers say where a request comes from; what is not a browser sends
 * neither header, and has no session that could be misused.
 * SOURCE: OWASP ASVS 5.0, 3.5.1
 */
function refuseForeignForms(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const isForeignSite = typeof site === 'string' && site !== 'same-origin' && site !== 'none';
  const isForeignOrigin = origin !== undefined && hostOf(origin) !== request.headers.host;
  if (isForeignSite || isForeignOrigin)
    throw new Fault('ORIGIN_REFUSED', 'this was sent from another site', {
      status: 403,
      help: webErrors.ORIGIN_REFUSED,
    });
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

const JSON_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i;
const MULTIPART_TYPE = /^multipart\/form-data; ?boundary=[\w'()+,./:=?" -]{1,80}$/i;
const BODY_TYPES = { files: MULTIPART_TYPE, json: JSON_TYPE } as const;
const FORM_TYPE = /^application\/x-www-form-urlencoded(?:; ?charset=utf-8)?$/i;

/**
 * One type of body a route, written just so: where what parses and what checks read a type differently, a body slips
 * past the check.
 */
function refuseStrangeBodies(request: FastifyRequest): void {
  const type = request.headers['content-type'];
  const { body } = request.routeOptions.config;
  const expected = isForApi(request) ? JSON_TYPE : body === undefined ? FORM_TYPE : BODY_TYPES[body];
  if (type === undefined || expected.test(type)) return;
  throw new Fault('INPUT_UNREADABLE', 'what was sent could not be read', {
    status: 415,
    help: webErrors.INPUT_UNREADABLE,
  });
}

/** Whether a program asked, which is answered in its own form. */
export const isForApi = (request: FastifyRequest): boolean => request.url.startsWith('/api/');
