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
}

/** Items of a school: those named, those that somebody has, or all. */
export async function readShelfRows(
  db: Queries,
  school: string,
  which?: { readonly ids: readonly string[]; readonly holderIds: readonly string[] },
): Promise<ShelfRow[]> {
  if (which && which.ids.length + which.holderIds.length === 0) return [];
  let query = db
    .selectFrom('item')
    .leftJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'item.school_id').onRef('person.id', '=', 'item.holder_id'),
    )
    .select(['item.id', 'item.kind', 'item.number', 'item.name', 'item.tag', 'item.place', 'item.state'])
    .select(['item.holder_id', 'item.search', 'person.given_name', 'person.family_name'])
    .where('item.school_id', '=', school);
  if (which)
    query = query.where((eb) =>
      eb.or([
        ...(which.ids.length > 0 ? [eb('item.id', 'in', [...which.ids])] : []),
        ...(which.holderIds.length > 0 ? [eb('item.holder_id', 'in', [...which.holderIds])] : []),
      ]),
    );
  const rows = await query.execute();
  return rows.map((row) => {
    const holder = row.holder_id === null ? undefined : `${row.given_name} ${row.family_name}`.trim();
    return {
      id: row.id,
      kind: row.kind,
      number: row.number,
      name: row.name,
      tag: row.tag ?? undefined,
      place: row.place ?? undefined,
      state: row.state as State,
      holderId: row.holder_id ?? undefined,
      holder,
      text: holder === undefined ? row.search : `${row.search}\n${holder.toLowerCase()}`,
    };
  });
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
