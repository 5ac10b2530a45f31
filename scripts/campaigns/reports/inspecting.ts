import type { KeyObject } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Store } from '../../../src/store/index.ts';
import { inspect as inspectLedger } from '../signing/inspecting.ts';
import { type Acknowledged, only } from './acknowledged.ts';
import { SCHOOL } from './telling-school.ts';

/** What is wrong with a store after a kill; all noughts where nothing is. */
export interface Findings {
  /** Acknowledged, and not there with its file. */
  lost: number;
  /** There more than once, acknowledged or not. */
  twice: number;
  /** A report without what was told, a line without its entry in the ledger or an entry without its line, a file that is not what its hash says. */
  half: number;
  /** The ledger has a hole, or does not go on from the last head. */
  broken: number;
  /** The index and the table tell different rows. */
  disagreeing: number;
}

export const noFindings = (): Findings => ({ lost: 0, twice: 0, half: 0, broken: 0, disagreeing: 0 });

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
    twice: await countOf(store, twice),
    half: await countOf(store, half),
    broken,
    disagreeing,
  };
}

/** Lines with their mark and files. Letters say their mark behind a header, so it is looked for. */
const lines = sql`(select e.report_id, e.kind, substring(e.words from 'mark-[0-9]+-[0-9]+-[0-9]+') as mark,
    (select string_agg(encode(f.content_hash, 'hex'), ' ') from report_file f
      where f.school_id = e.school_id and f.entry_id = e.id) as hash
  from report_entry e where e.school_id = ${SCHOOL})`;

/** What has to be there of each that was acknowledged, in terms of `sent.told`. */
const there: Readonly<Record<Acknowledged['what'], RawBuilder<unknown>>> = {
  letter: sql`select from ${lines} l where l.kind = 'told' and l.mark = told->>'mark' and l.hash = told->>'hash'`,
  report: sql`select from ${lines} l where l.kind = 'told' and l.mark = told->>'mark' and l.hash = told->>'hash'
    and l.report_id = told->>'id'`,
  answer: sql`select from ${lines} l where l.kind = 'answered' and l.mark = told->>'mark' and l.hash = told->>'hash'
    and l.report_id = told->>'report'`,
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

const twice = sql`select count(*) from (select mark from ${lines} l where mark is not null
  group by mark having count(*) > 1) marks`;

const half = sql`select
  (select count(*) from report r where r.school_id = ${SCHOOL} and (
    (select count(*) from report_entry e where e.school_id = r.school_id and e.report_id = r.id and e.kind = 'told') <> 1
    or not exists (select from report_route t where t.school_id = r.school_id and t.report_id = r.id)
    or not exists (select from report_ear a where a.school_id = r.school_id and a.report_id = r.id)
    or not exists (select from ledger_entry g where g.school_id = r.school_id and g.seq = r.seq and g.kind = 'report.entry'
      and g.leaf::jsonb->>'subject' = r.id)))
  + (select count(*) from (select * from report_entry where school_id = ${SCHOOL}) e full join
      (select seq, leaf::jsonb as leaf from ledger_entry where school_id = ${SCHOOL} and kind = 'report.entry'
        and leaf::jsonb->'details' ? 'entry') g on g.seq = e.seq
    where e.id is null or g.seq is null or g.leaf->'details'->>'entry' <> e.id or g.leaf->>'subject' <> e.report_id)
  + (select count(*) from ledger_entry g where g.school_id = ${SCHOOL} and g.kind = 'report.entry'
    and not exists (select from report r where r.school_id = g.school_id and r.id = g.leaf::jsonb->>'subject'))
  + (select count(*) from report_file f where f.school_id = ${SCHOOL}
    and (sha256(f.body) <> f.content_hash or length(f.body) <> f.size))`;
