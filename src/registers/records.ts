import { sql } from 'kysely';
import { canonicalJson } from '../kernel/index.ts';
import type { Queries, Transaction } from '../store/index.ts';
import type { Item, ItemDraft, Standing } from './item.ts';
import type { FactValue, State } from './kind.ts';

/** Few enough rows that the parameters of one statement never run out. */
const MOST_AT_ONCE = 1000;

/** Takes so many numbers of a counter; gives the first. Two who ask at the same moment never get the same. */
export async function takeNumbers(
  tx: Transaction,
  school: string,
  counter: string,
  count: number,
): Promise<number> {
  const { last } = await tx
    .insertInto('counter')
    .values({ school_id: school, kind: counter, last: count })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'kind']).doUpdateSet({ last: sql<number>`counter.last + ${count}` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last - count + 1;
}

/** An item as it is first written. */
export interface NewItem extends ItemDraft {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly state: State;
  readonly search: string;
}

export async function insertItems(
  tx: Transaction,
  school: string,
  items: readonly NewItem[],
  at: Date,
): Promise<void> {
  for (let start = 0; start < items.length; start += MOST_AT_ONCE)
    await tx
      .insertInto('item')
      .values(
        items.slice(start, start + MOST_AT_ONCE).map((item) => ({
          school_id: school,
          id: item.id,
          kind: item.kind,
          number: item.number,
          name: item.name,
          tag: item.tag ?? null,
          fields: canonicalJson(item.fields),
          holder_id: item.holderId ?? null,
          place: item.place ?? null,
          state: item.state,
          search: item.search,
          entered_at: at,
          changed_at: at,
        })),
      )
      .execute();
}

export async function updateItem(
  tx: Transaction,
  school: string,
  id: string,
  draft: ItemDraft & { readonly search: string },
  at: Date,
): Promise<void> {
  await tx
    .updateTable('item')
    .set({
      name: draft.name,
      tag: draft.tag ?? null,
      fields: canonicalJson(draft.fields),
      holder_id: draft.holderId ?? null,
      place: draft.place ?? null,
      search: draft.search,
      changed_at: at,
    })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .execute();
}

/** Sets the state of items. */
export async function putState(
  tx: Transaction,
  school: string,
  ids: readonly string[],
  state: State,
  at: Date,
): Promise<void> {
  for (let start = 0; start < ids.length; start += MOST_AT_ONCE)
    await tx
      .updateTable('item')
      .set({ state, changed_at: at })
      .where('school_id', '=', school)
      .where('id', 'in', ids.slice(start, start + MOST_AT_ONCE))
      .execute();
}

/** Something that happened to an item, for its history. */
export interface ItemEvent {
  readonly what:
    | 'entered'
    | 'changed'
    | 'lent'
    | 'returned'
    | 'booked'
    | 'checked'
    | 'due'
    | 'retired'
    | 'state';
  readonly at: Date;
  readonly by: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface NewEvent extends ItemEvent {
  readonly itemId: string;
  readonly id: string;
  /** The place of its entry in the ledger. */
  readonly seq: number;
}

export async function insertEvents(
  tx: Transaction,
  school: string,
  events: readonly NewEvent[],
): Promise<void> {
  for (let start = 0; start < events.length; start += MOST_AT_ONCE)
    await tx
      .insertInto('item_event')
      .values(
        events.slice(start, start + MOST_AT_ONCE).map((event) => ({
          school_id: school,
          item_id: event.itemId,
          happened_at: event.at,
          id: event.id,
          what: event.what,
          by_id: event.by ?? null,
          details: canonicalJson(event.details),
          seq: event.seq,
        })),
      )
      .execute();
}

/** What happened to an item, the newest first. */
export async function eventsOf(
  db: Queries,
  school: string,
  itemId: string,
  limit: number,
): Promise<ItemEvent[]> {
  const rows = await db
    .selectFrom('item_event')
    .select(['what', 'happened_at', 'by_id', 'details'])
    .where('school_id', '=', school)
    .where('item_id', '=', itemId)
    .orderBy('happened_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    what: row.what as ItemEvent['what'],
    at: row.happened_at,
    by: row.by_id ?? undefined,
    details: row.details as ItemEvent['details'],
  }));
}

interface ItemRow {
  id: string;
  kind: string;
  number: number;
  name: string;
  tag: string | null;
  fields: unknown;
  holder_id: string | null;
  place: string | null;
  state: string;
  entered_at: Date;
  changed_at: Date;
}

const columns = [
  'id',
  'kind',
  'number',
  'name',
  'tag',
  'fields',
  'holder_id',
  'place',
  'state',
  'entered_at',
  'changed_at',
] as const;

const itemOf = (row: ItemRow, checks: readonly Standing[]): Item => ({
  id: row.id,
  kind: row.kind,
  number: row.number,
  name: row.name,
  tag: row.tag ?? undefined,
  fields: row.fields as Readonly<Record<string, FactValue>>,
  holderId: row.holder_id ?? undefined,
  place: row.place ?? undefined,
  state: row.state as State,
  enteredAt: row.entered_at,
  changedAt: row.changed_at,
  checks,
});

