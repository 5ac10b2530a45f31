import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { systemClock } from '../../src/kernel/index.ts';
import { migrate, openStore, type Store } from '../../src/store/index.ts';

const SCHOOL = 'campaign';

/** Opens the store of a directory and makes it ready for the workload. */
export async function openForWork(directory: string, worker?: URL): Promise<Store> {
  const clock = systemClock;
  const store = await openStore({ kind: 'embedded', directory, clock, ...(worker && { worker }) });
  try {
    await migrate(store);
    await ensureEdition(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function ensureEdition(store: Store): Promise<void> {
  const at = systemClock.now();
  const content = '{}';
  await store.db
    .insertInto('school')
    .values({ school_id: SCHOOL, name: 'Campaign', created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await store.db
    .insertInto('edition')
    .values({
      school_id: SCHOOL,
      number: 1,
      pack: SCHOOL,
      title: 'Campaign',
      content,
      content_hash: createHash('sha256').update(content).digest('hex'),
      change: 'first',
      board_minute: null,
      effective_from: '2026-09-01',
      published_at: at,
    })
    .onConflict((conflict) => conflict.columns(['school_id', 'number']).doNothing())
    .execute();
}

/** Writes two rows in one transaction; both are acknowledged when this returns. */
export async function writePair(store: Store, id: string, wordBytes = 60): Promise<void> {
  const of = { school_id: SCHOOL, id, edition: 1 };
  const at = systemClock.now();
  const words = randomBytes(wordBytes).toString('base64');
  await store.transaction(async (tx) => {
    const asked = {
      channel: 'command',
      question: JSON.stringify({ id }),
      verdict: '{}',
      outcome: 'yes',
    } as const;
    await tx
      .insertInto('answer')
      .values({ ...of, ...asked, asked_at: at })
      .execute();
    await tx
      .insertInto('gap')
      .values({ ...of, told_at: at, kind: 'silent', act: null, words })
      .execute();
  });
}

export interface Findings {
  readonly lost: number;
  /** Transactions of which one row is there and the other is not. */
  readonly half: number;
  /** 1 when the index and the table tell different rows. */
  readonly disagreeing: number;
}

/** Compares what was acknowledged with what is there. */
export async function inspect(store: Store, acknowledged: Iterable<string>): Promise<Findings> {
  const answers = new Set(await idsOf(store, 'answer', 'seq'));
  const gaps = new Set(await idsOf(store, 'gap', 'seq'));
  const lost = [...acknowledged].filter((id) => !answers.has(id) || !gaps.has(id)).length;
  const half = missingFrom(answers, gaps) + missingFrom(gaps, answers);
  const byIndex = [...(await idsOf(store, 'answer', 'index')), ...(await idsOf(store, 'gap', 'index'))];
  const byTable = [...answers, ...gaps];
  const disagreeing = Number(byIndex.toSorted().join() !== byTable.toSorted().join());
  return { lost, half, disagreeing };
}

const missingFrom = (some: Set<string>, others: Set<string>): number =>
  [...some].filter((id) => !others.has(id)).length;

const pathSettings = {
  seq: ['enable_indexscan', 'enable_indexonlyscan', 'enable_bitmapscan'],
  index: ['enable_seqscan'],
};

/** The ids as the table itself tells them, or as its key does. */
async function idsOf(store: Store, table: 'answer' | 'gap', by: 'seq' | 'index'): Promise<string[]> {
  return store.transaction(async (tx) => {
    for (const setting of pathSettings[by]) await sql`select set_config(${setting}, 'off', true)`.execute(tx);
    const rows = await tx.selectFrom(table).select('id').where('school_id', '=', SCHOOL).execute();
    return rows.map((row) => row.id);
  });
}
