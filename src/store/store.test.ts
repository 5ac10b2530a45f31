import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { testStores } from '../../test/support/store.ts';
import { isUnalterable, type Queries, type Store, violates } from './index.ts';

const at = new Date('2026-09-01T08:00:00Z');
const hashOf = (content: string) => createHash('sha256').update(content).digest('hex');

async function addSchool(db: Queries, school_id: string): Promise<void> {
  await db.insertInto('school').values({ school_id, name: school_id, created_at: at }).execute();
}

async function addEdition(db: Queries, school_id: string, content = '{"clauses":"é"}'): Promise<void> {
  const hash = { content, content_hash: hashOf(content) };
  const dates = { effective_from: '2026-09-01', published_at: at };
  const rest = { number: 1, pack: 'hunwick', title: 'ICT', change: 'first', board_minute: null } as const;
  await db
    .insertInto('edition')
    .values({ school_id, ...hash, ...dates, ...rest })
    .execute();
}

async function addAnswer(db: Queries, school_id: string, id: string): Promise<void> {
  const jsons = { question: '{"act":"borrow"}', verdict: '[{"clause":"4.2"}]' };
  const rest = { asked_at: at, edition: 1, channel: 'page', outcome: 'yes' } as const;
  await db
    .insertInto('answer')
    .values({ school_id, id, ...jsons, ...rest })
    .execute();
}

const countAnswers = async (db: Queries, school: string): Promise<number> => {
  const all = db.selectFrom('answer').where('school_id', '=', school);
  return Number((await all.select((e) => e.fn.countAll().as('n')).executeTakeFirstOrThrow()).n);
};

