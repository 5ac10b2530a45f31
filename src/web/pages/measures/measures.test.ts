import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { checkUnmarked, payloads } from '../../../../test/support/hostile.ts';
import { signIn, type SignedIn } from '../../../../test/support/signed-in.ts';
import { testPack } from '../../../../test/support/site.ts';
import { suspensionOf } from '../../../accounts/index.ts';
import { newId } from '../../../kernel/index.ts';
import { fileReport } from '../../../reports/index.ts';
import { measureAddress } from './addresses.ts';

const key = 'st-michaels';
const taken = 'sanction-lose-access';

describe('pages of measures and suspension', () => {
  let app: TestApp;
  let head: SignedIn;
  let chair: SignedIn;
  let firm: SignedIn;
  let pupil: SignedIn;
  let teacher: SignedIn;
  let id: string;

  const tell = (...about: readonly SignedIn[]) => told('policy-breached', {}, ...about);
  const told = async (
    event: string,
    facts: Readonly<Record<string, boolean>>,
    ...about: readonly SignedIn[]
  ): Promise<string> => {
    const { site } = app;
    const school = site.answerer.school(key);
    const filing = { key, edition: school.edition.number, policy: school.policy };
    const reporting = { ...site.reporting, secret: site.keys.secret };
    const filed = await site.store.transaction((tx) =>
      fileReport(tx, { school: key, at: site.clock.now() }, filing, reporting, {
        event,
        as: ['staff'],
        facts,
        words: 'This is what happened.',
        about: about.map(({ personId }) => personId),
        way: 'page',
        once: newId(),
        files: [],
      }),
    );
    return filed.id;
  };

  before(async () => {
    app = await openTestApp({ packs: [testPack(key)] });
    const add = (familyName: string, ...roles: string[]) => signIn(app.site, key, roles, { familyName });
    head = await add('Leader', 'headteacher');
    chair = await add('Bench', 'chair-of-governors');
    firm = await add('Cable', 'network-manager');
    pupil = await add('Sample', 'pupil');
    teacher = await add('Trial', 'teacher');
  });
  beforeEach(async () => {
    id = await tell(pupil);
  });
  after(() => app?.close());

  const see = (who: SignedIn, url: string) => app.inject({ url, headers: who.headers });
  const send = (who: SignedIn, url: string, fields: Readonly<Record<string, string>>) =>
    app.send(url, Object.entries(fields), who.headers);
  const measures = (report = id) => measureAddress.measures(key, report);
  const suspension = (report = id) => measureAddress.suspension(key, report);
  const decision = (more: Readonly<Record<string, string>> = {}) => ({
    what: `${pupil.personId} ${taken} 0`,
    reason: 'It happened three times.',
    'since-day': '23',
    'since-month': '11',
    'since-year': '2026',
    ...more,
  });
  const rest = (report: string, whom: SignedIn, by = head) =>
    send(by, suspension(report), { person: whom.personId, reason: 'It is looked into', sure: 'yes' });
  const wake = (report: string, whom: SignedIn, by = head) =>
    send(by, `${suspension(report)}/end`, { person: whom.personId, reason: 'It was nothing' });
  const liftIn = async (who: SignedIn, report = id) =>
    /href="([^"]*\/measures\/[\w-]{22})"/.exec((await see(who, measures(report))).body)?.[1];

  it('a measure is decided and lifted by pages, with the clause and the reason', async () => {
    const form = await see(head, measures());
    assert.equal(form.statusCode, 200);
    assert.match(form.body, /Hazel Sample: access to school technology is withdrawn/);
    assert.match(form.body, /The school may take away your right to its technology/);
    const decided = await send(head, measures(), decision());
    assert.equal(decided.statusCode, 303);
    assert.equal(decided.headers.location, `${measures()}?done=decided`);
    const after_ = await see(head, `${measures()}?done=decided`);
    assert.match(after_.body, /It happened three times/);
    assert.match(after_.body, /wants the parents of Hazel Sample to be told/);
    const href = await liftIn(head);
    assert.ok(href);
    assert.equal((await see(head, href)).statusCode, 200);
    assert.equal((await send(head, `${href}/lift`, {})).statusCode, 422);
    assert.equal((await send(head, `${href}/lift`, { why: 'It is over' })).statusCode, 303);
    assert.match((await see(head, measures())).body, /Lifted by Hazel Leader. Why: It is over/);
    assert.equal((await see(head, href)).statusCode, 404, 'it cannot be lifted twice');
  });

  const wrongs: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ['nothing chosen', { what: '' }, /Choose what is decided/],
    ['something that is not offered', { what: `${'x'.repeat(22)} ${taken} 0` }, /Choose what is decided/],
    ['no reason', { reason: '  ' }, /Say why/],
    ['a day that there is not', { 'since-month': '13' }, /Enter the first day/],
    [
      'a last day before the first',
      { 'until-day': '1', 'until-month': '11', 'until-year': '2026' },
      /cannot be before/,
    ],
  ];
  for (const [what, fields, message] of wrongs)
    it(`with ${what} the form comes back as it was filled in`, async () => {
      const answer = await send(head, measures(), decision(fields));
      assert.equal(answer.statusCode, 422);
      assert.match(answer.body, message);
      if (what !== 'no reason') assert.match(answer.body, /It happened three times\./);
      assert.match((await see(head, measures())).body, /Nothing has been decided so far/);
    });

  it('whoever hears the report and may not decide is told who may', async () => {
    const other = await told('email-mis-sent', { 'personal-data-involved': true }, teacher);
    const page = await see(firm, measures(other));
    assert.match(page.body, /This is for Hazel Leader to decide/);
    assert.doesNotMatch(page.body, /name="what"/);
    assert.match(
      (await see(firm, suspension(other))).body,
      /Suspend Hazel Trial at once/,
      'its policy names the firm',
    );
    const about = await tell(head);
    assert.match((await see(chair, measures(about))).body, /name="what"/);
    assert.match((await see(chair, suspension(about))).body, /Suspend Hazel Leader at once/);
  });

  it('for everybody else the pages are not there, as those of a report that was never told', async () => {
    await send(head, measures(), decision());
    const lift = (await liftIn(head)) ?? '';
    const random = newId();
    const addresses = [measures(), suspension(), lift];
    for (const who of [pupil, teacher, chair])
      for (const url of addresses) {
        const [real, made] = [await see(who, url), await see(who, url.replace(id, random))];
        assert.deepEqual([real.statusCode, made.statusCode], [404, 404]);
        assert.equal(real.body.replaceAll(id, ''), made.body.replaceAll(random, ''), url);
      }
    const tries: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      [measures(), decision()],
      [`${lift}/lift`, { why: 'Because' }],
      [suspension(), { person: pupil.personId, reason: 'Because', sure: 'yes' }],
      [`${suspension()}/end`, { person: pupil.personId, reason: 'Because' }],
    ];
    for (const who of [pupil, teacher, chair])
      for (const [url, fields] of tries) assert.equal((await send(who, url, fields)).statusCode, 404, url);
    assert.equal(await suspensionOf(app.site.store.db, key, pupil.personId), undefined);
  });

  it('a report about the head is not there for the head', async () => {
    const about = await tell(head);
    for (const url of [measures(about), suspension(about)])
      assert.equal((await see(head, url)).statusCode, 404);
    assert.equal((await rest(about, head)).statusCode, 404);
  });

  it('the next request of whoever is suspended finds no session, and after it ends they sign in again', async () => {
    const tess = await signIn(app.site, key, ['teacher'], { familyName: 'Session' });
    const report = await tell(tess);
    const account = `/schools/${key}/account`;
    assert.equal((await see(tess, account)).statusCode, 200);
    const page = await see(head, suspension(report));
    assert.match(page.body, /Every open session ends at once/);
    assert.match(page.body, /Every permission is as if it were not there/);
    assert.equal((await rest(report, tess)).headers.location, `${suspension(report)}?done=suspended`);
    const turnedAway = await see(tess, account);
    assert.equal(turnedAway.statusCode, 303);
    assert.match(String(turnedAway.headers.location), /sign-in/);
    assert.match((await see(head, suspension(report))).body, /Suspended under this report\./);
    assert.equal((await wake(report, tess)).headers.location, `${suspension(report)}?done=ended`);
    assert.equal((await see(tess, account)).statusCode, 303, 'the old session stays ended');
  });

  const careless: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ['without a reason', { sure: 'yes', reason: ' ' }, /Say why/],
    ['without the tick', { reason: 'Things went missing' }, /Tick that this person is to be suspended/],
  ];
  for (const [what, fields, message] of careless)
    it(`nobody is suspended ${what}, and nothing typed is lost`, async () => {
      const answer = await send(head, suspension(), { person: pupil.personId, ...fields });
      assert.equal(answer.statusCode, 422);
      assert.match(answer.body, message);
      if (fields['reason']?.trim()) assert.match(answer.body, /Things went missing/);
      assert.equal(await suspensionOf(app.site.store.db, key, pupil.personId), undefined);
    });

  it('only somebody whom the report is about can be suspended from it', async () => {
    assert.equal((await rest(id, teacher)).statusCode, 404);
    assert.equal(await suspensionOf(app.site.store.db, key, teacher.personId), undefined);
  });

  it('suspending asks for a proof that is not old', async () => {
    app.site.clock.advance(12 * 60_000);
    assert.match(String((await see(head, suspension())).headers.location), /proof/);
  });

  it('what is typed is text and nothing else', async () => {
    head = await signIn(app.site, key, ['headteacher'], { familyName: 'Leader' });
    for (const payload of payloads) {
      const answer = await send(head, measures(), decision({ reason: payload, what: '' }));
      checkUnmarked(answer.body, payload);
    }
  });

  it('no address, reason or name stands in the log', () => {
    for (const line of app.log)
      for (const secret of ['Sample', 'three times', 'looked into', 'went missing'])
        assert.ok(!line.includes(secret), line);
  });
});
