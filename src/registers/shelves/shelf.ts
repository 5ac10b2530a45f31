import type { Kind, State } from '../kind.ts';
import { wordsIn } from '../records.ts';
import type { ShelfRow } from './records.ts';

/** What is looked for. */
export interface ShelfFilter {
  /** The kinds that may be seen; nothing else is found or counted. */
  readonly kinds: readonly string[];
  readonly words?: string | undefined;
  readonly state?: State | undefined;
  readonly place?: string | undefined;
}

/** Items of a school in memory, by name, as they are at the moment. */
export interface Shelf {
  readonly kinds: ReadonlyMap<string, Kind>;
  /** All of them, in their order. */
  readonly rows: readonly ShelfRow[];
  /** At most `limit` from `offset` on, and how many there are. Retired items are found only by their state. */
  find(filter: ShelfFilter, limit: number, offset: number): Found;
  /** How many are in each kind, without those that are retired. */
  countByKind(): ReadonlyMap<string, number>;
  row(id: string): ShelfRow | undefined;
}

export interface Found {
  readonly rows: readonly ShelfRow[];
  readonly count: number;
}

const collator = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' });
const order = (one: ShelfRow, other: ShelfRow): number =>
  collator.compare(one.name, other.name) || (one.id < other.id ? -1 : 1);

/** A shelf of these items. */
export function shelfOf(kinds: ReadonlyMap<string, Kind>, rows: readonly ShelfRow[]): Shelf {
  return sortedShelf(kinds, rows.toSorted(order));
}

/** The shelf after some items were entered or changed. Quick when they are few. */
export function shelfWith(shelf: Shelf, changed: readonly ShelfRow[]): Shelf {
  const ids = new Set(changed.map(({ id }) => id));
  const rows = shelf.rows.filter(({ id }) => !ids.has(id));
  for (const row of changed) rows.splice(placeFor(rows, row), 0, row);
  return sortedShelf(shelf.kinds, rows);
}

function placeFor(rows: readonly ShelfRow[], row: ShelfRow): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(rows[middle] as ShelfRow, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows of one kind, which most lists show; made when first asked for. */
function sortedShelf(kinds: ReadonlyMap<string, Kind>, rows: readonly ShelfRow[]): Shelf {
  let byKind: ReadonlyMap<string, readonly ShelfRow[]> | undefined;
  let byId: ReadonlyMap<string, ShelfRow> | undefined;
  const grouped = () => (byKind ??= Map.groupBy(rows, ({ kind }) => kind));
  return {
    kinds,
    rows,
    find(filter, limit, offset) {
      const [only] = filter.kinds;
      const some = filter.kinds.length === 1 ? (grouped().get(only as string) ?? []) : rows;
      return findIn(some, filter, limit, offset);
    },
    countByKind: () =>
      new Map(
        [...grouped()].map(([kind, all]) => [kind, all.filter(({ state }) => state !== 'retired').length]),
      ),
    row: (id) => (byId ??= new Map(rows.map((row) => [row.id, row]))).get(id),
  };
}

function findIn(rows: readonly ShelfRow[], filter: ShelfFilter, limit: number, offset: number): Found {
  const kinds = new Set(filter.kinds);
  // The longest word is the rarest: most items fail at it.
  const words = wordsIn(filter.words ?? '').toSorted((one, other) => other.length - one.length);
  const found: ShelfRow[] = [];
  let count = 0;
  for (const row of rows) {
    if (!kinds.has(row.kind) || !isOfState(row, filter.state)) continue;
    if (filter.place !== undefined && row.place !== filter.place) continue;
    if (!words.every((word) => row.text.includes(word))) continue;
    if (count >= offset && found.length < limit) found.push(row);
    count += 1;
  }
  return { rows: found, count };
}

const isOfState = (row: ShelfRow, state: State | undefined): boolean =>
  state === undefined ? row.state !== 'retired' : row.state === state;
