import encodeQR from 'qr';
import { green, line, type Sheet, soft, TEXT_SIZE } from './sheet.ts';

/*
 * What every document on paper has: a heading with a code, facts in two columns, and a note at the end.
 */

const QR_SIZE = 92;
const LABEL_WIDTH = 128;

/** What stands at the top of a document. */
export interface Heading {
  readonly above: string;
  readonly title: string;
  readonly below: string;
  /** What the QR code says, and what it is for. */
  readonly code: string;
  readonly codeShows: string;
}

/** Writes the heading, with its code beside it, and a line beneath. */
export function writeHead(sheet: Sheet, { above, title, below, code, codeShows }: Heading): void {
  const { doc, left, width } = sheet;
  const top = doc.y;
  const textWidth = width - QR_SIZE - 24;
  sheet.ornament(() => doc.rect(0, 0, doc.page.width, 12).fill(green));
  sheet.text('P', above, { size: 11, colour: soft, width: textWidth, after: 4 });
  sheet.text('H1', title, { size: 21, colour: green, isBold: true, width: textWidth, after: 5 });
  sheet.text('P', below, { size: 12, width: textWidth });
  const under = doc.y;
  sheet.figure(codeShows, () => drawCode(doc, code, left + width - QR_SIZE, top));
  doc.y = Math.max(under, top + QR_SIZE) + 14;
  drawLine(sheet);
}

function drawCode(doc: Sheet['doc'], code: string, x: number, y: number): void {
  const rows = encodeQR(code, 'raw', { ecc: 'medium', border: 1 });
  const unit = QR_SIZE / rows.length;
  for (const [down, row] of rows.entries())
    for (const [across, isDark] of row.entries())
      if (isDark) doc.rect(x + across * unit, y + down * unit, unit, unit);
  doc.fill('#000000');
}

function drawLine(sheet: Sheet): void {
  const { doc, left, width } = sheet;
  sheet.ornament(() =>
    doc
      .moveTo(left, doc.y)
      .lineTo(left + width, doc.y)
      .lineWidth(0.8)
      .stroke(line),
  );
  doc.y += 12;
}

export type Fact = readonly [label: string, text: string];

/** Writes a table of two columns that screen readers know as one. */
export function writeFacts(sheet: Sheet, facts: readonly Fact[]): void {
  const { doc, left, width } = sheet;
  const table = sheet.open('Table');
  for (const [label, text] of facts) {
    const row = sheet.open('TR', table);
    const top = doc.y;
    sheet.text('TH', label, { size: TEXT_SIZE, colour: soft, width: LABEL_WIDTH - 8 }, row, { scope: 'Row' });
    const under = doc.y;
    doc.y = top;
    sheet.text('TD', text, { size: TEXT_SIZE, x: left + LABEL_WIDTH, width: width - LABEL_WIDTH }, row);
    doc.y = Math.max(doc.y, under) + 3;
    row.end();
  }
  table.end();
  doc.y += 6;
}

/** Writes how a document is checked, with a bar beside it. */
export function writeNote(sheet: Sheet, title: string, lines: readonly string[]): void {
  const { doc, left, width } = sheet;
  sheet.room(130);
  const top = doc.y;
  doc.y = top + 10;
  sheet.text('H2', title, { size: 11, colour: green, isBold: true, x: left + 14, after: 2 });
  for (const text of lines) sheet.text('P', text, { size: 9, x: left + 14, width: width - 28, after: 2 });
  const bottom = doc.y + 8;
  sheet.ornament(() => doc.rect(left, top, 4, bottom - top).fill(green));
  doc.y = bottom;
}

/** Hexadecimal digits in groups of four, as people read them out, eight groups to a line. */
export const grouped = (hash: string): string =>
  hash.replaceAll(/(.{4})(?=.)/g, '$1 ').replaceAll(/(.{39}) (?=.)/g, '$1\n');

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A day (YYYY-MM-DD) in words. */
export const wordDay = (on: string): string => (on === '' ? '' : days.format(new Date(`${on}T12:00:00Z`)));

const moments = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'medium',
  timeZone: 'Europe/London',
});

/** A moment in words, as the clocks of the school showed it. */
export const wordMoment = (at: string): string => moments.format(new Date(at));
