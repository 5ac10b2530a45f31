import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Fastify from 'fastify';
import { type Html, html } from './html/index.ts';
import { keepPages } from './kept-pages.ts';

/** An app that serves the page of a key and counts how often each was made. */
function appKeeping(
  most: number,
  make: (key: string) => Html | Promise<Html> = (key) => html`<p>${key}</p>`,
) {
  const kept = keepPages(most);
  const made: string[] = [];
  const app = Fastify();
  app.get<{ Params: { key: string } }>('/:key', (request, reply) =>
    kept.send(request, reply, request.params.key, () => {
      made.push(request.params.key);
      return make(request.params.key);
    }),
  );
  return { made, get: (key: string, headers = {}) => app.inject({ url: `/${key}`, headers }) };
}

describe('pages that are kept', () => {
  it('are made once, even for many who ask at the same time', async () => {
    const { made, get } = appKeeping(5);
    const answers = await Promise.all(Array.from({ length: 20 }, () => get('a')));
    assert.deepEqual(made, ['a']);
    assert.ok(answers.every((answer) => answer.body === '<p>a</p>'));
  });

  it('go when there are too many, the one not asked for longest first', async () => {
    const { made, get } = appKeeping(2);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
    assert.deepEqual(made, ['a', 'b', 'c', 'b']);
  });

  it('are not kept where they could not be made', async () => {
    let isBroken = true;
    const { get } = appKeeping(2, () => {
      if (isBroken) throw new Error('broken');
      return html`<p>mended</p>`;
    });
    assert.equal((await get('a')).statusCode, 500);
    isBroken = false;
    assert.equal((await get('a')).body, '<p>mended</p>');
  });

  it('are not sent to a browser that has them', async () => {
    const { get } = appKeeping(2);
    const first = await get('a');
    assert.equal(first.headers['cache-control'], 'no-cache');
    const again = await get('a', { 'if-none-match': `"other", ${String(first.headers['etag'])}` });
    assert.equal(again.statusCode, 304);
    assert.equal((await get('b', { 'if-none-match': first.headers['etag'] })).statusCode, 200);
  });

  it('are sent in the encoding that is asked for', async () => {
    const { get } = appKeeping(2);
    assert.equal((await get('a', { 'accept-encoding': 'gzip' })).headers['content-encoding'], 'gzip');
    assert.equal((await get('a', { 'accept-encoding': 'br, gzip' })).headers['content-encoding'], 'br');
    assert.equal((await get('a')).headers['content-encoding'], undefined);
  });
});
