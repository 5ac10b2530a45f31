import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Bodies, encoded, encodingFor } from './encoding.ts';
import type { Html } from './html/index.ts';

/** Pages that say the same to everybody until what they were made of changes. */
export interface KeptPages {
  /**
   * Sends the page of this key. It is made and compressed when first asked for; then kept, and known by its tag, so that
   * a browser that has it is not sent it again.
   *
   * INVARIANT: the key names everything that the page was made of.
   */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    key: string,
    make: () => Html | Promise<Html>,
  ): Promise<FastifyReply>;
}

interface Kept {
  readonly bodies: Bodies;
  readonly tag: string;
}

/** Small enough after a few milliseconds; the last hundredths would take a second. */
const EFFORT = 7;

/** Keeps up to so many pages, of which the one not asked for longest goes first. */
export function keepPages(most: number): KeptPages {
  const kept = new Map<string, Promise<Kept>>();

  const pageOf = (key: string, make: () => Html | Promise<Html>): Promise<Kept> => {
    const page = kept.get(key) ?? prepare(make);
    kept.delete(key);
    kept.set(key, page);
    page.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return page;
  };

  return {
    async send(request, reply, key, make) {
      const { bodies, tag } = await pageOf(key, make);
      reply.headers({ 'cache-control': 'no-cache', etag: tag, vary: 'accept-encoding' });
      if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send();
      const encoding = encodingFor(request.headers['accept-encoding'], bodies);
      if (encoding !== 'identity') reply.header('content-encoding', encoding);
      return reply.type('text/html; charset=utf-8').send(bodies.get(encoding));
    },
  };
}

async function prepare(make: () => Html | Promise<Html>): Promise<Kept> {
  const body = Buffer.from(String(await make()));
  const hash = createHash('sha256').update(body).digest('base64url');
  return { bodies: await encoded(body, EFFORT), tag: `W/"${hash.slice(0, 22)}"` };
}
