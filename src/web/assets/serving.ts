import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Bodies, encoded, encodingFor, SMALLEST } from '../encoding.ts';
import { open } from '../powers.ts';
import { type Asset, ASSETS, EDITION } from './catalogue.ts';

export { type AssetName, assetPath } from './catalogue.ts';

/** An asset with its body in each encoding that is worth its while. */
interface Prepared {
  readonly type: string;
  readonly bodies: Bodies;
}

const A_YEAR_S = 31_536_000;

/** Serves the assets, compressed once at the start and kept in memory; browsers keep them for good. */
export async function serveAssets(app: FastifyInstance): Promise<void> {
  const prepared = new Map(
    await Promise.all(ASSETS.map(async (asset) => [asset.name, await prepare(asset)] as const)),
  );

  app.get<{ Params: { edition: string; name: string } }>('/assets/:edition/:name', open, (request, reply) => {
    const { edition, name } = request.params;
    const asset = edition === EDITION ? prepared.get(name) : undefined;
    return asset ? send(asset, request, reply) : reply.callNotFound();
  });
}

async function prepare({ type, body }: Asset): Promise<Prepared> {
  // A font is compressed already.
  return {
    type,
    bodies: type.startsWith('font/') ? new Map([['identity', body]]) : await encoded(body, SMALLEST),
  };
}

function send({ type, bodies }: Prepared, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const encoding = encodingFor(request.headers['accept-encoding'], bodies);
  reply.header('cache-control', `public, max-age=${A_YEAR_S}, immutable`);
  reply.header('x-content-type-options', 'nosniff');
  if (bodies.size > 1) reply.header('vary', 'accept-encoding');
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type(type).send(bodies.get(encoding));
}
