import type { Act } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import { fitDraft, type RawItem } from '../fitting.ts';
import type { Item, ItemDraft } from '../item.ts';
import type { Field, Kind } from '../kind.ts';
import { changeItem, enterItems } from '../keeping.ts';
import type { Columns } from './columns.ts';
import { restored, wordValue } from './exporting.ts';

/** A sheet with headings, as it was read. */
export interface SheetRead {
  readonly headings: readonly string[];
  readonly rows: readonly {
    /** As a spreadsheet counts: the headings are row 1. */
    readonly number: number;
    readonly cell: (heading: string) => string;
    readonly fault?: { readonly column: string; readonly cause: string } | undefined;
  }[];
}

/** What is at the school already. */
export interface Present {
  /** Items of the kind, retired ones as well. */
  readonly items: readonly Item[];
  /** Ids of the people with a name or an e-mail address, both in lower case. */
  readonly people: ReadonlyMap<string, readonly string[]>;
}

/** A row that cannot be taken over, and why. */
export interface RowProblem {
  readonly row: number;
  readonly column: string;
  readonly cause: string;
}

/** What taking over a sheet would do. Nothing has been done. */
export interface ImportPlan {
  readonly added: readonly ItemDraft[];
  readonly changed: readonly { readonly item: Item; readonly draft: ItemDraft }[];
  readonly same: number;
  readonly problems: readonly RowProblem[];
}

/** Works out what taking over a sheet would do. An item is known again by its tag, or by its name where it has none. */
export function planImport(kind: Kind, sheet: SheetRead, columns: Columns, present: Present): ImportPlan {
  const keyOf = columns.tag === undefined ? nameKeyOf : tagKeyOf;
  const known = Map.groupBy(present.items, keyOf);
  const seen = new Map<string, number>();
  const added: ItemDraft[] = [];
  const changed: { item: Item; draft: ItemDraft }[] = [];
  const problems: RowProblem[] = [];
  let same = 0;
  for (const row of sheet.rows) {
    const taken = takeRow({ kind, columns, present, known, keyOf }, row);
    const key = 'draft' in taken ? keyOf(taken.draft) : '';
    const twin = seen.get(key);
    if ('problems' in taken) problems.push(...taken.problems);
    else if (twin !== undefined)
      problems.push({
        row: row.number,
        column: columns.tag ?? columns.name ?? '',
        cause: `the same item stands in row ${twin}`,
      });
    else if (taken.item === undefined) added.push(taken.draft);
    else if (isSame(taken.item, taken.draft)) same += 1;
    else changed.push({ item: taken.item, draft: taken.draft });
    if ('draft' in taken && twin === undefined) seen.set(key, row.number);
  }
  return { added, changed, same, problems };
}

/** Does what a plan says, all of it or nothing. @throws ITEM_NOT_FOUND where an item went meanwhile */
export async function applyImport(tx: Transaction, act: Act, kind: Kind, plan: ImportPlan): Promise<void> {
  for (const { item, draft } of plan.changed) await changeItem(tx, act, kind, item.id, draft);
  await enterItems(tx, act, kind, plan.added);
}

type Keyed = Pick<ItemDraft, 'tag' | 'name'>;
const nameKeyOf = ({ name }: Keyed): string => `name ${name.toLowerCase()}`;
const tagKeyOf = (item: Keyed): string =>
  item.tag === undefined ? nameKeyOf(item) : `tag ${item.tag.toLowerCase()}`;

interface Taking {
  readonly kind: Kind;
  readonly columns: Columns;
  readonly present: Present;
  readonly known: ReadonlyMap<string, readonly Item[]>;
  readonly keyOf: (item: Keyed) => string;
}

type Taken =
  | { readonly draft: ItemDraft; readonly item: Item | undefined }
  | { readonly problems: readonly RowProblem[] };

function takeRow(taking: Taking, row: SheetRead['rows'][number]): Taken {
  const { kind, columns, present, known, keyOf } = taking;
  const problem = (column: string | undefined, cause: string): Taken => ({
    problems: [{ row: row.number, column: column ?? '', cause }],
  });
  if (row.fault) return problem(row.fault.column, row.fault.cause);
  const cell = (heading: string | undefined) =>
    heading === undefined ? '' : restored(row.cell(heading)).trim();
  const found = known.get(keyOf({ name: cell(columns.name), tag: cell(columns.tag) || undefined })) ?? [];
  if (found.length > 1)
    return problem(columns.tag ?? columns.name, 'several items of the school are called this');
  const [item] = found;
  if (item?.state === 'retired') return problem(columns.tag ?? columns.name, 'this item is retired');
  const people = new PeopleInRow(present, cell);
  const raw = rawOf(kind, columns, cell, people, item);
  if (people.problems.length > 0)
    return { problems: people.problems.map((each) => ({ row: row.number, ...each })) };
  const { draft, mistakes } = fitDraft(kind, raw);
  if (draft) return { draft, item };
  return {
    problems: [...mistakes].map(([field, cause]) => ({
      row: row.number,
      column: headingOf(columns, field),
      cause,
    })),
  };
}

type Cell = (heading: string | undefined) => string;

/** Looks people up for one row, and keeps what is wrong. */
class PeopleInRow {
  readonly problems: { column: string; cause: string }[] = [];
  readonly #present: Present;
  readonly #cell: Cell;

  constructor(present: Present, cell: Cell) {
    this.#present = present;
    this.#cell = cell;
  }

  idIn(heading: string | undefined): string {
    const word = this.#cell(heading).toLowerCase();
    if (heading === undefined || word === '') return '';
    const ids = this.#present.people.get(word) ?? [];
    if (ids.length !== 1)
      this.problems.push({
        column: heading,
        cause: ids.length === 0 ? 'nobody at the school is called this' : 'several people are called this',
      });
    return ids[0] ?? '';
  }
}

/** What no column says stays as it is. */
function rawOf(
  kind: Kind,
  columns: Columns,
  cell: Cell,
  people: PeopleInRow,
  item: Item | undefined,
): RawItem {
  const head = (heading: string | undefined, was: string | undefined) =>
    heading === undefined ? (was ?? '') : cell(heading);
  const valueOf = (field: Field): string => {
    const heading = columns.fields[field.id];
    if (heading === undefined) return wordValue(field, item?.fields[field.id], (id) => id);
    return field.type === 'person' ? people.idIn(heading) : cell(heading);
  };
  return {
    name: head(columns.name, item?.name),
    tag: head(columns.tag, item?.tag),
    place: head(columns.place, item?.place),
    holderId: columns.holder === undefined ? (item?.holderId ?? '') : people.idIn(columns.holder),
    fields: Object.fromEntries(kind.fields.map((field) => [field.id, valueOf(field)])),
  };
}

const headingOf = (columns: Columns, field: string): string =>
  (field.startsWith('field-')
    ? columns.fields[field.slice('field-'.length)]
    : { name: columns.name, tag: columns.tag, place: columns.place, holder: columns.holder }[field]) ?? '';

function isSame(item: Item, draft: ItemDraft): boolean {
  const names = new Set([...Object.keys(item.fields), ...Object.keys(draft.fields)]);
  return (
    item.name === draft.name &&
    item.tag === draft.tag &&
    item.place === draft.place &&
    item.holderId === draft.holderId &&
    [...names].every((name) => item.fields[name] === draft.fields[name])
  );
}
