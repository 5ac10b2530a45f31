import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { Fault } from '../kernel/index.ts';
import { apiRoutes } from './api/index.ts';
import { serveAssets } from './assets/serving.ts';
import { webErrors } from './errors.ts';
import { handleFailures } from './failing.ts';
import { CONTENT_SECURITY_POLICY } from './layout/page.ts';
import { pages } from './pages/index.ts';
import { requirePowers } from './powers.ts';
import type { Routes, Site } from './site.ts';

/** How the web part is started. */
export interface AppOptions {
  /** Where lines of the log go; none in tests. Requests are logged by method, route and outcome: never by address or query. */
  readonly log?: { write(line: string): void };
}

const largestBodyBytes = 64 * 1024;

/** Pages and API, ready to listen or to be asked in a test. */
export async function buildApp(site: Site, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = Fastify({
    logger: options.log ? { level: 'info', stream: options.log, serializers: { req: (request) => ({ method: request.method, route: request.routeOptions?.url }) } } : false,
    disableRequestLogging: true,
    bodyLimit: largestBodyBytes,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
  });
  requirePowers(app);
  handleFailures(app);
  app.addHook('onRequest', async (request, reply) => {
    refuseForeignForms(request);
    reply.headers({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    });
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ route: request.routeOptions?.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, request.method);
  });
  await app.register(formbody, { bodyLimit: largestBodyBytes });
  await app.register(serveAssets);
  for (const add of [...pages, apiRoutes] as Routes[]) add(app, site);
  await app.ready();
  return app;
}

/**
 * A form comes from a page of ours or not at all. Browsers say where a request comes from; what is not a browser sends
 * neither header, and has no session that could be misused.
 * SOURCE: OWASP ASVS 5.0, 3.5.1
 */
function refuseForeignForms(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const isForeignSite = typeof site === 'string' && site !== 'same-origin' && site !== 'none';
  const isForeignOrigin = origin !== undefined && hostOf(origin) !== request.headers.host;
  if (isForeignSite || isForeignOrigin) throw new Fault('ORIGIN_REFUSED', 'this was sent from another site', { status: 403, help: webErrors.ORIGIN_REFUSED });
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
