import { createHash, randomBytes } from 'node:crypto';
import type { Queries } from '../store/index.ts';

const YEARS = 365 * 24 * 60 * 60 * 1000;

/** Marks somebody as one of the cast: whom the page of sample people signs in as. */
export async function markSample(db: Queries, school: string, personId: string, at: Date): Promise<void> {
  await db
    .insertInto('one_use_link')
    .values({
      school_id: school,
      token_hash: createHash('sha256').update(randomBytes(32)).digest(),
      purpose: 'sample',
      person_id: personId,
      made_at: at,
      made_by: null,
      ends_at: new Date(at.getTime() + 10 * YEARS),
      used_at: null,
    })
    .execute();
}

/** Ids of the cast. */
export async function sampleIds(db: Queries, school: string): Promise<string[]> {
  const rows = await db
    .selectFrom('one_use_link')
    .select('person_id')
    .distinct()
    .where('school_id', '=', school)
    .where('purpose', '=', 'sample')
    .execute();
  return rows.map((row) => row.person_id);
}