for (const engine of testStores()) {
  describe(`the store, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
      for (const school of ['hunwick', 'cpps']) {
        await addSchool(store.db, school);
        await addEdition(store.db, school);
      }
    });
    after(() => store?.close());

    it('days stay days, moments stay moments, counts are numbers and JSON comes back parsed', async () => {
      await addAnswer(store.db, 'hunwick', 'types');
      const edition = await store.db
        .selectFrom('edition')
        .selectAll()
        .where('school_id', '=', 'hunwick')
        .executeTakeFirstOrThrow();
      const answer = await store.db
        .selectFrom('answer')
        .selectAll()
        .where('id', '=', 'types')
        .executeTakeFirstOrThrow();
      const counted = await store.db
        .selectFrom('answer')
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirstOrThrow();
      assert.equal(edition.effective_from, '2026-09-01');
      assert.deepEqual(edition.published_at, at);
      assert.equal(edition.content, '{"clauses":"é"}');
      assert.deepEqual(answer.question, { act: 'borrow' });
      assert.deepEqual(answer.verdict, [{ clause: '4.2' }]);
      assert.equal(typeof counted.n, 'number');
    });

    it('a written row is counted', async () => {
      const renamed = await store.db
        .updateTable('school')
        .set({ name: 'Hunwick Primary' })
        .where('school_id', '=', 'hunwick')
        .executeTakeFirst();
      assert.equal(renamed.numUpdatedRows, 1n);
    });

    it('a key that is taken is told by its constraint', async () => {
      await assert.rejects(addSchool(store.db, 'cpps'), (error) => violates(error, 'school_pkey'));
    });

    it('an answer under no edition is told by its constraint', async () => {
      const refused = store.db
        .insertInto('gap')
        .values({
          school_id: 'cpps',
          id: 'g',
          told_at: at,
          edition: 9,
          kind: 'silent',
          act: null,
          words: null,
        })
        .execute();
      await assert.rejects(refused, (error) => violates(error, 'gap_in_an_edition'));
    });

    it('an edition whose hash is not of its content is refused', async () => {
      await addSchool(store.db, 'forged');
      const written = sql`insert into edition select 'forged', number, pack, title, '{}', content_hash, change, board_minute, effective_from, published_at from edition where school_id = 'cpps'`;
      await assert.rejects(written.execute(store.db), (error) =>
        violates(error, 'edition_hash_is_of_content'),
      );
    });

    for (const table of ['edition', 'answer', 'gap'])
      for (const statement of [
        `update ${table} set school_id = school_id`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ])
        it(`refused: ${statement}`, async () => {
          await assert.rejects(sql.raw(statement).execute(store.db), isUnalterable);
        });

    it('a transaction that throws keeps nothing', async () => {
      const work = store.transaction(async (tx) => {
        await addAnswer(tx, 'cpps', 'undone');
        throw new RangeError('changed my mind');
      });
      await assert.rejects(work, RangeError);
      assert.equal(await countAnswers(store.db, 'cpps'), 0);
    });

    it('a transaction whose failed statement was ignored does not pass as kept', async () => {
      const work = store.transaction(async (tx) => {
        await addAnswer(tx, 'cpps', 'ignored');
        await addAnswer(tx, 'cpps', 'ignored').catch(() => undefined);
      });
      await assert.rejects(work);
      assert.equal(await countAnswers(store.db, 'cpps'), 0);
    });

    it('a query beside a transaction waits and sees only what was kept', async () => {
      let beside: Promise<number> | undefined;
      const begun = Promise.withResolvers<void>();
      const asked = begun.promise.then(() => {
        beside = countAnswers(store.db, 'cpps');
      });
      const work = store.transaction(async (tx) => {
        await addAnswer(tx, 'cpps', 'taken back');
        begun.resolve();
        await asked;
        await sql`select pg_sleep(0.05)`.execute(tx);
        throw new RangeError('taken back');
      });
      await assert.rejects(work, RangeError);
      assert.equal(await beside, 0);
    });

    it('many transactions and queries at once keep apart', async () => {
      await addSchool(store.db, 'crowd');
      await addEdition(store.db, 'crowd');
      const pair = (id: number) =>
        store.transaction(async (tx) => {
          await addAnswer(tx, 'crowd', `a${id}`);
          await addAnswer(tx, 'crowd', `b${id}`);
          if (id % 3 === 0) throw new RangeError('every third is taken back');
        });
      const counts: number[] = [];
      const ask = async () => counts.push(await countAnswers(store.db, 'crowd'));
      await Promise.allSettled(Array.from({ length: 30 }, (_, id) => [pair(id), ask()]).flat());
      assert.equal(await countAnswers(store.db, 'crowd'), 40);
      assert.deepEqual(
        counts.filter((count) => count % 2 !== 0),
        [],
      );
    });

    it('a query on the store inside its transaction is a fault, not a wait without end', async () => {
      const work = store.transaction(async () => countAnswers(store.db, 'cpps'));
      await assert.rejects(work, { code: 'STORE_QUERY_OUTSIDE_TRANSACTION' });
      const nested = store.transaction(async () => store.transaction(async () => 1));
      await assert.rejects(nested, { code: 'STORE_QUERY_OUTSIDE_TRANSACTION' });
      const bypassed = store.db.transaction().execute(async () => 1);
      await assert.rejects(bypassed, { code: 'STORE_QUERY_OUTSIDE_TRANSACTION' });
      assert.equal(await countAnswers(store.db, 'cpps'), 0);
    });

    it('work begun inside a transaction may ask the store once that has ended', async () => {
      let later: Promise<number> | undefined;
      const ended = Promise.withResolvers<void>();
      await store.transaction(async () => {
        later = ended.promise.then(() => countAnswers(store.db, 'cpps'));
      });
      ended.resolve();
      assert.equal(await later, 0);
    });

    it('the wall: another user of the database sees only the school that is named', async () => {
      const role = `reader_${engine.name.toLowerCase()}`;
      await store.transaction(async (tx) => {
        await sql
          .raw(`create role ${role}; grant select on edition to ${role}; set local role ${role}`)
          .execute(tx);
        const seen = async () =>
          (await tx.selectFrom('edition').select('school_id').execute()).map((row) => row.school_id);
        assert.deepEqual(await seen(), []);
        await sql`select set_config('gatehouse.school_id', 'cpps', true)`.execute(tx);
        assert.deepEqual(await seen(), ['cpps']);
      });
    });

    it('health is asked of the database itself', async () => {
      const health = await store.check();
      assert.match(health.version, /^1[5-9]\./);
      assert.equal(health.durable, false, 'neither a memory nor a server without syncs is durable');
      assert.ok(health.sizeBytes > 1_000_000);
    });

    it('a closed store refuses, and may be closed twice', async () => {
      const closed = await engine.openEmpty();
      await Promise.all([closed.close(), closed.close()]);
      await assert.rejects(closed.check(), { code: 'STORE_CLOSED' });
    });
  });
}
