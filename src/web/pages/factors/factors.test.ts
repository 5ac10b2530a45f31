import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { startProvider, type TestProvider } from '../../../../test/support/provider.ts';
import { type SignedIn, signIn, type Who } from '../../../../test/support/signed-in.ts';
import { openTestSite, testPack, type TestSite } from '../../../../test/support/site.ts';
import { softwareAuthenticator } from '../../../../test/support/software-authenticator.ts';
import { addAuthenticator, beginSession, factorsOf, newKey, viewerOf } from '../../../accounts/index.ts';
import { handleFailures } from '../../failing.ts';
import { guardRequests } from '../../guarding.ts';
import { requirePowers } from '../../powers.ts';
import { admitViewers } from '../../viewing.ts';
import { nextWithin } from './addresses.ts';
import { factorPages } from './factors.ts';
import { beginHalf } from './half.ts';

const origin = 'https://gatehouse.elmtree.example';
const strict = 'london-primary';
const mild = 'hunwick';
const at = (school: string, path: string) => `/schools/${school}${path}`;

/** The pages alone, with a door that gives half a sign-in as the page of passwords does. */
async function openPages(site: TestSite, log: string[]): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: 'info', stream: { write: (line: string) => void log.push(line) } },
    logController: new LogController({ disableRequestLogging: true }),
  });
  requirePowers(app);
  handleFailures(app);
  guardRequests(app);
  await admitViewers(app, site);
  await app.register(formbody);
  app.get('/half/:school/:personId', { config: { power: 'public' } }, (request, reply) => {
    const { school, personId } = request.params as { school: string; personId: string };
    const { next } = request.query as { next?: string };
    return reply.redirect(beginHalf(site, reply, { school, personId, next }), 303);
  });
  factorPages(app, site);
  await app.ready();
  return app;
}