/** An item with how it stands with its checks. */
export async function findItem(db: Queries, school: string, id: string): Promise<Item | undefined> {
  return (await findItems(db, school, [id]))[0];
}

/** Several items, in no order; those that are not there are left out. */
export async function findItems(db: Queries, school: string, ids: readonly string[]): Promise<Item[]> {
  const rows: ItemRow[] = [];
  for (let start = 0; start < ids.length; start += MOST_AT_ONCE)
    rows.push(
      ...(await db
        .selectFrom('item')
        .select(columns)
        .where('school_id', '=', school)
        .where('id', 'in', ids.slice(start, start + MOST_AT_ONCE))
        .execute()),
    );
  return withChecks(db, school, rows);
}

/** Waits until nobody else changes the items, and reads them as they then are. Always in the same order, so that no two wait for each other. */
export async function lockItems(tx: Transaction, school: string, ids: readonly string[]): Promise<Item[]> {
  for (let start = 0; start < ids.length; start += MOST_AT_ONCE)
    await tx
      .selectFrom('item')
      .select('id')
      .where('school_id', '=', school)
      .where('id', 'in', ids.toSorted().slice(start, start + MOST_AT_ONCE))
      .orderBy('id')
      .forUpdate()
      .execute();
  return findItems(tx, school, ids);
}

/** Which items are listed. */
export interface ItemFilter {
  readonly kinds?: readonly string[] | undefined;
  readonly state?: State | undefined;
  readonly holderId?: string | undefined;
  readonly place?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Every one of these words stands somewhere in what is written of it. */
  readonly words?: string | undefined;
  /** Whether retired items are listed without being asked for by their state. */
  readonly retired?: boolean | undefined;
}

/** Items by name, at most `limit` from `offset` on, and how many there are. */
export async function listItems(
  db: Queries,
  school: string,
  filter: ItemFilter,
  limit: number,
  offset: number,
): Promise<{ readonly items: Item[]; readonly count: number }> {
  if (filter.kinds?.length === 0 || filter.tags?.length === 0) return { items: [], count: 0 };
  let query = db.selectFrom('item').where('school_id', '=', school);
  if (filter.kinds) query = query.where('kind', 'in', [...filter.kinds]);
  if (filter.state) query = query.where('state', '=', filter.state);
  else if (!filter.retired) query = query.where('state', '<>', 'retired');
  if (filter.holderId !== undefined) query = query.where('holder_id', '=', filter.holderId);
  if (filter.place !== undefined) query = query.where('place', '=', filter.place);
  if (filter.tags) query = query.where('tag', 'in', [...filter.tags]);
  for (const word of wordsIn(filter.words ?? '')) {
    const like = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where('search', 'like', like);
  }
  const { count } = await query
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(columns)
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { items: await withChecks(db, school, rows), count: Number(count) };
}

/** The words of a search, in lower case. */
export const wordsIn = (text: string): string[] =>
  text.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);

async function withChecks(db: Queries, school: string, rows: readonly ItemRow[]): Promise<Item[]> {
  const standings = await standingsOf(
    db,
    school,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => itemOf(row, standings.get(row.id) ?? []));
}

/** How items stand with their checks: the last result of each, and when it is next due. */
async function standingsOf(
  db: Queries,
  school: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Standing[]>> {
  const standings = new Map<string, Standing[]>();
  for (let start = 0; start < ids.length; start += MOST_AT_ONCE) {
    const some = sql.join(ids.slice(start, start + MOST_AT_ONCE));
    const { rows } = await sql<StandingRow>`
      select coalesce(done.item_id, due.item_id) as item_id, coalesce(done.check_kind, due.check_kind) as check_kind,
        done.passed, done.done_at, due.due_on, due.owner_role
      from (
        select distinct on (item_id, check_kind) item_id, check_kind, passed, done_at from item_check
        where school_id = ${school} and item_id in (${some})
        order by item_id, check_kind, done_at desc, id
      ) as done
      full join (
        select item_id, check_kind, due_on, owner_role from check_due
        where school_id = ${school} and item_id in (${some})
      ) as due on due.item_id = done.item_id and due.check_kind = done.check_kind
      order by 1, 2`.execute(db);
    for (const row of rows)
      standings.set(row.item_id, [...(standings.get(row.item_id) ?? []), standingOf(row)]);
  }
  return standings;
}

interface StandingRow {
  item_id: string;
  check_kind: string;
  passed: boolean | null;
  done_at: Date | null;
  due_on: string | null;
  owner_role: string | null;
}

const standingOf = (row: StandingRow): Standing => ({
  check: row.check_kind,
  passed: row.passed ?? undefined,
  doneAt: row.done_at ?? undefined,
  dueOn: row.due_on ?? undefined,
  ownerRole: row.owner_role ?? undefined,
});
