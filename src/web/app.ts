import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RouteOptions,
} from 'fastify';
import { apiRoutes } from './api/index.ts';
import { serveAssets } from './assets/serving.ts';
import { failOutside, handleFailures } from './failing.ts';
import { guardRequests } from './guarding.ts';
import { pages } from './pages/index.ts';
import { requirePowers } from './powers.ts';
import type { Routes, Site } from './site.ts';
import { admitViewers } from './viewing.ts';

/** How the web part is started. */
export interface AppOptions {
  /** Where lines of the log go; none in tests. Requests are logged by method, route and outcome: never by address or query. */
  readonly log?: { write(line: string): void };
  /** Hears of each route as it is added: for tests that walk them all. */
  readonly eachRoute?: (route: RouteOptions) => void;
}

const largestBodyBytes = 64 * 1024;
/** Rosters and scans. */
const largestFileBytes = 20 * 1024 * 1024;

/** Pages and API, ready to listen or to be asked in a test. */
export async function buildApp(site: Site, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = Fastify({
    logger: options.log
      ? {
          level: 'info',
          stream: options.log,
          serializers: { req: (request) => ({ method: request.method, route: request.routeOptions?.url }) },
        }
      : false,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      void failOutside(error, request, reply),
    bodyLimit: largestBodyBytes,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
  });
  requirePowers(app);
  if (options.eachRoute) app.addHook('onRoute', options.eachRoute);
  handleFailures(app);
  guardRequests(app);
  await admitViewers(app, site);
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      { route: request.routeOptions?.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      request.method,
    );
  });
  await app.register(formbody, { bodyLimit: largestBodyBytes });
  await app.register(multipart, {
    limits: { fileSize: largestFileBytes, files: 6, fields: 50, fieldSize: largestBodyBytes, parts: 60 },
  });
  await app.register(serveAssets);
  for (const add of [...pages, apiRoutes] as Routes[]) add(app, site);
  await app.ready();
  return app;
}
