import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { ASSETS, EDITION } from './catalogue.ts';
import { assetPath, serveAssets } from './serving.ts';

const CSS = assetPath('govuk-frontend.min.css');
const FONT = assetPath('atkinson-latin.woff2');

const NEGOTIATED: readonly (readonly [string | undefined, string | undefined])[] = [
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['gzip;q=1, br;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['BR', 'br'],
  ['*', 'br'],
  ['identity', undefined],
  ['gzip;q=0.5, identity', undefined],
  ['identity;q=0.5, *;q=0', undefined],
  ['zstd', undefined],
  [undefined, undefined],
];

const TYPES: readonly (readonly [Parameters<typeof assetPath>[0], string])[] = [
  ['gatehouse.css', 'text/css; charset=utf-8'],
  ['govuk-frontend.min.css', 'text/css; charset=utf-8'],
  ['govuk-frontend.min.js', 'text/javascript; charset=utf-8'],
  ['accessible-autocomplete.min.js', 'text/javascript; charset=utf-8'],
  ['gatehouse.svg', 'image/svg+xml'],
  ['atkinson-latin.woff2', 'font/woff2'],
];

describe('the assets', () => {
  let app: FastifyInstance;

  before(async () => {
    app = Fastify();
    await app.register(serveAssets);
  });
  after(() => app.close());

  const get = (url: string, accepted?: string): Promise<LightMyRequestResponse> =>
    app.inject({ url, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } });

  for (const [accepted, expected] of NEGOTIATED) {
    it(`are sent as ${expected ?? 'they are'} to a browser that accepts ${accepted ?? 'nothing in particular'}`, async () => {
      const answer = await get(CSS, accepted);
      assert.equal(answer.headers['content-encoding'], expected);
      assert.equal(answer.headers.vary, 'accept-encoding');
    });
  }

  for (const [name, type] of TYPES) {
    it(`say that ${name} is ${type}`, async () => {
      const answer = await get(assetPath(name));
      assert.equal(answer.statusCode, 200);
      assert.equal(answer.headers['content-type'], type);
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    });
  }

  it('are kept by browsers for good', async () => {
    assert.equal((await get(CSS)).headers['cache-control'], 'public, max-age=31536000, immutable');
  });

  it('are the same bytes in every encoding, and smaller when compressed', async () => {
    const plain = (await get(CSS)).rawPayload;
    const brotlied = (await get(CSS, 'br')).rawPayload;
    const gzipped = (await get(CSS, 'gzip')).rawPayload;
    assert.deepEqual(brotliDecompressSync(brotlied), plain);
    assert.deepEqual(gunzipSync(gzipped), plain);
    assert.ok(brotlied.length < gzipped.length && gzipped.length < plain.length);
  });

  it('are the packages’ own files, but for the fonts that are licensed to GOV.UK alone', async () => {
    const file = new URL(
      '../../../node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css',
      import.meta.url,
    );
    const served = (await get(CSS)).body;
    const [before = '', ...faces] = readFileSync(file, 'utf8').split('@font-face');
    const after = faces.map((each) => each.slice(each.indexOf('}') + 1));
    assert.equal(faces.length, 2);
    assert.equal(served, [before, ...after].join(''));
    assert.ok(!served.includes('.woff'));
  });

  it('do not compress a font again', async () => {
    const answer = await get(FONT, 'br, gzip');
    assert.equal(answer.headers['content-encoding'], undefined);
    assert.equal(answer.headers.vary, undefined);
  });

  for (const url of [
    `/assets/${EDITION}/package.json`,
    `/assets/${EDITION}/..%2fcatalogue.ts`,
    `/assets/${EDITION}/constructor`,
    '/assets/another-edition/gatehouse.css',
    '/assets/fonts/light-94a07e06a1-v2.woff2',
    '/assets/images/govuk-crest.svg',
  ]) {
    it(`do not include ${url.replace(EDITION, '…')}`, async () => {
      const answer = await get(url);
      assert.equal(answer.statusCode, 404);
      assert.equal(answer.headers['cache-control'], undefined);
    });
  }
});

describe('our own style sheet and scripts', () => {
  const names = new Set(ASSETS.map(({ name }) => name));
  const ours = ASSETS.filter(({ name }) =>
    ['gatehouse.css', 'gatehouse.js', 'autocomplete.js'].includes(name),
  );

  for (const { name, body } of ours) {
    it(`${name} names only assets that are served`, () => {
      const named = [...body.toString().matchAll(/(?:url\("|from '|import ')(?:\.\/)?([^"']+)["']/g)];
      assert.ok(named.length > 0);
      for (const [, neighbour = ''] of named) assert.ok(names.has(neighbour), neighbour);
    });
  }

  it('leave GOV.UK’s own typeface alone', () => {
    const css = ASSETS.find(({ name }) => name === 'gatehouse.css')?.body.toString() ?? '';
    assert.doesNotMatch(css, /GDS Transport/);
  });
});
