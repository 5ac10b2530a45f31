import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Asset, ASSETS, EDITION } from './catalogue.ts';

export { type AssetName, assetPath } from './catalogue.ts';

type Encoding = 'br' | 'gzip' | 'identity';

/** An asset with its body in each encoding that is worth its while. */
interface Prepared {
  readonly type: string;
  readonly bodies: ReadonlyMap<Encoding, Buffer>;
}

/** What we would rather send, first to last. */
const PREFERRED: readonly Encoding[] = ['br', 'gzip', 'identity'];
const A_YEAR_S = 31_536_000;

/** Serves the assets, compressed once at the start and kept in memory; browsers keep them for good. */
export async function serveAssets(app: FastifyInstance): Promise<void> {
  const prepared = new Map(
    await Promise.all(ASSETS.map(async (asset) => [asset.name, await prepare(asset)] as const)),
  );

  app.get<{ Params: { edition: string; name: string } }>('/assets/:edition/:name', (request, reply) => {
    const { edition, name } = request.params;
    const asset = edition === EDITION ? prepared.get(name) : undefined;
    return asset ? send(asset, request, reply) : reply.callNotFound();
  });
}

async function prepare({ type, body }: Asset): Promise<Prepared> {
  const bodies = new Map<Encoding, Buffer>([['identity', body]]);
  // A font is compressed already.
  if (type.startsWith('font/')) return { type, bodies };
  const [brotlied, gzipped] = await Promise.all([brotli(body), promisify(gzip)(body, { level: 9 })]);
  return { type, bodies: bodies.set('br', brotlied).set('gzip', gzipped) };
}

const brotli = (body: Buffer): Promise<Buffer> =>
  promisify(brotliCompress)(body, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });

function send({ type, bodies }: Prepared, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const encoding = encodingFor(request.headers['accept-encoding'], bodies);
  reply.header('cache-control', `public, max-age=${A_YEAR_S}, immutable`);
  reply.header('x-content-type-options', 'nosniff');
  if (bodies.size > 1) reply.header('vary', 'accept-encoding');
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type(type).send(bodies.get(encoding));
}

/**
 * The encoding to send: of those accepted, the weightiest to the browser, then the one we would rather send.
 *
 * SOURCE: RFC 9110, 12.5.3.
 */
function encodingFor(accepted: string | undefined, bodies: Prepared['bodies']): Encoding {
  const weights = weightsIn(accepted ?? '');
  const weightOf = (encoding: Encoding): number =>
    weights.get(encoding) ?? (encoding === 'identity' ? LEAST : weights.get('*')) ?? 0;
  const [best] = PREFERRED.filter((encoding) => bodies.has(encoding)).toSorted(
    (a, b) => weightOf(b) - weightOf(a),
  );
  return best !== undefined && weightOf(best) > 0 ? best : 'identity';
}

/** What is not compressed is acceptable when it is not named, but less than anything that is. */
const LEAST = 0.0001;

/** Weights by encoding in an `accept-encoding` header: 1 where none is given. */
function weightsIn(header: string): ReadonlyMap<string, number> {
  const weights = header
    .toLowerCase()
    .split(',')
    .map((each): [string, number] => {
      const [name = '', ...parameters] = each.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return [name, weight === undefined ? 1 : Number(weight) || 0];
    });
  return new Map(weights);
}
