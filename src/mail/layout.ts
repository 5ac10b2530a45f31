import assert from 'node:assert/strict';
import type { LetterKind, Opening, Written } from './letter.ts';
import { oneLine, shortLine } from './one-line.ts';

/** A piece of a letter: a paragraph, a link with the words that lead to it, or a list. Never markup. */
export type Piece =
  | string
  | { readonly link: string; readonly words: string }
  | { readonly list: readonly string[] };

/** A letter before it is laid out. */
export interface Draft extends Opening {
  readonly kind: LetterKind;
  readonly subject: string;
  readonly pieces: readonly Piece[];
}

const longestSubject = 150;
const longestList = 100;

/** Lays a letter out as text and as HTML: the same words in the same order, only links are written otherwise. */
export function layOut({ kind, school, name, subject, pieces }: Draft): Written {
  const title = shortLine(subject, longestSubject);
  const house = oneLine(school);
  const body = [`Dear ${oneLine(name)},`, ...pieces.map(plainly)];
  const closing = `Sent by ${house} with Gatehouse.`;
  return {
    kind,
    subject: title,
    text: `${[house, ...body.map(asText), closing].join('\n\n')}\n`,
    html: asDocument(title, house, body.map(asHtml).join('\n'), closing),
  };
}

/** A piece whose every text is on one line, and whose link leads to a web page. */
function plainly(piece: Piece): Piece {
  if (typeof piece === 'string') return oneLine(piece);
  if ('link' in piece) return { link: webAddress(piece.link), words: oneLine(piece.words) };
  const shown = piece.list.slice(0, longestList).map(oneLine);
  const left = piece.list.length - shown.length;
  return { list: left > 0 ? [...shown, `and ${left} more`] : shown };
}

function webAddress(link: string): string {
  const { protocol, href } = new URL(link);
  assert.ok(protocol === 'https:' || protocol === 'http:', 'a letter links to web pages alone');
  return href;
}

function asText(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  if ('link' in piece) return `${piece.words}:\n${piece.link}`;
  return piece.list.map((item) => `- ${item}`).join('\n');
}

const paragraph = 'margin:0 0 16px';
const link = 'color:#143d31;font-weight:bold;text-decoration:underline';

function asHtml(piece: Piece): string {
  if (typeof piece === 'string') return `<p style="${paragraph}">${escaped(piece)}</p>`;
  if ('link' in piece)
    return `<p style="${paragraph}"><a href="${escaped(piece.link)}" style="${link}">${escaped(piece.words)}</a></p>`;
  const items = piece.list.map((item) => `<li>${escaped(item)}</li>`).join('');
  return `<ul style="margin:0 0 16px;padding:0 0 0 24px">${items}</ul>`;
}

const page = 'margin:0;padding:16px;background:#ffffff;color:#111111';
const column = 'max-width:600px;margin:0 auto;font:16px/1.5 Arial,Helvetica,sans-serif;color:#111111';
const masthead =
  'margin:0 0 24px;padding:0 0 8px;border-bottom:3px solid #143d31;font-size:18px;font-weight:bold';
const footer = 'margin:24px 0 0;padding:8px 0 0;border-top:1px solid #767676;font-size:14px;color:#4a4a4a';

/** No picture, no table, nothing that is fetched: what a letter shows does not hang on anything outside it. */
const asDocument = (title: string, house: string, body: string, closing: string): string => `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${escaped(title)}</title>
</head>
<body style="${page}">
<div style="${column}">
<p style="${masthead}">${escaped(house)}</p>
${body}
<p style="${footer}">${escaped(closing)}</p>
</div>
</body>
</html>
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML writes it, in a text or in a quoted attribute. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
