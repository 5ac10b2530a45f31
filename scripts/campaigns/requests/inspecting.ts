import type { KeyObject } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Store } from '../../../src/store/index.ts';
import { inspect as inspectLedger } from '../signing/inspecting.ts';
import { type Acknowledged, only } from './acknowledged.ts';
import { SCHOOL } from './office.ts';

/** What is wrong with a store after a kill; all noughts where nothing is. */
export interface Findings {
  /** Acknowledged, and not there as it was told. */
  lost: number;
  /** A record without its entry in the ledger, an entry without its record, a granted request without its permission, or a thing whose state and loan tell different things. */
  half: number;
  /** The ledger has a hole, or does not go on from the last head. */
  broken: number;
  /** The index and the table tell different rows. */
  disagreeing: number;
}

export const noFindings = (): Findings => ({ lost: 0, half: 0, broken: 0, disagreeing: 0 });

export const sumOf = (findings: Findings): number =>
  Object.values(findings).reduce((sum: number, count: number) => sum + count, 0);

/** Compares a store with what was acknowledged, and its parts with each other. */
export async function inspect(
  store: Store,
  key: KeyObject,
  acknowledged: readonly Acknowledged[],
): Promise<Findings> {
  const { broken, disagreeing } = await inspectLedger(store, SCHOOL, key, []);
  return {
    lost: await countLost(store, acknowledged),
    half: (await countWithoutEntry(store)) + (await countUnsettled(store)),
    broken,
    disagreeing,
  };
}

/** What has to be there of each that was acknowledged, in terms of `sent.told`. */
const there: Readonly<Record<Acknowledged['what'], RawBuilder<unknown>>> = {
  request: sql`select from request r where r.school_id = ${SCHOOL} and r.id = told->>'id'
    and r.number = (told->>'number')::int and r.person_id = told->>'personId'`,
  decision: sql`select from decision d where d.school_id = ${SCHOOL} and d.request_id = told->>'request'
    and d.clause = told->>'clause' and d.role = told->>'role' and d.outcome = told->>'outcome'`,
  permission: sql`select from permission p where p.school_id = ${SCHOOL} and p.id = told->>'id'
    and p.number = (told->>'number')::int and p.request_id = told->>'request' and p.clause = told->>'clause'`,
  withdrawal: sql`select from withdrawal w where w.school_id = ${SCHOOL} and w.permission_id = told->>'permission'`,
  loan: sql`select from loan l where l.school_id = ${SCHOOL} and l.id = told->>'id'
    and l.item_id = told->>'item' and l.person_id = told->>'personId'`,
  return: sql`select from loan l where l.school_id = ${SCHOOL} and l.id = told->>'loan' and l.returned_at is not null`,
  head: sql`select from ledger_head h where h.school_id = ${SCHOOL} and h.checkpoint = told->>'checkpoint'`,
};

async function countLost(store: Store, acknowledged: readonly Acknowledged[]): Promise<number> {
  let lost = 0;
  for (const what of Object.keys(there) as Acknowledged['what'][]) {
    const told = JSON.stringify(only(acknowledged, what));
    lost += await countOf(
      store,
      sql`select count(*) from (select jsonb_array_elements(${told}::jsonb) as told) sent where not exists (${there[what]})`,
    );
  }
  return lost;
}

