import assert from 'node:assert/strict';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkUnmarked, payloads } from '../../../../test/support/hostile.ts';
import { signIn, type SignedIn } from '../../../../test/support/signed-in.ts';
import { openTestSite, testPack, type TestSite } from '../../../../test/support/site.ts';
import { testDirectory } from '../../../../test/support/store.ts';
import { ledgerKey } from '../../../ledger/index.ts';
import { openRequest } from '../../../permissions/index.ts';
import { enterItem, shippedKinds } from '../../../registers/index.ts';
import { handleFailures } from '../../failing.ts';
import { guardRequests } from '../../guarding.ts';
import { requirePowers } from '../../powers.ts';
import { admitViewers } from '../../viewing.ts';
import { answerPages } from '../answer/answer.ts';
import { permissionPages } from './permissions.ts';

const school = 'hunwick';
const home = `/schools/${school}`;
const verifier = new URL('../../../../scripts/verify-gatehouse.mjs', import.meta.url).pathname;
const laptop = { 'stores-data': true, device: 'laptop' };

/** The pages with the door in front of them. */
async function openPages(site: TestSite): Promise<FastifyInstance> {
  const app = Fastify({ routerOptions: { maxParamLength: 200 } });
  requirePowers(app);
  handleFailures(app);
  guardRequests(app);
  await admitViewers(app, site);
  await app.register(formbody);
  answerPages(app, site);
  permissionPages(app, site);
  await app.ready();
  return app;
}

interface Fields {
  readonly [name: string]: string | readonly string[];
}

const encode = (fields: Fields): string =>
  String(
    new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) =>
        [value].flat().map((each): [string, string] => [name, each]),
      ),
    ),
  );

const days = (name: string, day: string): Fields => {
  const [year = '', month = '', date = ''] = day.split('-');
  return { [`${name}-year`]: year, [`${name}-month`]: month, [`${name}-day`]: date };
};

const aRequest: Fields = {
  purpose: 'Marking at home',
  ...days('since', '2026-11-23'),
  ...days('until', '2026-12-18'),
};

/** Every question of a form of assessment answered somehow. */
const filled = (form: string): Fields => {
  const areas = [...form.matchAll(/<textarea[^>]*name="(answer\.[\w-]+)"/g)].map((match) => [
    match[1],
    'Said',
  ]);
  const radios = [...form.matchAll(/<input[^>]*name="(answer\.[\w-]+)" type="radio" value="([\w-]+)"/g)].map(
    (match) => [match[1], match[2]],
  );
  return Object.fromEntries([...areas, ...radios]) as Fields;
};

