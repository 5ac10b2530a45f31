import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { receiptFonts, runsOf } from './fonts.ts';

/** Tables of a TrueType font by their tags. */
function tablesOf(font: Buffer): Map<string, Buffer> {
  return new Map(
    Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
      const record = 12 + index * 16;
      const start = font.readUInt32BE(record + 8);
      const bytes = font.subarray(start, start + font.readUInt32BE(record + 12));
      return [font.toString('latin1', record, record + 4), bytes] as const;
    }),
  );
}

describe('fonts of receipts', () => {
  for (const { name, bytes } of receiptFonts())
    it(`${name} is unpacked whole: every glyph has its outline and its width`, () => {
      const tables = tablesOf(bytes);
      const [maxp, loca, glyf, hmtx, hhea, head] = ['maxp', 'loca', 'glyf', 'hmtx', 'hhea', 'head'].map(
        (tag) => tables.get(tag) ?? assert.fail(`no ${tag}`),
      );
      assert.ok(maxp && loca && glyf && hmtx && hhea && head);
      const count = maxp.readUInt16BE(4);
      assert.ok(count > 100);
      assert.equal(loca.length, (count + 1) * 4);
      assert.equal(loca.readUInt32BE(count * 4), glyf.length);
      const metrics = hhea.readUInt16BE(34);
      assert.equal(hmtx.length, metrics * 4 + (count - metrics) * 2);
      for (let glyph = 0; glyph < count; glyph += 1) {
        const [start, end] = [loca.readUInt32BE(glyph * 4), loca.readUInt32BE(glyph * 4 + 4)];
        assert.ok(start <= end, `glyph ${glyph}`);
        if (start === end) continue;
        const [xMin, yMin, xMax, yMax] = [2, 4, 6, 8].map((at) => glyf.readInt16BE(start + at)) as [
          number,
          number,
          number,
          number,
        ];
        assert.ok(xMin <= xMax && yMin <= yMax, `glyph ${glyph}`);
        assert.ok(xMin >= head.readInt16BE(36) && xMax <= head.readInt16BE(40), `glyph ${glyph}`);
        assert.ok(yMin >= head.readInt16BE(38) && yMax <= head.readInt16BE(42), `glyph ${glyph}`);
      }
    });

  const texts: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    ['Zoë “Test”', [['latin', 'Zoë “Test”']]],
    [
      'Łuk',
      [
        ['latin-ext', 'Ł'],
        ['latin', 'uk'],
      ],
    ],
    ['Zoe\u0308', [['latin', 'Zoë']]],
    ['測試 x', [['latin', '\uFFFD\uFFFD x']]],
    ['a\u0000b\nc', [['latin', 'a b\nc']]],
    ['', []],
  ];
  for (const [text, runs] of texts)
    it(`${JSON.stringify(text)} is written in the fonts that have its letters`, () => {
      assert.deepEqual(
        runsOf(text).map((run) => [run.font, run.text]),
        runs,
      );
    });
});
