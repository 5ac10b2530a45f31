import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { limits } from './limits.ts';
import type { GivenFile, Problem, Remark } from './roster.ts';

/** One row under the headings. */
export interface Row {
  /** As a spreadsheet counts: the headings are row 1. */
  readonly number: number;
  /** The cell under a heading, trimmed; empty where there is none. */
  readonly cell: (heading: string) => string;
  /** The first column whose cell cannot be kept, and why. */
  readonly fault: { readonly column: string; readonly cause: string } | undefined;
}

/** A CSV file with headings. */
export interface Sheet {
  readonly file: string;
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  readonly remarks: readonly Remark[];
}

export type ReadSheet = { readonly sheet: Sheet } | { readonly problem: Problem };

/** Reads a file as CSV with headings (RFC 4180). Cells are text, whatever they look like. */
export function readSheet(file: GivenFile): ReadSheet {
  if (file.bytes.length > limits.fileBytes) return refused(file, 'the file is larger than 64 MB');
  const { text, remark } = decode(file);
  const records = recordsOf(file, text);
  if ('problem' in records) return records;
  const [first, ...others] = records.list;
  const headings = (first ?? []).map((heading) => heading.trim());
  const problem = faultOfHeadings(file, headings) ?? filledPassword(file, headings, others);
  if (problem) return { problem };
  return {
    sheet: {
      file: file.name,
      headings,
      rows: rowsOf(headings, others),
      remarks: remark === undefined ? [] : [{ file: file.name, text: remark }],
    },
  };
}

const refused = (file: GivenFile, cause: string, row?: number): { readonly problem: Problem } => ({
  problem: { file: file.name, cause, ...(row !== undefined && { row }) },
});

const notUtf8 =
  'This file is not UTF-8. It was read as Windows-1252, as older systems write it; look at names with accents.';

function decode({ bytes }: GivenFile): { readonly text: string; readonly remark?: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), remark: 'This file was read as UTF-16.' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), remark: notUtf8 };
  }
}

class TooMuch extends Error {}

function recordsOf(
  file: GivenFile,
  text: string,
): { readonly list: string[][] } | { readonly problem: Problem } {
  let count = 0;
  const watch = (record: string[]): string[] => {
    count += 1;
    if (count > limits.rows + 1) throw new TooMuch('the file has more than 100,000 rows');
    if (record.length > limits.columns) throw new TooMuch('a row has more than 200 columns');
    return record;
  };
  try {
    return {
      list: parse<string[]>(text, {
        bom: true,
        delimiter: delimiterOf(text),
        relax_column_count: true,
        max_record_size: limits.rowCharacters,
        on_record: watch as never,
      } as never),
    };
  } catch (error) {
    if (error instanceof TooMuch) return refused(file, error.message);
    if (!(error instanceof CsvError)) throw error;
    return refused(file, causes.get(error.code) ?? 'this is not CSV', count + 1);
  }
}

const causes: ReadonlyMap<string, string> = new Map([
  ['CSV_QUOTE_NOT_CLOSED', 'a quotation mark opens a cell and none closes it'],
  [
    'CSV_INVALID_CLOSING_QUOTE',
    'a quotation mark stands in the middle of a cell; it has to be written twice',
  ],
  [
    'INVALID_OPENING_QUOTE',
    'a quotation mark stands in the middle of a cell; the whole cell has to be quoted',
  ],
  ['CSV_MAX_RECORD_SIZE', 'a row is longer than a million characters'],
]);

/** What divides cells: what stands most often in the first line. */
function delimiterOf(text: string): string {
  const line = text.slice(0, 10_000).split(/[\r\n]/, 1)[0] ?? '';
  const times = (mark: string) => line.split(mark).length;
  return [',', ';', '\t'].toSorted((one, other) => times(other) - times(one))[0] as string;
}

function faultOfHeadings(file: GivenFile, headings: readonly string[]): Problem | undefined {
  const named = headings.filter((heading) => heading !== '');
  const twice = named.find((heading, index) => named.indexOf(heading) !== index);
  if (named.length === 0) return { file: file.name, row: 1, cause: 'the file has no headings' };
  if (named.some((heading) => heading.length > 200 || hasControl(heading)))
    return { file: file.name, row: 1, cause: 'this does not begin with headings' };
  if (twice === undefined) return undefined;
  return { file: file.name, row: 1, column: twice, cause: 'this heading stands twice' };
}

const PASSWORD =
  /^(?:(?:user|login|account|initial|default|temporary)[ _-]?)?(?:pass[ _-]?(?:word|code|phrase)|passwd|pwd)$/i;

/**
 * A password that somebody else wrote down is no password, and a file with passwords must not lie about. The value is
 * never told.
 */
function filledPassword(
  file: GivenFile,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): Problem | undefined {
  for (const [place, column] of headings.entries()) {
    if (!PASSWORD.test(column)) continue;
    const index = rows.findIndex((row) => (row[place] ?? '').trim() !== '');
    if (index < 0) continue;
    const cause =
      'a password stands in this file. Nothing was read: passwords are chosen by their owners. Export again without this column, and delete the file';
    return { file: file.name, row: index + 2, column, cause };
  }
  return undefined;
}

function rowsOf(headings: readonly string[], records: readonly (readonly string[])[]): Row[] {
  const places = new Map(headings.map((heading, index) => [heading, index]));
  return records.flatMap((cells, index) => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    const cell = (heading: string) => (cells[places.get(heading) ?? -1] ?? '').trim();
    return [{ number: index + 2, cell, fault: faultOfCells(headings, cells) }];
  });
}

function faultOfCells(headings: readonly string[], cells: readonly string[]): Row['fault'] {
  for (const [index, cell] of cells.entries()) {
    const column = headings[index] ?? `column ${index + 1}`;
    if (cell.length > limits.cellCharacters)
      return { column, cause: 'the cell is longer than 10,000 characters' };
    if (hasControl(cell)) return { column, cause: 'the cell holds characters that are no text' };
    if (index >= headings.length && cell.trim() !== '')
      return { column, cause: 'the row has more cells than there are headings' };
  }
  return undefined;
}

/** Line breaks and tabs are text; other control characters are not, and a database takes no NUL. */
const hasControl = (text: string): boolean =>
  // oxlint-disable-next-line eslint/no-control-regex -- these characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/.test(text) || !text.isWellFormed();
