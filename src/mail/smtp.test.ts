import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import fc from 'fast-check';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { testDirectory, testStores } from '../../test/support/store.ts';
import { frozenClock } from '../kernel/index.ts';
import { deliverDue, type Outgoing, post, readMailSettings, smtpSender, wayBack } from './index.ts';
import { layOut } from './layout.ts';
import type { Written } from './letter.ts';
import { oneLine } from './one-line.ts';
import { poolOptions } from './smtp.ts';

/** A message as the server took it. */
interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly isSecure: boolean;
}

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** A real mail server on this machine, with what it took. */
async function openServer(options: SMTPServerOptions = {}, port = 0, host = '127.0.0.1') {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
          isSecure: session.secure,
        });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined); // A client that refuses a certificate breaks off, and that is what is tested.
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  closings.push(close);
  return { taken, close, port: (server.server.address() as AddressInfo).port };
}

/** Answers a command of the client so. */
const refusing =
  (words: string, responseCode: number) => (_: unknown, __: unknown, callback: (error: Error) => void) =>
    callback(Object.assign(new Error(words), { responseCode }));

/** A sender to this address, closed after the test. */
function senderTo(address: string) {
  const sender = smtpSender(readMailSettings(`${address}?from=office@school.example`));
  closings.unshift(async () => sender.close());
  return sender;
}

const letter = wayBack({
  school: 'Example School',
  name: 'Zoë Specimen',
  link: 'https://gatehouse.example/w#t',
  endsAt: new Date('2026-11-23T09:00:00Z'),
});

const outgoing: Outgoing = {
  school: 'small',
  id: 'abcdefghijklmnopqrstuv',
  schoolName: 'Example School',
  kind: letter.kind,
  address: 'zoe@home.example',
  subject: letter.subject,
  text: letter.text,
  html: letter.html,
  madeAt: new Date('2026-11-22T09:00:00Z'),
};

/* Reading MIME as RFC 2045 to 2047 say, as far as a letter goes. */

const headersOf = (raw: string): (readonly [string, string])[] =>
  (raw.split('\r\n\r\n')[0] ?? '')
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map(
      (line) =>
        [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const,
    );
const headerOf = (raw: string, name: string) => headersOf(raw).find(([each]) => each === name)?.[1] ?? '';

const unquoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

const decodedWords = (text: string): string =>
  text
    .replace(/(=\?[^?]+\?[BQ]\?[^?]*\?=)\s+(?==\?)/g, '$1')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, words: string) =>
      (how.toUpperCase() === 'B'
        ? Buffer.from(words, 'base64')
        : unquoted(words.replaceAll('_', ' '))
      ).toString(),
    );

/** The parts of a letter, by type. */
function partsOf(raw: string): ReadonlyMap<string, string> {
  const boundary =
    /boundary="([^"]+)"/.exec(headerOf(raw, 'content-type'))?.[1] ?? assert.fail('one part alone');
  const parts = raw.split(`--${boundary}`).slice(1, -1);
  return new Map(
    parts.map((part) => {
      const [, body = ''] =
        /^\r\n[\s\S]*?\r\n\r\n([\s\S]*)\r\n$/.exec(part) ?? assert.fail('a part without a body');
      const encoding = headerOf(part.slice(2), 'content-transfer-encoding');
      return [headerOf(part.slice(2), 'content-type'), decodedBody(body, encoding)] as const;
    }),
  );
}

function decodedBody(body: string, encoding: string): string {
  if (encoding === 'base64') return withoutReturns(Buffer.from(body, 'base64').toString());
  if (encoding === 'quoted-printable') return withoutReturns(unquoted(body.replace(/=\r\n/g, '')).toString());
  assert.equal(encoding, '7bit');
  return withoutReturns(body);
}
const withoutReturns = (text: string) => text.replaceAll('\r\n', '\n');

/** Every header that a letter has, in whichever order. */
const usual = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
  'x-auto-response-suppress',
];

