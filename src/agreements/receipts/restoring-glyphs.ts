import { byteReader, type ByteReader } from './byte-reader.ts';

/** The outline of one glyph as TrueType keeps it, and its left edge. */
export interface Glyph {
  readonly bytes: Buffer;
  readonly xMin: number;
}

/** The streams into which the outlines of a font are divided. SOURCE: WOFF2, section 5.1 */
interface Streams {
  readonly contours: ByteReader;
  readonly points: ByteReader;
  readonly flags: ByteReader;
  readonly glyphs: ByteReader;
  readonly composites: ByteReader;
  readonly hasBox: (index: number) => boolean;
  readonly boxes: ByteReader;
  readonly instructions: ByteReader;
  readonly overlaps: (index: number) => boolean;
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly isOn: boolean;
}

const COMPOSITE = 0xffff;
/** The glyphs of a packed table of outlines, each padded to four bytes. */
export function glyphsOf(table: Buffer): Glyph[] {
  const reader = byteReader(table);
  reader.take(2);
  const options = reader.u16();
  const count = reader.u16();
  reader.take(2);
  const streams = streamsOf(reader, count, (options & 1) === 1);
  return Array.from({ length: count }, (_, index) => glyphAt(streams, index));
}

function streamsOf(reader: ByteReader, count: number, hasOverlaps: boolean): Streams {
  const lengths = Array.from({ length: 7 }, () => reader.u32());
  const [contours, points, flags, glyphs, composites] = lengths
    .slice(0, 5)
    .map((length) => byteReader(reader.take(length)));
  const bitmapBytes = 4 * Math.floor((count + 31) / 32);
  const boxBits = reader.take(bitmapBytes);
  const boxes = byteReader(reader.take((lengths[5] as number) - bitmapBytes));
  const instructions = byteReader(reader.take(lengths[6] as number));
  const overlapBits = hasOverlaps ? reader.take(Math.floor((count + 7) / 8)) : undefined;
  return {
    contours: contours as ByteReader,
    points: points as ByteReader,
    flags: flags as ByteReader,
    glyphs: glyphs as ByteReader,
    composites: composites as ByteReader,
    hasBox: (index) => bit(boxBits, index),
    boxes,
    instructions,
    overlaps: (index) => overlapBits !== undefined && bit(overlapBits, index),
  };
}

const bit = (bits: Buffer, index: number): boolean =>
  ((bits[index >> 3] as number) & (0x80 >> (index & 7))) !== 0;

function glyphAt(streams: Streams, index: number): Glyph {
  const contours = streams.contours.u16();
  if (contours === 0) return { bytes: Buffer.alloc(0), xMin: 0 };
  return contours === COMPOSITE ? compositeOf(streams) : simpleOf(streams, index, contours);
}

/** A glyph of other glyphs; its box always stands in the file. */
function compositeOf(streams: Streams): Glyph {
  const box = streams.boxes.take(8);
  const parts: Buffer[] = [];
  let [hasInstructions, goesOn] = [false, true];
  while (goesOn) {
    const flags = streams.composites.u16();
    const head = Buffer.alloc(2);
    head.writeUInt16BE(flags);
    parts.push(head, streams.composites.take(2 + placeBytes(flags)));
    hasInstructions ||= (flags & 0x100) !== 0;
    goesOn = (flags & 0x20) !== 0;
  }
  const code = hasInstructions ? instructionsOf(streams) : [];
  const contours = Buffer.from([0xff, 0xff]);
  return { bytes: padded([contours, box, ...parts, ...code]), xMin: box.readInt16BE(0) };
}

/** How many bytes say where a part stands and how it is turned. SOURCE: OpenType, `glyf`, composite glyphs */
function placeBytes(flags: number): number {
  const turned = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
  return (flags & 0x01 ? 4 : 2) + turned;
}

function simpleOf(streams: Streams, index: number, contours: number): Glyph {
  const counts = Array.from({ length: contours }, () => streams.points.short255());
  const total = counts.reduce((sum, count) => sum + count, 0);
  const points = pointsOf(streams, total);
  const code = instructionsOf(streams);
  const box = streams.hasBox(index) ? streams.boxes.take(8) : boxAround(points);
  const head = Buffer.alloc(2 + contours * 2);
  head.writeInt16BE(contours, 0);
  let last = -1;
  const ends = head.subarray(2);
  for (const [place, count] of counts.entries()) {
    last += count;
    ends.writeUInt16BE(last, place * 2);
  }
  const outline = outlineOf(points, streams.overlaps(index));
  return { bytes: padded([head.subarray(0, 2), box, ends, ...code, outline]), xMin: box.readInt16BE(0) };
}

function pointsOf(streams: Streams, total: number): Point[] {
  let [x, y] = [0, 0];
  return Array.from({ length: total }, () => {
    const flag = streams.flags.u8();
    const [dx, dy] = stepOf(flag & 0x7f, streams.glyphs);
    [x, y] = [x + dx, y + dy];
    return { x, y, isOn: flag < 0x80 };
  });
}

/** How far the next point is. SOURCE: WOFF2, section 5.2 */
function stepOf(flag: number, from: ByteReader): readonly [number, number] {
  const signX = flag & 1 ? 1 : -1;
  const signY = flag & 2 ? 1 : -1;
  if (flag < 10) return [0, signX * (((flag & 14) << 7) + from.u8())];
  if (flag < 20) return [signX * ((((flag - 10) & 14) << 7) + from.u8()), 0];
  if (flag < 84) {
    const [high, low] = [flag - 20, from.u8()];
    return [signX * (1 + (high & 0x30) + (low >> 4)), signY * (1 + ((high & 0x0c) << 2) + (low & 0x0f))];
  }
  if (flag < 120) {
    const high = flag - 84;
    const dx = 1 + (Math.floor(high / 12) << 8) + from.u8();
    return [signX * dx, signY * (1 + (((high % 12) >> 2) << 8) + from.u8())];
  }
  if (flag < 124) {
    const [one, two, three] = [from.u8(), from.u8(), from.u8()];
    return [signX * ((one << 4) + (two >> 4)), signY * (((two & 0x0f) << 8) + three)];
  }
  return [signX * from.u16(), signY * from.u16()];
}

/** The length of the instructions, and they themselves. */
function instructionsOf(streams: Streams): [Buffer, Buffer] {
  const length = streams.glyphs.short255();
  const written = Buffer.alloc(2);
  written.writeUInt16BE(length);
  return [written, streams.instructions.take(length)];
}

function boxAround(points: readonly Point[]): Buffer {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const box = Buffer.alloc(8);
  const edges = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  for (const [place, edge] of edges.entries()) box.writeInt16BE(edge, place * 2);
  return box;
}

const ON_CURVE = 0x01;
const OVERLAPS = 0x40;

/** Flags, then steps across, then steps up, each written in full. */
function outlineOf(points: readonly Point[], overlaps: boolean): Buffer {
  const bytes = Buffer.alloc(points.length * 5);
  let [beforeX, beforeY] = [0, 0];
  for (const [place, { x, y, isOn }] of points.entries()) {
    bytes.writeUInt8((isOn ? ON_CURVE : 0) | (overlaps && place === 0 ? OVERLAPS : 0), place);
    bytes.writeInt16BE(x - beforeX, points.length + place * 2);
    bytes.writeInt16BE(y - beforeY, points.length * 3 + place * 2);
    [beforeX, beforeY] = [x, y];
  }
  return bytes;
}

function padded(parts: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
