/** Reads numbers one after another, the most significant byte first. */
export interface ByteReader {
  u8(): number;
  i16(): number;
  u16(): number;
  u32(): number;
  take(length: number): Buffer;
  /** A number of one to three bytes. SOURCE: WOFF2, section 6.1.1 */
  short255(): number;
  /** A number of one to five bytes. SOURCE: WOFF2, section 4.1 */
  base128(): number;
}

/** A reader from the beginning of some bytes; reading beyond their end throws. */
export function byteReader(bytes: Buffer): ByteReader {
  let at = 0;
  const step = (length: number): number => {
    at += length;
    return at - length;
  };
  const reader: ByteReader = {
    u8: () => bytes.readUInt8(step(1)),
    i16: () => bytes.readInt16BE(step(2)),
    u16: () => bytes.readUInt16BE(step(2)),
    u32: () => bytes.readUInt32BE(step(4)),
    take: (length) => bytes.subarray(step(length), at),
    short255() {
      const first = reader.u8();
      if (first === 253) return reader.u16();
      if (first === 255) return reader.u8() + 253;
      return first === 254 ? reader.u8() + 506 : first;
    },
    base128() {
      let number = 0;
      for (;;) {
        const byte = reader.u8();
        number = number * 128 + (byte & 0x7f);
        if (byte < 0x80) return number;
      }
    },
  };
  return reader;
}
