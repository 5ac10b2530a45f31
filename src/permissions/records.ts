import { sql } from 'kysely';
import type { Queries, Transaction } from '../store/index.ts';
import type { Holder } from './approving.ts';

/** The next number of a kind, at once taken. */
export async function nextNumber(tx: Transaction, school: string, kind: string): Promise<number> {
  const row = await tx
    .insertInto('counter')
    .values({ school_id: school, kind, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'kind']).doUpdateSet({ last: sql<number>`counter.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}

/** Who holds which role on a day, or only which of these roles, and whether they are away. */
export async function readHolders(
  db: Queries,
  school: string,
  day: string,
  roles?: readonly string[],
): Promise<Holder[]> {
  if (roles?.length === 0) return [];
  let query = db
    .selectFrom('holding')
    .innerJoin('person', (join) =>
      join.onRef('person.school_id', '=', 'holding.school_id').onRef('person.id', '=', 'holding.person_id'),
    )
    .select([
      'holding.person_id',
      'holding.role',
      'holding.deputises',
      // Whoever is suspended holds the role still: what is about them goes up, not to whom they lead.
      sql<boolean>`person.suspended_at is not null or exists (select from absence a where a.school_id = holding.school_id and a.person_id = holding.person_id
        and a.since <= ${day} and a.until >= ${day})`.as('is_away'),
    ])
    .where('holding.school_id', '=', school)
    .where('person.closed_at', 'is', null)
    .where('holding.since', '<=', day)
    .where((or) => or.or([or('holding.until', 'is', null), or('holding.until', '>=', day)]))
    .where('holding.role', 'not in', ['pupil', 'parent']);
  if (roles) query = query.where('holding.role', 'in', [...roles]);
  const rows = await query.orderBy('holding.since').orderBy('holding.id').execute();
  return rows.map((row) => ({
    personId: row.person_id,
    role: row.role,
    deputises: row.deputises,
    isAway: row.is_away,
  }));
}
