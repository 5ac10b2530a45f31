import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { falseEnds, hostileLetters } from '../../test/support/hostile-letters.ts';
import { DOMAIN, type IntakeSchools, openIntakeSchools } from '../../test/support/intake-school.ts';
import { letterOf, sendRaw, talkTo } from '../../test/support/letters.ts';
import { testStores } from '../../test/support/store.ts';
import { newId } from '../kernel/index.ts';
import { readEntries } from '../reports/index.ts';
import type { Store } from '../store/index.ts';
import { type Limits, openIntake, replyAddress, usualLimits } from './index.ts';

const SCHOOL = 'st-michaels';
const TO = [`tell+${SCHOOL}@${DOMAIN}`];
/** More than the largest letter takes while it is read, and far less than one takes that is read without limits. */
const MOST_BYTES = 700 * 1024 * 1024;

describe('letters that nobody writes', () => {
  let store: Store;
  let there: IntakeSchools;
  let number = 0;

  before(async () => {
    const [engine] = testStores();
    store = await engine!.open();
    there = await openIntakeSchools(store, [SCHOOL]);
  });
  after(async () => {
    await there?.close();
    await store?.close();
  });

  /** The reports that something made; afterwards the server still takes letters. */
  const madeBy = async (work: () => Promise<string>) => {
    const known = new Set((await there.reports()).map(({ id }) => id));
    const code = await work();
    const made = (await there.reports()).filter(({ id }) => !known.has(id));
    number += 1;
    assert.equal(
      await sendRaw(there.intake.port, { to: TO }, letterOf({}, `Still there: ${number}.`)),
      '250',
    );
    return { code, made };
  };

  for (const { title, raw, code, words } of hostileLetters)
    it(`${title}: ${code}`, async () => {
      const { peak, ...found } = await watched(() =>
        madeBy(() => sendRaw(there.intake.port, { to: TO }, raw())),
      );
      assert.deepEqual([found.code, found.made.length], [code, code === '250' ? 1 : 0]);
      assert.doesNotMatch(found.made[0]?.words ?? '', /[^\P{Cc}\n\t]/u);
      if (words) assert.match(found.made[0]?.words ?? '', words);
      assert.ok(peak < MOST_BYTES, `${Math.round(peak / 1024 / 1024)} MB`);
      assert.deepEqual(there.told, [], 'nothing went wrong inside');
    });

  for (const end of falseEnds)
    it(`${JSON.stringify(end)} ends no letter`, async () => {
      const smuggled = `MAIL FROM:<head@school.example>\r\nRCPT TO:<${TO[0]}>\r\nDATA\r\n${letterOf({}, 'Smuggled.')}`;
      const raw = Buffer.from(`${letterOf({}, `Begun ${JSON.stringify(end)}.`)}${end}${smuggled}`);
      const { code, made } = await madeBy(() => sendRaw(there.intake.port, { to: TO }, raw));
      assert.deepEqual([code, made.length], ['250', 1]);
      assert.match(made[0]?.words ?? '', /Begun[^]*Smuggled/);
    });

  it('a letter that breaks off is no report', async () => {
    const { made } = await madeBy(async () => {
      const talk = await begun(there.intake.port);
      await talk.write(letterOf({}, 'And then'));
      talk.end();
      return '';
    });
    assert.deepEqual(made, []);
  });

  it('a file of nine megabytes comes through as it is', async () => {
    const body = Buffer.alloc(9_000_000, 'What they wrote.\n');
    const raw = letterOf(
      {
        'Content-Type': 'text/plain; name=all.txt',
        'Content-Disposition': 'attachment; filename=all.txt',
        'Content-Transfer-Encoding': 'base64',
      },
      body.toString('base64').replace(/(.{76})/g, '$1\r\n'),
    );
    const { made } = await madeBy(() => sendRaw(there.intake.port, { to: TO }, raw));
    const [told] = await readEntries(store.db, SCHOOL, made[0]?.id ?? '');
    assert.equal(told?.files[0]?.size, body.length);
  });

  const refused: readonly (readonly [string, readonly string[], string])[] = [
    ['a size that is said to be too large', ['MAIL FROM:<a@home.example> SIZE=30000000'], '552'],
    ['a password', ['AUTH PLAIN AGEAYg=='], '500'],
    ['TLS where there is no certificate', ['STARTTLS'], '500'],
    [
      'another’s address by way of ours',
      ['MAIL FROM:<a@home.example>', `RCPT TO:<victim%other.example@${DOMAIN}>`],
      '550',
    ],
    ['a route', ['MAIL FROM:<a@home.example>', `RCPT TO:<@${DOMAIN}:victim@other.example>`], '550'],
    ['an address of somebody else', ['MAIL FROM:<a@home.example>', 'RCPT TO:<victim@other.example>'], '550'],
    ['a letter to nobody', ['MAIL FROM:<a@home.example>', 'DATA'], '503'],
    ['a letter from nobody', [`RCPT TO:<${TO[0]}>`], '503'],
    ['a page', ['GET / HTTP/1.1'], '421'],
    ['a command of ten kilobytes', [`NOOP ${'a'.repeat(10_240)}`], '421'],
  ];
  for (const [what, lines, code] of refused)
    it(`${what}: ${code}`, async () => {
      const { code: found, made } = await madeBy(async () => {
        const talk = talkTo(there.intake.port);
        await talk.answer();
        let last = await talk.say('EHLO there.example');
        for (const line of lines) last = await talk.say(line);
        talk.end();
        return last.slice(0, 3);
      });
      assert.deepEqual([found, made.length], [code, 0]);
    });

  it('junk by the thousand ends the connection', async () => {
    const { code } = await madeBy(async () => {
      const talk = talkTo(there.intake.port);
      await talk.answer();
      await talk.write(`${'JUNK\r\n'.repeat(5000)}`);
      return talk.rest();
    });
    assert.match(code, /421 .*\r\n$/);
    assert.ok(code.split('\r\n').length < 20, 'most of it is not answered');
  });

  it('of 1,000 recipients 20 are taken, and the letter is one report', async () => {
    const ours = { domain: DOMAIN, secret: there.house.secret };
    const codes = new Map<string, number>();
    const { code, made } = await madeBy(async () => {
      const talk = talkTo(there.intake.port);
      await talk.answer();
      await talk.say('EHLO there.example');
      await talk.say('MAIL FROM:<a@home.example>');
      for (let each = 0; each < 1000; each += 1) {
        const answer = await talk.say(`RCPT TO:<${replyAddress(ours, SCHOOL, newId())}>`);
        codes.set(answer.slice(0, 3), (codes.get(answer.slice(0, 3)) ?? 0) + 1);
      }
      await talk.say('DATA');
      await talk.write(letterOf({}, 'To very many.'));
      const last = await talk.say('.');
      talk.end();
      return last.slice(0, 3);
    });
    assert.deepEqual(
      [...codes],
      [
        ['250', 20],
        ['452', 980],
      ],
    );
    assert.deepEqual([code, made.length], ['250', 1]);
  });

  it('an address with one digit of its token changed is nobody’s', async () => {
    const [report] = await there.reports();
    const whole = replyAddress({ domain: DOMAIN, secret: there.house.secret }, SCHOOL, report?.id ?? '');
    for (const at of ['tell+'.length, 'tell+'.length + 40]) {
      const changed = whole.slice(0, at) + (whole[at] === '0' ? '1' : '0') + whole.slice(at + 1);
      assert.equal(await sendRaw(there.intake.port, { to: [changed] }, letterOf({}, 'Hello.')), '550');
    }
  });

  /** Another door to the same house, with less patience. */
  const withLimits = async (limits: Partial<Limits>, work: (port: number) => Promise<void>) => {
    const settings = { host: '127.0.0.1', port: 0, domain: DOMAIN };
    const intake = await openIntake(there.house, settings, undefined, { ...usualLimits, ...limits });
    await work(intake.port).finally(() => intake.close());
  };

  it('somebody who says nothing is sent away', () =>
    withLimits({ silenceMs: 1000 }, async (port) => {
      const talk = await begun(port);
      assert.match(await talk.rest(), /^421 /);
    }));

  it('somebody who sends a byte at a time is sent away', () =>
    withLimits({ letterMs: 300 }, async (port) => {
      const talk = await begun(port);
      const drip = setInterval(() => void talk.write('a'), 10);
      assert.match(await talk.rest(), /^421 /);
      clearInterval(drip);
    }));

  it('somebody who sends without end is sent away', () =>
    withLimits({ letterBytes: 10_000 }, async (port) => {
      const talk = await begun(port);
      const flood = setInterval(() => void talk.write('a'.repeat(5000)), 1);
      assert.match(await talk.rest(), /^421 /);
      clearInterval(flood);
    }));

  it('what there is no room for at this moment is for later', () =>
    withLimits({ heldBytes: 1000 }, async (port) => {
      assert.equal(await sendRaw(port, { to: TO }, letterOf({}, 'a\r\n'.repeat(1000))), '452');
      assert.equal(await sendRaw(port, { to: TO }, letterOf({}, 'There is room for this.')), '250');
    }));

  it('one address has so many connections, and no more', () =>
    withLimits({ connectionsOfOne: 2 }, async (port) => {
      const talks = [talkTo(port), talkTo(port)];
      for (const talk of talks) assert.match(await talk.answer(), /^220 /);
      const third = talkTo(port);
      assert.match(await third.answer(), /^421 /);
      for (const talk of [...talks, third]) talk.end();
    }));
});

/** A conversation in which a letter has begun. */
async function begun(port: number) {
  const talk = talkTo(port);
  await talk.answer();
  for (const line of ['EHLO there.example', 'MAIL FROM:<a@home.example>', `RCPT TO:<${TO[0]}>`, 'DATA'])
    await talk.say(line);
  return talk;
}

/** What work gives, and how much memory the process had at most beyond what it had before. */
async function watched<T extends object>(work: () => Promise<T>): Promise<T & { readonly peak: number }> {
  const before_ = process.memoryUsage().rss;
  let most = before_;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  try {
    return { ...(await work()), peak: most - before_ };
  } finally {
    clearInterval(timer);
  }
}
