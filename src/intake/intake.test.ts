import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { DOMAIN, type IntakeSchools, openIntakeSchools } from '../../test/support/intake-school.ts';
import { letterOf, letterWith, sendRaw } from '../../test/support/letters.ts';
import { testStores } from '../../test/support/store.ts';
import { close, readEntries } from '../reports/index.ts';
import type { Store } from '../store/index.ts';
import { replyAddress } from './index.ts';

const SCHOOL = 'st-michaels';
const TO = [`tell+${SCHOOL}@${DOMAIN}`];
const text = (words: string) => Buffer.from(words);

for (const engine of testStores()) {
  describe(`letters that come in, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let there: IntakeSchools;
    let number = 0;

    before(async () => {
      store = await engine.open();
      there = await openIntakeSchools(store, [SCHOOL, 'hunwick']);
    });
    after(async () => {
      await there?.close();
      await store?.close();
    });

    const numbered = (headers: Record<string, string> = {}) => ({
      'Message-ID': `<${(number += 1)}@home.example>`,
      ...headers,
    });
    /** Each a second after the one before, so that the newest is known. */
    const send = (raw: string, to: readonly string[] = TO, from?: string) => {
      there.clock.advance(1000);
      return sendRaw(there.intake.port, { to, ...(from !== undefined && { from }) }, raw);
    };
    const newest = async (school?: string) => {
      const [report] = await there.reports(school);
      return report ?? assert.fail('no report');
    };
    const countAt = async (key: string) => (await there.reports(key)).length;
    const lettersTo = (address: string) =>
      store.db.selectFrom('message').selectAll().where('to_address', '=', address).execute();
    /** Reports that a letter made. */
    const madeBy = async (work: () => Promise<string>, school?: string) => {
      const before_ = (await there.reports(school)).map(({ id }) => id);
      const code = await work();
      const now = await there.reports(school);
      return { code, reports: now.filter(({ id }) => !before_.includes(id)) };
    };

    it('a letter is a report of the public, which says from where it came and who asks when in doubt', async () => {
      const head = await there.schools[0]!.add('Hetty Leader', 'headteacher');
      const { code, reports } = await madeBy(() =>
        send(letterOf(numbered(), 'Somebody put my picture on the internet.')),
      );
      const [report] = reports;
      assert.deepEqual(
        [
          code,
          reports.length,
          report?.way,
          report?.toldAs,
          report?.toldBy,
          report?.tellerAddress,
          report?.kind,
        ],
        ['250', 1, 'letter', 'public', undefined, 'zoe@home.example', 'other'],
      );
      assert.match(report?.words ?? '', /came by e-mail from zoe@home\.example\. Nobody has checked/);
      assert.match(report?.words ?? '', /Subject: Hello\n\nSomebody put my picture/);
      assert.ok((await there.schools[0]!.heardBy(head)).some(({ id }) => id === report?.id));
    });

    it('what lay in it is kept as it came, with its hash, and what is refused is named', async () => {
      const notes = text('What they wrote to me.\n');
      const raw = letterWith(
        'See the files.',
        [
          { name: 'notes.txt', body: notes },
          { name: 'run.exe', body: text('MZ\0\0') },
        ],
        numbered(),
      );
      assert.equal(await send(raw), '250');
      const report = await newest();
      const [told] = await readEntries(store.db, SCHOOL, report.id);
      assert.deepEqual(
        told?.files.map(({ name, hash }) => [name, hash]),
        [['notes.txt', createHash('sha256').update(notes).digest('hex')]],
      );
      assert.match(
        report.words,
        /An attachment was not kept: run\.exe \(it is of a kind that is not taken\)/,
      );
    });

    it('words that are longer than a report takes are kept whole beside it', async () => {
      const words = 'It goes on and on. '.repeat(2000).trim();
      assert.equal(await send(letterOf(numbered(), words.replace(/(.{60}) /g, '$1\r\n'))), '250');
      const report = await newest();
      const [told] = await readEntries(store.db, SCHOOL, report.id);
      assert.ok(report.words.length < 10_000 && report.words.endsWith('…'));
      assert.deepEqual(
        told?.files.map(({ name }) => name),
        ['whole letter.txt'],
      );
      assert.equal(told?.files[0]?.size, words.length);
    });

    it('a letter of a page alone is turned to its words', async () => {
      const page =
        '<html><head><title>No</title><style>p{}</style></head><body><p>Tom &amp; Jo <b>hit</b> me</p><script>alert(1)</script></body></html>';
      assert.equal(await send(letterOf(numbered({ 'Content-Type': 'text/html' }), page)), '250');
      assert.match((await newest()).words, /\n\nTom & Jo hit me$/);
    });

    it('the same letter twice is one report, by whichever way it came', async () => {
      const raw = letterOf(numbered(), 'Once.');
      const { reports } = await madeBy(async () => {
        await send(raw);
        return send(`Received: from elsewhere\r\n${raw}`);
      });
      assert.equal(reports.length, 1);
    });

    it('two letters to which a program gave the same number are two reports', async () => {
      const headers = numbered();
      const { reports } = await madeBy(async () => {
        await send(letterOf(headers, 'The first.'));
        return send(letterOf(headers, 'The second.'));
      });
      assert.equal(reports.length, 2);
    });

    it('a letter to two schools is a report at each', async () => {
      const raw = letterOf(numbered(), 'For both.');
      const before_ = [await countAt(SCHOOL), await countAt('hunwick')];
      assert.equal(await send(raw, [...TO, `hunwick@${DOMAIN}`]), '250');
      assert.deepEqual(
        [await countAt(SCHOOL), await countAt('hunwick')],
        before_.map((count) => count + 1),
      );
    });

    for (const address of [
      `nobody@${DOMAIN}`,
      `tell+nobody@${DOMAIN}`,
      `${SCHOOL}@other.example`,
      `tell+${'0'.repeat(56)}@${DOMAIN}`,
    ])
      it(`${address.slice(0, 30)} is nobody’s address, and nothing is passed on`, async () => {
        assert.deepEqual(await madeBy(() => send(letterOf(numbered(), 'Hello.'), [address])), {
          code: '550',
          reports: [],
        });
      });

    it('an answer to the address of a report is added to it, and opens it again', async () => {
      const head = there.schools[0]!;
      const boss = await head.add('Harriet Boss', 'headteacher');
      assert.equal(await send(letterOf(numbered(), 'It began.')), '250');
      const report = await newest();
      await store.transaction((tx) =>
        close(tx, head.as(boss), head.reporting.kinds.get('other')!, report.id, { words: 'Nothing to it.' }),
      );
      const to = [
        replyAddress({ domain: DOMAIN, secret: there.house.secret }, SCHOOL, report.id).toUpperCase(),
      ];
      const raw = letterWith(
        'It goes on.\n> It began.',
        [{ name: 'more.txt', body: text('More.\n') }],
        numbered(),
      );
      const { reports } = await madeBy(async () => {
        await send(raw, to);
        return send(raw, [...to, ...TO]);
      });
      const entries = await readEntries(store.db, SCHOOL, report.id);
      const answers = entries.filter(({ kind }) => kind === 'answered');
      assert.deepEqual([reports.length, answers.length, answers[0]?.files.length], [0, 1, 1]);
      assert.match(answers[0]?.words ?? '', /It goes on\.\n> It began\./);
      assert.equal((await there.reports()).find(({ id }) => id === report.id)?.state, 'open');
    });

    it('an answer to a report that takes no files is kept without them', async () => {
      const { reporting, tell } = there.schools[0]!;
      const kind = [...reporting.kinds.values()].find(
        ({ forbidsFiles, forbidsFilesWhen, events }) =>
          events.length > 0 && (forbidsFiles || Object.keys(forbidsFilesWhen).length > 0),
      );
      const { id } = await tell({ event: kind?.events[0] ?? assert.fail('every kind takes files') });
      const to = [replyAddress({ domain: DOMAIN, secret: there.house.secret }, SCHOOL, id)];
      assert.equal(
        await send(letterWith('Look.', [{ name: 'a.txt', body: text('More.') }], numbered()), to),
        '250',
      );
      const answer = (await readEntries(store.db, SCHOOL, id)).at(-1);
      assert.deepEqual([answer?.kind, answer?.files], ['answered', []]);
      assert.match(answer?.words ?? '', /not kept: a\.txt \(nothing is handed in/);
    });

    it('an answer that does not go to the address of a report is a report of its own', async () => {
      const first = await newest();
      const headers = numbered({ Subject: `Re: ${first.reference}`, 'In-Reply-To': '<1@home.example>' });
      const { reports } = await madeBy(() => send(letterOf(headers, 'Take my report back.')));
      assert.equal(reports.length, 1);
    });

    it('one letter says that it arrived, with the reference and where to write more, and none within the hour', async () => {
      const from = 'New <new@home.example>';
      await send(letterOf(numbered({ From: from }), 'The first.'));
      const report = await newest();
      await send(letterOf(numbered({ From: from }), 'The second.'));
      const [letter, ...more] = await lettersTo('new@home.example');
      assert.equal(more.length, 0);
      assert.match(
        letter?.body_text ?? '',
        new RegExp(`${report.reference}[^]*tell\\+[0-9a-f]{56}@${DOMAIN}`),
      );
      assert.doesNotMatch(`${letter?.subject} ${letter?.body_text}`, /The first|Hello/);
    });

    const silent: readonly (readonly [string, Record<string, string>, string, string])[] = [
      ['a letter that a program made', { 'Auto-Submitted': 'auto-generated' }, 'a1@home.example', '250'],
      ['a list', { 'List-Id': '<all.home.example>' }, 'a2@home.example', '250'],
      ['bulk mail', { Precedence: 'bulk' }, 'a3@home.example', '250'],
      ['somebody who is away', { 'Auto-Submitted': 'auto-replied (vacation)' }, 'a4@home.example', '554'],
      ['ourselves', { From: 'office@school.example' }, 'office@school.example', '554'],
      ['our own domain', { From: `tell+x@${DOMAIN}` }, `tell+x@${DOMAIN}`, '554'],
    ];
    for (const [who, headers, address, code] of silent)
      it(`${who} gets no letter, and ${code}`, async () => {
        assert.equal(
          await send(letterOf(numbered({ From: address, ...headers }), 'Hello.'), TO, address),
          code,
        );
        assert.deepEqual(await lettersTo(address), []);
      });

    it('a letter without a sender is kept and not answered', async () => {
      const { code, reports } = await madeBy(() =>
        send(letterOf(numbered({ From: 'a9@home.example' }), 'Hello.'), TO, ''),
      );
      assert.deepEqual([code, reports.length, await lettersTo('a9@home.example')], ['250', 1, []]);
    });

    it('a notice that something could not be delivered is not read', async () => {
      const headers = numbered({
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
      });
      assert.deepEqual(await madeBy(() => send(letterOf(headers, '--b\r\n\r\nNo.\r\n--b--'), TO, '')), {
        code: '554',
        reports: [],
      });
    });
  });
}

describe('a store that is gone', () => {
  it('leaves the letter with its sender, and the log with a code', async () => {
    const [engine] = testStores();
    const store = await engine!.open();
    const there = await openIntakeSchools(store, [SCHOOL]);
    await store.close();
    assert.equal(await sendRaw(there.intake.port, { to: TO }, letterOf({}, 'My name is secret.')), '451');
    assert.deepEqual(there.told, ['STORE_CLOSED']);
    await there.close();
  });
});
