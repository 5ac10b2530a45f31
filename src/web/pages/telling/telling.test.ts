import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { checkUnmarked, payloads } from '../../../../test/support/hostile.ts';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { type SignedIn, signIn } from '../../../../test/support/signed-in.ts';
import { testPack } from '../../../../test/support/site.ts';
import { newId } from '../../../kernel/index.ts';
import { add, type Looking, type Report, readReports, reportsHeard } from '../../../reports/index.ts';
import { attachmentCalled } from './sending-evidence.ts';

const school = 'st-michaels';
const home = `/schools/${school}`;
const tell = `${home}/tell`;
const BOUNDARY = 'gatehouse-boundary';
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAAElFTkSuQmCC', 'base64');

interface Fields {
  readonly [name: string]: string | readonly string[];
}
interface Attached {
  readonly name: string;
  readonly body: Buffer;
}

/** A form as a browser sends it, with files. */
function multipart(fields: Fields, files: readonly Attached[] = []): Buffer {
  const texts = Object.entries(fields).flatMap(([name, value]) =>
    [value]
      .flat()
      .map((each) =>
        Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${each}\r\n`),
      ),
  );
  const parts = files.flatMap(({ name, body }) => [
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    body,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...texts, ...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

const receiptIn = (body: string): string => /id="receipt"><code>([A-Z0-9-]{34})</.exec(body)?.[1] ?? '';

/** The form that somebody without an account sends. */
const form = (fields: Fields = {}): Fields => ({
  nonce: newId(),
  as: 'parent',
  event: 'malware-suspected',
  words: 'Odd windows opened.',
  ...fields,
});

describe('telling', () => {
  let app: TestApp;
  let cast: Readonly<Record<string, SignedIn>>;

  const get = (url: string, who?: string) =>
    app.inject({ url, ...(who !== undefined && { headers: cast[who]?.headers ?? {} }) });
  const post = (
    url: string,
    fields: Fields,
    { who, files, from }: { who?: string; files?: readonly Attached[]; from?: string } = {},
  ) =>
    app.inject({
      method: 'POST',
      url,
      remoteAddress: from ?? '10.0.0.1',
      headers: {
        ...(who !== undefined && cast[who]?.headers),
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      },
      payload: multipart(fields, files),
    });
  const lookUp = (receipt: string) => app.send(`${home}/told`, [['receipt', receipt]]);
  const reports = () => readReports(app.site.store.db, school, {});
  const reportOf = async (sent: LightMyRequestResponse): Promise<Report> => {
    const number = /([A-Z0-9]{4}-[A-Z0-9]{4})<\/strong>/.exec(sent.body)?.[1];
    const found = (await reports()).find(({ reference }) => reference === number);
    assert.ok(found, `${sent.statusCode} ${sent.body}`);
    return found;
  };
  const looking = (who: string, roles: readonly string[]): Looking => ({
    school,
    policy: app.site.answerer.school(school).policy,
    day: '2026-11-22',
    listener: { personId: cast[who]?.personId as string, roles },
  });
  const hears = async (who: string, roles: readonly string[], id: string) =>
    (await reportsHeard(app.site.store.db, looking(who, roles), { ids: [id] })).length === 1;

  before(async () => {
    app = await openTestApp({ packs: [testPack('st-michaels'), testPack('law-england')] });
    const enter = (roles: readonly string[], givenName: string, familyName: string) =>
      signIn(app.site, school, roles, {
        givenName,
        familyName,
        email: `${givenName.toLowerCase()}@example.org`,
      });
    cast = {
      teacher: await enter(['teacher'], 'Ann', 'Trial'),
      colleague: await enter(['teacher'], 'Bo', 'Sample'),
      head: await enter(['headteacher'], 'Hetty', 'Leaderby'),
      chair: await enter(['chair-of-governors'], 'Clara', 'Benchley'),
      network: await enter(['network-manager'], 'Otto', 'Cableton'),
      dsl: await enter(['dsl'], 'Dora', 'Shieldon'),
      pupil: await enter(['pupil'], 'Pip', 'Young'),
      parent: await enter(['parent'], 'Pat', 'Leaderby'),
    };
  });
  after(() => app?.close());

  describe('the way to the form', () => {
    it('somebody who is not signed in says who they are, and chooses what it is', async () => {
      assert.match((await get(tell)).body, /Who are you\?/);
      assert.match((await get(`${tell}?step=who`)).body, /href="#as"[\s\S]*Choose one/);
      assert.match((await get(`${tell}?as=parent`)).body, /What do you want to tell us\?/);
      assert.match((await get(`${tell}?as=parent&event=malware-suspected`)).body, /name="words"/);
      assert.match((await get(`${tell}?as=headteacher`)).body, /Who are you\?/, 'nobody says that they lead');
    });

    it('a child is asked in a child’s words, whether signed in or not', async () => {
      for (const answer of [await get(`${tell}?for=child`), await get(tell, 'pupil')]) {
        assert.match(answer.body, /You are not in trouble for telling/);
        assert.match(answer.body, /Something else is bothering me/);
      }
    });

    it('the form asks what the policy leaves open, and says to whom it goes', async () => {
      const { body } = await get(`${tell}?event=email-mis-sent`, 'teacher');
      assert.match(body, /name="fact\.personal-data-involved"/);
      assert.match(body, /the network manager \(Oakford Technology\) and the headteacher, at once/);
      assert.match(body, /It is about the headteacher/);
    });

    it('an answer that says whom to tell leads to the form, filled in, with nothing of it in the address', async () => {
      const asked = app.site.answerer.school(school);
      const { question } = app.site.answerer.understand(asked, {
        as: ['teacher'],
        event: 'email-mis-sent',
        facts: { 'personal-data-involved': true },
      });
      assert.ok(question);
      const { id } = await app.site.answerer.answer(asked, question, 'page');
      const { body } = await get(`${home}/answers/${id}`);
      assert.ok(body.includes(`href="${tell}?answer=${id}"`), 'the button');
      const filled = await get(`${tell}?answer=${id}`);
      assert.match(filled.body, /value="yes" checked/);
      const sent = await post(tell, form({ as: 'staff', event: '', answer: id }));
      const report = await reportOf(sent);
      assert.deepEqual(
        [report.way, report.event, report.facts],
        ['verdict', 'email-mis-sent', { 'personal-data-involved': true }],
      );
    });

    it('whatever stands in the address, it is a page', async () => {
      for (const query of [
        'event=nothing',
        'kind=nothing',
        'answer=x',
        'as=a&as=b',
        'event=%00',
        `answer=${newId()}`,
      ])
        assert.equal((await get(`${tell}?${query}`)).statusCode, 200, query);
    });
  });

  describe('sending', () => {
    it('somebody signed in finds what they told on their own page', async () => {
      const fields = { event: 'malware-suspected', words: 'A strange window.', named: 'yes', nonce: newId() };
      const teller = cast['teacher']?.personId as string;
      const sent = await post(tell, { ...fields, teller }, { who: 'teacher' });
      assert.equal(sent.statusCode, 303, sent.body);
      const own = String(sent.headers.location);
      assert.match(own, /\/my\/reports\/[\w-]{22}\?done=told$/);
      assert.match(
        (await get(own, 'teacher')).body,
        /Thank you[\s\S]*What to do now|Thank you[\s\S]*A strange window/,
      );
      assert.match((await get(`${home}/my/reports`, 'teacher')).body, /waiting to be heard/);
      assert.equal((await get(own, 'colleague')).statusCode, 404);
      assert.equal((await get(own, 'head')).statusCode, 404, 'by this way it is the teller’s alone');
      const again = await post(tell, { ...fields, teller }, { who: 'teacher' });
      assert.equal(again.headers.location, sent.headers.location);
    });

    it('the same form twice shows the same page with the same receipt; changed, it is another', async () => {
      const fields = form();
      const [first, second] = [await post(tell, fields), await post(tell, fields)];
      assert.equal(first.statusCode, 200);
      assert.match(receiptIn(first.body), /^(?:[A-Z0-9]{4}-){6}[A-Z0-9]{4}$/);
      assert.equal(receiptIn(second.body), receiptIn(first.body));
      assert.equal((await reportOf(second)).id, (await reportOf(first)).id);
      const changed = await post(tell, { ...fields, words: 'Odd windows opened, and closed.' });
      assert.notEqual((await reportOf(changed)).id, (await reportOf(first)).id);
    });

    it('two forms without a number are two', async () => {
      const [one, other] = [await post(tell, form({ nonce: '' })), await post(tell, form({ nonce: '' }))];
      assert.notEqual((await reportOf(one)).id, (await reportOf(other)).id);
    });

    it('somebody signed in who does not want to be known is kept by a role that many hold', async () => {
      const sent = await post(tell, form({ named: 'no', teller: cast['head']?.personId as string }), {
        who: 'head',
      });
      const report = await reportOf(sent);
      assert.deepEqual([report.toldBy, report.toldAs, report.enteredBy], [undefined, 'staff', undefined]);
      assert.notEqual(receiptIn(sent.body), '');
      assert.doesNotMatch((await get(`${home}/my/reports`, 'head')).body, new RegExp(report.reference));
    });

    it('what was opened by nobody who is known stays so, whoever signs in meanwhile', async () => {
      const before = form({ as: 'parent' });
      const report = await reportOf(await post(tell, before, { who: 'head' }));
      assert.deepEqual([report.toldBy, report.toldAs], [undefined, 'parent']);
      const others = form({ named: 'no', teller: cast['teacher']?.personId as string, as: 'staff' });
      const other = await reportOf(await post(tell, others, { who: 'head' }));
      assert.deepEqual([other.toldBy, other.toldAs], [undefined, 'staff']);
    });

    it('a session that ended meanwhile neither loses the words nor hides that the name is lost', async () => {
      const teller = cast['teacher']?.personId as string;
      const before = (await reports()).length;
      for (const who of [undefined, 'colleague']) {
        const sent = await post(
          tell,
          form({ named: 'yes', teller, words: 'Kept words.' }),
          who ? { who } : {},
        );
        assert.equal(sent.statusCode, 422);
        assert.match(sent.body, /Kept words\./);
        assert.match(sent.body, /href="#named"/);
        assert.ok(sent.body.includes(`name="teller" value="${teller}"`), 'signed in again, it can be sent');
      }
      assert.equal((await reports()).length, before);
    });

    it('an address for answers is kept, and a wrong one comes back', async () => {
      const kept = await reportOf(await post(tell, form({ address: 'pat@example.org' })));
      assert.equal(kept.tellerAddress, 'pat@example.org');
      const wrong = await post(tell, form({ address: 'pat at home' }));
      assert.equal(wrong.statusCode, 422);
      assert.match(wrong.body, /href="#address"[\s\S]*value="pat at home"/);
    });

    it('empty or endless words come back with all that was filled in', async () => {
      for (const words of ['  ', 'x'.repeat(10_001)]) {
        const sent = await post(
          tell,
          form({ words, event: 'email-mis-sent', about: 'Somebody', meant: 'network-manager' }),
        );
        assert.equal(sent.statusCode, 422);
        assert.match(sent.body, /href="#words"/);
        assert.match(sent.body, /value="Somebody"/);
        assert.match(sent.body, /value="network-manager" checked/);
        assert.ok(sent.body.includes(words.trim()));
      }
    });

    it('what is longer than other fields is kept whole', async () => {
      const sent = await post(tell, form({ words: 'é'.repeat(9_999) }));
      assert.equal((await reportOf(sent)).words.length, 9_999);
    });

    for (const [how, fields] of [
      ['ticked', { meant: 'headteacher' }],
      ['named', { about: 'Mrs. LEADERBY, I think' }],
      ['called by the role', { about: 'it was the headteacher' }],
    ] as const)
      it(`what is about the head, ${how}, goes to the chair of governors`, async () => {
        const sent = await post(
          tell,
          form({ as: 'staff', event: 'email-mis-sent', 'fact.personal-data-involved': 'yes', ...fields }),
        );
        const { id } = await reportOf(sent);
        assert.equal(await hears('head', ['headteacher', 'senior-leadership', 'staff'], id), false);
        assert.equal(await hears('chair', ['chair-of-governors', 'governor'], id), true);
        assert.equal(await hears('network', ['network-manager'], id), true);
      });

    it('a parent of the same name does not count as meant', async () => {
      const sent = await post(tell, form({ about: 'Leaderby' }));
      assert.deepEqual((await reportOf(sent)).about, [cast['head']?.personId]);
    });

    it('hostile words are shown as the letters that they are', async () => {
      for (const words of payloads.filter((_, index) => index % 8 === 0)) {
        const bad = await post(tell, form({ words: '', about: words }));
        checkUnmarked(bad.body, words);
        const sent = await post(tell, form({ words, about: words }), { from: '10.0.0.9' });
        checkUnmarked((await lookUp(receiptIn(sent.body))).body, words);
      }
    });

    it('very much from one address has to wait, and loses nothing; another address does not', async () => {
      const from = '10.0.0.77';
      let refused: LightMyRequestResponse | undefined;
      for (let sent = 0; sent < 61; sent += 1)
        refused = await post(tell, form({ words: `Number ${sent}` }), { from });
      assert.equal(refused?.statusCode, 429);
      assert.match(refused?.body ?? '', /Number 60/);
      assert.equal((await post(tell, form(), { from: '10.0.0.78' })).statusCode, 200);
    });
  });

  describe('what is handed in', () => {
    const picture = { name: 'screen.png', body: png };

    it('a picture is kept under its name, with its hash', async () => {
      const sent = await post(tell, form(), { files: [picture] });
      const { body } = await lookUp(receiptIn(sent.body));
      assert.match(body, /With: screen\.png/);
    });

    it('a file that is not what it says comes back with the words', async () => {
      const sent = await post(tell, form(), { files: [{ name: 'a.png', body: Buffer.from('<svg/>') }] });
      assert.equal(sent.statusCode, 422);
      assert.match(sent.body, /href="#files"/);
      assert.match(sent.body, /Odd windows opened/);
    });

    it('six files are too many', async () => {
      const sent = await post(tell, form(), { files: Array.from({ length: 6 }, () => picture) });
      assert.equal(sent.statusCode, 422);
      assert.match(sent.body, /at most 5 files/);
    });

    it('where a picture may itself be unlawful there is no field, and it is asked before anything is sent', async () => {
      const open = await get(`${tell}?event=inappropriate-content-found`, 'teacher');
      assert.doesNotMatch(open.body, /type="file"/);
      assert.match(open.body, /Do not send a picture with this/);
      const unsaid = await post(tell, form({ as: 'staff', event: 'inappropriate-content-found' }), {
        files: [picture],
      });
      assert.equal(unsaid.statusCode, 422);
      assert.match(unsaid.body, /href="#fact\.illegal-image-possible"/);
    });

    it('a child is asked in other words, and adds no picture where one may be unlawful', async () => {
      const seen = await get(`${tell}?for=child&kind=unsuitable-content`);
      assert.match(seen.body, /without clothes\?/);
      const nasty = await get(`${tell}?for=child&kind=nasty-message`);
      for (const { body } of [seen, nasty]) assert.doesNotMatch(body, /type="file"/);
      const fields = form({ as: 'pupil', for: 'child', kind: 'nasty-message', event: '' });
      const sent = await post(tell, fields, { files: [picture] });
      assert.match(sent.body, /The file was not kept/);
    });

    it('once it is said that there is no such picture, others can be added afterwards', async () => {
      const event = 'offensive-message-received';
      assert.doesNotMatch((await get(`${tell}?as=parent&event=${event}`)).body, /type="file"/);
      const receipt = receiptIn(
        (await post(tell, form({ event, 'fact.illegal-image-possible': 'no' }))).body,
      );
      const more = await post(
        `${home}/told/answers`,
        { receipt, words: 'Here it is.' },
        { files: [picture] },
      );
      assert.match(more.body, /With: screen\.png/);
    });

    it('those who hear it are written to, and nothing of it stands in the letter', async () => {
      const { id, reference } = await reportOf(await post(tell, form({ words: 'Canary in a letter.' })));
      const letters = await app.site.store.db.selectFrom('message').selectAll().execute();
      assert.ok(letters.length > 0);
      const written = JSON.stringify(letters);
      for (const secret of ['Canary in a letter', reference]) assert.ok(!written.includes(secret), id);
    });

    for (const said of ['yes', 'unsure'])
      it(`answered ${said}, what is handed in anyway is not kept, the words are, and the safeguarding lead hears`, async () => {
        const fields = form({
          as: 'staff',
          event: 'inappropriate-content-found',
          'fact.illegal-image-possible': said,
        });
        const sent = await post(tell, fields, { files: [picture] });
        assert.match(sent.body, /The file was not kept/);
        assert.match(sent.body, /do not look at it again, copy it/);
        const report = await reportOf(sent);
        assert.equal(await hears('dsl', ['dsl', 'staff'], report.id), true);
        const receipt = receiptIn(sent.body);
        const more = await post(
          `${home}/told/answers`,
          { receipt, words: 'There is more.' },
          { files: [picture] },
        );
        assert.match(more.body, /There is more\.[\s\S]*No pictures are taken here/);
        assert.match(more.body, /The file was not kept/);
        assert.doesNotMatch(more.body, /screen\.png/);
      });

    it('a name cannot break out of the header that carries it', () => {
      assert.equal(
        attachmentCalled('a"b\r\né (1).png'),
        `attachment; filename="a_b___ (1).png"; filename*=UTF-8''a%22b%0D%0A%C3%A9%20%281%29.png`,
      );
    });
  });

  describe('coming back', () => {
    it('whoever holds the receipt reads the school’s answer, and answers', async () => {
      const sent = await post(tell, form({ kind: 'other', event: 'other' }));
      const receipt = receiptIn(sent.body);
      const { id } = await reportOf(sent);
      const { listener, ...where } = looking('head', ['headteacher', 'senior-leadership', 'staff']);
      await app.site.store.transaction((tx) =>
        add(tx, { ...where, at: app.site.clock.now(), by: listener }, app.site.reporting.kinds, id, {
          kind: 'asked',
          words: 'Which day was it?',
        }),
      );
      const seen = await lookUp(receipt.toLowerCase().replaceAll('-', ' '));
      const lettersNow = async () =>
        (await app.site.store.db.selectFrom('message').select('id').execute()).length;
      const letters = await lettersNow();
      assert.match(seen.body, /Which day was it\?/);
      assert.doesNotMatch(seen.body, /Leaderby/, 'people of the school are not named');
      const answers = `${home}/told/answers`;
      assert.match(
        (await post(answers, { receipt, words: 'On Monday.' })).body,
        /Your answer is kept[\s\S]*On Monday\./,
      );
      const twice = await post(answers, { receipt, words: 'On Monday.' });
      assert.equal(twice.body.split('On Monday.').length, 2, 'said once');
      assert.equal((await post(answers, { receipt, words: '' })).statusCode, 422);
      await post(answers, { receipt, words: 'In the morning.' });
      assert.equal((await lettersNow()) - letters, 1, 'who hears it is written to, once');
    });

    it('what is no receipt shows the same, whatever it is', async () => {
      const shown = new Set<string>();
      for (const wrong of ['BCDF', 'BCDF-'.repeat(7), '', 'x'.repeat(4000)]) {
        const { statusCode, body } = await lookUp(wrong);
        assert.equal(statusCode, 422);
        shown.add(body.replaceAll(/value="[^"]*"/g, ''));
      }
      assert.equal(shown.size, 1);
      assert.equal((await post(`${home}/told/answers`, { receipt: 'BCDF', words: 'Hello' })).statusCode, 422);
    });

    it('a receipt stands in no address and in no line of the log', async () => {
      const receipt = receiptIn((await post(tell, form())).body);
      const { body } = await lookUp(receipt);
      assert.doesNotMatch(body, new RegExp(`href="[^"]*${receipt}`));
      assert.ok(app.log.every((line) => !line.includes(receipt)));
    });

    it('the receipt of one school opens nothing at another', async () => {
      const receipt = receiptIn((await post(tell, form())).body);
      assert.equal((await app.send('/schools/nowhere/told', [['receipt', receipt]])).statusCode, 404);
    });
  });

  describe('by telephone', () => {
    const telephone = `${home}/reports/telephone`;

    it('staff write down what somebody tells, and do not see it afterwards', async () => {
      assert.ok((await get(tell, 'teacher')).body.includes(`href="${telephone}"`));
      assert.ok(!(await get(tell, 'parent')).body.includes(`href="${telephone}"`));
      assert.match((await get(telephone, 'teacher')).body, /Who is telling you\?/);
      const { body } = await get(`${telephone}?as=parent&event=data-breach`, 'teacher');
      assert.match(body, /When the school first knew/);
      const sent = await post(
        telephone,
        form({
          event: 'data-breach',
          caller: 'Pat, at 01632 960001',
          words: 'A list blew away.',
          'came-day': '21',
          'came-month': '11',
          'came-year': '2026',
          hour: '17:30',
        }),
        { who: 'teacher' },
      );
      const report = await reportOf(sent);
      assert.match(report.words, /told by Pat, at 01632 960001:\s+A list blew away\./);
      assert.deepEqual(
        [report.way, report.toldBy, report.enteredBy, report.toldAs, report.cameAt.toISOString()],
        ['telephone', undefined, cast['teacher']?.personId, 'parent', '2026-11-21T17:30:00.000Z'],
      );
      assert.equal(receiptIn(sent.body), '', 'the receipt would let whoever wrote it down read on');
      assert.equal((await get(`${home}/my/reports/${report.id}`, 'teacher')).statusCode, 404);
    });

    for (const [why, fields] of [
      ['a day that is not', { 'came-day': '31', 'came-month': '2', 'came-year': '2026', hour: '9:00' }],
      ['a time to come', { 'came-day': '23', 'came-month': '11', 'came-year': '2026', hour: '9:00' }],
      ['no hour', { 'came-day': '21', 'came-month': '11', 'came-year': '2026' }],
      ['an hour that is not', { 'came-day': '21', 'came-month': '11', 'came-year': '2026', hour: '25:00' }],
    ] as const)
      it(`${why} comes back`, async () => {
        assert.equal((await post(telephone, form(fields), { who: 'teacher' })).statusCode, 422);
      });

    it('is not there for a parent', async () => {
      assert.equal((await get(telephone, 'parent')).statusCode, 404);
    });
  });
});
