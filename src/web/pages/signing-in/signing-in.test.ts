import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import type { TestSite } from '../../../../test/support/site.ts';
import { otherSchool, smallSchool } from '../../../../test/support/small-school.ts';
import {
  acceptInvitation,
  classToken,
  invite,
  type PupilSecret,
  sealPupilSecret,
  setPupilSecret,
  tellPassword,
  viewerOf,
} from '../../../accounts/index.ts';
import { addGroup, addPerson, closePerson, giveRole, joinGroup } from '../../../people/index.ts';

const school = 'small';
const at = '/schools/small';
const since = '2026-09-01';
const good = 'gravel teapot lantern';
const other = 'kettle moss window';
const MINUTE = 60_000;

/** A browser: keeps cookies as browsers do. */
class Browser {
  readonly cookies = new Map<string, string>();
  readonly app: FastifyInstance;
  constructor(app: FastifyInstance) {
    this.app = app;
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.#ask({ method: 'GET', url, headers: this.#headers() });
  }

  post(url: string, fields: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
    return this.#ask({
      method: 'POST',
      url,
      headers: { ...this.#headers(), 'content-type': 'application/x-www-form-urlencoded' },
      payload: String(new URLSearchParams(fields)),
    });
  }

  get token(): string {
    return this.cookies.get('__Host-gatehouse') ?? '';
  }

  #headers() {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { 'user-agent': 'Browser 1', ...(cookie && { cookie }) };
  }

  async #ask(request: InjectOptions): Promise<LightMyRequestResponse> {
    const response = await this.app.inject(request);
    for (const { name, value, maxAge, expires } of response.cookies)
      if (maxAge === 0 || (expires && expires.getTime() === 0)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    return response;
  }
}

