import type { FastifyReply } from 'fastify';

/** What a spreadsheet would take for a formula, and run. SOURCE: OWASP ASVS 5.0, 1.2.10 */
const FORMULA = /^[=+\-@\t\r]/;

const cell = (value: string): string => {
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** Rows as CSV that spreadsheets open as text, in UTF-8 with its mark so that Excel reads accents. SOURCE: RFC 4180 */
export const sheetOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;

/** Sends rows as a file to keep. The name is ours: letters and dashes. */
export const sendSheet = (
  reply: FastifyReply,
  name: string,
  rows: readonly (readonly string[])[],
): FastifyReply =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(sheetOf(rows));
