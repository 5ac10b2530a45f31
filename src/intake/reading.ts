import { createHash } from 'node:crypto';
import type { Address, Attachment, Email } from 'postal-mime';
import { isMailAddress } from '../mail/index.ts';
import { authorOf } from './authoring.ts';
import { wordsOfHtml } from './html-words.ts';
import type { Enclosure, IncomingLetter } from './letter.ts';
import { parse } from './parsing.ts';

const LONGEST_SUBJECT = 300;
const LONGEST_NAME = 200;

/** Reads a letter as it came over the wire; broken ones as far as they can be read. @throws LETTER_UNREADABLE */
export async function readLetter(raw: Uint8Array, envelopeFrom: string): Promise<IncomingLetter> {
  const email = await parse(raw);
  const enclosures = email.attachments.map(enclosureOf);
  const subject = plain(email.subject ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_SUBJECT);
  const body = bodyOf(raw);
  const understood = plain(wordsOf(email)).trim();
  const isNothing = understood === '' && enclosures.length === 0;
  return {
    from: addressOf(email.from) ?? (isMailAddress(envelopeFrom) ? envelopeFrom : undefined),
    subject: subject.toWellFormed(),
    // What the parser makes nothing of is kept as it came: somebody wrote it.
    words: isNothing ? plain(new TextDecoder().decode(body)).trim() : understood,
    enclosures,
    author: authorOf(email.headers, envelopeFrom),
    fingerprint: fingerprintOf(email, body),
  };
}

const wordsOf = ({ text, html }: Email): string =>
  text !== undefined && text.trim() !== '' ? text : wordsOfHtml(html ?? '');

/** Text without what cannot be shown or kept: halves of signs, and controls but tabs and the ends of lines. */
const plain = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();

function addressOf(from: Address | undefined): string | undefined {
  const address = from?.address ?? from?.group?.[0]?.address;
  return address !== undefined && isMailAddress(address) ? address : undefined;
}

const enclosureOf = ({ filename, mimeType, content }: Attachment): Enclosure => ({
  name: plain(filename ?? nameFor(mimeType))
    .replaceAll(/\s+/g, ' ')
    .slice(0, LONGEST_NAME)
    .toWellFormed(),
  body: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
});

/** A letter within a letter seldom has a name. */
const nameFor = (type: string): string => (type === 'message/rfc822' ? 'letter.eml' : 'without a name');

/**
 * By what the sender gave it and its body, byte by byte: servers on the way add headers. Its own number alone is not
 * enough, for some programs give the same to all their letters.
 */
function fingerprintOf(email: Email, body: Uint8Array): string {
  const hash = createHash('sha256');
  const said = [email.messageId, email.date, email.from?.address, email.subject];
  for (const each of said) hash.update(`${each ?? ''}\0`);
  return hash.update(body).digest('hex');
}

/** What stands behind the headers; all of it where nothing parts them. */
function bodyOf(raw: Uint8Array): Uint8Array {
  const letter = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const ends = ['\r\n\r\n', '\n\n'].map((end) => letter.indexOf(end)).filter((at) => at >= 0);
  return ends.length === 0 ? letter : letter.subarray(Math.min(...ends));
}
