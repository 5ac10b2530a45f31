import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { type SignedIn, signIn } from '../../../../test/support/signed-in.ts';
import { otherSchool, smallSchool } from '../../../../test/support/small-school.ts';
import { closePerson, endRole, giveRole, holdingsOf } from '../../../people/index.ts';
import { enterItems, lend, requireKind, shippedKinds } from '../../../registers/index.ts';

const page = '/schools/small/registers/calendar';

const kind = (id: string) => requireKind(shippedKinds(), id);

/** Lines of a calendar as they were before folding. SOURCE: RFC 5545, 3.1 */
const linesOf = (body: string): string[] => body.replaceAll('\r\n ', '').split('\r\n');

const valuesOf = (body: string, name: string): string[] =>
  linesOf(body).flatMap((line) =>
    line.startsWith(`${name}:`) || line.startsWith(`${name};`) ? [line.slice(line.indexOf(':') + 1)] : [],
  );

describe('a calendar of what falls due', () => {
  let test: TestApp;
  let office: SignedIn;
  let teacher: SignedIn;

  before(async () => {
    test = await openTestApp({ packs: [smallSchool(), otherSchool()] });
    office = await signIn(test.site, 'small', ['business-manager', 'headteacher']);
    teacher = await signIn(test.site, 'small', ['teacher']);
    const act = { school: 'small', at: test.site.clock.now(), by: office.personId };
    await test.site.store.transaction(async (tx) => {
      const things = ['Kettle of Otto Specimen', 'Lamp'].map((name) => ({
        name,
        place: 'Room of Otto Specimen',
        fields: { owner: 'staff', construction: 'double-insulated' },
      }));
      await enterItems(tx, act, kind('electrical-items'), things);
      const [id] = await enterItems(tx, act, kind('equipment'), [
        { name: 'Laptop', fields: { device: 'laptop' } },
      ]);
      const loan = {
        itemId: id as string,
        personId: teacher.personId,
        signedOut: 'Otto Specimen',
        dueOn: '2026-11-30',
      };
      await lend(tx, act, kind('equipment'), loan);
      await enterItems(tx, act, kind('access-rights'), [{ name: 'Access of Otto Specimen', fields: {} }]);
    });
  });
  after(() => test.close());

  const post = (who: SignedIn, url: string) => test.send(url, [], who.headers);
  const make = async (who: SignedIn): Promise<string> => {
    const { statusCode, body } = await post(who, page);
    assert.equal(statusCode, 200);
    const shown = /<code id="feed">(.*?)<\/code>/.exec(body)?.[1]?.replaceAll('<wbr>', '') ?? '';
    return new URL(shown).pathname;
  };

  const pagesOf = async (feed: string) =>
    valuesOf((await test.inject(feed)).body, 'URL').map((url) => new URL(url).searchParams.get('kind'));

  it('is a calendar as RFC 5545 writes one, of whole days, and says the same each time', async () => {
    const feed = await make(office);
    const answer = await test.inject(feed);
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['content-type'], 'text/calendar; charset=utf-8');
    assert.match(String(answer.headers['cache-control']), /^private\b/);
    assert.equal(answer.headers['referrer-policy'], 'no-referrer');
    const { body } = answer;
    assert.equal(body.endsWith('END:VCALENDAR\r\n'), true);
    assert.doesNotMatch(body.replaceAll('\r\n', ''), /[\r\n]/, 'lines end in CRLF');
    for (const line of body.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    const lines = linesOf(body);
    assert.deepEqual(lines.slice(0, 2), ['BEGIN:VCALENDAR', 'VERSION:2.0']);
    const events = lines.filter((line) => line === 'BEGIN:VEVENT').length;
    assert.ok(events > 0);
    const ids = valuesOf(body, 'UID');
    assert.equal(new Set(ids).size, events, 'every event has an id of its own');
    assert.equal(lines.filter((line) => /^DTSTART;VALUE=DATE:\d{8}$/.test(line)).length, events);
    assert.deepEqual(new Set(valuesOf(body, 'DTSTAMP')), new Set(['20261122T090000Z']));
    assert.equal((await test.inject(feed)).body, body);
  });

  it('tells how many checks and loans fall due, and names no thing, place or person', async () => {
    const { body } = await test.inject(await make(office));
    const summaries = valuesOf(body, 'SUMMARY');
    assert.ok(summaries.includes('Visual check: 2 electrical items'), summaries.join('\n'));
    assert.ok(
      summaries.some((text) => text.startsWith('Due back: 1 ')),
      summaries.join('\n'),
    );
    assert.doesNotMatch(body, /Otto|Specimen|Kettle|Lamp|Laptop/);
  });

  it('puts what is overdue on today', async () => {
    const feed = await make(office);
    test.site.clock.advance(3 * 86_400_000);
    const lines = linesOf((await test.inject(feed)).body);
    test.site.clock.advance(-3 * 86_400_000);
    const at = lines.indexOf('SUMMARY:Overdue: Visual check\\, 2 electrical items');
    assert.ok(at > 0, lines.join('\n'));
    assert.equal(
      lines.slice(0, at).findLast((line) => line.startsWith('DTSTART')),
      'DTSTART;VALUE=DATE:20261125',
    );
  });

  it('shows a teacher no register that teachers do not see', async () => {
    const [ours, theirs] = [await make(office), await make(teacher)];
    assert.ok((await pagesOf(ours)).includes('access-rights'));
    assert.ok(!(await pagesOf(theirs)).includes('access-rights'));
    assert.ok((await pagesOf(theirs)).includes('electrical-items'));
  });

  it('a new address ends the one before, and an ended one shows nothing', async () => {
    const first = await make(teacher);
    const second = await make(teacher);
    assert.equal((await test.inject(first)).statusCode, 404);
    assert.equal((await test.inject(second)).statusCode, 200);
    const ended = await post(teacher, `${page}/end`);
    assert.match(String(ended.headers.location), /done=feed-ended$/);
    assert.equal((await test.inject(second)).statusCode, 404);
    assert.match(String((await post(teacher, `${page}/end`)).headers.location), /done=no-feed$/);
  });

  it('of addresses made at the same moment one lives on', async () => {
    const feeds = await Promise.all([make(teacher), make(teacher), make(teacher)]);
    const answers = await Promise.all(feeds.map((feed) => test.inject(feed)));
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).toSorted(), [200, 404, 404]);
  });

  it('opens at its own school alone, and nothing else does', async () => {
    const feed = await make(office);
    for (const wrong of [
      feed.replace('/small/', '/other/'),
      `${feed.slice(0, -1)}${feed.endsWith('A') ? 'B' : 'A'}`,
      '/schools/small/feeds/short',
    ])
      assert.equal((await test.inject(wrong)).statusCode, 404, wrong);
  });

  it('looks up at each time what its owner may see: after a role has ended nothing, after they have gone nothing', async () => {
    const { site } = test;
    const act = { school: 'small', at: site.clock.now() };
    const leaver = await signIn(site, 'small', ['teacher']);
    const feed = await make(leaver);
    const roles = async () => valuesOf((await test.inject(feed)).body, 'URL').join(' ');
    assert.doesNotMatch(await roles(), /access-rights/);
    await site.store.transaction((tx) =>
      giveRole(tx, act, { personId: leaver.personId, role: 'headteacher', since: '2026-11-01' }),
    );
    assert.match(await roles(), /access-rights/);
    const held = await holdingsOf(site.store.db, 'small', leaver.personId);
    await site.store.transaction(async (tx) => {
      for (const { id, role } of held)
        await endRole(tx, act, { id, personId: leaver.personId, role }, '2026-11-21');
    });
    assert.equal((await test.inject(feed)).statusCode, 404);

    const gone = await signIn(site, 'small', ['teacher']);
    const theirs = await make(gone);
    assert.equal((await test.inject(theirs)).statusCode, 200);
    await site.store.transaction((tx) => closePerson(tx, act, gone.personId));
    assert.equal((await test.inject(theirs)).statusCode, 404);
  });

  it('stands in no log, no ledger and no table as it is', async () => {
    const token = (await make(office)).split('/').at(-1) as string;
    await test.inject(`/schools/small/feeds/${token}`);
    await test.inject(`/schools/small/feeds/${token}/more`);
    await test.inject(`/schools/small/registers/calendar?x=${token}`);
    const { db } = test.site.store;
    const kept = [
      await db.selectFrom('feed').selectAll().execute(),
      await db.selectFrom('ledger_entry').selectAll().execute(),
      await db.selectFrom('ledger_payload').selectAll().execute(),
    ];
    assert.ok(test.log.some((line) => line.includes('/feeds/:token')));
    assert.ok(!test.log.join('\n').includes(token));
    assert.ok(!JSON.stringify(kept).includes(token));
    assert.ok(JSON.stringify(kept).includes('feed.made'));
  });
});
