import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { HARMLESS, HOSTILE, otherSchool, smallSchool } from '../../../../test/support/small-school.ts';
import { openTestSite, type TestSite } from '../../../../test/support/site.ts';
import { invitation, keptSender, post, type Sender } from '../../../mail/index.ts';
import { handleFailures } from '../../failing.ts';
import { guardRequests } from '../../guarding.ts';
import { requirePowers } from '../../powers.ts';
import { linked } from './linking.ts';
import { mailPages } from './mail.ts';
import { html } from '../../html/index.ts';

const origin = 'https://gatehouse.example';
const link = `${origin}/schools/small/welcome/abc?x=1#d`;

/** The pages alone: who may see them is asked before, by the power that they declare. */
async function openPages(site: TestSite, sender: Sender): Promise<FastifyInstance> {
  const app = Fastify();
  requirePowers(app);
  handleFailures(app);
  guardRequests(app);
  mailPages(app, { ...site, sender, origin: () => origin });
  await app.ready();
  return app;
}

describe('mail that was kept', () => {
  let site: TestSite;
  let app: FastifyInstance;
  before(async () => {
    site = await openTestSite({ packs: [smallSchool(), otherSchool()] });
    app = await openPages(site, keptSender);
  });
  after(async () => {
    await app.close();
    await site.close();
  });

  const posted = (name: string, school = 'small') =>
    site.store.transaction((tx) =>
      post(tx, site.clock, {
        ...invitation({ school: name, name, link, endsAt: new Date('2026-11-23T09:00:00Z') }),
        school,
        to: { address: `otto@${school}.example` },
      }),
    );

  it('is none before any was written', async () => {
    const page = await app.inject('/schools/small/mail');
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /No message was written yet/);
    assert.match(page.body, /No mail server is set/);
  });

  it('is listed the newest first, of this school alone', async () => {
    await posted('First School');
    site.clock.advance(60_000);
    const newer = await posted('Second School');
    await posted('Other School', 'other');
    const { body } = await app.inject('/schools/small/mail');
    assert.ok(body.indexOf('Your account at Second School') < body.indexOf('Your account at First School'));
    assert.ok(body.includes(`href="/schools/small/mail/${newer}"`));
    assert.ok(body.includes('otto@small.example'));
    assert.doesNotMatch(body, /Other School|otto@other/);
    assert.doesNotMatch(body, /welcome/, 'a list holds no link of a letter');
  });

  it('is shown as text, with the link that it holds', async () => {
    const id = await posted('Example School');
    const page = await app.inject(`/schools/small/mail/${id}`);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /<h1 class="govuk-heading-l">Your account at Example School<\/h1>/);
    assert.ok(
      page.body.includes(`<a class="govuk-link" href="/schools/small/welcome/abc?x=1#d">${link}</a>`),
    );
    assert.equal(page.headers['cache-control'], 'no-store');
  });

  it('shows the letters of markup', async () => {
    const { body } = await app.inject(`/schools/small/mail/${await posted(HOSTILE)}`);
    assert.doesNotMatch(body, /<script>alert/);
    assert.ok(body.split(HARMLESS).length > 3);
  });

  it('is not found at another school, and neither is what is not there', async () => {
    const id = await posted('Example School');
    for (const path of [`other/mail/${id}`, 'small/mail/nothing', 'nowhere/mail', `nowhere/mail/${id}`])
      assert.equal((await app.inject(`/schools/${path}`)).statusCode, 404, path);
  });

  it('has no page where a mail server is set', async () => {
    const id = await posted('Example School');
    const served = await openPages(site, { send: async () => ({ outcome: 'sent' }), close: () => undefined });
    for (const path of ['/schools/small/mail', `/schools/small/mail/${id}`])
      assert.equal((await served.inject(path)).statusCode, 404);
    await served.close();
  });
});

describe('addresses in a message', () => {
  const shown: readonly (readonly [string, string])[] = [
    [`See ${origin}/a?b=1#c now`, `See <a class="govuk-link" href="/a?b=1#c">${origin}/a?b=1#c</a> now`],
    [
      `${origin}/a ${origin}/b`,
      `<a class="govuk-link" href="/a">${origin}/a</a> <a class="govuk-link" href="/b">${origin}/b</a>`,
    ],
    ['https://elsewhere.example/a', 'https://elsewhere.example/a'],
    ['http://gatehouse.example/a', 'http://gatehouse.example/a'],
    [`${origin}.elsewhere.example/a`, `${origin}.elsewhere.example/a`],
    [`${origin}@elsewhere.example/a`, `${origin}@elsewhere.example/a`],
    ['https://someone@gatehouse.example/a', 'https://someone@gatehouse.example/a'],
    [`${origin}//elsewhere.example/a`, `${origin}//elsewhere.example/a`],
    [`${origin}/\\elsewhere.example`, `${origin}/\\elsewhere.example`],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['data:text/html,x', 'data:text/html,x'],
    [`${origin}:99999/a`, `${origin}:99999/a`],
    [`${origin}/<script>`, `<a class="govuk-link" href="/">${origin}/</a>&lt;script&gt;`],
  ];
  for (const [text, markup] of shown)
    it(`${markup.includes('<a') ? 'are links' : 'are no links'}: ${text}`, () =>
      assert.equal(String(html`${linked(text, origin)}`), markup));
});
