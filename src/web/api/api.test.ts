import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';

const question = { as: ['staff'], act: 'take-equipment-off-site', facts: { 'stores-data': true } };

/** One real question for every kind of verdict, with what else must come with it. */
const kinds: readonly (readonly [string, string, object, object])[] = [
  [
    'no',
    'cpps',
    { as: ['staff'], act: 'befriend-pupil-online' },
    { deciding: ['no-pupil-friends'], headline: 'No' },
  ],
  [
    'ask',
    'st-michaels',
    { as: ['visitor'], act: 'use-wifi' },
    { ask: { mode: 'any', roles: ['headteacher'] }, needs: ['needed-for-visit'] },
  ],
  [
    'yes',
    'london-primary',
    { as: ['staff'], act: 'use-personal-device', facts: { place: 'staffroom', moment: 'lunch' } },
    { contested: true, deciding: ['own-device-staffroom-office'] },
  ],
  [
    'report',
    'st-michaels',
    { as: ['staff'], event: 'email-mis-sent', facts: { 'personal-data-involved': true } },
    { report: { mode: 'all', roles: ['network-manager', 'headteacher'] } },
  ],
  ['depends', 'hunwick', { as: ['staff'], act: 'take-equipment-off-site' }, { dependsOn: ['stores-data'] }],
  [
    'silent',
    'cambridge-steiner',
    { as: ['staff'], act: 'use-ai' },
    { doubt: { mode: 'any', roles: ['business-manager'] } },
  ],
];

describe('the API', () => {
  let web: TestApp;
  before(async () => {
    web = await openTestApp();
  });
  after(() => web?.close());

  for (const [kind, school, asked, expected] of kinds) {
    it(`answers ${kind}, keeps the answer, and gives it again as it was`, async () => {
      const answer = await web.ask(school, asked);
      assert.equal(answer.statusCode, 201);
      const given = answer.json();
      assert.equal(given.verdict, kind);
      for (const [name, value] of Object.entries(expected)) assert.deepEqual(given[name], value, name);
      assert.equal(given.edition, 1);
      for (const clause of given.clauses) assert.ok(clause.number !== '' && clause.text !== '');
      for (const id of given.deciding)
        assert.ok(given.clauses.some((clause: { id: string }) => clause.id === id));

      assert.equal(answer.headers['location'], `/api/v1/schools/${school}/verdicts/${given.id}`);
      const again = await web.inject(String(answer.headers['location']));
      assert.equal(again.statusCode, 200);
      const kept = again.json();
      assert.equal(kept.askedAt, '2026-11-22T09:00:00.000Z');
      for (const name of [
        'id',
        'school',
        'edition',
        'verdict',
        'deciding',
        'contested',
        'dependsOn',
        'needs',
        'routes',
        'ask',
        'report',
        'doubt',
      ])
        assert.deepEqual(kept[name], given[name], name);
      assert.deepEqual(kept.question, { mode: 'may', facts: {}, permissions: [], ...asked });
    });
  }

  it('takes a permission that is held into account', async () => {
    const permission = { by: ['headteacher'], clause: 'wifi-visitors' };
    const asked = { as: ['visitor'], act: 'use-wifi', facts: { 'needed-for-visit': true } };
    const answer = (await web.ask('st-michaels', { ...asked, permissions: [permission] })).json();
    assert.equal(answer.verdict, 'yes');
  });

  it('lists the schools, each with its edition, and the words to ask in', async () => {
    const schools = (await web.inject('/api/v1/schools')).json();
    assert.deepEqual(schools.map((each: { key: string }) => each.key).toSorted(), [
      'cambridge-steiner',
      'cpps',
      'hunwick',
      'london-primary',
      'st-michaels',
    ]);
    for (const each of schools) {
      assert.deepEqual((await web.inject(`/api/v1/schools/${each.key}`)).json(), each);
      assert.match(each.contentHash, /^[0-9a-f]{64}$/);
      const words = (await web.inject(`/api/v1/schools/${each.key}/vocabulary`)).json();
      for (const kind of ['acts', 'events', 'things', 'roles', 'facts'])
        assert.ok(words[kind].length > 0, kind);
    }
  });

  it('finds what a question in plain English means', async () => {
    const found = (
      await web.inject('/api/v1/schools/hunwick/acts?q=can%20I%20take%20my%20laptop%20home')
    ).json();
    assert.deepEqual(found[0], {
      kind: 'act',
      id: 'take-equipment-off-site',
      name: 'take school equipment off site',
    });
  });

  it('names each word that it does not know, with the nearest', async () => {
    const { code, problems } = (
      await web.ask('hunwick', {
        as: ['stafff'],
        act: 'take-equipment-of-site',
        facts: { 'store-data': true },
        permissions: [{ by: ['hedteacher'], clause: 'nothing' }],
      })
    ).json();
    assert.equal(code, 'QUESTION_NOT_UNDERSTOOD');
    assert.deepEqual(
      problems.map((problem: { at: string; nearest?: string }) => [problem.at, problem.nearest]),
      [
        ['act', 'take-equipment-off-site'],
        ['as.0', 'staff'],
        ['facts.store-data', 'stores-data'],
        ['permissions.0.clause', undefined],
        ['permissions.0.by.0', 'headteacher'],
      ],
    );
  });

  it('keeps no word that is not of the vocabulary', async () => {
    const before = await web.countKept();
    for (const wrong of [
      { mode: 'zzz' },
      { thing: 'zzz' },
      { facts: { zzz: true } },
      { facts: { place: 'zzz' } },
      { permissions: [{ by: ['zzz'] }] },
      { permissions: [{ by: ['staff'], clause: 'zzz' }] },
      { permissions: [{ by: ['staff'], act: 'zzz' }] },
      { permissions: [{ by: ['staff'], thing: 'zzz' }] },
    ])
      assert.equal(
        (await web.ask('hunwick', { ...question, ...wrong })).statusCode,
        422,
        JSON.stringify(wrong),
      );
    assert.equal(await web.countKept(), before);
  });
});

