import type { Kind } from '../kind.ts';
import { headHeadings } from './exporting.ts';

/** Which heading of a sheet means what. */
export interface Columns {
  readonly name: string | undefined;
  readonly tag: string | undefined;
  readonly place: string | undefined;
  readonly holder: string | undefined;
  /** By the id of the field. */
  readonly fields: Readonly<Record<string, string | undefined>>;
}

/** Headings as asset lists write them, Snipe-IT's and plain ones; the surest first. */
const usual = {
  name: [headHeadings.name, 'Item Name', 'Asset Name', 'Item', 'Description', 'Title', 'Website', 'App'],
  tag: [headHeadings.tag, 'Asset Tag', 'Asset Number', 'Asset No', 'Asset', 'Label', 'Barcode'],
  place: [headHeadings.place, 'Location', 'Room', 'Default Location', 'Building'],
  holder: [headHeadings.holder, 'Checked Out To', 'Assigned To', 'Holder', 'User', 'Email', 'Username'],
} as const;

const bare = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** What the headings seem to mean. No column means two things. */
export function suggestColumns(kind: Kind, headings: readonly string[]): Columns {
  const free = new Map(headings.map((heading) => [bare(heading), heading]));
  const take = (names: readonly string[]): string | undefined => {
    const name = names.map(bare).find((each) => free.has(each));
    const heading = name === undefined ? undefined : free.get(name);
    if (name !== undefined) free.delete(name);
    return heading;
  };
  const head = {
    name: take(usual.name.slice(0, 3)),
    tag: take(usual.tag),
    place: take(usual.place),
    holder: take(usual.holder),
  };
  const fields = Object.fromEntries(
    kind.fields.map((field) => [field.id, take([field.name, field.id, ...field.headings])]),
  );
  return { ...head, name: head.name ?? take(usual.name), fields };
}

/** What keeps columns from being used, by what they mean. */
export function faultsOfColumns(
  kind: Kind,
  columns: Columns,
  headings: readonly string[],
): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  const { name, tag, place, holder } = columns;
  const all: [string, string | undefined][] = [
    ...Object.entries({ name, tag, place, holder }),
    ...kind.fields.map(({ id }): [string, string | undefined] => [`field-${id}`, columns.fields[id]]),
  ];
  const seen = new Set<string>();
  for (const [meaning, heading] of all) {
    if (heading === undefined) continue;
    if (!headings.includes(heading)) faults.set(meaning, 'Select a column of this file');
    else if (seen.has(heading)) faults.set(meaning, 'This column is selected for something else as well');
    seen.add(heading);
  }
  if (columns.name === undefined) faults.set('name', 'Select the column with the name');
  return faults;
}
