import type { KeyObject } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { systemClock } from '../../../src/kernel/index.ts';
import { signHead } from '../../../src/ledger/index.ts';
import { differenceOf, readPresent } from '../../../src/roster/index.ts';
import type { Store } from '../../../src/store/index.ts';
import { type Acknowledged, only } from './acknowledged.ts';
import { rosterOf, turnOf } from './rosters.ts';
import { today } from './school.ts';

/** What is wrong with a store after a kill; all noughts where nothing is. */
export interface Findings {
  /** Acknowledged, and not there. */
  lost: number;
  /** There, and otherwise than was acknowledged. */
  altered: number;
  /** A record without its entry in the ledger, an entry without its record, or two that tell different things. */
  half: number;
  /** The people are not those of the last import that stands. */
  halfImports: number;
  /** The ledger has a hole, or does not go on from the last head. */
  broken: number;
  /** The index and the table tell different rows. */
  disagreeing: number;
}

export const noFindings = (): Findings => ({
  lost: 0,
  altered: 0,
  half: 0,
  halfImports: 0,
  broken: 0,
  disagreeing: 0,
});

export const sumOf = (findings: Findings): number =>
  Object.values(findings).reduce((sum: number, count: number) => sum + count, 0);

/** Compares a store with what was acknowledged, and its parts with each other. */
export async function inspect(
  store: Store,
  school: string,
  key: KeyObject,
  acknowledged: readonly Acknowledged[],
): Promise<Findings> {
  const found = noFindings();
  await compareSignatures(store, school, acknowledged, found);
  await compareRest(store, school, acknowledged, found);
  found.half += await countHalves(store, school);
  found.halfImports += await countHalfImports(store, school);
  found.broken += await countHoles(store, school);
  found.broken += await signHead(store, systemClock, school, key).then(
    () => 0,
    () => 1,
  );
  found.disagreeing += await countDisagreeing(store, school);
  return found;
}

/** Rows that are sent in one parameter, each with its text under `id`. */
const sentIds = (ids: readonly string[]): RawBuilder<unknown> =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as id) sent`;

async function compareSignatures(
  store: Store,
  school: string,
  acknowledged: readonly Acknowledged[],
  found: Findings,
): Promise<void> {
  const told = only(acknowledged, 'signature');
  const { rows } = await sql<{
    id: string;
    seq: number;
    person_id: string;
    full_name: string;
    text_hash: string;
  }>`
    select s.id, s.seq, s.person_id, s.full_name, s.text_hash
    from signature s join ${sentIds(told.map(({ id }) => id))} on sent.id = s.id
    where s.school_id = ${school}`.execute(store.db);
  const kept = new Map(rows.map((row) => [row.id, row]));
  for (const { id, seq, personId, name, textHash } of told) {
    const row = kept.get(id);
    if (!row) found.lost += 1;
    else if (
      (seq !== undefined && row.seq !== seq) ||
      row.person_id !== personId ||
      row.full_name !== name ||
      (textHash !== undefined && row.text_hash !== textHash)
    )
      found.altered += 1;
  }
}

/** Countersignatures, imports, undone imports and heads. */
async function compareRest(
  store: Store,
  school: string,
  acknowledged: readonly Acknowledged[],
  found: Findings,
): Promise<void> {
  const missing = async (ids: readonly string[], there: RawBuilder<unknown>): Promise<number> => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sentIds(ids)} where not exists (${there})`.execute(store.db);
    return rows[0]?.count ?? Number.NaN;
  };
  const ids = (what: 'countersignature' | 'import' | 'undoing') =>
    only(acknowledged, what).map(({ id }) => id);
  found.lost += await missing(
    ids('countersignature'),
    sql`select 1 from countersignature c where c.school_id = ${school} and c.signature_id = sent.id`,
  );
  found.lost += await missing(
    ids('import'),
    sql`select 1 from roster_import i where i.school_id = ${school} and i.id = sent.id`,
  );
  found.lost += await missing(
    ids('undoing'),
    sql`select 1 from roster_import i where i.school_id = ${school} and i.id = sent.id and i.undone_at is not null`,
  );
  found.lost += await missing(
    only(acknowledged, 'head').map(({ checkpoint }) => checkpoint),
    sql`select 1 from ledger_head h where h.school_id = ${school} and h.checkpoint = sent.id`,
  );
}

/** Entries of a kind with what they say. */
const entries = (school: string, kind: string): RawBuilder<unknown> => sql`(
  select e.seq, e.leaf::jsonb as leaf, p.content::jsonb as content
  from ledger_entry e left join ledger_payload p on p.school_id = e.school_id and p.seq = e.seq
  where e.school_id = ${school} and e.kind = ${kind}) e`;

