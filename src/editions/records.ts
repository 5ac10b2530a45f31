import type { Queries } from '../store/index.ts';

/** A published edition without its content. */
export interface EditionRow {
  readonly number: number;
  readonly title: string;
  readonly contentHash: string;
  readonly change: 'first' | 'minor' | 'material';
  readonly boardMinute: string | undefined;
  /** First day on which it is in force, YYYY-MM-DD. */
  readonly effectiveFrom: string;
  readonly publishedAt: Date;
}

const columns = [
  'number',
  'title',
  'content_hash',
  'change',
  'board_minute',
  'effective_from',
  'published_at',
] as const;

interface Columns {
  number: number;
  title: string;
  content_hash: string;
  change: 'first' | 'minor' | 'material';
  board_minute: string | null;
  effective_from: string;
  published_at: Date;
}

const rowOf = (row: Columns): EditionRow => ({
  number: row.number,
  title: row.title,
  contentHash: row.content_hash,
  change: row.change,
  boardMinute: row.board_minute ?? undefined,
  effectiveFrom: row.effective_from,
  publishedAt: row.published_at,
});

/** Editions of a school, the newest first. */
export async function listEditions(db: Queries, school: string): Promise<EditionRow[]> {
  const rows = await db
    .selectFrom('edition')
    .select(columns)
    .where('school_id', '=', school)
    .orderBy('number', 'desc')
    .execute();
  return rows.map(rowOf);
}

/** The edition in force on a day: the last published of those that took effect by then. */
export async function editionOn(db: Queries, school: string, day: string): Promise<EditionRow | undefined> {
  const row = await db
    .selectFrom('edition')
    .select(columns)
    .where('school_id', '=', school)
    .where('effective_from', '<=', day)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && rowOf(row);
}

/** The sealed content of an edition. */
export async function contentOf(db: Queries, school: string, number: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('edition')
    .select('content')
    .where('school_id', '=', school)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.content;
}

export interface NewEdition {
  readonly school: string;
  readonly number: number;
  readonly pack: string;
  readonly title: string;
  readonly content: string;
  readonly contentHash: string;
  readonly change: 'first' | 'minor' | 'material';
  readonly boardMinute: string | undefined;
  readonly effectiveFrom: string;
  readonly publishedAt: Date;
}

export async function insertEdition(db: Queries, edition: NewEdition): Promise<void> {
  await db
    .insertInto('edition')
    .values({
      school_id: edition.school,
      number: edition.number,
      pack: edition.pack,
      title: edition.title,
      content: edition.content,
      content_hash: edition.contentHash,
      change: edition.change,
      board_minute: edition.boardMinute ?? null,
      effective_from: edition.effectiveFrom,
      published_at: edition.publishedAt,
    })
    .execute();
}

/** Makes the school's row if it is not there. */
export async function ensureSchool(db: Queries, school: string, name: string, at: Date): Promise<void> {
  await db
    .insertInto('school')
    .values({ school_id: school, name, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
