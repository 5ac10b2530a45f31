import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the entry claims to unpack to; the truth where left out. */
  readonly claims?: number;
  /** Unix mode, for links. */
  readonly mode?: number;
}

/** A zip of these entries, as truthful as they are. SOURCE: PKWARE APPNOTE 6.3.10, 4.3 */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const packed = deflateRawSync(entry.bytes);
    const common = commonPart(entry, packed.length, name.length);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, name, packed]);
    directory.push(directoryPart(entry, common, name, offset));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

/** Version to length of the extra field: what the local header and the directory share. */
function commonPart(entry: ZipEntry, packedBytes: number, nameBytes: number): Buffer {
  const part = Buffer.alloc(26);
  part.writeUInt16LE(20, 0);
  part.writeUInt16LE(0x800, 2);
  part.writeUInt16LE(8, 4);
  part.writeUInt32LE(crc32(entry.bytes), 10);
  part.writeUInt32LE(packedBytes, 14);
  part.writeUInt32LE(entry.claims ?? entry.bytes.length, 18);
  part.writeUInt16LE(nameBytes, 22);
  return part;
}

function directoryPart(entry: ZipEntry, common: Buffer, name: Buffer, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), common, rest, name]);
}
