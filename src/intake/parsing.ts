import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { intakeFault } from './errors.ts';
import { base64Lines, type Gathering, plainLines } from './joining.ts';
import { DEPTH, HEADER_BYTES, LINES, LONGEST_LINE, PARTS } from './limits.ts';

/** What the parser is made of inside, as far as it is held to limits here. The version is pinned. */
interface Parser {
  readonly currentNode: Part;
  processLine(line: Uint8Array, isLast: boolean): Promise<void>;
  parse(raw: Uint8Array): Promise<Email>;
}

interface Part {
  readonly contentTransferEncoding: { readonly encoding: string };
  contentDecoder: Gathering | null;
}

const LINES_AT_ONCE = 2000;

/**
 * Parses a letter. The parser's own gathering of lines takes gigabytes and minutes for some letters of 25 megabytes, so
 * it gets ours; lines and parts are counted, and others have their turn between. A letter within a letter stays one.
 * @throws LETTER_UNREADABLE
 */
export async function parse(raw: Uint8Array): Promise<Email> {
  const parser = boundedParser();
  try {
    return await parser.parse(raw);
  } catch (cause) {
    throw cause instanceof assert.AssertionError ? cause : tooMuch();
  }
}

const tooMuch = () => intakeFault('LETTER_UNREADABLE', 'a letter has too many parts, lines or headers');

function boundedParser(): Parser {
  const parser = new PostalMime({
    maxNestingDepth: DEPTH,
    maxHeadersSize: HEADER_BYTES,
    maxRfc822NestingDepth: 0,
    forceRfc822Attachments: true,
  }) as unknown as Parser;
  const take = parser.processLine.bind(parser);
  const seen = { lines: 0, parts: 0, part: undefined as Part | undefined, isOurs: false };
  parser.processLine = async (line, isLast) => {
    seen.lines += 1;
    if (seen.lines > LINES || line.length > LONGEST_LINE) throw tooMuch();
    if (seen.lines % LINES_AT_ONCE === 0) await turn();
    await take(line, isLast);
    follow(parser.currentNode, seen);
  };
  return parser;
}

interface Seen {
  parts: number;
  part: Part | undefined;
  isOurs: boolean;
}

/** Counts a part when it begins, and hands it our gathering once its headers are read. */
function follow(part: Part, seen: Seen): void {
  if (part !== seen.part) {
    Object.assign(seen, { part, parts: seen.parts + 1, isOurs: false });
    if (seen.parts > PARTS) throw tooMuch();
  }
  if (seen.isOurs || !part.contentDecoder) return;
  assert.ok('chunks' in part.contentDecoder, 'the parser gathers lines as it did');
  const { encoding } = part.contentTransferEncoding;
  if (/base64/.test(encoding)) part.contentDecoder = base64Lines();
  else if (!/quoted-printable/.test(encoding)) part.contentDecoder = plainLines();
  seen.isOurs = true;
}
