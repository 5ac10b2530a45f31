import { sql } from 'kysely';
import type { Queries } from '../../store/index.ts';
import type { State } from '../kind.ts';

/** What a list shows of an item, and what is looked through. */
export interface ShelfRow {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly name: string;
  readonly tag: string | undefined;
  readonly place: string | undefined;
  readonly state: State;
  readonly holderId: string | undefined;
  readonly holder: string | undefined;
  /** In lower case. */
  readonly text: string;
  /** Checks with the day on which each is due. */
  readonly dues: readonly ShelfDue[];
  /** Who has it on loan, where it is lent. */
  readonly loan: ShelfLoan | undefined;
}

/** When a check of an item is due, YYYY-MM-DD. */
export interface ShelfDue {
  readonly check: string;
  readonly dueOn: string;
  readonly ownerRole: string | undefined;
}

/** A loan that has not come back. */
export interface ShelfLoan {
  readonly id: string;
  readonly personId: string;
  readonly signedOut: string;
  readonly dueOn: string | undefined;
  readonly conditions: string | undefined;
}

/** Which items are read: those named, and those that somebody has. */
export interface ShelfChoice {
  readonly ids: readonly string[];
  readonly holderIds: readonly string[];
}

/** Items of a school with what is due of them and who has them: all, or those chosen. */
export async function readShelfRows(db: Queries, school: string, choice?: ShelfChoice): Promise<ShelfRow[]> {
  if (choice && choice.ids.length + choice.holderIds.length === 0) return [];
  const items = await readItems(db, school, choice);
  const ids = choice && items.map(({ id }) => id);
  const [dues, loans] = [await readDues(db, school, ids), await readLoans(db, school, ids)];
  return items.map((item) => {
    const holder = item.holder_id === null ? undefined : `${item.given_name} ${item.family_name}`.trim();
    return {
      id: item.id,
      kind: item.kind,
      number: item.number,
      name: item.name,
      tag: item.tag ?? undefined,
      place: item.place ?? undefined,
      state: item.state as State,
      holderId: item.holder_id ?? undefined,
      holder,
      text:
        holder === undefined
          ? item.search
          : `${item.search}
${holder.toLowerCase()}`,
      dues: dues.get(item.id) ?? [],
      loan: loans.get(item.id),
    };
  });
}

function readItems(db: Queries, school: string, choice: ShelfChoice | undefined) {
  let query = db
    .selectFrom('item')
    .leftJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'item.school_id').onRef('person.id', '=', 'item.holder_id'),
    )
    .select(['item.id', 'item.kind', 'item.number', 'item.name', 'item.tag', 'item.place', 'item.state'])
    .select(['item.holder_id', 'item.search', 'person.given_name', 'person.family_name'])
    .where('item.school_id', '=', school);
  if (choice)
    query = query.where((eb) =>
      eb.or([
        ...(choice.ids.length > 0 ? [eb('item.id', 'in', [...choice.ids])] : []),
        ...(choice.holderIds.length > 0 ? [eb('item.holder_id', 'in', [...choice.holderIds])] : []),
      ]),
    );
  return query.execute();
}

/** Few enough ids that the parameters of one statement never run out. */
const MOST_IDS = 1000;

async function readDues(
  db: Queries,
  school: string,
  ids: readonly string[] | undefined,
): Promise<ReadonlyMap<string, ShelfDue[]>> {
  const dues = new Map<string, ShelfDue[]>();
  for (const some of inParts(ids)) {
    let query = db
      .selectFrom('check_due')
      .select(['item_id', 'check_kind', 'due_on', 'owner_role'])
      .where('school_id', '=', school);
    if (some) query = query.where('item_id', 'in', some);
    for (const row of await query.execute()) {
      const due = { check: row.check_kind, dueOn: row.due_on, ownerRole: row.owner_role ?? undefined };
      dues.set(row.item_id, [...(dues.get(row.item_id) ?? []), due]);
    }
  }
  return dues;
}

async function readLoans(
  db: Queries,
  school: string,
  ids: readonly string[] | undefined,
): Promise<ReadonlyMap<string, ShelfLoan>> {
  const loans = new Map<string, ShelfLoan>();
  for (const some of inParts(ids)) {
    let query = db
      .selectFrom('loan')
      .select(['id', 'item_id', 'person_id', 'signed_out', 'due_on', 'conditions'])
      .where('school_id', '=', school)
      .where('returned_at', 'is', null);
    if (some) query = query.where('item_id', 'in', some);
    for (const row of await query.execute())
      loans.set(row.item_id, {
        id: row.id,
        personId: row.person_id,
        signedOut: row.signed_out,
        dueOn: row.due_on ?? undefined,
        conditions: row.conditions ?? undefined,
      });
  }
  return loans;
}

/** Ids so many at once; once nothing where all are meant. */
function inParts(ids: readonly string[] | undefined): (string[] | undefined)[] {
  if (ids === undefined) return [undefined];
  const count = Math.ceil(ids.length / MOST_IDS);
  return Array.from({ length: count }, (_, part) => ids.slice(part * MOST_IDS, (part + 1) * MOST_IDS));
}

/** What happened at a school since a place in its ledger. */
export interface LedgerNews {
  /** The last place, as far as was read. */
  readonly last: number;
  readonly entries: readonly { readonly kind: string; readonly subject: string | undefined }[];
  /** Whether there is more than was read. */
  readonly isMore: boolean;
}

const MOST_NEWS = 2000;

/**
 * Entries after a place. Places are given in the order in which transactions are kept, so nothing that is read later comes
 * before them.
 */
export async function readNews(db: Queries, school: string, after: number): Promise<LedgerNews> {
  const rows = await db
    .selectFrom('ledger_entry')
    .select(['seq', 'kind'])
    .select(sql<string | null>`case when kind like 'item.%' or kind like 'person.%' then leaf end`.as('leaf'))
    .where('school_id', '=', school)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(MOST_NEWS + 1)
    .execute();
  return {
    last: rows.at(-1)?.seq ?? after,
    entries: rows.map(({ kind, leaf }) => ({ kind, subject: leaf === null ? undefined : subjectOf(leaf) })),
    isMore: rows.length > MOST_NEWS,
  };
}

const subjectOf = (leaf: string): string | undefined =>
  (JSON.parse(leaf) as { readonly subject?: string }).subject;

/** The last place of a school's ledger; -1 where there is none. */
export async function lastPlace(db: Queries, school: string): Promise<number> {
  const row = await db
    .selectFrom('ledger_entry')
    .select('seq')
    .where('school_id', '=', school)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? -1;
}