describe('a letter over SMTP', () => {
  it('arrives once, with its headers, its text and its HTML', async () => {
    const { port, taken } = await openServer();
    assert.deepEqual(await senderTo(`smtp://127.0.0.1:${port}`).send(outgoing), { outcome: 'sent' });
    assert.equal(taken.length, 1);
    const [{ from, to, raw }] = taken as [Taken];
    assert.deepEqual({ from, to }, { from: 'office@school.example', to: ['zoe@home.example'] });
    const headers = Object.fromEntries(headersOf(raw));
    assert.match(headers['content-type'] ?? '', /^multipart\/alternative;/);
    assert.deepEqual(
      { ...headers, 'content-type': 'multipart/alternative' },
      {
        'auto-submitted': 'auto-generated',
        'content-type': 'multipart/alternative',
        date: 'Sun, 22 Nov 2026 09:00:00 +0000',
        from: 'Example School <office@school.example>',
        'message-id': '<abcdefghijklmnopqrstuv@school.example>',
        'mime-version': '1.0',
        subject: 'Set your password again',
        to: 'zoe@home.example',
        'x-auto-response-suppress': 'All',
      },
    );
    const parts = partsOf(raw);
    assert.deepEqual([...parts.keys()], ['text/plain; charset=utf-8', 'text/html; charset=utf-8']);
    assert.equal(parts.get('text/plain; charset=utf-8'), letter.text);
    assert.equal(parts.get('text/html; charset=utf-8'), letter.html);
  });

  it('waits while the server is down, and goes when it is up', async () => {
    const { port, close } = await openServer();
    await close();
    const sender = senderTo(`smtp://127.0.0.1:${port}`);
    assert.deepEqual(await sender.send(outgoing), {
      outcome: 'put-off',
      detail: 'ESOCKET',
      because: 'server',
    });
    const up = await openServer({}, port);
    assert.deepEqual(await sender.send(outgoing), { outcome: 'sent' });
    assert.equal(up.taken.length, 1);
  });

  const answers: readonly (readonly [string, string, 'onRcptTo' | 'onMailFrom', number, object])[] = [
    [
      'an address that is unknown has failed',
      '5.1.1 <zoe@home.example> unknown',
      'onRcptTo',
      550,
      { outcome: 'refused', detail: 'EENVELOPE 550 5.1.1' },
    ],
    [
      'a box that is full for now waits',
      '4.2.2 full',
      'onRcptTo',
      452,
      { outcome: 'put-off', detail: 'EENVELOPE 452 4.2.2', because: 'message' },
    ],
    [
      'a server that has had enough for today lets all wait',
      '5.4.5 limit',
      'onRcptTo',
      550,
      { outcome: 'put-off', detail: 'EENVELOPE 550 5.4.5', because: 'server' },
    ],
    [
      'a server that goes to rest lets all wait',
      'resting',
      'onRcptTo',
      421,
      { outcome: 'put-off', detail: 'ECONNECTION 421', because: 'server' },
    ],
    [
      'a server that does not take our own address lets all wait',
      '5.7.1 who?',
      'onMailFrom',
      550,
      { outcome: 'put-off', detail: 'EENVELOPE 550 5.7.1', because: 'server' },
    ],
  ];
  for (const [title, words, hook, responseCode, expected] of answers) {
    it(title, async () => {
      const { port } = await openServer({ [hook]: refusing(words, responseCode) });
      const answer = await senderTo(`smtp://127.0.0.1:${port}`).send(outgoing);
      assert.deepEqual(answer, expected);
    });
  }

  it('a wrong password lets all wait, and is in no answer', async () => {
    const { port } = await openServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ password }, _, callback) => callback(new Error(`no: ${password}`)),
    });
    assert.deepEqual(await senderTo(`smtp://office:sEcret1@127.0.0.1:${port}`).send(outgoing), {
      outcome: 'put-off',
      detail: 'EAUTH 535',
      because: 'server',
    });
  });

  it('the right user and password are let in', async () => {
    const { port, taken } = await openServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, callback) =>
        username === 'office@school.example' && password === 'p@ss:/w%rd'
          ? callback(null, { user: username })
          : callback(new Error('no')),
    });
    const sender = senderTo(`smtp://office%40school.example:p%40ss%3A%2Fw%25rd@127.0.0.1:${port}`);
    assert.deepEqual(await sender.send(outgoing), { outcome: 'sent' });
    assert.equal(taken.length, 1);
  });
});

/** A certificate of its own making for a name, made anew: nothing that could run out lies in the repository. */
function certificateFor(name: string): { key: string; cert: string } {
  const [key, cert] = [join(testDirectory(), 'key.pem'), join(testDirectory(), 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      cert,
      '-subj',
      `/CN=${name}`,
      '-addext',
      `subjectAltName=DNS:${name}`,
    ],
    { stdio: 'pipe' },
  );
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

function opensslMissing(): string | false {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return false;
  } catch {
    return 'openssl is not installed';
  }
}

