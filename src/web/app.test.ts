import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import Fastify from 'fastify';
import { type Fields, openTestApp, type TestApp } from '../../test/support/app.ts';
import { checkUnmarked, MARK, payloads } from '../../test/support/hostile.ts';
import { testPack } from '../../test/support/site.ts';
import { assetPath } from './assets/catalogue.ts';
import { buildApp } from './index.ts';
import { open, requirePowers } from './powers.ts';

const schools = ['hunwick', 'st-michaels'];
const question = { as: ['staff'], act: 'take-equipment-off-site', facts: { 'stores-data': true } };
const form: Fields = [
  ['act', 'take-equipment-off-site'],
  ['as', 'staff'],
  ['fact.stores-data', 'true'],
];

const secured: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /^default-src 'none'; script-src 'self'; style-src 'self';.*base-uri 'none'; frame-ancestors 'none'$/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^same-origin$/,
  'x-frame-options': /^DENY$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'strict-transport-security': /^max-age=31536000; includeSubDomains$/,
  'permissions-policy': /camera=\(\)/,
  'cache-control': /./,
};

describe('the web part', () => {
  let web: TestApp;
  before(async () => {
    web = await openTestApp({ packs: schools.map(testPack) });
  });
  after(() => web?.close());

  const kinds: readonly (readonly [
    string,
    number,
    () => Promise<{ statusCode: number; headers: Record<string, unknown> }>,
  ])[] = [
    ['a page', 200, () => web.inject('/')],
    ['a page that is kept ready', 200, () => web.inject('/schools/hunwick/policy')],
    [
      'a page that has not changed',
      304,
      async () =>
        web.inject({
          url: '/schools/hunwick/policy',
          headers: { 'if-none-match': String((await web.inject('/schools/hunwick/policy')).headers['etag']) },
        }),
    ],
    ['an asset', 200, () => web.inject(assetPath('gatehouse.css'))],
    ['an asset that is not there', 404, () => web.inject('/assets/none/gatehouse.css')],
    ['a page that is not there', 404, () => web.inject('/nowhere')],
    ['a school that is not there', 404, () => web.inject('/schools/eton')],
    ['the head of a page', 200, () => web.inject({ method: 'HEAD', url: '/' })],
    ['another method', 404, () => web.inject({ method: 'DELETE', url: '/' })],
    ['an address of a broken encoding', 400, () => web.inject('/schools/%ff')],
    ['an endless name', 404, () => web.inject(`/schools/${'a'.repeat(5000)}`)],
    ['an answer to a form', 303, () => web.send('/schools/hunwick/answers', form)],
    ['a form that is not understood', 422, () => web.send('/schools/hunwick/answers', 'act=nothing')],
    [
      'a form of another site',
      403,
      () => web.send('/schools/hunwick/answers', form, { origin: 'https://evil.example' }),
    ],
    [
      'a form that is no form',
      415,
      () => web.send('/schools/hunwick/answers', '{}', { 'content-type': 'application/json' }),
    ],
    ['a form that is too large', 413, () => web.send('/schools/hunwick/answers', 'a'.repeat(65 * 1024))],
    ['the API', 200, () => web.inject('/api/v1/schools')],
    ['the API where nothing is', 404, () => web.inject('/api/v1/nothing')],
    ['an answer of the API', 201, () => web.ask('hunwick', question)],
    ['a question that is not understood', 422, () => web.ask('hunwick', {})],
    ['a question that cannot be read', 400, () => web.ask('hunwick', '{')],
  ];

  for (const [kind, status, get] of kinds) {
    it(`secures ${kind} (${status})`, async () => {
      const answer = await get();
      assert.equal(answer.statusCode, status);
      for (const [name, value] of Object.entries(secured))
        assert.match(String(answer.headers[name]), value, name);
      assert.equal(answer.headers['set-cookie'], undefined);
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
      assert.equal(answer.headers['server'] ?? answer.headers['x-powered-by'], undefined);
    });
  }

  it('allows nothing in its policy that is not a file of ours', async () => {
    const policy = String((await web.inject('/')).headers['content-security-policy']);
    assert.doesNotMatch(policy, /unsafe|\*|http|data:|blob:/);
  });

  it('says no more of a failure of ours than its number', async () => {
    const { site } = web;
    const answerer = { ...site.answerer, schools: () => assert.fail('secret of the inside') };
    const app = await buildApp({ ...site, answerer });
    for (const url of ['/', '/api/v1/schools']) {
      const answer = await app.inject(url);
      assert.equal(answer.statusCode, 500);
      assert.doesNotMatch(answer.body, /secret|inside|\.ts|node_modules/);
      assert.match(answer.body, /[\w-]{22}/);
      for (const [name, value] of Object.entries(secured))
        assert.match(String(answer.headers[name]), value, name);
    }
    await app.close();
  });

  it('a route that declares no power stops the program', async () => {
    const app = Fastify();
    requirePowers(app);
    assert.throws(() => app.get('/open', () => 'hello'), /route GET \/open declares no power/);
    assert.throws(
      () => app.route({ method: 'POST', url: '/closed', config: {}, handler: () => 'hello' }),
      /declares no power/,
    );
    app.get('/fine', open, () => 'hello');
    await app.close();
  });

  it('has no method that nobody needs', async () => {
    for (const method of ['OPTIONS', 'TRACE', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'] as const)
      for (const url of [
        '/',
        '/schools/hunwick',
        '/schools/hunwick/answers',
        '/api/v1/schools',
        '/api/v1/schools/hunwick/verdicts',
        assetPath('gatehouse.css'),
      ]) {
        const answer = await web.app.inject({ method: method as 'GET', url });
        assert.equal(answer.statusCode, 404, `${method} ${url}`);
        assert.equal(answer.headers['allow'], undefined);
      }
  });

  it('the head of a page is that of the page, without a body', async () => {
    for (const url of ['/', '/schools/hunwick', '/schools/hunwick/policy', '/api/v1/schools']) {
      const [page, head] = [await web.inject(url), await web.inject({ method: 'HEAD', url })];
      assert.equal(head.body, '');
      assert.equal(head.statusCode, page.statusCode);
      assert.equal(head.headers['content-type'], page.headers['content-type']);
      assert.equal(head.headers['cache-control'], page.headers['cache-control']);
    }
  });
});

describe('forms and questions', () => {
  let web: TestApp;
  before(async () => {
    web = await openTestApp({ packs: [testPack('hunwick')] });
  });
  after(() => web?.close());

  const foreign: readonly Readonly<Record<string, string>>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: 'localhost' },
    { origin: 'http://localhost:81' },
    { origin: 'http://localhost.evil.example' },
    { origin: 'http://evil.example/localhost' },
    { origin: 'http://localhost@evil.example' },
    { origin: 'http://sub.localhost' },
    { origin: 'file://' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'SAME-ORIGIN' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  ];
  for (const headers of foreign) {
    it(`are refused from ${JSON.stringify(headers)}, and nothing is kept`, async () => {
      const before = await web.countKept();
      for (const url of ['/schools/hunwick/answers', '/schools/hunwick/gaps']) {
        const sent = await web.send(url, [...form, ['q', 'words']] as Fields, {
          host: 'localhost',
          ...headers,
        });
        assert.equal(sent.statusCode, 403, url);
      }
      const asked = await web.inject({
        method: 'POST',
        url: '/api/v1/schools/hunwick/verdicts',
        headers: { host: 'localhost', ...headers },
        payload: question,
      });
      assert.equal(asked.statusCode, 403);
      assert.equal(asked.json().code, 'ORIGIN_REFUSED');
      assert.equal(await web.countKept(), before);
    });
  }

  for (const headers of [
    {},
    { origin: 'http://localhost' },
    { origin: 'https://localhost', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ]) {
    it(`are taken from ${JSON.stringify(headers)}`, async () => {
      const sent = await web.send('/schools/hunwick/answers', form, { host: 'localhost', ...headers });
      assert.equal(sent.statusCode, 303);
    });
  }

  it('a header that a proxy would add changes nothing', async () => {
    const sent = await web.send('/schools/hunwick/answers', form, {
      host: 'localhost',
      origin: 'https://evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
    });
    assert.equal(sent.statusCode, 403);
  });

  it('nothing that is only asked for writes', async () => {
    const { headers } = await web.send('/schools/hunwick/answers', form);
    const before = await web.countKept();
    const fields = String(new URLSearchParams(form as [string, string][]));
    for (const path of [
      '',
      '/questions?q=kettle',
      '/questions.json?q=kettle',
      `/questions/new?${fields}`,
      `/answers?${fields}`,
      '/gaps?q=kettle',
      '/policy',
      '/keeping',
      '/keeping/gaps',
      '/keeping/answers',
      '/subjects',
      '/editions',
    ])
      for (const method of ['GET', 'HEAD'] as const)
        await web.inject({ method, url: `/schools/hunwick${path}` });
    await web.inject(String(headers['location']));
    await web.inject(`/api/v1/schools/hunwick/verdicts?${fields}`);
    await web.inject({ url: '/schools/hunwick/answers', headers: { 'x-http-method-override': 'POST' } });
    assert.equal(await web.countKept(), before);
  });
});

describe('the wall between schools', () => {
  let web: TestApp;
  let id: string;
  before(async () => {
    web = await openTestApp({ packs: schools.map(testPack) });
    id = (await web.ask('hunwick', question)).json().id;
  });
  after(() => web?.close());

  it('an answer is found at the school that gave it, and at no other', async () => {
    assert.equal((await web.inject(`/schools/hunwick/answers/${id}`)).statusCode, 200);
    assert.equal((await web.inject(`/api/v1/schools/hunwick/verdicts/${id}`)).statusCode, 200);
    for (const url of [`/schools/st-michaels/answers/${id}`, `/api/v1/schools/st-michaels/verdicts/${id}`]) {
      const answer = await web.inject(url);
      assert.equal(answer.statusCode, 404, url);
      assert.doesNotMatch(answer.body, /take-equipment|off site/);
    }
  });

  it('it reads the same whether there is no such answer or it is another school’s', async () => {
    const other = 'A'.repeat(22);
    const [theirs, none] = [
      await web.inject(`/api/v1/schools/st-michaels/verdicts/${id}`),
      await web.inject(`/api/v1/schools/st-michaels/verdicts/${other}`),
    ];
    assert.equal(theirs.body.replaceAll(id, ''), none.body.replaceAll(other, ''));
  });

  const strange = [
    '',
    '.',
    '..',
    '%2e%2e',
    '../hunwick',
    '%2e%2e%2fhunwick',
    '*',
    '%25',
    '%00',
    `${'A'.repeat(21)}%00`,
    "'%20or%20'1'='1",
    '__proto__',
    'constructor',
    'NaN',
    '0',
    '-1',
    '%F0%9F%98%80',
    '%ed%a0%80',
    'a'.repeat(200),
    'a'.repeat(20_000),
  ];
  for (const name of strange) {
    it(`nothing is found under the name ${name.slice(0, 40)}`, async () => {
      for (const url of [
        `/schools/${name}/answers/${id}`,
        `/schools/hunwick/answers/${name}`,
        `/api/v1/schools/${name}`,
        `/api/v1/schools/hunwick/verdicts/${name}`,
      ]) {
        const { statusCode } = await web.inject(url);
        // A name without a letter leads to the page above, whose own answer it is.
        assert.ok(
          [400, 404, 422].includes(statusCode) ||
            (['', '.', '..', '%2e%2e', '../hunwick'].includes(name) && statusCode < 500),
          `${url}: ${statusCode}`,
        );
      }
    });
  }
});

describe('what somebody typed', () => {
  let web: TestApp;
  let id: string;
  before(async () => {
    web = await openTestApp({ packs: schools.map(testPack) });
    id = (await web.ask('hunwick', question)).json().id;
  });
  after(() => web?.close());

  const addresses: readonly ((typed: string) => string)[] = [
    (typed) => `/${typed}`,
    (typed) => `/schools/${typed}`,
    (typed) => `/schools/hunwick/${typed}`,
    (typed) => `/schools/hunwick/answers/${typed}`,
    (typed) => `/schools/hunwick/agreements/${typed}`,
    (typed) => `/schools/hunwick/questions?q=${typed}`,
    (typed) => `/schools/hunwick/questions?q=wifi%20${typed}`,
    (typed) => `/schools/hunwick/questions?${typed}=${typed}`,
    ...['act', 'event', 'as', 'thing', 'mode', 'skip', 'fact.place', 'asked'].map(
      (field) => (typed: string) =>
        `/schools/hunwick/questions/new?act=take-equipment-off-site&as=staff&${field}=${typed}`,
    ),
    ...['act', 'event', 'as', 'thing', 'mode'].map(
      (field) => (typed: string) => `/schools/hunwick/questions/new?${field}=${typed}`,
    ),
    (typed) => `/schools/hunwick/questions/new?act=take-equipment-off-site&as=staff&fact.${typed}=${typed}`,
    ...[
      'policy?edition',
      'policy?on',
      'policy/plain?edition',
      'editions/compare?from',
      'editions/compare?to',
      'keeping/findings?kind',
      'keeping/answers?verdict',
      'keeping/gaps?q',
      'subjects?q',
    ].map((path) => (typed: string) => `/schools/hunwick/${path}=${typed}`),
    (typed) => `/compare?one=${typed}&other=hunwick`,
    (typed) => `/compare?one=hunwick&other=${typed}`,
    (typed) => `/compare?one=hunwick&other=st-michaels&show=${typed}`,
    (typed) => `/law?clause=${typed}`,
    (typed) => `/schools/hunwick/answers/${id}?x=${typed}`,
  ];

  it(`never becomes markup: ${payloads.length} payloads in ${addresses.length} places of an address`, async () => {
    for (const payload of payloads)
      for (const address of addresses) {
        const url = address(encodeURIComponent(payload.toWellFormed()));
        const answer = await web.inject(url);
        assert.ok(answer.statusCode < 500, `${url}: ${answer.statusCode}`);
        checkHarmless(answer, url);
      }
  });

  it('never becomes markup where it is written into the address as it is', async () => {
    for (const payload of payloads) {
      const raw = payload.replace(/[\0-\x20\x7f-\uffff]/g, '+');
      for (const url of [
        `/schools/hunwick/questions?q=${raw}`,
        `/schools/hunwick/questions/new?act=${raw}`,
        `/nowhere?${raw}`,
      ]) {
        const answer = await web.inject(url);
        assert.ok(answer.statusCode < 500, url);
        checkHarmless(answer, url);
      }
    }
  });

  it('never becomes markup from a form, nor where those who keep the policy read it', async () => {
    for (const payload of payloads) {
      checkHarmless(await web.send('/schools/hunwick/gaps', [['q', payload]]), 'a gap');
      for (const field of [
        'act',
        'event',
        'as',
        'thing',
        'mode',
        'skip',
        'asked',
        'fact.place',
        `fact.${payload}`,
        payload,
      ]) {
        const fields: Fields = [
          ['act', 'take-equipment-off-site'],
          ['as', 'staff'],
          ['fact.stores-data', 'true'],
        ];
        const answer = await web.send('/schools/hunwick/answers', [
          ...fields.filter(([name]) => name !== field),
          [field, payload],
        ]);
        assert.ok(answer.statusCode < 500, `${field}: ${payload}`);
        if (answer.body !== '') checkHarmless(answer, `${field}: ${payload}`);
        assert.doesNotMatch(String(answer.headers['location'] ?? '/'), /^(?!\/schools\/hunwick\/|\/$)/);
      }
    }
    for (const page of ['', '/findings', '/settings', '/gaps', '/answers']) {
      const answer = await web.inject(`/schools/hunwick/keeping${page}`);
      assert.equal(answer.statusCode, 200);
      checkHarmless(answer, page);
    }
    const gaps = (await web.inject('/schools/hunwick/keeping/gaps')).body;
    assert.ok(!gaps.includes(MARK), 'what people typed is not for everybody');
  });

  it('never becomes a header or markup from the API', async () => {
    for (const payload of payloads)
      for (const body of [
        { as: [payload], act: payload },
        { as: ['staff'], act: 'use-wifi', thing: payload },
        { as: ['staff'], act: 'use-wifi', facts: { [payload]: payload } },
        { as: ['staff'], act: 'use-wifi', permissions: [{ by: [payload], clause: payload }] },
      ]) {
        const answer = await web.ask('hunwick', body);
        assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${answer.statusCode}`);
        assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
        assert.ok(!JSON.stringify(answer.headers).includes(MARK));
      }
  });

  it('stays text when it is encoded twice', async () => {
    for (const [typed, shown] of [
      ['%253Cb%253E', '%3Cb%3E'],
      ['%26lt%3Bb%26gt%3B', '&amp;lt;b&amp;gt;'],
      ['%25252e', '%252e'],
    ])
      assert.ok(
        (await web.inject(`/schools/hunwick/questions?q=${typed}`)).body.includes(`“${shown}”`),
        typed,
      );
  });
});

function checkHarmless(answer: { headers: Record<string, unknown>; body: string }, where: string): void {
  assert.ok(!JSON.stringify({ ...answer.headers, location: undefined }).includes(MARK), `${where}: a header`);
  if (String(answer.headers['content-type']).startsWith('text/html')) checkUnmarked(answer.body, where);
  else assert.match(String(answer.headers['content-type'] ?? 'application/json'), /json/, where);
}

describe('the log', () => {
  const canary = 'kanarienvogel';
  let web: TestApp;
  before(async () => {
    web = await openTestApp({ packs: [testPack('hunwick')] });
  });
  after(() => web?.close());

  it('never has anything that somebody sent', async () => {
    const headers = {
      'user-agent': canary,
      referer: `http://localhost/${canary}`,
      cookie: `a=${canary}`,
      'x-forwarded-for': canary,
      authorization: `Bearer ${canary}`,
      'x-request-id': canary,
    };
    for (const url of [
      `/${canary}`,
      `/schools/${canary}`,
      `/schools/hunwick/questions?q=${canary}`,
      `/schools/hunwick/answers/${canary}`,
      `/api/v1/schools/${canary}`,
      `/api/v1/schools/hunwick/acts?q=${canary}`,
      `/schools/hunwick/questions/new?act=${canary}`,
      `/%ff${canary}`,
      `/schools/${canary.repeat(40)}`,
    ])
      await web.inject({ url, headers });
    await web.send('/schools/hunwick/gaps', [['q', canary]], headers);
    await web.send('/schools/hunwick/answers', [['act', canary]], headers);
    await web.send('/schools/hunwick/answers', form, { origin: `http://${canary}` });
    await web.ask('hunwick', { as: [canary], act: canary, facts: { [canary]: canary } });
    await web.ask('hunwick', `{"as": ["${canary}`);
    assert.ok(web.log.length >= 10);
    assert.deepEqual(
      web.log.filter((line) => line.includes(canary)),
      [],
    );
  });

  it('has one line a request: method, route, status, time', async () => {
    const before = web.log.length;
    await web.inject('/schools/hunwick/questions?q=kettle');
    const [line, ...more] = web.log.slice(before);
    assert.deepEqual(more, []);
    const { msg, route, status, ms } = JSON.parse(line ?? '');
    assert.deepEqual(
      { msg, route, status, ms: typeof ms },
      { msg: 'GET', route: '/schools/:school/questions', status: 200, ms: 'number' },
    );
  });

  it('has no rows and no parameters when the database fails', async () => {
    const { store } = web.site;
    const failing = Object.assign(new Error('the database said no'), {
      code: '23505',
      detail: `Key (words)=(${canary}) exists`,
      parameters: [canary],
      where: canary,
    });
    const lines: string[] = [];
    const answerer = { ...web.site.answerer, tellGap: () => Promise.reject(failing) };
    const app = await buildApp(
      { ...web.site, store, answerer },
      { log: { write: (line) => void lines.push(line) } },
    );
    const answer = await app.inject({
      method: 'POST',
      url: '/schools/hunwick/gaps',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `q=${canary}`,
    });
    assert.equal(answer.statusCode, 500);
    assert.ok(lines.some((line) => line.includes('the database said no')));
    assert.deepEqual(
      lines.filter((line) => line.includes(canary)),
      [],
    );
    await app.close();
  });
});

describe('what a browser may keep', () => {
  let web: TestApp;
  before(async () => {
    web = await openTestApp({ packs: [testPack('hunwick')] });
  });
  after(() => web?.close());

  it('questions and answers are not stored', async () => {
    const { headers } = await web.send('/schools/hunwick/answers', form);
    const id = String(headers['location']).split('/').at(-1);
    for (const url of [
      '/schools/hunwick/questions?q=kettle',
      '/schools/hunwick/questions.json?q=kettle',
      `/schools/hunwick/questions/new?${String(new URLSearchParams(form as [string, string][]))}`,
      `/schools/hunwick/answers/${id}`,
      `/api/v1/schools/hunwick/verdicts/${id}`,
      '/schools/hunwick/keeping/gaps',
      '/schools/hunwick/keeping/answers',
    ])
      assert.equal((await web.inject(url)).headers['cache-control'], 'no-store', url);
    assert.equal(headers['cache-control'], 'no-store');
  });

  it('the policy is asked for again each time, and sent only when it changed', async () => {
    const first = await web.inject('/schools/hunwick/policy');
    assert.equal(first.headers['cache-control'], 'no-cache');
    const tag = String(first.headers['etag']);
    assert.equal(
      (await web.inject({ url: '/schools/hunwick/policy', headers: { 'if-none-match': tag } })).statusCode,
      304,
    );
    assert.equal(
      (await web.inject({ url: '/schools/hunwick/policy', headers: { 'if-none-match': '"other"' } }))
        .statusCode,
      200,
    );
  });

  it('assets are kept for good', async () => {
    assert.match(
      String((await web.inject(assetPath('gatehouse.css'))).headers['cache-control']),
      /immutable/,
    );
  });
});

describe('the server', () => {
  let web: TestApp;
  let port: number;
  before(async () => {
    web = await openTestApp({ packs: [testPack('hunwick')] });
    port = Number(new URL(await web.app.listen({ host: '127.0.0.1', port: 0 })).port);
  });
  after(() => web?.close());

  const long = 'a'.repeat(40_000);
  const raws: readonly (readonly [string, string, RegExp])[] = [
    [
      'two lengths',
      'POST /schools/hunwick/gaps HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nq=a',
      /^HTTP\/1\.1 400/,
    ],
    [
      'a length and chunks',
      'POST /schools/hunwick/gaps HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n', /^HTTP\/1\.1 400/],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
    ['what is no request', 'hello\r\n\r\n', /^HTTP\/1\.1 400/],
    ['a header without end', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${long}\r\n\r\n`, /^HTTP\/1\.1 431/],
    [
      'an address without end',
      `GET /schools/hunwick/questions?q=${long} HTTP/1.1\r\nHost: x\r\n\r\n`,
      /^HTTP\/1\.1 4(14|31)/,
    ],
    [
      'a trace',
      'TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: a=kanarienvogel\r\n\r\n',
      /^HTTP\/1\.1 404/,
    ],
    [
      'an address of another host',
      'GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 (200|400|404)/,
    ],
    ['a tunnel', 'CONNECT evil.example:80 HTTP/1.1\r\nHost: x\r\n\r\n', /^(HTTP\/1\.1 4|$)/],
  ];
  for (const [what, sent, expected] of raws) {
    it(`stands ${what}`, async () => {
      const heard = await speak(port, sent);
      assert.match(heard, expected);
      assert.doesNotMatch(heard, /kanarienvogel|node_modules|evil\.example/);
      assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
    });
  }
});

/** Says something to the server as it is, and hears what it answers until it hangs up. */
function speak(port: number, words: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(words));
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
    });
    socket.setTimeout(3000, () => socket.destroy());
    socket.on('error', () => undefined).on('close', () => resolve(heard));
  });
}
