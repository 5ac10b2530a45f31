import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { testStores } from '../../test/support/store.ts';
import { smallSchool } from '../../test/support/small-school.ts';
import { publish } from '../editions/index.ts';
import { frozenClock, newId } from '../kernel/index.ts';
import type { VerdictData } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { recorderFor } from './recording.ts';
import { findAnswer, type KeptAnswer } from './records.ts';

const clock = frozenClock('2026-11-22T09:00:00Z');

const answerOf = (id: string, edition = 1): KeptAnswer => ({
  school: 'small',
  id,
  askedAt: clock.now(),
  edition,
  channel: 'api',
  question: { mode: 'may', as: ['staff'], act: 'play-games', facts: {}, permissions: [] },
  verdict: { verdict: 'no' } as VerdictData,
});

for (const engine of testStores()) {
  describe(`keeping answers, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
      await publish(store, clock, smallSchool());
    });
    after(() => store?.close());

    const isKept = async (id: string) => (await findAnswer(store.db, 'small', id)) !== undefined;

    it('an answer that is acknowledged is there', async () => {
      const id = newId();
      await recorderFor(store).keep(answerOf(id));
      assert.deepEqual(await findAnswer(store.db, 'small', id), answerOf(id));
    });

    it('a thousand at once and one are all there, in a few writes', async () => {
      let writes = 0;
      const db = new Proxy(store.db, {
        get: (target, name) => {
          if (name === 'insertInto') writes += 1;
          const value = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      const recorder = recorderFor({ ...store, db });
      const ids = Array.from({ length: 1001 }, newId);
      await Promise.all(ids.map((id) => recorder.keep(answerOf(id))));
      for (const id of ids) assert.ok(await isKept(id), id);
      assert.ok(writes <= 3, `${writes} writes`);
    });

    it('one that cannot be kept is refused alone; those beside it are kept', async () => {
      const recorder = recorderFor(store);
      const [taken, ...ids] = Array.from({ length: 20 }, newId) as [string, ...string[]];
      await recorder.keep(answerOf(taken));
      const asked = [...ids.map((id) => answerOf(id)), answerOf(taken), answerOf(newId(), 99)];
      const kept = await Promise.allSettled(asked.map((answer) => recorder.keep(answer)));
      assert.deepEqual(
        kept.map(({ status }) => status),
        [...ids.map(() => 'fulfilled'), 'rejected', 'rejected'],
      );
      for (const id of ids) assert.ok(await isKept(id));
    });

    it('goes on after a failure', async () => {
      const recorder = recorderFor(store);
      await assert.rejects(recorder.keep(answerOf(newId(), 99)));
      const id = newId();
      await recorder.keep(answerOf(id));
      assert.ok(await isKept(id));
    });

    it('what is kept cannot be changed or taken away', async () => {
      const id = newId();
      await recorderFor(store).keep(answerOf(id));
      for (const change of [
        sql`update answer set outcome = 'yes' where id = ${id}`,
        sql`delete from answer where id = ${id}`,
        sql`truncate answer`,
      ])
        await assert.rejects(change.execute(store.db), { code: 'ZG001' });
      assert.ok(await isKept(id));
    });
  });
}

describe('keeping answers in a store that fails', () => {
  it('acknowledges nothing', async () => {
    const [engine] = testStores();
    const store = (await engine?.open()) as Store;
    await publish(store, clock, smallSchool());
    const recorder = recorderFor(store);
    await store.close();
    const kept = await Promise.allSettled(Array.from({ length: 5 }, () => recorder.keep(answerOf(newId()))));
    assert.ok(kept.every(({ status }) => status === 'rejected'));
  });
});