describe('a mail server’s certificate', { skip: opensslMissing() }, () => {
  const trusted = getCACertificates('default');
  after(() => setDefaultCACertificates(trusted));
  const trust = (...certificates: string[]) => setDefaultCACertificates([...trusted, ...certificates]);
  const secure: SMTPServerOptions = { secure: true, disabledCommands: ['AUTH'] };

  it('is taken where it is for the name and by somebody who is trusted', async () => {
    const pair = certificateFor('localhost');
    const { port, taken } = await openServer({ ...secure, ...pair });
    trust(pair.cert);
    assert.deepEqual(await senderTo(`smtps://localhost:${port}`).send(outgoing), { outcome: 'sent' });
    assert.deepEqual(
      taken.map(({ isSecure }) => isSecure),
      [true],
    );
  });

  it('is refused where nobody trusts who made it', async () => {
    trust();
    const { port, taken } = await openServer({ ...secure, ...certificateFor('localhost') });
    const answer = await senderTo(`smtps://localhost:${port}`).send(outgoing);
    assert.deepEqual([answer.outcome, taken.length], ['put-off', 0]);
  });

  it('is refused where it is for another name', async () => {
    const pair = certificateFor('mail.other.example');
    const { port, taken } = await openServer({ ...secure, ...pair });
    trust(pair.cert);
    const answer = await senderTo(`smtps://localhost:${port}`).send(outgoing);
    assert.deepEqual([answer.outcome, taken.length], ['put-off', 0]);
  });

  it('is looked at after STARTTLS as well, and no password is said before', async () => {
    trust();
    const heard: unknown[] = [];
    const onAuth: SMTPServerOptions['onAuth'] = (auth, _, callback) => {
      heard.push(auth);
      callback(new Error('no'));
    };
    const { port, taken } = await openServer(
      { disabledCommands: [], onAuth, ...certificateFor('0.0.0.0') },
      0,
      '0.0.0.0',
    );
    // This machine by a name that is not known for its own: TLS is demanded as of any other.
    const answer = await senderTo(`smtp://office:sEcret1@0.0.0.0:${port}`).send(outgoing);
    assert.deepEqual([answer.outcome, taken.length, heard.length], ['put-off', 0, 0]);
  });
});

