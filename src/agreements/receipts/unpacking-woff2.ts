import assert from 'node:assert/strict';
import { brotliDecompressSync } from 'node:zlib';
import { byteReader, type ByteReader } from './byte-reader.ts';
import { glyphsOf } from './restoring-glyphs.ts';

/*
 * Fonts come packed for the web (WOFF2); a PDF embeds them unpacked (TrueType).
 * SOURCE: WOFF2, the W3C Recommendation "WOFF File Format 2.0", sections 4 and 5
 */

/** Tags that a directory names by number. SOURCE: WOFF2, section 4.1 */
const knownTags = (
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX ' +
  'vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat ' +
  'fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'
).match(/.{4}(?: |$)/g) as string[];

const WOFF2 = 0x774f4632;
const NAMED_BY_ITSELF = 63;
const UNTRANSFORMED = 3;

interface Entry {
  readonly tag: string;
  readonly isTransformed: boolean;
  /** Length as it is packed. */
  readonly length: number;
}

/** The TrueType font that a WOFF2 file holds. Only what our own fonts need: one font, with outlines of TrueType. */
export function unpackWoff2(file: Buffer): Buffer {
  const reader = byteReader(file);
  assert.equal(reader.u32(), WOFF2, 'a font is packed as WOFF2');
  const flavour = reader.u32();
  reader.take(4);
  const count = reader.u16();
  reader.take(6);
  const packedLength = reader.u32();
  reader.take(24);
  const entries = Array.from({ length: count }, () => readEntry(reader));
  const data = byteReader(brotliDecompressSync(reader.take(packedLength)));
  const packed = new Map(entries.map((entry) => [entry.tag, { ...entry, bytes: data.take(entry.length) }]));
  const tables = new Map([...packed].map(([tag, { bytes }]) => [tag, bytes]));
  restore(tables, (tag) => packed.get(tag)?.isTransformed === true);
  return assemble(flavour, tables);
}

function readEntry(reader: ByteReader): Entry {
  const flags = reader.u8();
  const index = flags & 0x3f;
  const tag =
    index === NAMED_BY_ITSELF ? reader.take(4).toString('latin1') : String(knownTags[index]).slice(0, 4);
  const version = flags >> 6;
  const isTransformed = tag === 'glyf' || tag === 'loca' ? version !== UNTRANSFORMED : version !== 0;
  const length = reader.base128();
  return { tag, isTransformed, length: isTransformed ? reader.base128() : length };
}

/** Puts back the tables that were packed in a form of their own. */
function restore(tables: Map<string, Buffer>, isTransformed: (tag: string) => boolean): void {
  const [glyf, head, hhea, hmtx] = ['glyf', 'head', 'hhea', 'hmtx'].map((tag) => tables.get(tag));
  assert.ok(glyf && head && hhea && hmtx && isTransformed('glyf'), 'a font has its glyphs packed');
  const glyphs = glyphsOf(glyf);
  tables.set('glyf', Buffer.concat(glyphs.map(({ bytes }) => bytes)));
  const loca = Buffer.alloc((glyphs.length + 1) * 4);
  let at = 0;
  for (const [index, { bytes }] of glyphs.entries())
    at = loca.writeUInt32BE(at, index * 4) && at + bytes.length;
  loca.writeUInt32BE(at, glyphs.length * 4);
  tables.set('loca', loca);
  const longHead = Buffer.from(head);
  longHead.writeInt16BE(1, INDEX_FORMAT_AT);
  tables.set('head', longHead);
  if (isTransformed('hmtx')) {
    const lefts = glyphs.map(({ xMin }) => xMin);
    tables.set('hmtx', restoreMetrics(hmtx, hhea.readUInt16BE(METRICS_COUNT_AT), lefts));
  }
}

const INDEX_FORMAT_AT = 50;
const METRICS_COUNT_AT = 34;

/** Side bearings that equal the glyphs' left edges were left out. SOURCE: WOFF2, section 5.4 */
function restoreMetrics(packed: Buffer, count: number, lefts: readonly number[]): Buffer {
  const reader = byteReader(packed);
  const flags = reader.u8();
  const widths = Array.from({ length: count }, () => reader.u16());
  const bearings = lefts.map((left, index) => (flags & (index < count ? 1 : 2) ? left : reader.i16()));
  const metrics = Buffer.alloc(count * 4 + (lefts.length - count) * 2);
  let at = 0;
  for (const [index, bearing] of bearings.entries()) {
    if (index < count) at = metrics.writeUInt16BE(widths[index] as number, at);
    at = metrics.writeInt16BE(bearing, at);
  }
  return metrics;
}

const HEADER_BYTES = 12;
const RECORD_BYTES = 16;

/** A font file of these tables. Nobody who embeds it reads the checksums, which stay 0. */
function assemble(flavour: number, tables: ReadonlyMap<string, Buffer>): Buffer {
  const sorted = [...tables].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const directory = Buffer.alloc(HEADER_BYTES + sorted.length * RECORD_BYTES);
  directory.writeUInt32BE(flavour, 0);
  directory.writeUInt16BE(sorted.length, 4);
  const bodies: Buffer[] = [];
  let at = directory.length;
  for (const [index, [tag, bytes]] of sorted.entries()) {
    const record = HEADER_BYTES + index * RECORD_BYTES;
    directory.write(tag, record, 'latin1');
    directory.writeUInt32BE(at, record + 8);
    directory.writeUInt32BE(bytes.length, record + 12);
    const padding = (4 - (bytes.length % 4)) % 4;
    bodies.push(bytes, Buffer.alloc(padding));
    at += bytes.length + padding;
  }
  return Buffer.concat([directory, ...bodies]);
}
