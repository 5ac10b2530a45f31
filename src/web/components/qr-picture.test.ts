import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import decodeQR from 'qr/decode.js';
import { qrPicture } from './qr-picture.ts';

const PIXELS = 4;

/** The picture as a camera would have it: black and white, four pixels to a square. */
function photographed(markup: string) {
  const side = Number(markup.match(/viewBox="0 0 (\d+) /)?.[1]);
  const width = side * PIXELS;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of markup.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = 0; row < PIXELS; row++)
      for (let column = 0; column < PIXELS; column++) {
        const at = ((Number(y) * PIXELS + row) * width + Number(x) * PIXELS + column) * 4;
        data.fill(0, at, at + 3);
      }
  return { width, height: width, data };
}

describe('a QR picture', () => {
  for (const text of [
    'https://gatehouse.example/schools/x/visits/AAECAwQFBgcICQoLDA0ODw',
    'otpauth://totp/Hartwell%20Moor:ambertine?secret=JBSWY3DPEHPK3PXP&issuer=Hartwell%20Moor',
  ])
    it(`reads back as ${text.split(':')[0]}`, () => {
      assert.equal(decodeQR(photographed(String(qrPicture(text, 'A code')))), text);
    });

  it('says in words what it is for', () => {
    assert.match(
      String(qrPicture('x', 'A code with "quotes" & <tags>')),
      /role="img" aria-label="A code with &quot;quotes&quot; &amp; &lt;tags&gt;"/,
    );
  });

  it('keeps four squares free on each side, as cameras need', () => {
    const markup = String(qrPicture('x', 'A code'));
    const side = Number(markup.match(/viewBox="0 0 (\d+) /)?.[1]);
    const places = [...markup.matchAll(/M(\d+) (\d+)h1/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
    assert.equal(Math.min(...places), 4);
    assert.equal(Math.max(...places), side - 5);
  });
});