/* Values that no field asks for, or too much of. */
/** Lists in lists, as text: what writes JSON gives up long before what reads it. */
const deep = (depth: number): Text => ({ text: `${'['.repeat(depth)}${']'.repeat(depth)}` });

interface Text {
  readonly text: string;
}
const strange: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['nothing', ''],
  ['a blank', ' '],
  ['nought', 0],
  ['less than nought', -1],
  ['a fraction', 1.5],
  ['a huge number', 1e308],
  ['true', true],
  ['false', false],
  ['an empty list', []],
  ['an empty map', {}],
  ['a list of null', [null]],
  ['a list of numbers', [0, 1]],
  ['a list of lists', [['staff']]],
  ['a list of maps', [{}]],
  ['a map', { staff: true }],
  ['a map that has a length', { length: 1, 0: 'staff' }],
  ['a map that tells how it reads', { toString: 'staff', valueOf: 'staff' }],
  ['a long text', 'a'.repeat(20_000)],
  ['a null character', 'staff\0'],
  ['half a character', '\ud800'],
  ['a right-to-left mark', '\u202estaff'],
  ['emoji', '👩🏽‍💻'.repeat(10)],
  ['letters that look alike', 'ѕtaff'],
  ['a word of every object', '__proto__'],
  ['another', 'constructor'],
  ['and another', 'hasOwnProperty'],
  ['a way up', '../../etc/passwd'],
  ['a piece of SQL', "staff'); drop table answer; --"],
  ['a long list', Array.from({ length: 5000 }, () => 'staff')],
  ['a list of a hundred thousand', Array.from({ length: 100_000 }, () => 0)],
  ['a hundred deep', deep(100)],
  ['twenty thousand deep', deep(20_000)],
];

