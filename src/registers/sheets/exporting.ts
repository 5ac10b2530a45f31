import type { Item } from '../item.ts';
import type { FactValue, Field, Kind } from '../kind.ts';

/** What a spreadsheet would take for a formula, and run; also where we have written an apostrophe before it. SOURCE: OWASP ASVS 5.0, 1.2.10 */
const FORMULA = /^'*[=+\-@\t\r]/;
const MADE_HARMLESS = /^'+[=+\-@\t\r]/;

/** A value as it may stand in a spreadsheet. */
export const harmless = (value: string): string => (FORMULA.test(value) ? `'${value}` : value);

/** The value again that was made harmless. */
export const restored = (cell: string): string => (MADE_HARMLESS.test(cell) ? cell.slice(1) : cell);

const cell = (value: string): string => {
  const safe = harmless(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as CSV that spreadsheets open as text, in UTF-8 with its mark so that Excel reads accents. SOURCE: RFC 4180 */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;

/** The headings of what every item has, as they are written and read again. */
export const headHeadings = { name: 'Name', tag: 'Tag', place: 'Place', holder: 'Person' } as const;

/** Items of a kind as rows with headings; people stand there by what `wordPerson` calls them. */
export function rowsOf(kind: Kind, items: readonly Item[], wordPerson: (id: string) => string): string[][] {
  const { name, tag, place, holder } = headHeadings;
  return [
    ['Number', name, tag, 'State', place, holder, ...kind.fields.map((field) => field.name)],
    ...items.map((item) => [
      String(item.number),
      item.name,
      item.tag ?? '',
      item.state,
      item.place ?? '',
      item.holderId === undefined ? '' : wordPerson(item.holderId),
      ...kind.fields.map((field) => wordValue(field, item.fields[field.id], wordPerson)),
    ]),
  ];
}

/** The value of a field in words. */
export function wordValue(
  field: Field,
  value: FactValue | undefined,
  wordPerson: (id: string) => string,
): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (field.type === 'choice') return field.choices.find(({ id }) => id === value)?.name ?? String(value);
  if (field.type === 'money') return Number(value).toFixed(2);
  return field.type === 'person' ? wordPerson(String(value)) : String(value);
}
