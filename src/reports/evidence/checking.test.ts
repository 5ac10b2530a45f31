import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import { checkFile, LARGEST_FILE } from './checking.ts';
import { cleanName } from './file-name.ts';
import { mayHandIn } from './forbidding.ts';

const bytes = (...parts: readonly (string | Uint8Array | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

const numbers = (...values: readonly (readonly [size: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    values.map(([size, value]) => {
      const buffer = Buffer.alloc(size);
      buffer.writeUIntLE(value, 0, size);
      return buffer;
    }),
  );

/** An archive of one file that is stored as it is. */
function archive(name: string, content: string): Buffer {
  const body = Buffer.from(content);
  const sizes: (readonly [2 | 4, number])[] = [
    [4, crc32(body)],
    [4, body.length],
    [4, body.length],
    [2, name.length],
    [2, 0],
  ];
  const local = bytes('PK\u0003\u0004', numbers([2, 20], [2, 0], [2, 0], [4, 0], ...sizes), name, body);
  const central = bytes(
    'PK\u0001\u0002',
    numbers([2, 20], [2, 20], [2, 0], [2, 0], [4, 0], ...sizes, [2, 0], [2, 0], [2, 0], [4, 0], [4, 0]),
    name,
  );
  const end = numbers([2, 0], [2, 0], [2, 1], [2, 1], [4, central.length], [4, local.length], [2, 0]);
  return bytes(local, central, 'PK\u0005\u0006', end);
}

const documentOf = (type: string) =>
  archive(
    '[Content_Types].xml',
    `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`,
  );

const png = bytes(
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13],
  'IHDR',
  [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0],
  'IEND',
  [0xae, 0x42, 0x60, 0x82],
);
const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', Buffer.alloc(40));
const gif = bytes('GIF89a', Buffer.alloc(20));
const webp = bytes('RIFF', [20, 0, 0, 0], 'WEBPVP8 ', Buffer.alloc(16));
const heic = bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic', Buffer.alloc(16));
const pdf = bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const docx = documentOf('wordprocessingml.document');
const odt = archive('mimetype', 'application/vnd.oasis.opendocument.text');
const eml = bytes('From: otto@example.org\r\nSubject: Look\r\n\r\n<html>Hello</html>');

describe('what is handed in', () => {
  for (const [name, body, type] of [
    ['screen.png', png, 'image/png'],
    ['IMG_0001.JPG', jpeg, 'image/jpeg'],
    ['photo.jpeg', jpeg, 'image/jpeg'],
    ['dance.gif', gif, 'image/gif'],
    ['web.webp', webp, 'image/webp'],
    ['phone.heic', heic, 'image/heic'],
    ['letter.pdf', pdf, 'application/pdf'],
    ['notes.txt', bytes('They wrote <script> and laughed.\r\n'), 'text/plain'],
    ['old.txt', bytes('caf', [0xe9], ' at noon'), 'text/plain'],
    ['essay.docx', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['essay.odt', odt, 'application/vnd.oasis.opendocument.text'],
    ['message.eml', eml, 'message/rfc822'],
  ] as const)
    it(`${name} is taken as what it is`, async () => {
      const file = await checkFile(name, body);
      assert.equal(file.type, type);
      assert.ok(body.equals(file.body), 'as it came');
    });

  for (const [why, name, body] of [
    ['nothing in it', 'empty.txt', bytes('')],
    ['too large', 'large.txt', Buffer.alloc(LARGEST_FILE + 1, 'a')],
    [
      'a picture that runs',
      'drawing.svg',
      bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ],
    ['a picture that runs, called a text', 'drawing.txt', bytes('\n <svg onload="alert(1)"/>')],
    ['a picture that runs, called a picture', 'drawing.png', bytes('<svg onload="alert(1)"/>')],
    ['a picture that runs, behind a declaration', 'drawing.txt', bytes('<?xml version="1.0"?><svg/>')],
    ['a picture that runs, behind a mark', 'drawing.txt', bytes([0xef, 0xbb, 0xbf], '<svg/>')],
    ['a page', 'page.html', bytes('<!DOCTYPE html><p>Hello</p>')],
    ['a page called a text', 'page.txt', bytes('<!DOCTYPE html><p>Hello</p>')],
    ['a page called a letter', 'page.eml', bytes('<html><p>Hello</p></html>')],
    ['a page behind a remark', 'page.txt', bytes('<!-- hello --><html></html>')],
    ['a letter without headers', 'page.eml', bytes('Hello')],
    ['a program', 'tool.exe', bytes('MZ', [0x90, 0], Buffer.alloc(60))],
    ['a program called a picture', 'tool.png', bytes('MZ', [0x90, 0], Buffer.alloc(60))],
    ['a program behind two endings', 'photo.png.exe', png],
    ['a program hidden by turned letters', 'photo\u202Egnp.exe', png],
    ['a script', 'run.sh', bytes('#!/bin/sh\nrm -r /\n')],
    ['a page’s script', 'run.js', bytes('alert(1)')],
    ['an archive', 'many.zip', archive('a.txt', 'hello')],
    ['an archive called a document', 'many.docx', archive('a.txt', 'hello')],
    ['a document that runs', 'macro.docm', documentOf('wordprocessingml.document.macroEnabled')],
    [
      'a document that runs, renamed',
      'macro.docx',
      archive(
        '[Content_Types].xml',
        '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
      ),
    ],
    ['a sheet', 'sheet.xlsx', documentOf('spreadsheetml.sheet')],
    ['a picture called a PDF', 'letter.pdf', png],
    ['a PDF called a picture', 'letter.png', pdf],
    [
      'a picture that is a page as well',
      'both.gif',
      bytes('GIF89a/*', '<script>alert(1)</script>', Buffer.alloc(20)),
    ],
    ['a picture that is a PDF as well', 'both.jpg', bytes(jpeg, pdf)],
    ['a picture with an archive behind it', 'both.png', bytes(png, archive('a.class', 'code'))],
    ['a PDF with an archive behind it', 'both.pdf', bytes(pdf, archive('a.class', 'code'))],
    ['a PDF that is a page as well', 'both.pdf', bytes('%PDF-1.4\n<html><script>alert(1)</script>')],
    ['a film', 'film.mp4', bytes([0, 0, 0, 24], 'ftypisom', Buffer.alloc(20))],
    ['bytes that are nothing', 'photo.jpg', bytes([1, 2, 3, 4, 5, 0, 9, 8])],
    ['bytes called a text', 'notes.txt', bytes('hello', [0], 'there')],
  ] as const)
    it(`${why} is refused (${JSON.stringify(name)})`, async () => {
      await assert.rejects(checkFile(name, body), { code: 'EVIDENCE_REFUSED', status: 422 });
    });

  for (const [name, clean] of [
    ['C:\\Users\\ann\\photo.png', 'photo.png'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['a\r\nSet-Cookie: x.png', 'aSet-Cookie_ x.png'],
    ['pho\u202Eto\u200B.png', 'photo.png'],
    ['"quoted"; filename="x.png', '_quoted__ filename=_x.png'],
    ['..png', 'png'],
    ['   ', 'file'],
    ['', 'file'],
    [`${'long'.repeat(100)}.png`, `${'long'.repeat(30)}.png`],
    ['Zoë’s screen 😀.png', 'Zoë’s screen 😀.png'],
  ] as const)
    it(`a file called ${JSON.stringify(name.slice(0, 40))} is kept as ${JSON.stringify(clean.slice(0, 40))}`, () =>
      assert.equal(cleanName(name), clean));

  it('a file without an ending gets that of what it is', async () => {
    assert.equal((await checkFile('picture', png)).name, 'picture.png');
    assert.equal((await checkFile('', bytes('hello'))).name, 'file.txt');
  });

  it('nothing is handed in where a picture may itself be unlawful', () => {
    assert.equal(mayHandIn(undefined, {}), true);
    assert.equal(mayHandIn(undefined, { 'illegal-image-possible': false }), true);
    assert.equal(mayHandIn(undefined, { 'illegal-image-possible': true }), false);
  });
});