const fields: readonly (readonly [string, (value: unknown) => unknown])[] = [
  ['mode', (value) => ({ ...question, mode: value })],
  ['as', (value) => ({ ...question, as: value })],
  ['as.0', (value) => ({ ...question, as: [value] })],
  ['act', (value) => ({ ...question, act: value })],
  ['event', (value) => ({ as: ['staff'], event: value })],
  ['thing', (value) => ({ ...question, thing: value })],
  ['facts', (value) => ({ ...question, facts: value })],
  ['a fact of choices', (value) => ({ ...question, facts: { place: value } })],
  ['a fact of yes and no', (value) => ({ ...question, facts: { 'stores-data': value } })],
  ['a number', (value) => ({ ...question, facts: { age: value } })],
  ['an unknown fact', (value) => ({ ...question, facts: { nothing: value } })],
  ['permissions', (value) => ({ ...question, permissions: value })],
  ['permissions.0', (value) => ({ ...question, permissions: [value] })],
  ['permissions.0.by', (value) => ({ ...question, permissions: [{ by: value }] })],
  ['permissions.0.by.0', (value) => ({ ...question, permissions: [{ by: [value] }] })],
  ['permissions.0.clause', (value) => ({ ...question, permissions: [{ by: ['staff'], clause: value }] })],
  ['permissions.0.act', (value) => ({ ...question, permissions: [{ by: ['staff'], act: value }] })],
  ['permissions.0.thing', (value) => ({ ...question, permissions: [{ by: ['staff'], thing: value }] })],
  ['permissions.0.written', (value) => ({ ...question, permissions: [{ by: ['staff'], written: value }] })],
  ['a field that is not there', (value) => ({ ...question, schoolId: value })],
  ['the whole', (value) => value],
];

const written = (put: (value: unknown) => unknown, { text }: Text): string =>
  JSON.stringify(put('@')).replace('"@"', () => text);

/** Where a strange value is one that the field may have. */
const fine: Readonly<Record<string, readonly string[]>> = {
  facts: ['an empty map'],
  'a fact of choices': ['null'],
  'a fact of yes and no': ['null', 'true', 'false'],
  'a number': ['null', 'nought', 'less than nought', 'a fraction', 'a huge number'],
  'an unknown fact': ['null'],
  permissions: ['an empty list'],
  'permissions.0.written': ['true', 'false'],
};

