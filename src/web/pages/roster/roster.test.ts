import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { csvFile, inventSchool, oneRoster12, pupilList, zipped } from '../../../../test/rosters/making.ts';
import { smallSchool } from '../../../../test/support/small-school.ts';
import { openTestSite, type TestSite } from '../../../../test/support/site.ts';
import type { Viewer } from '../../../accounts/index.ts';
import { addPerson } from '../../../people/index.ts';
import type { GivenFile } from '../../../roster/index.ts';
import { rosterPages } from './roster.ts';

const base = '/schools/small/people/imports';

/** A form with files, as a browser sends it. */
function filesForm(files: readonly GivenFile[]) {
  const boundary = 'x-invented-boundary';
  const parts = files.flatMap(({ name, bytes }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ]);
  return {
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

const whereTo = (answer: { readonly headers: Record<string, unknown> }) => String(answer.headers['location']);

describe('the pages of rosters', () => {
  let site: TestSite;
  let app: FastifyInstance;
  let office: string;
  let other: string;
  /** Who asks; the pages alone are tried here, not who may open them. */
  let asks: string;

  before(async () => {
    site = await openTestSite({ packs: [smallSchool()] });
    const act = { school: 'small', at: site.clock.now() };
    const make = (givenName: string) =>
      site.store.transaction((tx) => addPerson(tx, act, { givenName, familyName: 'Office' }));
    [office, other] = [await make('Dorrin'), await make('Hollin')];
    asks = office;
    app = Fastify();
    app.decorateRequest('viewer', undefined);
    app.addHook('onRequest', async (request) => {
      const at = site.clock.now();
      const viewer: Viewer = {
        school: 'small',
        personId: asks,
        name: 'Dorrin Office',
        roles: ['office-staff'],
        sessionId: 's',
        strength: 2,
        provedAt: at,
        begunAt: at,
      };
      (request as { viewer?: Viewer }).viewer = viewer;
    });
    await app.register(formbody);
    await app.register(multipart, { limits: { fileSize: 20 * 1024 * 1024, files: 6 } });
    rosterPages(app, site);
    await app.ready();
  });
  after(async () => {
    await app?.close();
    await site?.close();
  });

  const send = async (files: readonly GivenFile[]) =>
    app.inject({ method: 'POST', url: `${base}/new`, ...filesForm(files) });
  const post = (url: string, fields: Readonly<Record<string, string>> = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: String(new URLSearchParams(fields)),
    });

  /** The page of an import once it has ended. */
  async function ended(url: string): Promise<string> {
    for (;;) {
      const answer = await app.inject(url);
      if (answer.headers['refresh'] === undefined) return answer.body;
      assert.match(answer.body, /of [\d,]+ rows/);
      // Asking in memory alone would never let the store answer.
      await turn();
    }
  }

  it('show what would change, apply it, list it and undo it', async () => {
    const sent = await send([zipped(oneRoster12(inventSchool(20)))]);
    assert.equal(sent.statusCode, 303, sent.body);
    const difference = await app.inject(whereTo(sent));
    assert.match(difference.body, /Arrivals \(20\)/);
    assert.match(difference.body, /Ambertine Applethwaite0/);
    const applied = await post(`${whereTo(sent)}/application`);
    assert.match(await ended(whereTo(applied)), /The roster was applied/);
    const list = await app.inject(base);
    const undoing = /href="([^"]+\/undoing)"/.exec(list.body)?.[1] as string;
    assert.match((await app.inject(undoing)).body, /20 arrivals are taken out/);
    assert.equal(whereTo(await post(undoing)), base);
    assert.match((await app.inject(base)).body, /Undone/);
    assert.equal((await app.inject(undoing)).statusCode, 404);
    assert.equal(
      whereTo(await app.inject(whereTo(sent))),
      whereTo(applied),
      'what was applied is not shown again',
    );
  });

  it('show each row that was left out with its file, row, column and cause', async () => {
    const files = oneRoster12(inventSchool(20)).map((file) =>
      file.name === 'users.csv'
        ? {
            ...file,
            bytes: Buffer.from(Buffer.from(file.bytes).toString().replace('pupil2@school', 'pupil2 school')),
          }
        : file,
    );
    const { body } = await app.inject(whereTo(await send(files)));
    const cells = [...body.matchAll(/<td[^>]*>\s*([^<]*?)\s*<\/td>/g)].map((match) => match[1]);
    assert.deepEqual(cells.slice(-4), ['users.csv', '4', 'email', 'this is no e-mail address']);
    assert.ok(!body.includes('pupil2 school'), 'what stood in the cell is not told');
  });

  it('ask what the columns of a sheet mean, and remember it', async () => {
    const file = pupilList(inventSchool(20));
    const columns = whereTo(await send([file]));
    const asked = await app.inject(columns);
    assert.match(asked.body, /<option value="Adno" selected>/);
    const unsaid = await post(columns, {
      rosterId: 'Adno',
      givenName: 'Forename',
      familyName: 'Legal Surname',
    });
    assert.equal(unsaid.statusCode, 422);
    assert.match(unsaid.body, /Select what everybody in this file is/);
    const said = { rosterId: 'Adno', givenName: 'Forename', familyName: 'Legal Surname', everybody: 'pupil' };
    const difference = await app.inject(whereTo(await post(columns, said)));
    assert.match(difference.body, /Arrivals \(10\)/);
    assert.match((await app.inject(whereTo(await send([file])))).body, /what you said last time/);
  });

  it('ask whether somebody is the same person before anything can be applied', async () => {
    const act = { school: 'small', at: site.clock.now() };
    const draft = { givenName: 'Ambertine', familyName: 'Applethwaite0', email: 'pupil0@school.example' };
    await site.store.transaction((tx) => addPerson(tx, act, draft));
    const reading = whereTo(await send(oneRoster12(inventSchool(20))));
    const asked = await app.inject(reading);
    assert.match(asked.body, /the same person as Ambertine Applethwaite0 at the school/);
    assert.ok(!asked.body.includes('Apply it'));
    assert.equal(whereTo(await post(`${reading}/application`)), reading);
    assert.equal((await post(`${reading}/decisions`)).statusCode, 422);
    assert.equal(whereTo(await post(`${reading}/decisions`, { 'same-0': 'same' })), reading);
    const decided = await app.inject(reading);
    assert.match(decided.body, /Kept by the roster from now on/);
    assert.match(decided.body, /Arrivals \(19\)/);
    const applied = await post(`${reading}/application`);
    assert.match(await ended(whereTo(applied)), /The roster was applied/);
  });

  it('ask for a tick where more than a fifth would leave', async () => {
    const reading = whereTo(await send(oneRoster12(inventSchool(10))));
    assert.match((await app.inject(reading)).body, /of 100 people would leave/);
    const unticked = await post(`${reading}/application`);
    assert.deepEqual([unticked.statusCode, /Tick that the file is whole/.test(unticked.body)], [422, true]);
    const ticked = await post(`${reading}/application`, { mass: 'yes' });
    assert.match(await ended(whereTo(ticked)), /The roster was applied/);
  });

  const refused: readonly (readonly [string, readonly GivenFile[], RegExp])[] = [
    ['nothing', [], /Select a file/],
    ['half a zip', [{ name: 'roster.zip', bytes: Buffer.from('PK\u0003\u0004half') }], /the zip is broken/],
    [
      'a password',
      [
        csvFile('own.csv', [
          ['Id', 'Password'],
          ['1', 'never-shown-zq'],
        ]),
      ],
      /own\.csv<\/strong>, row 2, column Password/,
    ],
    [
      'more than 20 MB',
      [{ name: 'own.csv', bytes: Buffer.alloc(21 * 1024 * 1024, 'a') }],
      /larger than 20 MB/,
    ],
  ];
  for (const [what, files, said] of refused)
    it(`say what is wrong with what was sent: ${what}`, async () => {
      const answer = await send(files);
      assert.deepEqual([answer.statusCode, said.test(answer.body)], [422, true]);
      assert.ok(!answer.body.includes('never-shown-zq'));
    });

  it('keep what was sent for whom who sent it, for half an hour, and of five people', async () => {
    const files = oneRoster12(inventSchool(10));
    const gone = `${base}/new?gone=1`;
    const mine = whereTo(await send(files));
    asks = other;
    assert.equal(whereTo(await app.inject(mine)), gone);
    asks = office;
    assert.equal((await app.inject(mine)).statusCode, 200);
    for (const who of ['a', 'b', 'c', 'd', 'e']) {
      asks = who;
      await send(files);
    }
    asks = office;
    assert.equal(whereTo(await app.inject(mine)), gone, 'the oldest makes room');
    const again = whereTo(await send(files));
    site.clock.advance(31 * 60_000);
    assert.equal(whereTo(await app.inject(again)), gone);
    assert.match((await app.inject(gone)).body, /no longer kept here/);
  });
});