const hiddenIn = (markup: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(markup)?.[1] ?? '';

describe('signing in', () => {
  let opened: TestApp;
  let site: TestSite;
  let app: FastifyInstance;
  let browser: Browser;
  let log: readonly string[];
  let count = 0;

  before(async () => {
    opened = await openTestApp({ packs: [smallSchool(), otherSchool()] });
    ({ site, app, log } = opened);
  });
  beforeEach(() => {
    browser = new Browser(app);
    site.clock.advance(60 * MINUTE);
  });
  after(() => opened.close());

  const act = () => ({ school, at: site.clock.now() });

  async function person(...roles: readonly string[]): Promise<{ id: string; email: string }> {
    count += 1;
    const email = `wren${count}@small.example`;
    const id = await site.store.transaction(async (tx) => {
      const made = await addPerson(tx, act(), { givenName: 'Wren', familyName: `Testerby${count}`, email });
      for (const role of roles) await giveRole(tx, act(), { personId: made, role, since });
      return made;
    });
    return { id, email };
  }

  const inviteNow = (id: string) => site.store.transaction((tx) => invite(tx, site.clock, act(), id));

  async function member(...roles: readonly string[]) {
    const made = await person(...(roles.length > 0 ? roles : ['staff']));
    const chosen = { userName: made.email, password: good };
    const { pack } = site.answerer.school(school).policy;
    await acceptInvitation(site, school, await inviteNow(made.id), chosen, pack);
    return made;
  }

  const signIn = (userName: string, password = good, next = '') =>
    browser.post(`${at}/session`, { 'user-name': userName, password, next });

  /** The link of the newest letter, once there are so many. */
  async function linkTo(email: string, letters: number): Promise<string> {
    for (let tries = 0; tries < 200; tries += 1) {
      const rows = await site.store.db.selectFrom('message').selectAll().orderBy('made_at').execute();
      const found = rows.map((row) => JSON.stringify(row)).filter((row) => row.includes(email));
      const links = found.flatMap((row) => /\/way-back\/[\w-]{43}/.exec(row)?.[0] ?? []);
      if (links.length >= letters) return `${at}${links.at(-1)}`;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return assert.fail('no letter was written');
  }

  async function pupils(...secrets: readonly (readonly [string, string, PupilSecret])[]) {
    const group = await site.store.transaction((tx) =>
      addGroup(tx, act(), { kind: 'class', name: '3 Oak', since }),
    );
    const ids: string[] = [];
    for (const [givenName, familyName, secret] of secrets) {
      const phc = await sealPupilSecret(secret);
      ids.push(
        await site.store.transaction(async (tx) => {
          const id = await addPerson(tx, act(), { givenName, familyName });
          await giveRole(tx, act(), { personId: id, role: 'pupil', since });
          await joinGroup(tx, act(), { groupId: group, personId: id, part: 'member', since });
          await setPupilSecret(tx, { ...act(), by: 'teacher' }, id, { kind: secret.kind, phc });
          return id;
        }),
      );
    }
    return { group, ids, url: `${at}/classes/${classToken(site, school, group)}` };
  }

  const ask = (name: string) => browser.post(`${at}/way-back`, { 'user-name': name });

  it('gives a session in a cookie that only this server gets, and goes where one was going', async () => {
    const { email, id } = await member();
    const page = await browser.get(`${at}/sign-in?next=${encodeURIComponent(`${at}/my?a=1`)}`);
    assert.equal(page.statusCode, 200);
    const answer = await signIn(email, good, hiddenIn(page.body, 'next'));
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, `${at}/my?a=1`]);
    const cookie = [answer.headers['set-cookie']]
      .flat()
      .find((each) => each?.startsWith('__Host-gatehouse='));
    assert.match(String(cookie), /^__Host-gatehouse=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    assert.equal((await viewerOf(site.store, site.clock, browser.token))?.personId, id);
    assert.match((await browser.get(`${at}/my`)).body, /Wren Testerby/);
    assert.equal((await browser.get(`${at}/sign-in`)).headers.location, `${at}/my`);
  });

  it('gives a new token whatever token the browser brings', async () => {
    const { email } = await member();
    browser.cookies.set('__Host-gatehouse', 'A'.repeat(43));
    await signIn(email);
    assert.match(browser.token, /^[\w-]{43}$/);
    assert.notEqual(browser.token, 'A'.repeat(43));
  });

  const places: readonly (readonly [string, string])[] = [
    ['https://evil.example/', `${at}/my`],
    ['//evil.example/schools/small/', `${at}/my`],
    ['/\\evil.example', `${at}/my`],
    ['/schools/other/my', `${at}/my`],
    ['/schools/small/../other/my', `${at}/my`],
    ['javascript:alert(1)', `${at}/my`],
    ['/schools/small/answers/1', '/schools/small/answers/1'],
  ];
  for (const [next, place] of places)
    it(`sends somebody who was going to ${next} to ${place}`, async () => {
      const { email } = await member();
      assert.equal((await signIn(email, good, next)).headers.location, place);
      await browser.post(`${at}/proof`, { password: other, next });
      assert.equal((await browser.post(`${at}/proof`, { password: good, next })).headers.location, place);
    });

  it('answers alike where there is no such account, where the password is wrong, and where somebody is shut', async () => {
    const { email } = await member();
    const gone = await member();
    await site.store.transaction((tx) => closePerson(tx, act(), gone.id));
    const answers = [];
    for (const [name, password] of [
      [email, other],
      ['nobody@small.example', good],
      [gone.email, good],
    ] as const) {
      const { statusCode, headers, body } = await new Browser(app).post(`${at}/session`, {
        'user-name': name,
        password,
      });
      assert.match(body, /The user name or the password is not right/);
      const { 'content-length': _length, date: _date, ...rest } = headers;
      answers.push({ statusCode, rest, body: body.replaceAll(name, 'NAME') });
    }
    assert.equal(answers[0]?.statusCode, 422);
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
  });

  it('keeps what was typed, but no password', async () => {
    const { body } = await signIn('wren@small.example', 'my own secret gravel');
    assert.match(body, /value="wren@small.example"/);
    assert.doesNotMatch(body, /my own secret gravel/);
  });

  it('says how long to wait after too many wrong tries; a browser that was in before is not held up', async () => {
    const { email } = await member();
    await signIn(email);
    site.clock.advance(1);
    const stranger = new Browser(app);
    const guess = () => stranger.post(`${at}/session`, { 'user-name': email, password: other });
    for (let round = 0; round < 5; round += 1) assert.equal((await guess()).statusCode, 422);
    const waits = await guess();
    assert.deepEqual([waits.statusCode, waits.headers['retry-after']], [429, '1']);
    assert.match(waits.body, /There were too many wrong tries\. Try again in 1 second</);
    assert.equal((await signIn(email)).statusCode, 303);
  });

  it('ends with the session dead, the cookie gone and the browser told to forget', async () => {
    const { email } = await member();
    await signIn(email);
    const { token } = browser;
    const answer = await browser.post(`${at}/session/end`);
    assert.equal(answer.headers['clear-site-data'], '"cache", "storage"');
    assert.match(answer.body, /You are signed out/);
    assert.equal(browser.token, '');
    assert.equal(await viewerOf(site.store, site.clock, token), undefined);
    assert.equal((await browser.post(`${at}/session/end`)).statusCode, 200, 'whoever is out may go again');
  });

  it('opens nothing with a password that others know, until there is another', async () => {
    const { email, id } = await member();
    await site.store.transaction((tx) => tellPassword(tx, site.clock, act(), id));
    const page = await signIn(email);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /Somebody else may know your password/);
    assert.equal(browser.token, '');
    const set = (password: string, next: string) =>
      browser.post(`${at}/sign-in/new-password`, { 'user-name': email, password, 'new-password': next });
    assert.match((await set(other, other)).body, /The user name or the password is not right/);
    assert.match((await set(good, 'short')).body, /Enter a password of 12 characters or more/);
    assert.match((await set(good, good)).body, /Enter a password that is not the old one/);
    assert.equal(browser.token, '');
    assert.equal((await set(good, other)).statusCode, 303);
    assert.ok(await viewerOf(site.store, site.clock, browser.token));
  });

  describe('an invitation', () => {
    it('may be looked at, opens the account once, and signs in', async () => {
      const { id } = await person('staff');
      const url = `${at}/invitations/${await inviteNow(id)}`;
      for (let look = 0; look < 3; look += 1) {
        const page = await browser.get(url);
        assert.equal(page.statusCode, 200);
        assert.match(page.body, /This is for Wren Testerby/);
      }
      const fields = { 'user-name': `wren.${count}`, 'new-password': good };
      const wrong = await browser.post(url, { ...fields, 'new-password': 'password1234' });
      assert.equal(wrong.statusCode, 422);
      assert.match(wrong.body, /harder to guess/);
      assert.match(wrong.body, new RegExp(`value="wren.${count}"`));
      const opened = await browser.post(url, fields);
      assert.deepEqual([opened.statusCode, opened.headers.location], [303, `${at}/my`]);
      assert.equal((await viewerOf(site.store, site.clock, browser.token))?.personId, id);
      for (const again of [await browser.get(url), await browser.post(url, fields)]) {
        assert.equal(again.statusCode, 404);
        assert.match(again.body, /This link does not open anything/);
      }
    });

    it('opens nothing where it is changed or of another school', async () => {
      const { id } = await person('staff');
      const token = await inviteNow(id);
      for (const url of [
        `${at}/invitations/${token.slice(1)}A`,
        `${at}/invitations/x`,
        `/schools/other/invitations/${token}`,
      ]) {
        assert.equal((await browser.get(url)).statusCode, 404, url);
        assert.equal(
          (await browser.post(url, { 'user-name': 'some.name', 'new-password': good })).statusCode,
          404,
        );
      }
    });
  });

  describe('a way back', () => {
    it('says the same whoever is named', async () => {
      const { email } = await member();
      const [known, unknown] = [await ask(email), await ask('nobody@small.example')];
      assert.equal(known.statusCode, 200);
      assert.equal(known.body, unknown.body);
      assert.match(known.body, /If there is an account of that name/);
      assert.equal((await ask('  ')).statusCode, 422);
    });

    it('sets a password once, by a link in a letter', async () => {
      const { email, id } = await member();
      await signIn(email);
      const before_ = browser.token;
      await browser.post(`${at}/way-back`, { 'user-name': email });
      const url = await linkTo(email, 1);
      assert.match((await browser.get(url)).body, new RegExp(`value="${email}"`));
      assert.equal((await browser.post(url, { 'new-password': 'short' })).statusCode, 422);
      assert.equal((await browser.post(url, { 'new-password': other })).statusCode, 303);
      assert.equal((await viewerOf(site.store, site.clock, browser.token))?.personId, id);
      assert.equal(await viewerOf(site.store, site.clock, before_), undefined);
      assert.equal((await browser.get(url)).statusCode, 404);
      assert.equal((await browser.post(url, { 'new-password': good })).statusCode, 404);
    });

    it('asks for the second factor where there is one', async () => {
      const { email, id } = await member();
      await site.store.db
        .insertInto('passkey')
        .values({
          school_id: school,
          credential_id: `credential-${count}`,
          person_id: id,
          public_key: Buffer.alloc(8),
          counter: 0,
          transports: '',
          name: 'Phone',
          added_at: site.clock.now(),
          used_at: null,
        })
        .execute();
      await browser.post(`${at}/way-back`, { 'user-name': email });
      const set = await browser.post(await linkTo(email, 1), { 'new-password': 'vqpxzmke' });
      assert.deepEqual([set.statusCode, set.headers.location], [303, `${at}/sign-in/second`]);
      assert.equal(browser.token, '');
      const signed = await signIn(email, 'vqpxzmke');
      assert.deepEqual([signed.statusCode, signed.headers.location], [303, `${at}/sign-in/second`]);
      assert.equal(browser.token, '');
    });
  });

  describe('pupils', () => {
    const shapes: PupilSecret = { kind: 'picture', pictures: ['sun', 'fish', 'sun'] };

    it('find their names, told apart and no longer than that takes', async () => {
      const { url } = await pupils(
        ['Ada', 'Testling', shapes],
        ['Ben', 'Sampleton', shapes],
        ['Ben', 'Samphire', shapes],
      );
      const { body } = await browser.get(url);
      const names = [...body.matchAll(/role="button"[^>]*>\s*([^<]+?)\s*<\/a>/g)].map((match) => match[1]);
      assert.deepEqual(names, ['Ada', 'Ben Samph', 'Ben Sampl']);
      assert.doesNotMatch(body, /Testling|Sampleton|Samphire/);
    });

    it('get in by choosing three pictures, without a script', async () => {
      const { url, ids } = await pupils(['Ada', 'Testling', shapes]);
      const mine = `${url}/pupils/${ids[0]}`;
      let page = await browser.get(mine);
      assert.equal([...page.body.matchAll(/name="picture"/g)].length, 16);
      for (const picture of ['sun', 'fish'])
        page = await browser.post(mine, { chosen: hiddenIn(page.body, 'chosen'), picture });
      assert.match(page.body, /Picture 3 of 3/);
      const done = await browser.post(mine, { chosen: hiddenIn(page.body, 'chosen'), picture: 'sun' });
      assert.deepEqual([done.statusCode, done.headers.location], [303, `${at}/my`]);
      const viewer = await viewerOf(site.store, site.clock, browser.token);
      assert.deepEqual([viewer?.personId, viewer?.roles, viewer?.strength], [ids[0], ['pupil'], 1]);
      const account = await browser.get(`${at}/account`);
      assert.equal(account.statusCode, 200);
      assert.doesNotMatch(account.body, /assword/);
      assert.equal((await browser.get(`${at}/account/classes`)).statusCode, 404);
    });

    it('begin again after wrong pictures, and wait after five times', async () => {
      const { url, ids } = await pupils(['Ada', 'Testling', shapes]);
      const guess = () => browser.post(`${url}/pupils/${ids[0]}`, { chosen: 'sun fish', picture: 'fish' });
      for (let round = 0; round < 5; round += 1) {
        const wrong = await guess();
        assert.equal(wrong.statusCode, 422);
        assert.match(wrong.body, /Those are not your pictures/);
        assert.equal(hiddenIn(wrong.body, 'chosen'), '');
      }
      assert.equal((await guess()).statusCode, 429);
    });

    it('may have a word instead', async () => {
      const { url, ids } = await pupils(['Ada', 'Testling', { kind: 'word', word: 'puddle' }]);
      const mine = `${url}/pupils/${ids[0]}`;
      assert.match((await browser.get(mine)).body, /Type your word/);
      const wrong = await browser.post(mine, { word: 'pudding' });
      assert.match(wrong.body, /That is not your word/);
      assert.doesNotMatch(wrong.body, /pudding/);
      assert.equal((await browser.post(mine, { word: 'puddle' })).statusCode, 303);
    });

    it('of another class, and links that are changed, are not found', async () => {
      const [one, two] = [
        await pupils(['Ada', 'Testling', shapes]),
        await pupils(['Ben', 'Sampleton', shapes]),
      ];
      for (const url of [
        `${one.url}/pupils/${two.ids[0]}`,
        `${one.url}/pupils/x`,
        `${one.url.slice(0, -1)}`,
        one.url.replace('/small/', '/other/'),
        `${at}/classes/x`,
      ])
        assert.equal((await browser.get(url)).statusCode, 404, url);
    });

    it('get their pictures from who leads their class, and nobody else', async () => {
      const { group, ids, url } = await pupils(['Ada', 'Testling', shapes]);
      const path = `${at}/account/classes/${group}`;
      const stranger = await member('teacher');
      await signIn(stranger.email);
      for (const hidden of [path, `${path}/pupils/${ids[0]}`])
        assert.equal((await browser.get(hidden)).statusCode, 404);
      assert.equal((await browser.post(`${path}/link`)).statusCode, 404);
      assert.equal((await browser.post(`${path}/link/end`)).statusCode, 404);
      assert.equal((await browser.post(`${path}/pupils/${ids[0]}`, { word: 'kettle' })).statusCode, 404);

      const teacher = await member('teacher');
      await site.store.transaction((tx) =>
        joinGroup(tx, act(), { groupId: group, personId: teacher.id, part: 'lead', since }),
      );
      browser = new Browser(app);
      await signIn(teacher.email);
      assert.match((await browser.get(`${at}/account/classes`)).body, /3 Oak/);
      assert.match((await browser.get(path)).body, /Ada Testling[\s\S]*pictures/);
      const { body } = await browser.post(`${path}/link`);
      const made = /http:\/\/127\.0\.0\.1(\/schools\/small\/classes\/[\w.-]+)/.exec(body)?.[1] ?? '';
      assert.equal((await browser.get(made)).statusCode, 200);
      const set = (fields: Record<string, string>) => browser.post(`${path}/pupils/${ids[0]}`, fields);
      assert.equal((await set({ 'picture-1': 'sun', 'picture-2': 'moon' })).statusCode, 422);
      assert.equal((await set({ word: 'two words' })).statusCode, 422);
      assert.equal((await set({ word: 'kettle' })).statusCode, 303);
      assert.equal(
        (await new Browser(app).post(`${url}/pupils/${ids[0]}`, { word: 'kettle' })).statusCode,
        303,
      );
      site.clock.advance(1000);
      assert.equal((await browser.post(`${path}/link/end`)).statusCode, 303);
      for (const ended of [made, url]) assert.equal((await browser.get(ended)).statusCode, 404);
    });
  });

  describe('the account', () => {
    it('is for whoever is signed in', async () => {
      for (const page of ['account', 'proof', 'account/classes'])
        assert.equal(
          (await browser.get(`${at}/${page}`)).headers.location,
          `${at}/sign-in?next=${encodeURIComponent(`${at}/${page}`)}`,
        );
    });

    it('changes the password for the old one, and goes on under a new token', async () => {
      const { email } = await member();
      await signIn(email);
      const there = new Browser(app);
      await there.post(`${at}/session`, { 'user-name': email, password: good });
      const change = (password: string, next: string) =>
        browser.post(`${at}/account/password`, { password, 'new-password': next });
      assert.match((await change(other, other)).body, /That is not your old password/);
      assert.match((await change(good, 'testerby-testerby')).body, /harder to guess/);
      const before_ = browser.token;
      const changed = await change(good, other);
      assert.equal(changed.headers.location, `${at}/account?done=password`);
      assert.notEqual(browser.token, before_);
      assert.equal(await viewerOf(site.store, site.clock, before_), undefined);
      assert.equal(await viewerOf(site.store, site.clock, there.token), undefined);
      assert.match((await browser.get(`${at}/account?done=password`)).body, /Your password is changed/);
    });

    it('lists sessions and ends them, one or all others', async () => {
      const { email } = await member();
      await signIn(email);
      const others = [new Browser(app), new Browser(app), new Browser(app)];
      for (const each of others) await each.post(`${at}/session`, { 'user-name': email, password: good });
      const page = await browser.get(`${at}/account`);
      const ids = [...page.body.matchAll(/name="session" value="([\w-]{22})"/g)].map((match) => match[1]);
      assert.equal(ids.length, 3);
      await browser.post(`${at}/account/sessions/end`, { session: String(ids[0]) });
      assert.equal((await browser.post(`${at}/account/sessions/end`, { session: 'x' })).statusCode, 404);
      const live = () => Promise.all(others.map(({ token }) => viewerOf(site.store, site.clock, token)));
      assert.equal((await live()).filter(Boolean).length, 2);
      await browser.post(`${at}/account/sessions/end-others`);
      assert.equal((await live()).filter(Boolean).length, 0);
      assert.equal((await browser.get(`${at}/account`)).statusCode, 200);
    });

    it('is left everywhere once the password is told to be known', async () => {
      const { email } = await member();
      await signIn(email);
      const { token } = browser;
      const answer = await browser.post(`${at}/account/password/told`);
      assert.equal(answer.headers.location, `${at}/sign-in`);
      assert.equal(await viewerOf(site.store, site.clock, token), undefined);
      assert.match((await signIn(email)).body, /Set a new password/);
    });

    it('proves with the password that it is still the same person, under a new token', async () => {
      const { email } = await member();
      await signIn(email);
      const before_ = browser.token;
      site.clock.advance(20 * MINUTE);
      const wrong = await browser.post(`${at}/proof`, { password: other });
      assert.equal(wrong.statusCode, 422);
      assert.match(wrong.body, /That is not your password/);
      assert.equal((await browser.post(`${at}/proof`, { password: good })).statusCode, 303);
      assert.equal(await viewerOf(site.store, site.clock, before_), undefined);
      const viewer = await viewerOf(site.store, site.clock, browser.token);
      assert.equal(viewer?.provedAt.getTime(), site.clock.now().getTime());
    });
  });

  it('forms that another site sends are refused', async () => {
    const { email } = await member();
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }])
      for (const url of [`${at}/session`, `${at}/session/end`, `${at}/account/password`]) {
        const answer = await app.inject({
          method: 'POST',
          url,
          headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
          payload: `user-name=${email}&password=${good}`,
        });
        assert.equal(answer.statusCode, 403, url);
      }
  });

  it('leaves one line for each refusal, and no name, password or token in any', async () => {
    const { email, id } = await member();
    const token = await inviteNow((await person('staff')).id);
    const start = log.length;
    await browser.get(`${at}/invitations/${token}`);
    await signIn(email, 'some wrong guess');
    await signIn(email);
    await browser.post(`${at}/proof`, { password: 'some wrong guess' });
    const lines = log.slice(start);
    assert.equal(lines.filter((line) => line.includes('refused')).length, 2);
    for (const line of log)
      for (const hidden of [email, 'some wrong guess', good, token, browser.token, id])
        assert.ok(!line.includes(hidden), line);
  });
});
