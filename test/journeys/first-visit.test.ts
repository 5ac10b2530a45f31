import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browserMissing, openVisitor } from '../support/browser.ts';
import { startWebServer, type WebServer } from '../support/server.ts';
import { inTurn } from '../support/thorough.ts';

/** What a first visit may weigh apart from fonts and style sheets that are kept, in bytes over the wire. */
const MOST_BYTES = 100_000;

describe('a first visit', { skip: browserMissing() }, () => {
  let server: WebServer;
  before(async () => {
    server = await startWebServer();
  });
  after(() => server?.close());

  for (const school of inTurn(
    ['cambridge-steiner', 'hunwick', 'st-michaels', 'cpps', 'london-primary'],
    3,
    2,
  )) {
    it(`to the home, the school and the policy of ${school} weighs less than ${MOST_BYTES / 1000} kB`, async () => {
      const { weights, total } = await weigh(server.address, [
        '/',
        `/schools/${school}`,
        `/schools/${school}/policy`,
      ]);
      const counted = weights.filter((weight) => !weight.isKept);
      const sum = counted.reduce((bytes, weight) => bytes + weight.bytes, 0);
      console.log(
        `${school}: ${sum} bytes counted of ${total}: ${counted.map((each) => `${each.path} ${each.bytes}`).join(', ')}`,
      );
      assert.ok(sum < MOST_BYTES, `${sum} bytes`);
    });
  }

  it('is the only one to fetch what is kept: later pages take it from the cache', async () => {
    const policy = '/schools/hunwick/policy';
    const { weights } = await weigh(server.address, [policy, '/schools/hunwick', policy]);
    const fetched = weights
      .filter((weight) => weight.bytes > 0 && weight.path !== 'policy')
      .map((weight) => weight.path);
    assert.deepEqual(fetched, [...new Set(fetched)]);
    const [first, second] = weights.filter((weight) => weight.path === 'policy');
    assert.ok(
      (second?.bytes ?? Infinity) < (first?.bytes ?? 0) / 10,
      'a policy that has not changed is not sent again',
    );
  });
});

interface Weight {
  readonly path: string;
  readonly bytes: number;
  /** A font, or a style sheet that the browser keeps. */
  readonly isKept: boolean;
}

/** Visits the pages with an empty cache and counts what came over the wire, heads and bodies. */
async function weigh(
  origin: string,
  paths: readonly string[],
): Promise<{ weights: Weight[]; total: number }> {
  const visitor = await openVisitor(origin);
  const session = await visitor.context.newCDPSession(visitor.page);
  await session.send('Network.enable');
  const seen = new Map<string, { path: string; isKept: boolean }>();
  const weights: Weight[] = [];
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    const isCacheable = /max-age=\d{5,}/.test(response.headers['cache-control'] ?? '');
    const isKept = type === 'Font' || (type === 'Stylesheet' && isCacheable);
    seen.set(requestId, { path: new URL(response.url).pathname.split('/').at(-1) || '/', isKept });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const response = seen.get(requestId);
    if (response) weights.push({ ...response, bytes: encodedDataLength });
  });
  for (const path of paths) {
    await visitor.page.goto(path);
    await visitor.page.waitForLoadState('networkidle');
  }
  await visitor.close();
  return { weights, total: weights.reduce((bytes, weight) => bytes + weight.bytes, 0) };
}