async function countOf(store: Store, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select (${query})::int as count`.execute(store.db);
  return rows[0]?.count ?? Number.NaN;
}

/** Entries of these kinds with what they say. */
const entries = (...kinds: readonly string[]): RawBuilder<unknown> => sql`(
  select seq, leaf::jsonb as leaf, leaf::jsonb->'details' as said from ledger_entry
  where school_id = ${SCHOOL} and kind in (${sql.join(kinds)})) e`;

const mine = (table: string): RawBuilder<unknown> =>
  sql`(select * from ${sql.table(table)} where school_id = ${SCHOOL}) r`;

/** Records and entries that are without the other, or tell different things. */
async function countWithoutEntry(store: Store): Promise<number> {
  const { rows } = await sql<{ count: number }>`select (
    (select count(*) from ${mine('request')} full join ${entries('request.made')} on e.seq = r.seq
      where r.id is null or e.seq is null or e.said->>'request' <> r.id or (e.said->>'number')::int <> r.number
        or e.leaf->>'actor' is distinct from r.entered_by)
    + (select count(*) from ${mine('decision')} full join ${entries('request.granted', 'request.refused')} on e.seq = r.seq
      where r.id is null or e.seq is null or e.said->>'request' <> r.request_id or e.said->>'clause' <> r.clause
        or e.said->>'role' <> r.role or e.leaf->>'actor' is distinct from r.person_id
        or e.leaf->>'kind' <> 'request.' || r.outcome)
    + (select count(*) from ${mine('permission')} full join ${entries('permission.given')} on e.seq = r.seq
      where r.id is null or e.seq is null or e.said->>'permission' <> r.id or e.said->>'clause' <> r.clause
        or e.leaf->>'subject' is distinct from r.person_id)
    + (select count(*) from ${mine('withdrawal')} full join ${entries('permission.withdrawn')} on e.seq = r.seq
      where r.permission_id is null or e.seq is null or e.said->>'permission' <> r.permission_id)
    + (select count(*) from ${mine('loan')} full join ${entries('item.lent')} on e.said->>'loan' = r.id
      where r.id is null or e.seq is null or e.leaf->>'subject' <> r.item_id or e.said->>'person' <> r.person_id)
    + (select count(*) from (select * from loan where school_id = ${SCHOOL} and returned_at is not null) r
      full join ${entries('item.returned')} on e.said->>'loan' = r.id
      where r.id is null or e.seq is null or e.leaf->>'subject' <> r.item_id)
    + (select count(*) from ${mine('item_event')}
      full join ${entries('item.entered', 'item.lent', 'item.returned')} on e.seq = r.seq
      where r.id is null or e.seq is null or e.leaf->>'subject' <> r.item_id or e.leaf->>'kind' <> 'item.' || r.what)
    )::int as count`.execute(store.db);
  return rows[0]?.count ?? Number.NaN;
}

/** A part is granted by whoever of `any`, and by everybody of `all`; a request has its permissions once all parts are, and never before. */
const settled = sql`
  select p.request_id, count(*) as parts, bool_and(case when p.mode = 'any' then g.count > 0
    else g.count = cardinality(string_to_array(p.roles, ' ')) end) as granted
  from request_part p cross join lateral (select count(distinct d.role) as count from decision d
    where d.school_id = p.school_id and d.request_id = p.request_id and d.clause = p.clause and d.outcome = 'granted') g
  where p.school_id = ${SCHOOL} group by p.request_id`;

/** Requests with too few or too many permissions, things whose state is not that of their loan, and numbers that nobody has. */
async function countUnsettled(store: Store): Promise<number> {
  const { rows } = await sql<{ count: number }>`select (
    (select count(*) from ${mine('request')} left join (${settled}) s on s.request_id = r.id
      where s.parts is null or (case when s.granted then s.parts else 0 end) <>
        (select count(*) from permission p where p.school_id = ${SCHOOL} and p.request_id = r.id))
    + (select count(*) from ${mine('item')} where (r.state = 'lent') <> exists (
        select from loan l where l.school_id = ${SCHOOL} and l.item_id = r.id and l.returned_at is null))
    + (select count(*) from ${mine('counter')} where
        (r.kind = 'request' and r.last <> (select count(*) from request where school_id = ${SCHOOL}))
        or (r.kind = 'permission' and r.last <> (select count(*) from permission where school_id = ${SCHOOL})))
    )::int as count`.execute(store.db);
  return rows[0]?.count ?? Number.NaN;
}
