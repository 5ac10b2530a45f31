import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { limits } from './limits.ts';
import type { GivenFile, Problem } from './roster.ts';

export type Unpacked = { readonly files: readonly GivenFile[] } | { readonly problem: Problem };

/** Whether bytes begin as a zip does. What a file is called says nothing. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** A zip's files. Everything that its list says is judged before a byte is unpacked. */
export async function unpack({ name, bytes }: GivenFile): Promise<Unpacked> {
  const refuse = (cause: string): Unpacked => ({ problem: { file: name, cause } });
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes), { validateEntrySizes: true, lazyEntries: true });
    if (zip.entryCount > limits.zipEntries)
      return refuse(`the zip holds ${zip.entryCount} files, and ${limits.zipEntries} are the most`);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const fault = faultOf(entries);
    return fault === undefined ? { files: await readAll(zip, entries) } : refuse(fault);
  } catch {
    // Whatever is broken in it, the answer is the same; its own words may quote what a stranger wrote into it.
    return refuse(
      'the zip is broken, or holds names that lead outside it; save it again and send it once more',
    );
  }
}

function faultOf(entries: readonly Entry[]): string | undefined {
  const names = entries.map((entry) => entry.fileName.toLowerCase());
  if (new Set(names).size < names.length) return 'the zip holds two files of one name';
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (total > limits.unpackedBytes) return 'the zip would unpack to more than 200 MB';
  for (const entry of entries) {
    const fault = faultOfEntry(entry);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const SYMBOLIC_LINK = 0o120000;

function faultOfEntry(entry: Entry): string | undefined {
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (!/^[\p{L}\p{N}_ .()-]+$/u.test(entry.fileName) || /^\.*$/.test(entry.fileName))
    return 'the zip holds folders or names that are not plain; put the files themselves into it, without a folder';
  if (mode === SYMBOLIC_LINK) return 'the zip holds a link instead of a file';
  if (entry.isEncrypted()) return 'the zip is locked with a password';
  if (entry.uncompressedSize > limits.fileBytes) return 'the zip holds a file of more than 64 MB';
  if (entry.uncompressedSize > Math.max(entry.compressedSize, 1) * limits.ratio)
    return 'the zip holds a file that grows far too much on unpacking';
  return undefined;
}

async function readAll(zip: ZipFile, entries: readonly Entry[]): Promise<GivenFile[]> {
  const files: GivenFile[] = [];
  for (const entry of entries) {
    if (!/\.csv$/i.test(entry.fileName)) continue;
    files.push({ name: entry.fileName, bytes: await readEntry(zip, entry) });
  }
  return files;
}

/** INVARIANT: never more than the entry claims, whatever it holds: the library stops at the claimed size. */
async function readEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