describe('a strange question', () => {
  let web: TestApp;
  before(async () => {
    web = await openTestApp();
  });
  after(() => web?.close());

  const refused = async (sent: unknown, ...statuses: readonly number[]) => {
    const answer = await web.ask('hunwick', sent);
    assert.ok(statuses.includes(answer.statusCode), `${answer.statusCode}: ${answer.body.slice(0, 300)}`);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    assert.ok(answer.body.length < 20_000, `a refusal of ${answer.body.length} bytes`);
    const problem = answer.json();
    assert.equal(problem.status, answer.statusCode);
    assert.equal(problem.type, `urn:gatehouse:error:${problem.code}`);
  };

  for (const [field, put] of fields) {
    it(`is refused where ${field} is strange`, async () => {
      const before = await web.countKept();
      for (const [name, value] of strange) {
        const sent = name.endsWith(' deep') ? written(put, value as Text) : put(value);
        if (fine[field]?.includes(name)) assert.equal((await web.ask('hunwick', sent)).statusCode, 201, name);
        else await refused(sent, 400, 413, 422);
      }
      assert.equal(await web.countKept(), before + (fine[field]?.length ?? 0));
    });
  }

  for (const field of ['as', 'act'] as const) {
    it(`is refused where ${field} is missing`, async () => {
      const { [field]: _left, ...rest } = question;
      await refused(rest, 422);
    });
  }

  const texts: readonly (readonly [string, string, number])[] = [
    ['is cut off', '{"as":["staff"],"act":"take', 400],
    ['is nothing', '', 400],
    ['is not JSON', 'as=staff&act=use-wifi', 400],
    ['ends twice', `${JSON.stringify(question)}}`, 400],
    ['has a comma too many', '{"as":["staff"],"act":"use-wifi",}', 400],
    ['has a comment', '{"as":["staff"],/* x */"act":"use-wifi"}', 400],
    ['has NaN', '{"as":["staff"],"act":"use-wifi","facts":{"age":NaN}}', 400],
    ['has a number without end', '{"as":["staff"],"act":"use-wifi","facts":{"age":1e999}}', 422],
    ['names a prototype', '{"as":["staff"],"act":"use-wifi","__proto__":{"mode":"must"}}', 400],
    [
      'names a prototype among the facts',
      '{"as":["staff"],"act":"use-wifi","facts":{"__proto__":{"age":1}}}',
      400,
    ],
    [
      'names a prototype by its escape',
      '{"as":["staff"],"act":"use-wifi","\\u005f_proto__":{"mode":"must"}}',
      400,
    ],
    [
      'names a constructor',
      '{"as":["staff"],"act":"use-wifi","constructor":{"prototype":{"mode":"must"}}}',
      400,
    ],
    [
      'names a constructor among the facts',
      '{"as":["staff"],"act":"use-wifi","facts":{"constructor":true}}',
      422,
    ],
    ['has both an act and an event', '{"as":["staff"],"act":"use-wifi","event":"device-lost"}', 422],
    ['begins with a mark of its order of bytes', `\ufeff[]`, 422],
    ['is one byte too large', `{"as":["staff"],"act":"use-wifi"${' '.repeat(64 * 1024 - 32)}}`, 413],
    [
      'has five thousand facts',
      `{"as":["staff"],"act":"use-wifi","facts":{${Array.from({ length: 5000 }, (_, index) => `"f${index}":1`).join()}}}`,
      422,
    ],
  ];
  for (const [what, text, status] of texts) {
    it(`is refused where it ${what} (${status})`, () => refused(text, status));
  }

  it('of just as many bytes as may be is taken', async () => {
    const text = JSON.stringify(question);
    assert.equal((await web.ask('hunwick', text + ' '.repeat(64 * 1024 - text.length))).statusCode, 201);
  });

  it('that names a field twice is decided and kept by the last', async () => {
    const answer = (
      await web.ask(
        'hunwick',
        '{"as":["pupil"],"as":["staff"],"act":"use-wifi","act":"take-equipment-off-site"}',
      )
    ).json();
    const kept = (await web.inject(`/api/v1/schools/hunwick/verdicts/${answer.id}`)).json();
    assert.deepEqual(kept.question, {
      mode: 'may',
      as: ['staff'],
      act: 'take-equipment-off-site',
      facts: {},
      permissions: [],
    });
    assert.equal(kept.verdict, answer.verdict);
  });

  const types: readonly (readonly [string | undefined, number])[] = [
    ['application/json', 201],
    ['application/json; charset=utf-8', 201],
    ['APPLICATION/JSON;charset=UTF-8', 201],
    ['application/json; charset=utf-7', 415],
    ['application/json; charset=utf-16', 415],
    ['application/json; charset=utf-8; charset=utf-7', 415],
    [' application/json', 415],
    ['\tapplication/json', 415],
    ['application/json\t', 415],
    ['application/json ;charset=utf-8', 415],
    ['application/json, text/plain', 415],
    ['application/jsonp', 415],
    ['application/vnd.api+json', 415],
    ['text/json', 415],
    ['text/plain', 415],
    ['text/html', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application', 415],
    [';', 415],
    ['', 415],
    [undefined, 415],
  ];
  for (const [type, status] of types) {
    it(`is ${status === 201 ? 'taken' : 'refused'} as ${JSON.stringify(type) ?? 'no type at all'}`, async () => {
      const answer = await web.inject({
        method: 'POST',
        url: '/api/v1/schools/hunwick/verdicts',
        headers: type === undefined ? {} : { 'content-type': type },
        payload: JSON.stringify(question),
      });
      assert.equal(answer.statusCode, status);
      if (status !== 201) assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    });
  }

  it('is understood from what is asked after, too', async () => {
    for (const query of [
      '',
      '?',
      '?q=',
      `?q=${'a'.repeat(301)}`,
      '?q=a&q=b',
      '?q[]=a',
      '?q.a=b',
      '?__proto__[q]=a',
      '?Q=a',
    ])
      assert.equal((await web.inject(`/api/v1/schools/hunwick/acts${query}`)).statusCode, 422, query);
    for (const query of [
      '?q=%00',
      '?q=%ff',
      '?q=%25',
      '?q=a%00b&x=y',
      `?q=${encodeURIComponent('(a+)+$'.repeat(40))}`,
      '?q=__proto__',
    ])
      assert.equal((await web.inject(`/api/v1/schools/hunwick/acts${query}`)).statusCode, 200, query);
  });
});

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly content?: Readonly<Record<string, { readonly schema: object }>>;
      }
    >
  >;
}

