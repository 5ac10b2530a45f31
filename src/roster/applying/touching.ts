import type { Transaction } from '../../store/index.ts';
import { imagesOf, keyOf, keyText, marksOf } from './records.ts';
import {
  type Reversal,
  type RowKey,
  type Touched,
  touchedTables,
  type TouchedTable,
} from './touched-tables.ts';

type TableName = TouchedTable['name'];

/** Remembers what an import touches: what it made, and what a row was like before it was first changed. */
export class Touching {
  readonly #tx: Transaction;
  readonly #school: string;
  readonly #made = new Map<TableName, Map<string, RowKey>>();
  readonly #before = new Map<TableName, Map<string, RowKey>>();

  constructor(tx: Transaction, school: string) {
    this.#tx = tx;
    this.#school = school;
  }

  /** Rows that were made. */
  made(name: TableName, rows: readonly RowKey[]): void {
    const table = tableNamed(name);
    const made = mapIn(this.#made, name);
    for (const row of rows) made.set(keyText(table, row), keyOf(table, row));
  }

  /** Rows that are about to be changed. */
  async changes(name: TableName, keys: readonly RowKey[]): Promise<void> {
    const table = tableNamed(name);
    const [made, before] = [mapIn(this.#made, name), mapIn(this.#before, name)];
    const fresh = keys.filter((key) => !made.has(keyText(table, key)) && !before.has(keyText(table, key)));
    for (const image of await imagesOf(this.#tx, this.#school, table, fresh))
      before.set(keyText(table, image), image);
  }

  /** Ids of everybody of whom something was written. */
  people(): string[] {
    const ids = new Set<string>();
    for (const rows of [this.#made, this.#before])
      for (const [name, byKey] of rows)
        for (const row of byKey.values())
          for (const column of personColumns[name] ?? []) ids.add(String(row[column]));
    return [...ids].toSorted();
  }

  /** What is needed to put it all back, with how each row was left. */
  async finish(): Promise<Reversal> {
    const entries: [TableName, Touched][] = [];
    for (const table of touchedTables) entries.push([table.name, await this.#touched(table)]);
    return Object.fromEntries(entries) as Reversal;
  }

  async #touched(table: TouchedTable): Promise<Touched> {
    const [made, before] = [mapIn(this.#made, table.name), mapIn(this.#before, table.name)];
    const keys = [...made.values(), ...[...before.values()].map((row) => keyOf(table, row))];
    const marks = await marksOf(this.#tx, this.#school, table, keys);
    const mark = (key: string) => marks.get(key) ?? '';
    return {
      inserted: [...made].map(([key, row]) => ({ ...row, mark: mark(key) })),
      updated: [...before].map(([key, row]) => ({ before: row, mark: mark(key) })),
    };
  }
}

const personColumns: Partial<Record<TableName, readonly string[]>> = {
  person: ['id'],
  membership: ['person_id'],
  guardianship: ['parent_id', 'child_id'],
};

function tableNamed(name: TableName): TouchedTable {
  return touchedTables.find((table) => table.name === name) as TouchedTable;
}

function mapIn(maps: Map<TableName, Map<string, RowKey>>, name: TableName): Map<string, RowKey> {
  const known = maps.get(name) ?? new Map<string, RowKey>();
  maps.set(name, known);
  return known;
}
