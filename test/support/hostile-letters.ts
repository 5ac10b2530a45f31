import { deflateRawSync } from 'node:zlib';
import { letterOf, letterWith } from './letters.ts';

/** A letter as nobody writes it, and what must come of it. */
export interface HostileLetter {
  readonly title: string;
  /** Made when it is sent: some are large. */
  readonly raw: () => string | Uint8Array;
  readonly code: '250' | '552' | '554';
  /** What the report must say, where there is one. */
  readonly words?: RegExp;
}

const multipart = (rest: string): string =>
  letterOf({ 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=edge' }, rest);

const encoded = (encoding: string, body: string, type = 'text/plain'): string =>
  letterOf({ 'Content-Type': type, 'Content-Transfer-Encoding': encoding }, body);

const text = (charset: string, bytes: readonly number[]): Uint8Array =>
  Buffer.concat([
    Buffer.from(letterOf({ 'Content-Type': `text/plain; charset=${charset}` }, 'This: ')),
    Buffer.from(bytes),
  ]);

const ZIP_HEADER = [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/** An archive of one file of so many noughts. Its sizes are lies where nobody unpacks it. */
const bomb = (bytes: number): Uint8Array =>
  Buffer.concat([Buffer.from(ZIP_HEADER), Buffer.alloc(12), deflateRawSync(Buffer.alloc(bytes))]);

const nested = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=e${at}\r\n\r\n--e${at}`,
  ).join('\r\n');

const emptyPart = '--edge\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n';

const MB = 1024 * 1024;

export const hostileLetters: readonly HostileLetter[] = [
  {
    title: '26 megabytes',
    raw: () =>
      letterOf(
        {},
        'a'
          .repeat(75)
          .concat('\r\n')
          .repeat(27 * 14_000),
      ),
    code: '552',
  },
  {
    title: '10,000 parts within each other',
    raw: () => `From: a@home.example\r\n${nested(10_000)}\r\n`,
    code: '554',
  },
  {
    title: '21 parts within each other',
    raw: () => `From: a@home.example\r\n${nested(22)}\r\n`,
    code: '554',
  },
  {
    title: '50,000 attachments of nothing',
    raw: () => multipart(`${emptyPart.repeat(50_000)}--edge--`),
    code: '554',
  },
  {
    title: '250,000 parts without a header',
    raw: () => multipart(`${'--edge\r\n\r\n'.repeat(250_000)}--edge--`),
    code: '554',
  },
  {
    title: '400 attachments of nothing',
    raw: () => multipart(`${emptyPart.repeat(400)}--edge--`),
    code: '250',
    words: /And 390 more were not kept/,
  },
  {
    title: '300,000 headers',
    raw: () => letterOf({ 'X-A': 'b\r\nX-A: b'.repeat(300_000) }, 'Hello.'),
    code: '554',
  },
  {
    title: 'a header of two megabytes',
    raw: () => letterOf({ 'X-A': 'b'.repeat(2 * MB) }, 'Hello.'),
    code: '554',
  },
  {
    title: 'a header in 200,000 lines',
    raw: () => letterOf({ 'X-A': 'b\r\n '.repeat(200_000) }, 'Hello.'),
    code: '554',
  },
  {
    title: 'a subject of 14,000 encoded words',
    raw: () => letterOf({ Subject: '=?utf-8?B?YQ==?= '.repeat(14_000) }, 'Hello.'),
    code: '250',
    words: /Subject: a{300}\n/,
  },
  { title: 'five million empty lines', raw: () => letterOf({}, '\r\n'.repeat(5 * MB)), code: '554' },
  { title: 'a line of four megabytes', raw: () => letterOf({}, 'a'.repeat(4 * MB)), code: '554' },
  {
    title: '900,000 short lines',
    raw: () => letterOf({}, 'a\r\n'.repeat(900_000)),
    code: '250',
    words: /the whole of it is kept beside/,
  },
  {
    title: 'base64 that is padding',
    raw: () => encoded('base64', `${'a='.repeat(30)}\r\n`.repeat(300_000)),
    code: '554',
  },
  {
    title: 'base64 that is broken',
    raw: () => encoded('base64', 'SGVsbG8!!!*gd29ybGQ===\r\n=\r\n!!!!'),
    code: '250',
    words: /Hello world/,
  },
  {
    title: 'quoted-printable that is broken',
    raw: () => encoded('quoted-printable', 'Hel=6Co =XX =\r\nworld ='),
    code: '250',
    words: /Hello =XX world/,
  },
  {
    title: 'an encoding that nobody knows',
    raw: () => encoded('x-rot13', 'Uryyb.'),
    code: '250',
    words: /Uryyb/,
  },
  {
    title: 'a bomb of 100 megabytes in an archive',
    raw: () => letterWith('Look.', [{ name: 'bomb.zip', body: bomb(100 * MB) }]),
    code: '250',
    words: /not kept: bomb\.zip/,
  },
  {
    title: 'a bomb that says it is a document',
    raw: () => letterWith('Look.', [{ name: 'bomb.docx', body: bomb(20 * MB) }]),
    code: '250',
    words: /not kept: bomb\.docx/,
  },
  {
    title: 'parts without an edge',
    raw: () => letterOf({ 'Content-Type': 'multipart/mixed' }, 'Hello.'),
    code: '250',
  },
  {
    title: 'an edge that never comes',
    raw: () => multipart('Hello. No edge comes.'),
    code: '250',
    words: /Hello\./,
  },
  {
    title: 'an edge that never ends',
    raw: () => multipart('--edge\r\n\r\nHello.'),
    code: '250',
    words: /Hello/,
  },
  {
    title: 'an edge of nothing',
    raw: () => letterOf({ 'Content-Type': 'multipart/mixed; boundary=""' }, '--\r\n\r\nHello.\r\n----'),
    code: '250',
  },
  {
    title: 'no headers at all',
    raw: () => '\r\nHello.\r\n',
    code: '250',
    words: /from zoe@home\.example[^]*Hello/,
  },
  { title: 'nothing at all', raw: () => '', code: '250', words: /no words of its own/ },
  {
    title: 'lines that are no headers',
    raw: () => 'nonsense\r\n: nothing\r\nSubject: Hello\r\n\r\nHello.\r\n',
    code: '250',
    words: /Hello/,
  },
  {
    title: 'two senders',
    raw: () => letterOf({ 'X-A': 'b\r\nFrom: other@home.example' }, 'Hello from two.'),
    code: '250',
    words: /from zoe@home\.example/,
  },
  {
    title: 'a sender of brackets',
    raw: () => letterOf({ From: `${'('.repeat(100_000)}${'<'.repeat(50_000)}` }, 'Hello from brackets.'),
    code: '250',
  },
  { title: 'a charset that nobody knows', raw: () => text('utf-99', [0x48, 0xe9]), code: '250' },
  { title: 'half a sign of UTF-16', raw: () => text('utf-16le', [0x3d, 0xd8, 0x41, 0, 0x3d]), code: '250' },
  { title: 'UTF-7', raw: () => text('utf-7', [...Buffer.from('+ADw-script+AD4-')]), code: '250' },
  {
    title: 'bytes that are no UTF-8',
    raw: () => text('utf-8', [0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80]),
    code: '250',
  },
  {
    title: 'noughts',
    raw: () => letterOf({ Subject: 'He\0llo' }, 'He\0llo\0.'),
    code: '250',
    words: /Subject: Hello\n\nHello\./,
  },
  {
    title: 'a name with line ends',
    raw: () =>
      multipart(
        "--edge\r\nContent-Disposition: attachment; filename*=utf-8''a%0D%0ABcc%3A%20b%00.exe\r\n\r\nMZ\r\n--edge--",
      ),
    code: '250',
    words: /not kept: a Bcc: b\.exe \(/,
  },
  {
    title: 'a name that leads elsewhere',
    raw: () => letterWith('Look.', [{ name: '../../etc/passwd.exe', body: Buffer.from('MZ') }]),
    code: '250',
  },
  {
    title: 'a page that is a million brackets',
    raw: () => encoded('7bit', `${'<'.repeat(900)}\r\n`.repeat(1000), 'text/html'),
    code: '250',
  },
  {
    title: 'a page of entities',
    raw: () => encoded('7bit', `${'&#&amp;&#x110000;&#55296;'.repeat(30)}\r\n`.repeat(3000), 'text/html'),
    code: '250',
  },
  {
    title: 'a letter within a letter, 50 deep',
    raw: () =>
      letterOf({}, 'Hello.').replace(
        '\r\n\r\n',
        `\r\n${'Content-Type: message/rfc822\r\n\r\n'.repeat(50)}\r\n\r\n`,
      ),
    code: '250',
  },
];

/** Ends of a letter that only some servers take for one. SOURCE: SEC Consult, SMTP Smuggling (2023) */
export const falseEnds: readonly string[] = [
  '\n.\n',
  '\r.\r',
  '\n.\r\n',
  '\r\n.\n',
  '\r\n.\r',
  '\r.\r\n',
  '\n.\r',
  '\r\n\0.\r\n',
];