/** A browser that keeps cookies. */
function browserAt(app: FastifyInstance, signedIn?: SignedIn) {
  const cookies = new Map<string, string>();
  const [name, value] = signedIn?.headers.cookie.split('=') ?? [];
  if (name !== undefined) cookies.set(name, String(value));
  const ask = async (method: 'GET' | 'POST', url: string, fields: Readonly<Record<string, string>> = {}) => {
    const response = await app.inject({
      method,
      url,
      headers: {
        cookie: [...cookies].map(([key, held]) => `${key}=${held}`).join('; '),
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(method === 'POST' && { payload: String(new URLSearchParams(fields)) }),
    });
    for (const cookie of response.cookies) {
      if (cookie.maxAge === 0 || (cookie.expires && cookie.expires.getTime() === 0))
        cookies.delete(cookie.name);
      else cookies.set(cookie.name, cookie.value);
      assert.match(cookie.name, /^__Host-/);
      assert.deepEqual(
        [cookie.secure, cookie.httpOnly, cookie.path, cookie.sameSite],
        [true, true, '/', 'Lax'],
      );
    }
    return response;
  };
  return {
    cookies,
    get: (url: string) => ask('GET', url),
    send: (url: string, fields?: Readonly<Record<string, string>>) => ask('POST', url, fields),
  };
}

const fieldIn = (markup: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(markup)?.[1] ?? assert.fail(`no field ${name}`);
const optionsIn = (markup: string) =>
  JSON.parse(
    (/data-gatehouse-options="([^"]*)"/.exec(markup)?.[1] ?? '').replaceAll('&quot;', '"'),
  ) as Parameters<ReturnType<typeof softwareAuthenticator>['sign']>[0];

const clearing = (personId: string) => at(mild, `/people/${personId}/factors`);

describe('second factors', () => {
  let site: TestSite;
  let app: FastifyInstance;
  let provider: TestProvider;
  const log: string[] = [];
  before(async () => {
    provider = await startProvider(
      [strict, mild].map((school) => `${origin}${at(school, '/sign-in/with/google/callback')}`),
    );
    const settings = {
      id: 'google',
      issuer: provider.issuer,
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
      label: 'Google',
    };
    const opened = await openTestSite({ packs: [testPack(strict), testPack(mild)] });
    site = Object.assign(opened, {
      origin: () => origin,
      providers: new Map([
        [strict, [settings]],
        [mild, [settings]],
      ]),
    });
    app = await openPages(site, log);
  });
  after(async () => {
    await app?.close();
    await site?.close();
    await provider?.close();
  });

  let count = 0;
  const enter = async (school: string, who: Who = {}) => {
    count += 1;
    const signedIn = await signIn(site, school, ['teacher'], { strength: 1, ...who });
    await site.store.db
      .insertInto('account')
      .values({
        school_id: school,
        person_id: signedIn.personId,
        user_name: `user-${count}`,
        opened_at: site.clock.now(),
      })
      .execute();
    return { ...signedIn, school, browser: browserAt(app, signedIn) };
  };
  const codeOf = (key: string) =>
    TOTP.generate({ secret: Secret.fromBase32(key), timestamp: site.clock.now().getTime() });
  const withApp = async (school: string, who: Who = {}) => {
    const person = await enter(school, who);
    const key = newKey();
    const owner = {
      school,
      personId: person.personId,
      sessionId: (
        await viewerOf(site.store, site.clock, String(person.browser.cookies.get('__Host-gatehouse')))
      )?.sessionId as string,
    };
    assert.equal(await addAuthenticator(site, owner, key, codeOf(key)), true);
    site.clock.advance(60_000);
    return { ...person, key };
  };
  const strengthOf = async (browser: ReturnType<typeof browserAt>) =>
    (await viewerOf(site.store, site.clock, browser.cookies.get('__Host-gatehouse') ?? ''))?.strength;

  const half = async (school: string, personId: string, next = '') => {
    const browser = browserAt(app);
    const first = await browser.get(`/half/${school}/${personId}?next=${encodeURIComponent(next)}`);
    assert.equal(first.headers.location, at(school, '/sign-in/second'));
    return browser;
  };

  const go = async (browser: ReturnType<typeof browserAt>, from: string) => {
    const start = await browser.get(from);
    assert.equal(start.statusCode, 303, start.body);
    const back = await provider.visit(String(start.headers.location));
    assert.equal(back.origin, origin);
    return browser.get(`${back.pathname}${back.search}`);
  };

  const clerk = async () => {
    const signedIn = await signIn(site, mild, ['office-staff']);
    return { ...signedIn, browser: browserAt(app, signedIn) };
  };
  const since = async (personId: string) =>
    (await factorsOf(site, { school: mild, personId })).authenticatorSince;

  describe('setting one up', () => {
    it('an app is set up with one right code; the session goes on under a new token, with both factors, and codes are shown once', async () => {
      const { browser, school, personId } = await enter(strict);
      const list = await browser.get(at(school, '/account/factors'));
      assert.match(list.body, /The policy wants a second factor of you\. Set up/);
      const page = await browser.get(at(school, '/account/factors/authenticator'));
      assert.equal(page.statusCode, 200);
      assert.match(page.body, /<svg [^>]*role="img"/);
      const key = (/<code translate="no">([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(
        ' ',
        '',
      );
      assert.equal(key.length, 32);
      const slip = fieldIn(page.body, 'slip');
      assert.ok(!slip.includes(key));
      const wrong = await browser.send(at(school, '/account/factors/authenticator'), { slip, code: '12345' });
      assert.equal(wrong.statusCode, 422);
      assert.equal(fieldIn(wrong.body, 'slip'), slip, 'the same key is shown again');
      const before_ = browser.cookies.get('__Host-gatehouse');
      const done = await browser.send(at(school, '/account/factors/authenticator'), {
        slip,
        code: codeOf(key),
      });
      assert.equal(done.statusCode, 200);
      assert.equal(done.body.match(/([0-9A-Z]{4}-){3}[0-9A-Z]{4}/g)?.length, 10);
      assert.notEqual(browser.cookies.get('__Host-gatehouse'), before_);
      assert.equal(await strengthOf(browser), 2);
      assert.equal((await factorsOf(site, { school, personId })).codesLeft, 10);
      const again = await browser.get(at(school, '/account/factors'));
      assert.doesNotMatch(again.body, /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/);
    });

    it('a picture that was shown more than five minutes ago is shown anew', async () => {
      const { browser, school } = await enter(mild);
      const page = await browser.get(at(school, '/account/factors/authenticator'));
      site.clock.advance(5 * 60_000);
      const slip = fieldIn(page.body, 'slip');
      const late = await browser.send(at(school, '/account/factors/authenticator'), { slip, code: '123456' });
      assert.equal(late.statusCode, 422);
      assert.notEqual(fieldIn(late.body, 'slip'), slip);
    });

    it("a picture that somebody else was shown is of no use in one's own session", async () => {
      const [mine, other] = [await enter(mild), await enter(mild)];
      const page = await other.browser.get(at(mild, '/account/factors/authenticator'));
      const key = (/<code translate="no">([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(
        ' ',
        '',
      );
      const fields = { slip: fieldIn(page.body, 'slip'), code: codeOf(key) };
      assert.equal(
        (await mine.browser.send(at(mild, '/account/factors/authenticator'), fields)).statusCode,
        422,
      );
      assert.equal(
        (await factorsOf(site, { school: mild, personId: mine.personId })).authenticatorSince,
        undefined,
      );
    });

    it('whoever proved to be it too long ago proves it again first', async () => {
      const { browser, school } = await enter(mild);
      site.clock.advance(11 * 60_000);
      const turned = await browser.get(at(school, '/account/factors/authenticator'));
      assert.equal(turned.statusCode, 303);
      assert.match(String(turned.headers.location), /\/proof\?next=/);
    });

    it('nobody gets there without being signed in', async () => {
      for (const path of ['', '/authenticator', '/passkeys', '/step', '/providers/google'])
        assert.equal((await browserAt(app).get(at(mild, `/account/factors${path}`))).statusCode, 303);
    });

    const changes: readonly (readonly ['GET' | 'POST', string])[] = [
      ['GET', '/authenticator'],
      ['POST', '/authenticator'],
      ['GET', '/passkeys'],
      ['POST', '/passkeys'],
      ['POST', '/removal'],
      ['POST', '/recovery-codes'],
      ['GET', '/providers/google'],
      ['POST', '/providers'],
      ['POST', '/providers/removal'],
      ['GET', ''],
    ];
    it('a session that began with the password alone changes nothing before the second factor is given', async () => {
      const { browser, key, school, personId } = await withApp(mild);
      for (const [method, path] of changes) {
        const url = at(school, `/account/factors${path}`);
        const answer = await (method === 'GET'
          ? browser.get(url)
          : browser.send(url, { kind: 'authenticator' }));
        assert.equal(answer.statusCode, 303, path);
        assert.equal(answer.headers.location, at(school, '/account/factors/step'), path);
      }
      const step = at(school, '/account/factors/step');
      assert.equal((await browser.send(step, { code: 'wrong' })).statusCode, 422);
      assert.equal(await strengthOf(browser), 1);
      assert.equal((await browser.send(step, { code: codeOf(key) })).statusCode, 303);
      assert.equal(await strengthOf(browser), 2);
      assert.equal(
        (await browser.send(at(school, '/account/factors/removal'), { kind: 'authenticator' })).statusCode,
        303,
      );
      assert.equal((await factorsOf(site, { school, personId })).authenticatorSince, undefined);
    });

    it('the last factor stays where the policy wants one', async () => {
      const { browser, key } = await withApp(strict);
      await browser.send(at(strict, '/account/factors/step'), { code: codeOf(key) });
      const kept = await browser.send(at(strict, '/account/factors/removal'), { kind: 'authenticator' });
      assert.equal(kept.statusCode, 409);
      assert.match(kept.body, /add another before you remove this one/);
    });

    it('an added factor ends the other sessions of its owner, and not this one', async () => {
      const { browser, personId } = await enter(mild);
      const other = await signIn(site, mild, ['teacher']);
      const { token } = await beginSession(site.store, site.clock, {
        school: mild,
        personId,
        strength: 1,
        agent: '',
        address: '',
      });
      const page = await browser.get(at(mild, '/account/factors/authenticator'));
      const key = (/<code translate="no">([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(
        ' ',
        '',
      );
      const fields = { slip: fieldIn(page.body, 'slip'), code: codeOf(key) };
      await browser.send(at(mild, '/account/factors/authenticator'), fields);
      assert.equal(await strengthOf(browser), 2);
      assert.equal(await viewerOf(site.store, site.clock, token), undefined);
      const stranger = String(other.headers.cookie.split('=')[1]);
      assert.ok(await viewerOf(site.store, site.clock, stranger), 'nobody else is sent away');
    });
  });

  describe('being asked for one', () => {
    it('half a sign-in is no session; with a code it is one of both factors, where one was going', async () => {
      const { personId, key } = await withApp(strict);
      const browser = await half(strict, personId, at(strict, '/editions?x=1'));
      assert.equal((await browser.get(at(strict, '/account/factors'))).statusCode, 303);
      assert.match((await browser.get(at(strict, '/sign-in/second'))).body, /Show that it is you/);
      const wrong = await browser.send(at(strict, '/sign-in/second'), { code: '999' });
      assert.equal(wrong.statusCode, 422);
      assert.equal(browser.cookies.has('__Host-gatehouse'), false);
      const right = await browser.send(at(strict, '/sign-in/second'), { code: codeOf(key) });
      assert.equal(right.headers.location, at(strict, '/editions?x=1'));
      assert.equal(await strengthOf(browser), 2);
      assert.equal(browser.cookies.has('__Host-gatehouse-half'), false);
    });

    it('half a sign-in is used once, ends after five minutes, and is of one school', async () => {
      const { personId, key } = await withApp(mild);
      const browser = await half(mild, personId);
      const kept = String(browser.cookies.get('__Host-gatehouse-half'));
      assert.equal((await browser.get(at(strict, '/sign-in/second'))).statusCode, 303);
      await browser.send(at(mild, '/sign-in/second'), { code: codeOf(key) });
      site.clock.advance(60_000);
      const thief = browserAt(app);
      thief.cookies.set('__Host-gatehouse-half', kept);
      const again = await thief.send(at(mild, '/sign-in/second'), { code: codeOf(key) });
      assert.equal(again.headers.location, at(mild, '/sign-in'));
      const late = await half(mild, personId);
      site.clock.advance(5 * 60_000);
      assert.equal(
        (await late.send(at(mild, '/sign-in/second'), { code: codeOf(key) })).headers.location,
        at(mild, '/sign-in'),
      );
      assert.equal(late.cookies.has('__Host-gatehouse'), false);
    });

    it('after five wrong codes the page says how long to wait', async () => {
      const { personId, key } = await withApp(mild);
      const browser = await half(mild, personId);
      for (let tried = 0; tried < 5; tried += 1)
        await browser.send(at(mild, '/sign-in/second'), { code: 'zzzz' });
      const paused = await browser.send(at(mild, '/sign-in/second'), { code: codeOf(key) });
      assert.equal(paused.statusCode, 422);
      assert.match(paused.body, /Try again in 1 second</);
    });

    it('a recovery code stands in, once', async () => {
      const { browser: own, key, personId } = await withApp(mild);
      await own.send(at(mild, '/account/factors/step'), { code: codeOf(key) });
      const codes = await own.send(at(mild, '/account/factors/recovery-codes'));
      const [code] = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(codes.body) ?? [];
      const first = await half(mild, personId);
      assert.equal((await first.send(at(mild, '/sign-in/second'), { code: String(code) })).statusCode, 303);
      const second = await half(mild, personId);
      assert.equal((await second.send(at(mild, '/sign-in/second'), { code: String(code) })).statusCode, 422);
    });

    it('a passkey is set up, stands in as second factor, and is the whole sign-in', async () => {
      const { browser, personId } = await enter(strict);
      const key = softwareAuthenticator(origin);
      const page = await browser.get(at(strict, '/account/factors/passkeys'));
      const fields = { response: key.register(optionsIn(page.body)), name: '<b>Laptop</b>' };
      assert.equal((await browser.send(at(strict, '/account/factors/passkeys'), fields)).statusCode, 200);
      assert.match((await browser.get(at(strict, '/account/factors'))).body, /&lt;b&gt;Laptop/);

      const second = await half(strict, personId);
      const asked = await second.get(at(strict, '/sign-in/second'));
      const response = key.sign(optionsIn(asked.body));
      const challenge = String(second.cookies.get('__Host-gatehouse-passkey'));
      assert.equal((await second.send(at(strict, '/sign-in/second/passkey'), { response })).statusCode, 303);
      assert.equal(await strengthOf(second), 2);

      const replayed = await half(strict, personId);
      replayed.cookies.set('__Host-gatehouse-passkey', challenge);
      assert.equal(
        (await replayed.send(at(strict, '/sign-in/second/passkey'), { response })).statusCode,
        422,
      );

      const whole = browserAt(app);
      const start = await whole.get(
        at(strict, `/sign-in/passkey?next=${encodeURIComponent('https://evil.example/')}`),
      );
      const answer = { response: key.sign(optionsIn(start.body)), next: 'https://evil.example/' };
      const arrived = await whole.send(at(strict, '/sign-in/passkey'), answer);
      assert.equal(arrived.headers.location, at(strict, '/my'));
      assert.equal(await strengthOf(whole), 2);
    });

    it("an answer to one sign-in's challenge is none to another's", async () => {
      const { browser, personId } = await enter(mild);
      const key = softwareAuthenticator(origin);
      const page = await browser.get(at(mild, '/account/factors/passkeys'));
      await browser.send(at(mild, '/account/factors/passkeys'), {
        response: key.register(optionsIn(page.body)),
      });
      const whole = browserAt(app);
      const start = await whole.get(at(mild, '/sign-in/passkey'));
      const second = await half(mild, personId);
      second.cookies.set('__Host-gatehouse-passkey', String(whole.cookies.get('__Host-gatehouse-passkey')));
      const response = key.sign(optionsIn(start.body));
      assert.equal((await second.send(at(mild, '/sign-in/second/passkey'), { response })).statusCode, 422);
    });
  });

  describe('clearing what somebody has lost', () => {
    it('the office does it, once it has made sure who it is; every session of theirs ends', async () => {
      const { personId, browser } = await withApp(mild);
      const office = await clerk();
      assert.match(
        (await office.browser.get(clearing(personId))).body,
        /I have made sure that it is Hazel Example/,
      );
      assert.equal((await office.browser.send(clearing(personId))).statusCode, 422);
      assert.ok(await since(personId));
      assert.equal((await office.browser.send(clearing(personId), { sure: 'yes' })).statusCode, 303);
      assert.equal(await since(personId), undefined);
      assert.equal(await strengthOf(browser), undefined);
      const { leaf } = await site.store.db
        .selectFrom('ledger_entry')
        .select('leaf')
        .where('kind', '=', 'factors.cleared')
        .executeTakeFirstOrThrow();
      assert.ok(leaf.includes(`"actor":"${office.personId}"`) && leaf.includes(`"subject":"${personId}"`));
    });

    it('nobody clears their own, and nobody but the office clears anybody’s', async () => {
      const office = await clerk();
      assert.equal((await office.browser.send(clearing(office.personId), { sure: 'yes' })).statusCode, 409);
      const { personId } = await withApp(mild);
      const other = await enter(mild, { strength: 2 });
      assert.equal((await other.browser.get(clearing(personId))).statusCode, 404);
      assert.equal((await other.browser.send(clearing(personId), { sure: 'yes' })).statusCode, 404);
      assert.ok(await since(personId));
    });

    it('somebody of another school is not found', async () => {
      const { personId } = await withApp(strict);
      const office = await clerk();
      assert.equal((await office.browser.send(clearing(personId), { sure: 'yes' })).statusCode, 404);
    });
  });

  describe('sign-in by others', () => {
    const signInPath = at(mild, '/sign-in/with/google');
    const linkPath = at(mild, '/account/factors/providers/google');

    it('somebody whose mail address is known, and who linked nothing, stays outside', async () => {
      provider.person = { sub: 'unlinked', email: 'known@elmtree.example' };
      await enter(mild, { email: 'known@elmtree.example' });
      const browser = browserAt(app);
      const page = await go(browser, signInPath);
      assert.equal(page.statusCode, 403);
      assert.match(page.body, /Sign in once with your password/);
      assert.equal(browser.cookies.has('__Host-gatehouse'), false);
    });

    it('once linked from inside, and said yes to, it signs in with one factor', async () => {
      provider.person = { sub: 'linked', email: 'w@elmtree.example' };
      const { browser } = await enter(mild);
      const asked = await go(browser, linkPath);
      assert.equal(asked.statusCode, 200);
      assert.match(asked.body, /<b>w@elmtree\.example<\/b> can then be used/);
      const before_ = await go(browserAt(app), signInPath);
      assert.equal(before_.statusCode, 403, 'nothing is linked before somebody says yes');
      const slip = fieldIn(asked.body, 'slip');
      const stranger = await enter(mild);
      assert.equal(
        (await stranger.browser.send(at(mild, '/account/factors/providers'), { slip })).statusCode,
        422,
      );
      assert.equal((await browser.send(at(mild, '/account/factors/providers'), { slip })).statusCode, 303);
      const fresh = browserAt(app);
      const arrived = await go(fresh, `${signInPath}?next=${encodeURIComponent(at(mild, '/editions'))}`);
      assert.equal(arrived.headers.location, at(mild, '/editions'));
      assert.equal(await strengthOf(fresh), 1);
    });

    it('whoever has a second factor is asked for it, unless the provider asked for two itself', async () => {
      provider.person = { sub: 'with-app', email: 'w@elmtree.example' };
      const { browser, key } = await withApp(mild);
      await browser.send(at(mild, '/account/factors/step'), { code: codeOf(key) });
      const asked = await go(browser, linkPath);
      await browser.send(at(mild, '/account/factors/providers'), { slip: fieldIn(asked.body, 'slip') });
      const fresh = browserAt(app);
      const arrived = await go(fresh, signInPath);
      assert.equal(arrived.headers.location, at(mild, '/sign-in/second'));
      assert.equal(fresh.cookies.has('__Host-gatehouse'), false);
      provider.person = { ...provider.person, amr: ['mfa'] };
      const strong = browserAt(app);
      await go(strong, signInPath);
      assert.equal(await strengthOf(strong), 2);
    });

    it('an answer is used once, by the browser that asked, at the school it asked', async () => {
      provider.person = { sub: 'linked', email: 'w@elmtree.example' };
      const browser = browserAt(app);
      const start = await browser.get(signInPath);
      const held = String(browser.cookies.get('__Host-gatehouse-oidc'));
      const back = await provider.visit(String(start.headers.location));
      const path = `${back.pathname}${back.search}`;
      assert.equal((await browserAt(app).get(path)).statusCode, 422);
      const elsewhere = browserAt(app);
      elsewhere.cookies.set('__Host-gatehouse-oidc', held);
      assert.equal((await elsewhere.get(path.replace(mild, strict))).statusCode, 422);
      assert.equal((await browser.get(path)).statusCode, 303);
      const again = browserAt(app);
      again.cookies.set('__Host-gatehouse-oidc', held);
      assert.equal((await again.get(path)).statusCode, 422);
    });

    it('a provider that the school did not set is not found', async () => {
      for (const id of ['microsoft', 'Google', '..%2f', '__proto__'])
        assert.equal((await browserAt(app).get(at(mild, `/sign-in/with/${id}`))).statusCode, 404);
    });
  });

  it('nothing of a code, a token, a slip or an answer is in the log', () => {
    const text = log.join('\n');
    assert.match(text, /second factor refused/);
    assert.doesNotMatch(text, /code=|state=|next=|__Host-|response/);
    assert.doesNotMatch(text, /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/);
  });

  describe('where one goes on to', () => {
    for (const next of [
      undefined,
      '',
      'https://evil.example/schools/hunwick/my',
      '//evil.example/schools/hunwick/',
      '/\\evil.example/schools/hunwick/',
      '/schools/london-primary/my',
      '/schools/hunwick/../london-primary/my',
      'javascript:alert(1)',
      ['/schools/hunwick/editions'],
    ])
      it(`${JSON.stringify(next)} leads to one's own page`, () => {
        assert.equal(nextWithin('hunwick', next), '/schools/hunwick/my');
      });

    it('a page of the same school is gone on to', () => {
      assert.equal(
        nextWithin('hunwick', '/schools/hunwick/policy?edition=1#x'),
        '/schools/hunwick/policy?edition=1',
      );
    });
  });
});