describe('a mail server that offers no TLS', () => {
  it('gets nothing where it is not this machine', async () => {
    const heard: unknown[] = [];
    const onAuth: SMTPServerOptions['onAuth'] = (auth, _, callback) => {
      heard.push(auth);
      callback(null, { user: 'office' });
    };
    const { port, taken } = await openServer(
      { disabledCommands: ['STARTTLS'], allowInsecureAuth: true, onAuth },
      0,
      '0.0.0.0',
    );
    const answer = await senderTo(`smtp://office:sEcret1@0.0.0.0:${port}`).send(outgoing);
    assert.deepEqual(answer.outcome, 'put-off');
    assert.deepEqual([taken.length, heard.length], [0, 0]);
  });

  const own: readonly (readonly [string, boolean])[] = [
    ['localhost', true],
    ['LocalHost', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['[::1]', true],
    ['localhost.school.example', false],
    ['127.0.0.1.school.example', false],
    ['10.0.0.1', false],
    ['[2001:db8::1]', false],
    ['mail.school.example', false],
  ];
  for (const [host, isOwn] of own) {
    it(`${isOwn ? 'may' : 'may not'} be ${host}`, () => {
      const options = poolOptions(readMailSettings(`smtp://${host}?from=office@school.example`));
      assert.deepEqual([options.requireTLS, options.ignoreTLS], [!isOwn, isOwn]);
      assert.equal(options.tls?.rejectUnauthorized, true);
      assert.deepEqual([options.disableFileAccess, options.disableUrlAccess], [true, true]);
    });
  }
});

/** Holds what arrived to the letter that was sent. */
function arrivedWhole(raw: string, each: Written): void {
  assert.deepEqual(
    headersOf(raw)
      .map(([name]) => name)
      .toSorted(),
    usual,
  );
  assert.equal(oneLine(decodedWords(headerOf(raw, 'subject'))), each.subject.replaceAll('=?', '= ?'));
  const parts = partsOf(raw);
  assert.equal(parts.get('text/plain; charset=utf-8'), each.text);
  assert.equal(parts.get('text/html; charset=utf-8'), each.html);
}

const byAddress = (taken: readonly Taken[]) => new Map(taken.map(({ raw, to }) => [to.join(), raw] as const));

describe('what people wrote', () => {
  const ends = ['\r\n', '\n', '\r', '\r\n\t', '\u2028', '\u2029', '\u0085', '\v', '\f', '\0', '\r\n\r\n'];
  const corpus = [
    ...ends.map((end) => `Name${end}Bcc: all@school.example`),
    ...ends.map((end) => `=?utf-8?Q?Name=0D=0ABcc:_all@school.example?=${end}X: y`),
    '"Name" <all@school.example>',
    'Name, all@school.example',
    'Name; all@school.example',
    '"\'`<>()[]{}@,;:\\',
    '\u202Eelpmaxe.loohcs@lla\u202C',
    '🙂'.repeat(300),
    'x'.repeat(5000),
    `${'a b '.repeat(400)}\r\nBcc: all@school.example`,
    '',
  ];

  it('never begins a header, adds no recipient and says nothing in another name', async () => {
    const { port, taken } = await openServer();
    const sender = senderTo(`smtp://127.0.0.1:${port}`);
    for (const words of corpus) {
      const answer = await sender.send({ ...outgoing, schoolName: words, subject: words || 'x' });
      assert.deepEqual(answer, { outcome: 'sent' }, JSON.stringify(words).slice(0, 80));
    }
    assert.equal(taken.length, corpus.length);
    for (const { raw, from, to } of taken) {
      assert.deepEqual({ from, to }, { from: 'office@school.example', to: ['zoe@home.example'] });
      assert.deepEqual(
        headersOf(raw)
          .map(([name]) => name)
          .toSorted(),
        usual,
      );
      assert.equal(headerOf(raw, 'to'), 'zoe@home.example');
      assert.match(headerOf(raw, 'from'), /(^|<)office@school\.example>?$/);
      assert.doesNotMatch(decodedWords(headerOf(raw, 'subject')), /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E]/u);
    }
  });

  const some = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ maxLength: 400 }),
    fc.constantFrom(...corpus, '.', '..', '.\r\n.', 'From here', '--', '=20', '=?utf-8?B?AA==?='),
  );
  const subject = some.map((text) => oneLine(text) || 'x');
  const draft = fc.record({ school: some, name: some, subject, pieces: fc.array(some, { maxLength: 6 }) });
  const letters = fc
    .sample(draft, { numRuns: 2000, seed: 3 })
    .map((each) => layOut({ ...each, kind: 'manager-told' }));

  it('comes out as it went in: 2,000 random letters', async () => {
    const { port, taken } = await openServer();
    const sender = senderTo(`smtp://127.0.0.1:${port}`);
    for (let first = 0; first < letters.length; first += 50) {
      const few = letters.slice(first, first + 50);
      const answers = await Promise.all(
        few.map((each, index) =>
          sender.send({ ...outgoing, ...each, address: `a${first + index}@school.example` }),
        ),
      );
      assert.ok(answers.every(({ outcome }) => outcome === 'sent'));
    }
    const arrived = byAddress(taken);
    assert.deepEqual([taken.length, arrived.size], [2000, 2000]);
    letters.forEach((each, index) => arrivedWhole(arrived.get(`a${index}@school.example`) ?? '', each));
  });

  for (const engine of testStores()) {
    it(`is kept and delivered as it was written, ${engine.name}`, { skip: engine.skip }, async () => {
      const few = letters.slice(0, 200);
      const store = await engine.open();
      closings.push(() => store.close());
      const { port, taken } = await openServer();
      const clock = frozenClock('2026-11-22T09:00:00Z');
      await store.transaction(async (tx) => {
        for (const [index, each] of few.entries())
          await post(tx, clock, { ...each, school: 'small', to: { address: `a${index}@school.example` } });
      });
      const round = await deliverDue(store, clock, senderTo(`smtp://127.0.0.1:${port}`));
      assert.deepEqual(round, { sent: 200, kept: 0, 'put-off': 0, failed: 0 });
      const arrived = byAddress(taken);
      assert.deepEqual([taken.length, arrived.size], [200, 200]);
      few.forEach((each, index) => arrivedWhole(arrived.get(`a${index}@school.example`) ?? '', each));
    });
  }
});
