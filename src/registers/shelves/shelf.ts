import type { Kind, State } from '../kind.ts';
import { wordsIn } from '../records.ts';
import { searchedOf } from './looking-through.ts';
import type { ShelfDue, ShelfRow } from './records.ts';

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
  /** Checks by the day on which they are due, then by place and name. */
  findDue(filter: DueFilter): readonly DueOfItem[];
  /** What has not come back: all, or what should be back on or before a day (YYYY-MM-DD). */
  findLent(filter: LentFilter): readonly LentItem[];
  /** What somebody has or answers for. */
  heldBy(personId: string): readonly ShelfRow[];
  /** Rooms and buildings in which there are items of these kinds. */
  places(kinds: readonly string[]): readonly string[];
}

export interface DueFilter {
  readonly kinds: readonly string[];
  /** The last day, YYYY-MM-DD. */
  readonly until: string;
  readonly place?: string | undefined;
}

/** A check that is due, with its item. */
export interface DueOfItem extends ShelfDue {
  readonly item: ShelfRow;
}

export interface LentFilter {
  readonly kinds?: readonly string[];
  readonly dueUntil?: string;
  readonly personId?: string;
}

export type LentItem = ShelfRow & { readonly loan: NonNullable<ShelfRow['loan']> };

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

const placeFor = (rows: readonly ShelfRow[], row: ShelfRow): number =>
  firstWhere(rows, (each) => order(each, row) >= 0);

/** What is worked out of the rows is worked out when it is first asked for, and kept. */
function sortedShelf(kinds: ReadonlyMap<string, Kind>, rows: readonly ShelfRow[]): Shelf {
  const byKind = once(() => Map.groupBy(rows, ({ kind }) => kind));
  const byHolder = once(() => Map.groupBy(rows, ({ holderId }) => holderId));
  const ofKinds = eachOnce((some: readonly string[]) => rowsOfKinds(rows, byKind(), some));
  const searched = eachOnce((some: readonly string[]) => searchedOf(ofKinds(some)));
  const ofState = eachOnce(([state = '', ...some]: readonly string[]) =>
    ofKinds(some).filter((row) => isOfState(row, (state || undefined) as State | undefined)),
  );
  const counts = once(() => countsOf(byKind()));
  const dues = once(() => duesOf(rows));
  const duesOfKinds = eachOnce((some: readonly string[]) => {
    const wanted = new Set(some);
    return dues().filter(({ item }) => wanted.has(item.kind));
  });
  const lent = once(() => rows.filter((row): row is LentItem => row.loan !== undefined));
  const places = eachOnce((some: readonly string[]) => placesIn(ofKinds(some)));
  return {
    kinds,
    rows,
    find({ kinds: some, words = '', state, place }, limit, offset) {
      const wanted = wordsIn(words);
      if (wanted.length === 0 && place === undefined) {
        const all = ofState([state ?? '', ...some]);
        return { rows: all.slice(offset, offset + limit), count: all.length };
      }
      return shownOf(searched(some).having(wanted), { state, place }, limit, offset);
    },
    countByKind: counts,
    findDue: ({ kinds: some, until, place }) => dueIn(duesOfKinds(some), until, place),
    findLent: ({ kinds: some, dueUntil, personId }) =>
      lent().filter(
        ({ kind, loan }) =>
          (some === undefined || some.includes(kind)) &&
          (personId === undefined || loan.personId === personId) &&
          (dueUntil === undefined || (loan.dueOn !== undefined && loan.dueOn <= dueUntil)),
      ),
    heldBy: (personId) => (byHolder().get(personId) ?? []).filter(({ state }) => state !== 'retired'),
    places,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The same for each list of ids. There are as many as there are sets of registers that people may see. */
function eachOnce<T>(make: (ids: readonly string[]) => T): (ids: readonly string[]) => T {
  const made = new Map<string, T>();
  return (ids) => {
    const key = ids.join(' ');
    const before = made.get(key);
    if (before !== undefined) return before;
    const now = make(ids);
    made.set(key, now);
    return now;
  };
}

function rowsOfKinds(
  rows: readonly ShelfRow[],
  byKind: ReadonlyMap<string, readonly ShelfRow[]>,
  kinds: readonly string[],
): readonly ShelfRow[] {
  const [only, ...others] = kinds;
  if (only === undefined) return [];
  if (others.length === 0) return byKind.get(only) ?? [];
  const wanted = new Set(kinds);
  return rows.filter(({ kind }) => wanted.has(kind));
}

const countsOf = (byKind: ReadonlyMap<string, readonly ShelfRow[]>): ReadonlyMap<string, number> =>
  new Map([...byKind].map(([kind, all]) => [kind, all.filter(({ state }) => state !== 'retired').length]));

/** Every check that is due, by its day; those of one day by place and then by name. */
function duesOf(rows: readonly ShelfRow[]): readonly DueOfItem[] {
  const dues = rows.flatMap((item, index) =>
    item.dues.map((due) => ({ ...due, item, index, place: item.place ?? '' })),
  );
  return dues.toSorted(
    (one, other) =>
      compare(one.dueOn, other.dueOn) || compare(one.place, other.place) || one.index - other.index,
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Those of the sorted that are due by a day. */
function dueIn(dues: readonly DueOfItem[], until: string, place: string | undefined): readonly DueOfItem[] {
  const end = firstWhere(dues, ({ dueOn }) => dueOn > until);
  const all = dues.slice(0, end);
  return place === undefined ? all : all.filter(({ item }) => item.place === place);
}

/** Where in a list that is sorted so those begin for which this holds. */
function firstWhere<T>(list: readonly T[], holds: (each: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function placesIn(rows: readonly ShelfRow[]): readonly string[] {
  const places = new Set(
    rows.flatMap(({ place, state }) => (place === undefined || state === 'retired' ? [] : [place])),
  );
  return [...places].toSorted(collator.compare);
}

function shownOf(
  rows: Iterable<ShelfRow>,
  { state, place }: Pick<ShelfFilter, 'state' | 'place'>,
  limit: number,
  offset: number,
): Found {
  const found: ShelfRow[] = [];
  let count = 0;
  for (const row of rows) {
    if (!isOfState(row, state) || (place !== undefined && row.place !== place)) continue;
    if (count >= offset && found.length < limit) found.push(row);
    count += 1;
  }
  return { rows: found, count };
}

const isOfState = (row: ShelfRow, state: State | undefined): boolean =>
  state === undefined ? row.state !== 'retired' : row.state === state;
