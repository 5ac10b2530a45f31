import { sql } from 'kysely';
import type { Queries } from '../../store/index.ts';
import type { Permission } from '../permission.ts';
import { readPermissions } from '../held/records.ts';

/** Which part of the register of permissions is wanted. `ending`: live, and ending by `endingBy`. */
export interface RegisterFilter {
  readonly personId?: string | undefined;
  readonly act?: string | undefined;
  readonly clause?: string | undefined;
  readonly state?: 'live' | 'ending' | 'to-come' | 'lapsed' | 'withdrawn' | undefined;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly endingBy: string;
}

const registerStates = {
  live: ({ day }: RegisterFilter) =>
    sql`w.permission_id is null and p.since <= ${day} and (p.until is null or p.until >= ${day})`,
  ending: ({ day, endingBy }: RegisterFilter) =>
    sql`w.permission_id is null and p.since <= ${day} and p.until >= ${day} and p.until <= ${endingBy}`,
  'to-come': ({ day }: RegisterFilter) => sql`w.permission_id is null and p.since > ${day}`,
  lapsed: ({ day }: RegisterFilter) => sql`w.permission_id is null and p.until < ${day}`,
  withdrawn: () => sql`w.permission_id is not null`,
} as const;

/** A page of the register, the newest first, and how many there are in all. */
export async function listPermissions(
  db: Queries,
  school: string,
  filter: RegisterFilter,
  limit: number,
  offset: number,
): Promise<{ readonly permissions: Permission[]; readonly count: number }> {
  const wanted = [
    sql`p.school_id = ${school}`,
    ...(filter.personId === undefined ? [] : [sql`p.person_id = ${filter.personId}`]),
    ...(filter.act === undefined ? [] : [sql`p.act = ${filter.act}`]),
    ...(filter.clause === undefined ? [] : [sql`p.clause = ${filter.clause}`]),
    ...(filter.state === undefined ? [] : [registerStates[filter.state](filter)]),
  ];
  const from = sql`from permission p
    left join withdrawal w on w.school_id = p.school_id and w.permission_id = p.id
    where ${sql.join(wanted, sql` and `)}`;
  const counted = await sql<{ count: number }>`select cast(count(*) as int) as count ${from}`.execute(db);
  const { rows } = await sql<{
    id: string;
  }>`select p.id ${from} order by p.number desc limit ${limit} offset ${offset}`.execute(db);
  const ids = rows.map(({ id }) => id);
  const permissions = await readPermissions(db, school, { ids }, limit);
  return {
    permissions: permissions.toSorted((one, other) => other.number - one.number),
    count: counted.rows[0]?.count ?? 0,
  };
}

/** Which acts and clauses the permissions of a school are about, to narrow the register by. */
export async function permissionSubjects(
  db: Queries,
  school: string,
): Promise<{ readonly acts: string[]; readonly clauses: string[] }> {
  const rows = await db
    .selectFrom('permission')
    .select(['act', 'clause'])
    .distinct()
    .where('school_id', '=', school)
    .execute();
  return {
    acts: [...new Set(rows.map(({ act }) => act))],
    clauses: [...new Set(rows.map(({ clause }) => clause))],
  };
}
