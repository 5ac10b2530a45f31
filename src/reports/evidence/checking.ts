import { fileTypeFromBuffer } from 'file-type';
import { reportFault } from '../errors.ts';
import type { CheckedFile } from '../handling/entry.ts';
import { type FileKind, kindsByBytes, letter, plainText } from './file-kind.ts';
import { cleanName, endingOf } from './file-name.ts';

/** Bytes of one file, and files of one form or letter. */
export const LARGEST_FILE = 10 * 1024 * 1024;
export const MOST_FILES = 5;

/**
 * Looks at a file that is handed in: what it is by its bytes, whether its name agrees, and that it is not two things at
 * once. Nothing of it is opened or altered. The name that comes back is safe to show. @throws EVIDENCE_REFUSED
 */
export async function checkFile(name: string, bytes: Uint8Array): Promise<CheckedFile> {
  const clean = cleanName(name);
  if (bytes.length === 0) throw refused('it is empty');
  if (bytes.length > LARGEST_FILE) throw refused('it is larger than ten megabytes');
  const ending = endingOf(clean);
  const kind = (await kindByBytes(bytes)) ?? kindOfText(bytes, ending);
  if (!kind) throw refused('it is of a kind that is not taken');
  if (ending !== '' && !kind.endings.includes(ending)) throw refused('it is not what its name says');
  if (isSomethingElseToo(bytes, kind)) throw refused('it is more than one kind of file at once');
  return { name: ending === '' ? `${clean}.${kind.endings[0]}` : clean, type: kind.type, body: bytes };
}

const refused = (why: string) => reportFault('EVIDENCE_REFUSED', `a file was not taken: ${why}`);

/** What the first bytes show; `undefined` where they show nothing. @throws EVIDENCE_REFUSED for what is not taken */
async function kindByBytes(bytes: Uint8Array): Promise<FileKind | undefined> {
  const found = await fileTypeFromBuffer(bytes).catch(() => ({ mime: 'unreadable' }));
  if (found === undefined) return undefined;
  const kind = kindsByBytes[found.mime];
  if (!kind) throw refused('it is of a kind that is not taken');
  return kind;
}

/** Letters that a browser would take for a page, or for a picture that can run. SOURCE: WHATWG MIME Sniffing, 7.1 */
const PAGE =
  /^(?:\s|\uFEFF)*<(?:!doctype|!--|\?|html|head|body|script|iframe|svg|style|title|table|link|meta|h1|div|font|img|a|b|br|p)\b|^(?:\s|\uFEFF)*<(?:!--|\?)/i;
const HEADERS = /^(?:From |(?:[!-9;-~]{1,70}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2})/;

function kindOfText(bytes: Uint8Array, ending: string): FileKind | undefined {
  const start = lettersOf(bytes)?.slice(0, 4096);
  if (start === undefined || PAGE.test(start)) return undefined;
  if (ending === 'eml') return HEADERS.test(start) ? letter : undefined;
  return plainText;
}

/** The letters of a text; none where it is no text. */
function lettersOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return hasControls(text) ? undefined : text;
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    return hasControls(text) ? undefined : text;
  }
}

const hasControls = (text: string): boolean => /(?![\t\n\r\f])\p{Cc}/u.test(text);

const START = 1024;
/** The longest end of an archive: its record with the longest remark. SOURCE: PKWARE APPNOTE 6.3.10, 4.3.16 */
const END = 22 + 65_535;
const ARCHIVE_END = Buffer.from('PK\u0005\u0006', 'latin1');
const RUNS = /<(?:script|html|svg|iframe|\?php|!doctype)/i;

/** Whether something else would take it for its own: a picture that is a page as well, a PDF with an archive behind it. */
function isSomethingElseToo(bytes: Uint8Array, { type }: FileKind): boolean {
  const isLetters = type.startsWith('text/') || type.startsWith('message/');
  if (isLetters) return false;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = whole.toString('latin1', 0, START);
  const isArchive = type.startsWith('application/vnd.');
  if (RUNS.test(start) || (type !== 'application/pdf' && start.includes('%PDF-'))) return true;
  return !isArchive && whole.subarray(-END).includes(ARCHIVE_END);
}
