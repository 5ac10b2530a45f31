import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { type SignedIn, signIn } from '../../../../test/support/signed-in.ts';
import { otherSchool, smallSchool } from '../../../../test/support/small-school.ts';

const DOOR = '/schools/small/visits';

const showingIn = (markup: string) => /name="showing" value="([\w-]{22})"/.exec(markup)?.[1] ?? '';

describe('visits', () => {
  let pages: TestPages;
  let office: SignedIn;
  before(async () => {
    const form = { id: 'door', title: 'For visitors', signs: ['visitor'], dates: 1, clauses: ['no-games'] };
    const vocabulary = { roles: { visitor: { name: 'visitor' } } };
    pages = await openTestPages({ packs: [smallSchool({ agreements: [form], vocabulary }), otherSchool()] });
    office = await signIn(pages.site, 'small', ['office-staff'], {
      givenName: 'Olive',
      familyName: 'Office',
    });
  });
  after(() => pages.close());

  const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    pages.app.inject({
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: String(new URLSearchParams(fields)),
    });
  const open = async (hours = '2') => {
    const answer = await post(DOOR, { hours, host: office.personId }, office.headers);
    const link = /href="http:\/\/127\.0\.0\.1(\/schools\/small\/visit\/[\w-]{43})"/.exec(answer.body)?.[1];
    assert.ok(link, answer.body.slice(0, 300));
    return { link, markup: answer.body };
  };
  const sign = async (link: string, more: Record<string, string> = {}) => {
    const showing = showingIn((await pages.get(link)).markup);
    return post(`${link}/signature`, {
      showing,
      fullName: 'Vera Visitor',
      comesFrom: 'Boilers Ltd',
      agrees: 'yes',
      ...more,
    });
  };

  it('are opened with a code for a phone and a link for a tablet', async () => {
    const { markup } = await open();
    assert.match(markup, /<svg [^>]*role="img" aria-label="A code that opens the visitor’s page on a phone"/);
    assert.match(markup, /For 2 hours, to visit Olive Office/);
  });

  it('are read and signed without an account, until the visit ends', async () => {
    const { link } = await open();
    const page = await pages.get(link);
    assert.match(page.text, /For visitors Do not play games\..*at the latest on 22 November 2026 at 11:00/);
    assert.doesNotMatch(page.markup, /schools\/small\/policy"/, 'no way on to other pages');
    const { statusCode, headers } = await sign(link);
    assert.equal(statusCode, 303);
    assert.equal(headers.location, link);
    assert.match(
      (await pages.get(link)).text,
      /Thank you You have signed\. Your visit lasts until 22 November 2026 at 11:00/,
    );
    assert.match(
      (await pages.get(DOOR, office.headers)).text,
      /Vera Visitor Signed From Boilers Ltd\. Visits Olive Office/,
    );
  });

  for (const [title, fields, said] of [
    ['a name', { fullName: ' ' }, 'Write your full name'],
    ['a tick', { agrees: '' }, 'Tick that you have read it'],
  ] as const) {
    it(`are not signed without ${title}; what was written stays`, async () => {
      const { link } = await open();
      const answer = await sign(link, fields);
      assert.equal(answer.statusCode, 422);
      assert.ok(answer.body.includes(said));
      assert.match(answer.body, /value="Boilers Ltd"/);
    });
  }

  it('end when the office says so', async () => {
    const { link } = await open();
    await sign(link, { fullName: 'Endy Visitor' });
    const id = /Endy Visitor[\s\S]*?visits\/([\w-]{22})\/end/.exec(
      (await pages.get(DOOR, office.headers)).markup,
    )?.[1];
    assert.equal((await post(`${DOOR}/${id}/end`, {}, office.headers)).statusCode, 303);
    const page = await pages.get(link);
    assert.equal(page.status, 404);
    assert.equal(page.h1, 'This link is not open');
    assert.equal((await post(`${link}/signature`, { fullName: 'Late', agrees: 'yes' })).statusCode, 404);
  });

  it('end with their hours', async () => {
    const { link } = await open('1');
    pages.site.clock.advance(61 * 60_000);
    assert.equal((await pages.get(link)).status, 404);
    pages.site.clock.advance(-61 * 60_000);
  });

  for (const token of ['x', 'a'.repeat(43), '%00', '<script>']) {
    it(`are not behind ${token}`, async () => {
      const page = await pages.get(`/schools/small/visit/${encodeURIComponent(token)}`);
      assert.equal(page.status, 404);
      assert.match(page.text, /Reception can make you a new one/);
    });
  }

  it('open nothing at another school', async () => {
    const { link } = await open();
    assert.equal((await pages.get(link.replace('small', 'other'))).status, 404);
  });

  it('are opened by the office alone', async () => {
    const teacher = await signIn(pages.site, 'small', ['teacher'], { familyName: 'Curious' });
    assert.equal((await pages.get(DOOR, teacher.headers)).status, 404);
    assert.equal((await post(DOOR, { hours: '2' }, teacher.headers)).statusCode, 404);
  });

  it('last as long as the form offers, not longer', async () => {
    const answer = await post(DOOR, { hours: '900' }, office.headers);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /Choose how long the visit lasts/);
  });
});