describe('requests and permissions', () => {
  let site: TestSite;
  let app: FastifyInstance;
  let cast: Readonly<Record<string, SignedIn>>;

  const get = (who: string, url: string) => app.inject({ url, headers: { ...cast[who]?.headers } });
  const post = (who: string, url: string, fields: Fields = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { ...cast[who]?.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: encode(fields),
    });
  const answerTo = async (act: string, facts: Readonly<Record<string, string | boolean>>, key = school) => {
    const asked = site.answerer.school(key);
    const { question } = site.answerer.understand(asked, { as: ['staff'], act, facts });
    assert.ok(question, act);
    return (await site.answerer.answer(asked, question, 'page')).id;
  };
  const ask = async (who: string, fields: Fields = { ...aRequest, show: 'device-encrypted' }) => {
    const id = await answerTo('take-equipment-off-site', laptop);
    const sent = await post(who, `${home}/answers/${id}/request`, fields);
    assert.equal(sent.statusCode, 303, sent.body);
    return /requests\/([\w-]{22})\?/.exec(String(sent.headers.location))?.[1] as string;
  };
  const agree = (who: string, id: string, fields: Fields = {}) =>
    post(who, `${home}/requests/${id}/decisions`, {
      clause: 'loans',
      role: 'headteacher',
      outcome: 'granted',
      ...fields,
    });
  /** The permission that a request of the teacher's led to. */
  const grant = async (who = 'teacher', fields: Fields = {}) => {
    const id = await ask(who);
    assert.equal((await agree('head', id, fields)).statusCode, 303);
    const page = await get(who, `${home}/my/requests/${id}`);
    return /href="[^"]*\/permissions\/([\w-]{22})"/.exec(page.body)?.[1] as string;
  };

  /** A request of the teacher's for a contract with a cloud provider. */
  const contract = async (fields: Fields = {}) => {
    const id = await answerTo('sign-cloud-contract', {});
    const sent = await post('teacher', `${home}/answers/${id}/request`, { ...aRequest, ...fields });
    assert.equal(sent.statusCode, 303, sent.body);
    return /requests\/([\w-]{22})\?/.exec(String(sent.headers.location))?.[1] as string;
  };
  /** A request of the teacher's that rests on two clauses, which the head answers. */
  const askedTwice = async () => {
    const personId = cast['teacher']?.personId as string;
    const part = { mode: 'any', roles: ['headteacher'], written: true } as const;
    const parts = ['loans', 'byod-permission'].map((clause) => ({ ...part, clause }));
    const request = await site.store.transaction((tx) =>
      openRequest(
        tx,
        { school, at: site.clock.now(), by: personId },
        1,
        { parts, needs: [] },
        {
          personId,
          act: 'use-personal-device-for-work',
          facts: { signed: true },
          purpose: 'Marking',
          since: '2026-11-23',
        },
        {},
      ),
    );
    return request.id;
  };
  /** Writes an assessment with every question answered; gives its id. */
  const assess = async (kind: string, title: string) => {
    const form = await get('teacher', `${home}/assessments/new?kind=${kind}`);
    const sent = await post('teacher', `${home}/assessments`, { kind, title, ...filled(form.body) });
    return /assessments\/([\w-]{22})\?/.exec(String(sent.headers.location))?.[1] as string;
  };
  /** Takes personal use from a teacher of another school. */
  const taking = (): Fields => ({
    person: cast['smteacher']?.personId as string,
    what: 'personal-use use-ict-personally',
    extent: 'whole',
    reason: 'Films in lessons',
    ...days('since', '2026-11-22'),
  });

  before(async () => {
    site = await openTestSite({
      packs: [testPack('hunwick'), testPack('st-michaels'), testPack('law-england')],
    });
    app = await openPages(site);
    const made: Record<string, SignedIn> = {};
    for (const [name, key, roles] of [
      ['head', school, ['headteacher']],
      ['manager', school, ['it-manager']],
      ['dpo', school, ['dpo']],
      ['office', school, ['office-staff']],
      ['governor', school, ['governor']],
      ['teacher', school, ['teacher']],
      ['colleague', school, ['teacher']],
      ['parent', school, ['parent']],
      ['pupil', school, ['pupil']],
      ['elsewhere', 'st-michaels', ['headteacher']],
      ['smhead', 'st-michaels', ['headteacher']],
      ['smnet', 'st-michaels', ['network-manager']],
      ['smlead', 'st-michaels', ['computing-subject-leader']],
      ['smoffice', 'st-michaels', ['business-manager']],
      ['smteacher', 'st-michaels', ['teacher']],
    ] as const)
      made[name] = await signIn(site, key, [...roles], {
        givenName: name,
        familyName: 'Example',
        email: `${name}@${key}.example`,
      });
    cast = made;
  });
  after(async () => {
    await app.close();
    await site.close();
  });

  describe('from the answer', () => {
    it('an answer that says whom to ask leads to the request, and signing in comes back to it', async () => {
      const id = await answerTo('take-equipment-off-site', laptop);
      const page = await app.inject(`${home}/answers/${id}`);
      const href = `${home}/answers/${id}/request`;
      assert.match(page.body, new RegExp(`href="${href}"[^>]*>\\s*Ask the `));
      const away = await app.inject(href);
      assert.equal(away.statusCode, 303);
      assert.equal(away.headers.location, `${home}/sign-in?next=${encodeURIComponent(href)}`);
    });

    it('an answer that nobody’s agreement changes leads nowhere', async () => {
      for (const [act, facts] of [
        ['encrypt-device', {}],
        ['play-games', {}],
      ] as const) {
        const asked = site.answerer.school(school);
        const { question } = site.answerer.understand(asked, { as: ['staff'], act, facts });
        if (!question) continue;
        const { id, verdict } = await site.answerer.answer(asked, question, 'page');
        if (verdict.verdict === 'ask') continue;
        const page = await app.inject(`${home}/answers/${id}`);
        assert.ok(
          page.body.includes('/request"') === (verdict.verdict === 'no' && verdict.lifts.length > 0),
          act,
        );
      }
    });

    it('is filled in: clause, facts, what to show, and by name who will be asked', async () => {
      const id = await answerTo('take-equipment-off-site', laptop);
      const { body } = await get('teacher', `${home}/answers/${id}/request`);
      assert.match(body, /leaves school only if it is encrypted/);
      assert.match(body, /head Example, for the headteacher/i);
      assert.match(body, /manager Example, for the IT manager/i);
      assert.match(body, /value="device-encrypted"/);
      assert.doesNotMatch(body, /telephoned/);
    });

    it('asks again where purpose or days are wrong', async () => {
      const id = await answerTo('take-equipment-off-site', laptop);
      for (const [title, fields, words] of [
        ['no purpose', { ...aRequest, purpose: ' ' }, 'Say what it is for'],
        ['yesterday', { ...aRequest, ...days('since', '2026-11-21') }, 'cannot be before today'],
        ['no such day', { ...aRequest, ...days('until', '2026-02-31') }, 'Enter the last day'],
        ['backwards', { ...aRequest, ...days('until', '2026-11-22') }, 'cannot be before the first'],
      ] as const) {
        const sent = await post('teacher', `${home}/answers/${id}/request`, fields);
        assert.equal(sent.statusCode, 422, title);
        assert.ok(sent.body.includes(words), title);
      }
    });

    it('the office writes it down for somebody who telephoned, and nobody else may', async () => {
      const id = await answerTo('take-equipment-off-site', laptop);
      const teacher = cast['teacher']?.personId as string;
      const form = await get('office', `${home}/answers/${id}/request?for=${teacher}`);
      assert.match(form.body, /write this down for teacher Example/);
      const made = await ask('office', { ...aRequest, for: teacher });
      assert.equal((await get('teacher', `${home}/my/requests/${made}`)).statusCode, 200);
      assert.match((await get('office', `${home}/my/requests/${made}`)).body, /Written down by/);
      for (const who of ['colleague', 'parent', 'governor']) {
        const refused = await post(who, `${home}/answers/${id}/request`, { ...aRequest, for: teacher });
        assert.equal(refused.statusCode, 404, who);
      }
    });

    it('whoever may answer is written to, and the purpose stays behind the sign-in', async () => {
      const id = await ask('teacher', { ...aRequest, show: 'device-encrypted', purpose: 'A secret errand' });
      const letters = await site.store.db
        .selectFrom('message')
        .select(['to_address', 'body_text'])
        .where('kind', '=', 'request-waiting')
        .execute();
      const mine = letters.filter(({ body_text }) => body_text.includes(id));
      assert.deepEqual(mine.map(({ to_address }) => to_address).toSorted(), [
        'head@hunwick.example',
        'manager@hunwick.example',
      ]);
      assert.doesNotMatch(JSON.stringify(letters), /secret errand/);
    });
  });

  describe('who sees what', () => {
    let request: string;
    let permission: string;
    before(async () => {
      request = await ask('teacher');
      permission = await grant();
    });
    const everybody = [
      'head',
      'manager',
      'dpo',
      'office',
      'governor',
      'teacher',
      'colleague',
      'parent',
      'pupil',
      'elsewhere',
    ];
    /** Who finds what; everybody else finds nothing. */
    const rows: readonly (readonly [title: string, url: () => string, may: readonly string[]])[] = [
      ['a request that waits', () => `/requests/${request}`, ['head', 'manager']],
      ['one’s own request', () => `/my/requests/${request}`, ['teacher']],
      ['a permission', () => `/permissions/${permission}`, ['head', 'dpo', 'office', 'governor', 'teacher']],
      [
        'a permission on paper',
        () => `/permissions/${permission}/permission.pdf`,
        ['head', 'dpo', 'office', 'governor', 'teacher'],
      ],
      ['the register', () => '/permissions', ['head', 'dpo', 'office', 'governor']],
      ['the register as a sheet', () => '/permissions/list.csv', ['head', 'dpo', 'office', 'governor']],
      ['absences', () => '/absences', ['head', 'office']],
      ['reviews', () => '/reviews', ['head', 'dpo', 'office', 'governor']],
      ['what was taken', () => '/restrictions', ['head', 'dpo', 'office', 'governor']],
      ['nothing at all', () => `/requests/${'x'.repeat(22)}`, []],
      ['nothing held', () => `/permissions/${'x'.repeat(22)}`, []],
      ['no id', () => '/requests/1', []],
    ];
    for (const [title, url, may] of rows)
      it(`${title}: ${may.length > 0 ? may.join(', ') : 'nobody'}`, async () => {
        for (const who of everybody) {
          const page = await get(who, `${home}${url()}`);
          const expected = may.includes(who) ? 200 : who === 'elsewhere' ? 303 : 404;
          assert.equal(page.statusCode, expected, who);
        }
      });

    it('nobody else can answer, ask back, show, reply, take back or withdraw', async () => {
      const fields = {
        clause: 'loans',
        role: 'headteacher',
        outcome: 'granted',
        words: 'x',
        reason: 'x',
        show: 'device-encrypted',
      };
      for (const [url, may] of [
        [`/requests/${request}/decisions`, ['head', 'manager']],
        [`/requests/${request}/questions`, ['head', 'manager']],
        [`/my/requests/${request}/needs`, ['teacher']],
        [`/my/requests/${request}/remarks`, ['teacher']],
        [`/my/requests/${request}/retraction`, ['teacher']],
        [`/permissions/${permission}/withdrawal`, ['head']],
      ] as const)
        for (const who of everybody.filter((each) => !(may as readonly string[]).includes(each))) {
          const sent = await post(who, `${home}${url}`, fields);
          assert.equal(sent.statusCode, who === 'elsewhere' ? 303 : 404, `${who} ${url}`);
        }
      assert.match((await get('teacher', `${home}/my/requests/${request}`)).body, /Waits for an answer/);
    });

    it('waits in the list of those who may answer, and of nobody else', async () => {
      for (const who of everybody.filter((each) => each !== 'elsewhere')) {
        const { body } = await get(who, `${home}/requests`);
        assert.equal(body.includes(request), ['head', 'manager'].includes(who), who);
      }
    });

    it('nobody answers their own: the head’s goes to somebody else', async () => {
      const own = await ask('head', aRequest);
      assert.equal((await get('head', `${home}/requests/${own}`)).statusCode, 404);
      assert.ok(!(await get('head', `${home}/requests`)).body.includes(own));
      assert.equal((await agree('head', own)).statusCode, 404);
    });
  });

  describe('answering', () => {
    it('granted with conditions and an earlier end, the permission holds and says so', async () => {
      const permission = await grant('teacher', {
        conditions: 'Not on the bus',
        ...days('until', '2026-12-01'),
      });
      const { body } = await get('teacher', `${home}/permissions/${permission}`);
      assert.match(body, /Begins later/);
      assert.match(body, /Not on the bus/);
      assert.match(body, /1 December 2026, that day included/);
      assert.doesNotMatch(body, /Withdraw it/);
    });

    describe('two clauses that the head answers', () => {
      const both = ['loans', 'byod-permission'];

      it('are agreed to with one press', async () => {
        const id = await askedTwice();
        const { body } = await get('head', `${home}/requests/${id}`);
        assert.equal(body.match(/>\s*Agree\s*</g)?.length, 1);
        assert.equal((await agree('head', id, { clause: both })).statusCode, 303);
        const own = await get('teacher', `${home}/my/requests/${id}`);
        assert.equal(own.body.match(/Agreed by head Example/g)?.length, 2);
        assert.equal(own.body.match(/>Permission \d+</g)?.length, 2);
      });

      it('are refused with one press', async () => {
        const id = await askedTwice();
        const refused = { clause: both, outcome: 'refused', reason: 'Not yet' };
        assert.equal((await agree('head', id, refused)).statusCode, 303);
        assert.match((await get('teacher', `${home}/my/requests/${id}`)).body, /Refused[\s\S]*Not yet/);
      });

      it('are not agreed to at all together with a clause that nobody asked about', async () => {
        const id = await askedTwice();
        assert.equal((await agree('head', id, { clause: [...both.slice(0, 1), 'other'] })).statusCode, 404);
        const own = await get('teacher', `${home}/my/requests/${id}`);
        assert.doesNotMatch(own.body, /Agreed by/);
      });

      it('the act is the asker’s own to the asker, and somebody else’s to the head', async () => {
        const id = await askedTwice();
        assert.match((await get('teacher', `${home}/my/requests/${id}`)).body, /Use my own device/);
        const { body } = await get('head', `${home}/requests/${id}`);
        assert.match(body, /teacher Example asks to use their own device/);
        assert.doesNotMatch(body, /my own|agreement been signed/);
      });
    });

    it('an end that is later than asked for, or before the first day, is not taken', async () => {
      const id = await ask('teacher');
      for (const day of ['2026-12-19', '2026-11-22', '2026-02-31']) {
        const sent = await agree('head', id, days('until', day));
        assert.equal(sent.statusCode, 422, day);
        assert.match(sent.body, /href="#until-day"/);
      }
    });

    it('refused with a reason, which the asker reads and the next approver sees among like requests', async () => {
      site.clock.advance(60_000);
      const id = await ask('teacher');
      const bare = await agree('head', id, { outcome: 'refused' });
      assert.equal(bare.statusCode, 422);
      assert.match(bare.body, /Say why/);
      await agree('head', id, { outcome: 'refused', reason: 'None is left to lend' });
      assert.match(
        (await get('teacher', `${home}/my/requests/${id}`)).body,
        /Refused[\s\S]*None is left to lend/,
      );
      const next = await ask('colleague');
      const { body } = await get('manager', `${home}/requests/${next}`);
      assert.match(body, /Requests like this[\s\S]*1 refused[\s\S]*None is left to lend/);
    });

    it('nobody can agree while something is missing; when it is shown, those who may are written to', async () => {
      const id = await ask('teacher', aRequest);
      const page = await get('head', `${home}/requests/${id}`);
      assert.match(page.body, /nobody can agree yet/);
      assert.equal((await agree('head', id)).statusCode, 422);
      const letters = async () =>
        (
          await site.store.db
            .selectFrom('message')
            .select('body_text')
            .where('kind', '=', 'request-waiting')
            .execute()
        ).filter(({ body_text }) => body_text.includes(id)).length;
      assert.equal(await letters(), 0);
      await post('teacher', `${home}/my/requests/${id}/needs`, { show: 'device-encrypted' });
      assert.equal(await letters(), 2);
      assert.equal((await agree('head', id)).statusCode, 303);
    });

    it('what the register says of the asker’s own thing counts, and whoever answers reads it', async () => {
      const kind = shippedKinds().get('equipment') ?? assert.fail('no equipment');
      const by = cast['manager']?.personId as string;
      const enter = (name: string, isEncrypted: boolean) =>
        site.store.transaction((tx) =>
          enterItem(tx, { school, at: site.clock.now(), by }, kind, {
            name,
            tag: `${name} 12`,
            holderId: cast['teacher']?.personId,
            fields: { device: 'laptop', 'device-encrypted': isEncrypted },
          }),
        );
      const [open, locked] = [await enter('Open', false), await enter('Locked', true)];
      const answer = await answerTo('take-equipment-off-site', laptop);
      const form = await get('teacher', `${home}/answers/${answer}/request`);
      for (const id of [open, locked]) assert.ok(form.body.includes(`value="${id}"`));
      const others = await get('colleague', `${home}/answers/${answer}/request`);
      assert.doesNotMatch(others.body, /Which of your things/);

      const id = await ask('teacher', { ...aRequest, item: open, show: 'device-encrypted' });
      const page = await get('head', `${home}/requests/${id}`);
      assert.match(page.body, /Missing[\s\S]*The register says: No\. Open \(Open 12\)/);
      assert.match(page.body, /nobody can agree yet/);
      assert.equal((await agree('head', id)).statusCode, 422);
      const own = await get('teacher', `${home}/my/requests/${id}`);
      assert.doesNotMatch(own.body, /I can show this/);
      await post('teacher', `${home}/my/requests/${id}/needs`, { show: 'device-encrypted' });
      assert.equal((await agree('head', id)).statusCode, 422);
      await post('teacher', `${home}/my/requests/${id}/needs`, { item: locked });
      assert.match(
        (await get('head', `${home}/requests/${id}`)).body,
        /The register says: Yes\. Locked \(Locked 12\)[\s\S]*Security of the device: not checked yet/,
      );
      assert.equal((await agree('head', id)).statusCode, 303);
      assert.match((await get('teacher', `${home}/my/requests/${id}`)).body, /The register showed it/);
    });

    it('asked back waits for the asker, whose reply brings it back', async () => {
      const id = await ask('teacher');
      await post('head', `${home}/requests/${id}/questions`, { words: 'Which laptop is it?' });
      const own = await get('teacher', `${home}/my/requests/${id}`);
      assert.match(own.body, /Asked for more[\s\S]*Which laptop is it\?[\s\S]*Your reply/);
      site.clock.advance(60_000);
      await post('teacher', `${home}/my/requests/${id}/remarks`, { words: 'Number 12' });
      assert.match((await get('head', `${home}/requests/${id}`)).body, /Waits for an answer[\s\S]*Number 12/);
    });

    it('taken back, it cannot be answered any more', async () => {
      const id = await ask('teacher');
      await post('teacher', `${home}/my/requests/${id}/retraction`);
      const page = await get('head', `${home}/requests/${id}`);
      assert.match(page.body, /Taken back/);
      assert.doesNotMatch(page.body, /Your answer for/);
      assert.equal((await agree('head', id)).statusCode, 409);
    });

    it('while the head and the IT manager are away, whoever stands in finds it', async () => {
      const id = await ask('teacher');
      await signIn(site, school, ['deputy-headteacher']).then((deputy) => (cast = { ...cast, deputy }));
      assert.equal((await get('deputy', `${home}/requests/${id}`)).statusCode, 404);
      const away = {
        person: cast['head']?.personId as string,
        ...days('since', '2026-11-22'),
        ...days('until', '2026-11-24'),
      };
      assert.equal((await post('office', `${home}/absences`, away)).statusCode, 303);
      assert.equal((await get('deputy', `${home}/requests/${id}`)).statusCode, 200);
      const { body } = await get('office', `${home}/absences`);
      const absence = /absences\/([\w-]{22})\/end/.exec(body)?.[1];
      assert.equal((await post('office', `${home}/absences/${absence}/end`)).statusCode, 303);
      assert.equal((await get('deputy', `${home}/requests/${id}`)).statusCode, 404);
    });
  });

  describe('a contract with a cloud provider', () => {
    it('nobody’s word stands for the assessment', async () => {
      const id = await contract({ show: 'risk-assessment-complete' });
      assert.match((await get('teacher', `${home}/my/requests/${id}`)).body, /Something is missing/);
    });

    it('an approved assessment is attached, read in place, and head, protection officer and IT manager all agree', async () => {
      const assessment = await assess('cloud', 'Cloudy Books');
      const own = await get('teacher', `${home}/assessments/${assessment}`);
      assert.doesNotMatch(own.body, /Approve it/, 'nobody approves what they wrote');
      const review = { edition: '1', ...days('review', '2027-09-01') };
      assert.equal(
        (await post('teacher', `${home}/assessments/${assessment}/approval`, review)).statusCode,
        404,
      );
      assert.equal(
        (await post('manager', `${home}/assessments/${assessment}/approval`, review)).statusCode,
        404,
      );
      assert.equal((await post('dpo', `${home}/assessments/${assessment}/approval`, review)).statusCode, 303);
      const id = await contract({ 'assessment.risk-assessment-complete': assessment });
      assert.match((await get('head', `${home}/requests/${id}`)).body, /Cloudy Books/);
      for (const [who, role] of [
        ['head', 'headteacher'],
        ['dpo', 'dpo'],
        ['manager', 'it-manager'],
      ] as const) {
        assert.match((await get('teacher', `${home}/my/requests/${id}`)).body, /Waits for an answer/);
        const sent = await agree(who, id, { clause: 'three-agree', role });
        assert.equal(sent.statusCode, 303, sent.body);
      }
      assert.match((await get('teacher', `${home}/my/requests/${id}`)).body, /Granted/);
    });

    it('a draft shows nothing, and neither does one whose review is due', async () => {
      const assessment = await assess('cloud', 'Half done');
      const id = await contract({ 'assessment.risk-assessment-complete': assessment });
      assert.match((await get('teacher', `${home}/my/requests/${id}`)).body, /Something is missing/);
    });

    it('an open question, or a review that is not later than today, cannot be approved', async () => {
      const sent = await post('teacher', `${home}/assessments`, { kind: 'ai', title: 'Little said' });
      const assessment = /assessments\/([\w-]{22})\?/.exec(String(sent.headers.location))?.[1];
      assert.match((await get('head', `${home}/assessments/${assessment}`)).body, /must be answered before/);
      const whole = await assess('ai', 'All said');
      const early = { edition: '1', ...days('review', '2026-11-22') };
      assert.equal((await post('head', `${home}/assessments/${whole}/approval`, early)).statusCode, 422);
    });

    it('a new AI tool brings the review of the policy forward, once', async () => {
      const assessment = await assess('ai', 'Poem machine');
      const review = { edition: '1', ...days('review', '2027-09-01') };
      assert.equal(
        (await post('head', `${home}/assessments/${assessment}/approval`, review)).statusCode,
        303,
      );
      const form = await get('teacher', `${home}/assessments/new?kind=ai`);
      await post('teacher', `${home}/assessments/${assessment}`, {
        title: 'Poem machine',
        ...filled(form.body),
      });
      const again = { edition: '2', ...days('review', '2027-10-01') };
      assert.equal((await post('head', `${home}/assessments/${assessment}/approval`, again)).statusCode, 303);
      const { body } = await get('office', `${home}/reviews`);
      assert.equal(body.split('A new AI tool: Poem machine').length, 2);
      const id = /reviews\/([\w-]{22})\/outcome/.exec(body)?.[1];
      assert.equal((await post('office', `${home}/reviews/${id}/outcome`, {})).statusCode, 422);
      await post('office', `${home}/reviews/${id}/outcome`, { outcome: 'Nothing to change' });
      assert.match((await get('governor', `${home}/reviews`)).body, /Nothing to change/);
    });

    it('an edition that was replaced meanwhile is not approved', async () => {
      const assessment = await assess('cloud', 'Moving target');
      const form = await get('teacher', `${home}/assessments/new?kind=cloud`);
      await post('teacher', `${home}/assessments/${assessment}`, { title: 'Moved', ...filled(form.body) });
      const review = { edition: '1', ...days('review', '2027-09-01') };
      assert.equal((await post('dpo', `${home}/assessments/${assessment}/approval`, review)).statusCode, 409);
    });
  });

  describe('permissions', () => {
    it('withdrawn with a reason, it ends at once', async () => {
      const permission = await grant();
      const bare = await post('head', `${home}/permissions/${permission}/withdrawal`, {});
      assert.equal(bare.statusCode, 422);
      await post('head', `${home}/permissions/${permission}/withdrawal`, { reason: 'Left on a train' });
      const { body } = await get('teacher', `${home}/permissions/${permission}`);
      assert.match(body, /Withdrawn by head Example[\s\S]*Left on a train/);
      assert.equal(
        (await post('head', `${home}/permissions/${permission}/withdrawal`, { reason: 'Again' })).statusCode,
        404,
      );
    });

    it('on paper it carries its proof, which a stranger’s verifier accepts', async () => {
      const permission = await grant('teacher', { conditions: 'Not on the bus' });
      const sent = await get('teacher', `${home}/permissions/${permission}/permission.pdf`);
      assert.equal(sent.headers['content-type'], 'application/pdf');
      assert.match(
        String(sent.headers['content-disposition']),
        /^attachment; filename="permission-\d+\.pdf"$/,
      );
      const path = join(testDirectory(), 'permission.pdf');
      writeFileSync(path, sent.rawPayload);
      const key = ledgerKey(school, site.keys.ledger);
      const { status, stdout } = spawnSync(process.execPath, [verifier, path, key], { encoding: 'utf8' });
      assert.equal(status, 0, stdout);
      assert.match(stdout, /permission\.given/);
    });

    it('whoever granted it has the page and not the paper', async () => {
      const id = await ask('teacher');
      await agree('manager', id, { role: 'it-manager' });
      const { body } = await get('teacher', `${home}/my/requests/${id}`);
      const permission = /href="[^"]*\/permissions\/([\w-]{22})"/.exec(body)?.[1];
      const paper = `${home}/permissions/${permission}/permission.pdf`;
      assert.ok((await get('teacher', `${home}/permissions/${permission}`)).body.includes(paper));
      const page = await get('manager', `${home}/permissions/${permission}`);
      assert.equal(page.statusCode, 200);
      assert.ok(!page.body.includes(paper));
      assert.equal((await get('manager', paper)).statusCode, 404);
    });

    it('the register is narrowed by state, person, act and clause', async () => {
      const permission = await grant('colleague');
      const colleague = cast['colleague']?.personId as string;
      for (const [query, isThere] of [
        ['state=to-come', true],
        ['state=live', false],
        ['state=lapsed', false],
        ['state=withdrawn', false],
        [`state=all&person=${colleague}`, true],
        [`state=all&person=${cast['teacher']?.personId}`, false],
        ['state=all&act=take-equipment-off-site', true],
        ['state=all&act=sign-cloud-contract', false],
        ['state=all&clause=loans', true],
        ['state=all&clause=three-agree', false],
      ] as const) {
        const { body } = await get('office', `${home}/permissions?${query}`);
        assert.equal(body.includes(permission), isThere, query);
      }
    });

    it('a condition that a spreadsheet would run is text in the sheet', async () => {
      await grant('teacher', { conditions: '=HYPERLINK("http://evil.example")' });
      const { body, headers } = await get('office', `${home}/permissions/list.csv?state=all`);
      assert.match(String(headers['content-type']), /text\/csv/);
      assert.match(body, /"'=HYPERLINK\(""http:\/\/evil\.example""\)"/);
    });
  });

  describe('personal use, taken from one person', () => {
    const there = '/schools/st-michaels/restrictions';
    for (const who of ['smhead', 'smnet', 'smlead'])
      it(`${who} takes it and gives it back`, async () => {
        const sent = await post(who, there, taking());
        assert.equal(sent.statusCode, 303, sent.body);
        const mine = await get('smteacher', '/schools/st-michaels/my/permissions');
        assert.match(mine.body, /Taken from you[\s\S]*Films in lessons/);
        const { body } = await get(who, there);
        const id = /restrictions\/([\w-]{22})\/lift/.exec(body)?.[1];
        assert.equal((await post('smteacher', `${there}/${id}/lift`)).statusCode, 404);
        assert.equal((await post('smoffice', `${there}/${id}/lift`)).statusCode, 404);
        assert.equal((await post(who, `${there}/${id}/lift`)).statusCode, 303);
        assert.doesNotMatch(
          (await get('smteacher', '/schools/st-michaels/my/permissions')).body,
          /Taken from you/,
        );
      });

    it('the office sees it and cannot take it; a teacher does not see it', async () => {
      assert.equal((await post('smoffice', there, taking())).statusCode, 422);
      assert.equal((await get('smteacher', there)).statusCode, 404);
      assert.equal((await post('smteacher', there, taking())).statusCode, 404);
    });

    it('nobody takes it from themselves, for no reason, or limits it without saying to what', async () => {
      for (const [field, fields] of [
        ['person', { person: cast['smhead']?.personId as string }],
        ['reason', { reason: '' }],
        ['limits', { extent: 'limits' }],
        ['extent', { extent: '' }],
        ['what', { what: 'personal-use anything' }],
        ['since-day', days('since', '2026-11-21')],
      ] as const) {
        const sent = await post('smhead', there, { ...taking(), ...fields });
        assert.equal(sent.statusCode, 422, field);
        assert.match(sent.body, new RegExp(`href="#${field}"`), field);
      }
    });
  });

  it('hostile words are shown as the letters that they are', async () => {
    for (const words of payloads.filter((_, index) => index % 6 === 0)) {
      const id = await ask('teacher', { ...aRequest, purpose: words, show: 'device-encrypted' });
      await post('head', `${home}/requests/${id}/questions`, { words });
      await post('teacher', `${home}/my/requests/${id}/remarks`, { words });
      checkUnmarked((await get('head', `${home}/requests/${id}`)).body, words);
      await agree('head', id, { conditions: words });
      const own = await get('teacher', `${home}/my/requests/${id}`);
      checkUnmarked(own.body, words);
      const permission = /href="[^"]*\/permissions\/([\w-]{22})"/.exec(own.body)?.[1];
      await post('head', `${home}/permissions/${permission}/withdrawal`, { reason: words });
      checkUnmarked((await get('teacher', `${home}/permissions/${permission}`)).body, words);
      const sent = await post('teacher', `${home}/assessments`, {
        kind: 'cloud',
        title: words,
        'answer.purpose': words,
      });
      assert.equal(sent.statusCode, 303);
      checkUnmarked((await get('head', String(sent.headers.location))).body, words);
    }
    checkUnmarked((await get('head', `${home}/assessments`)).body, 'the list of assessments');
  });
});