/** Records and entries that are without the other, or tell different things. */
async function countHalves(store: Store, school: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select
      (select count(*) from (select * from signature where school_id = ${school}) s
        full join ${entries(school, 'signature.given')} on e.seq = s.seq
        where s.id is null or e.seq is null or e.leaf->>'subject' <> s.id or (e.leaf->>'seq')::int <> s.seq
          or e.leaf->>'actor' is distinct from s.person_id
          or e.leaf#>>'{details,textHash}' is distinct from s.text_hash
          or e.leaf#>>'{details,form}' is distinct from s.form
          or e.content->>'fullName' is distinct from s.full_name
          or e.content->>'personId' is distinct from s.person_id)
      + (select count(*) from (select * from countersignature where school_id = ${school}) c
        full join ${entries(school, 'signature.countersigned')} on e.seq = c.seq
        where c.signature_id is null or e.seq is null or e.leaf->>'subject' <> c.signature_id
          or e.leaf->>'actor' is distinct from c.person_id
          or e.content->>'fullName' is distinct from c.full_name)
      + (select count(*) from signature s join showing w on w.school_id = s.school_id and w.id = s.showing_id
        where s.school_id = ${school} and (w.person_id is distinct from s.person_id
          or w.child_id is distinct from s.child_id or w.text_hash <> s.text_hash or w.form <> s.form))
      + (select count(*) from (select * from roster_import where school_id = ${school}) i
        full join ${entries(school, 'roster.imported')} on e.leaf->>'subject' = i.id
        where i.id is null or e.seq is null)
      + (select count(*) from (select * from roster_import where school_id = ${school} and undone_at is not null) i
        full join ${entries(school, 'roster.undone')} on e.leaf->>'subject' = i.id
        where i.id is null or e.seq is null)
      + (select count(*) from movement m where m.school_id = ${school} and not exists
        (select 1 from movement_step s where s.school_id = m.school_id and s.movement_id = m.id))
      as count`.execute(store.db);
  return Number(rows[0]?.count ?? Number.NaN);
}

/**
 * Whether the people are just those of the last import that stands. An import of which some rows are there leaves something
 * to change, whichever rows they are: each gives everybody another name.
 */
async function countHalfImports(store: Store, school: string): Promise<number> {
  const { rows } = await sql<{ file_name: string }>`
    select i.file_name from ${entries(school, 'roster.imported')}
    join roster_import i on i.school_id = ${school} and i.id = e.leaf->>'subject'
    where i.undone_at is null order by e.seq desc limit 1`.execute(store.db);
  const present = await readPresent(store.db, school, today());
  const last = rows[0];
  if (!last) return present.people.some(({ rosterId }) => rosterId !== undefined) ? 1 : 0;
  const {
    unchanged,
    heldBack: _heldBack,
    leavingShare: _share,
    isMassLeaving: _mass,
    ...rest
  } = differenceOf(await rosterOf(turnOf(last.file_name)), present);
  return unchanged > 0 && countOf(rest) === 0 ? 0 : 1;
}

/** Items of all lists, however deep. */
const countOf = (value: object): number =>
  Array.isArray(value)
    ? value.length
    : Object.values(value).reduce((sum: number, each: object) => sum + countOf(each), 0);

async function countHoles(store: Store, school: string): Promise<number> {
  const { rows } = await sql<{ holes: number }>`
    select (coalesce(max(seq) + 1, 0) - count(*))::int as holes from ledger_entry
    where school_id = ${school}`.execute(store.db);
  return rows[0]?.holes ?? Number.NaN;
}

const ways = {
  table: ['enable_indexscan', 'enable_indexonlyscan', 'enable_bitmapscan'],
  index: ['enable_seqscan'],
} as const;

async function countDisagreeing(store: Store, school: string): Promise<number> {
  const [byTable, byIndex] = [await rowsBy(store, school, 'table'), await rowsBy(store, school, 'index')];
  return byTable === byIndex ? 0 : 1;
}

/** Entries and signatures as the table itself tells them, or as its key does. */
function rowsBy(store: Store, school: string, way: keyof typeof ways): Promise<string | undefined> {
  return store.transaction(async (tx) => {
    for (const setting of ways[way]) await sql`select set_config(${setting}, 'off', true)`.execute(tx);
    const { rows } = await sql<{ told: string }>`
      select md5(string_agg(seq::text, ',' order by seq)) || (
        select coalesce(md5(string_agg(id, ',' order by id)), '') from signature where school_id = ${school}) as told
      from ledger_entry where school_id = ${school}`.execute(tx);
    return rows[0]?.told;
  });
}