interface Description {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

describe('the description of the API', () => {
  let web: TestApp;
  let description: Description;
  let operations: [string, string, Operation][];
  before(async () => {
    web = await openTestApp();
    description = (await web.inject('/api/v1/openapi.json')).json();
    operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, string, Operation] => [
        path,
        method,
        operation,
      ]),
    );
  });
  after(() => web?.close());

  it('is OpenAPI 3.1: names, parameters, bodies and answers as that asks', () => {
    assert.match(description.openapi, /^3\.1\.\d+$/);
    assert.ok(description.info.title !== '' && description.info.version !== '');
    const names = operations.map(([, , { operationId }]) => operationId);
    assert.equal(new Set(names).size, names.length);
    for (const [path, method, operation] of operations) {
      assert.match(path, /^\/api\/v1\//);
      assert.ok(operation.operationId && operation.summary, path);
      const templated = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      assert.deepEqual(inPath.map(({ name }) => name).toSorted(), templated.toSorted(), path);
      assert.ok(
        inPath.every(({ required }) => required === true),
        path,
      );
      assert.equal(operation.requestBody !== undefined, method === 'post', path);
      assert.ok(
        Object.keys(operation.responses).some((status) => /^2\d\d$/.test(status)),
        `${path} has an answer`,
      );
      for (const [status, response] of Object.entries(operation.responses)) {
        assert.match(status, /^([1-5]\d\d|[1-5]XX|default)$/);
        assert.ok(response.description !== '');
        if (/^[45]/.test(status))
          assert.deepEqual(Object.keys(response.content ?? {}), ['application/problem+json']);
      }
    }
  });

  it('has schemas of JSON Schema 2020-12 that hold each real answer', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const [path, , operation] of operations)
      for (const schema of schemasOf(operation))
        assert.ok(ajv.validateSchema(schema), `${path}: ${ajv.errorsText()}`);
    const asked = await web.ask('st-michaels', { as: ['visitor'], act: 'use-wifi' });
    const samples: readonly (readonly [string, string, string, unknown])[] = [
      ['/api/v1/schools', 'get', '200', (await web.inject('/api/v1/schools')).json()],
      ['/api/v1/schools/{school}', 'get', '200', (await web.inject('/api/v1/schools/hunwick')).json()],
      [
        '/api/v1/schools/{school}/vocabulary',
        'get',
        '200',
        (await web.inject('/api/v1/schools/hunwick/vocabulary')).json(),
      ],
      [
        '/api/v1/schools/{school}/acts',
        'get',
        '200',
        (await web.inject('/api/v1/schools/hunwick/acts?q=wifi')).json(),
      ],
      ['/api/v1/schools/{school}/verdicts', 'post', '201', asked.json()],
      [
        '/api/v1/schools/{school}/verdicts/{id}',
        'get',
        '200',
        (await web.inject(String(asked.headers['location']))).json(),
      ],
    ];
    assert.equal(samples.length, operations.length);
    for (const [path, method, status, sample] of samples)
      assert.ok(
        ajv.validate(answerSchema(description, path, method, status), sample),
        `${path}: ${ajv.errorsText()}`,
      );
  });

  it('has every route of the API, and none that is not there', () => {
    const described = operations.map(
      ([path, method]) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    for (const route of described) {
      const [method = '', url = ''] = route.split(' ');
      assert.ok(web.app.hasRoute({ method, url }), route);
    }
    const served = routesOf(web.app.printRoutes({ commonPrefix: false })).filter((route) =>
      route.includes('/api/'),
    );
    assert.deepEqual(
      served.filter((route) => !route.endsWith('openapi.json')).toSorted(),
      described.toSorted(),
    );
  });
});

const answerSchema = ({ paths }: Description, path: string, method: string, status: string): object =>
  paths[path]?.[method]?.responses[status]?.content?.['application/json']?.schema ?? assert.fail(path);

function schemasOf(operation: Operation): object[] {
  const bodies = [operation.requestBody ?? { content: {} }, ...Object.values(operation.responses)].flatMap(
    ({ content }) => Object.values(content ?? {}),
  );
  return [...bodies.map(({ schema }) => schema), ...(operation.parameters ?? []).map(({ schema }) => schema)];
}

/** The routes that Fastify draws as a tree, as "GET /path"; a head goes with each page. */
function routesOf(drawn: string): string[] {
  const above: string[] = [];
  return drawn.split('\n').flatMap((line) => {
    const found = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) return [];
    const [, indent = '', part = '', methods = ''] = found;
    const depth = indent.length / 4;
    above.splice(depth, above.length, part);
    const path = above.join('').replace(/^\/\/?/, '/');
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${path}`);
  });
}
