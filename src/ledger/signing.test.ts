import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { testStores } from '../../test/support/store.ts';
import { type FrozenClock, frozenClock } from '../kernel/index.ts';
import type { Store } from '../store/index.ts';
import { ledgerKey, readCheckpoint } from './checkpoint.ts';
import { leafHash } from './hashing.ts';
import { keepHeads, signDueHeads } from './keeping-heads.ts';
import { makeKey } from './opening-key.ts';
import { consistencyOf, evidenceOf, forget, sealedEvidence } from './proving.ts';
import { record, recordAll } from './recording.ts';
import { readHeads } from './records.ts';
import { signHead } from './signing.ts';
import { growTree } from './tree.ts';
import { provesConsistency, provesInclusion } from './verifying.ts';

const key = makeKey();
const at = new Date('2026-11-22T09:00:00Z');

for (const engine of testStores()) {
  describe(`heads and evidence, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let clock: FrozenClock;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());

    async function school(name: string, entries: number): Promise<string> {
      clock = frozenClock('2026-11-22T09:00:00Z');
      await store.db.insertInto('school').values({ school_id: name, name, created_at: at }).execute();
      await add(name, entries);
      return name;
    }
    async function add(name: string, entries: number): Promise<void> {
      const made = Array.from({ length: entries }, (_, number) => ({
        school: name,
        at,
        kind: 'test.done',
        details: { number },
        personal: { number },
      }));
      if (entries > 0) await store.transaction((tx) => recordAll(tx, name, made));
    }
    /** The same store without what is remembered of it, as after a start. */
    const afresh = (): Store => ({ ...store });
    const sizes = async (name: string) => (await readHeads(store.db, name)).map((head) => head.size);
    /** What only somebody with the files of the database in hand can do. */
    async function tamper(change: () => Promise<unknown>): Promise<void> {
      await sql`alter table ledger_entry disable trigger all`.execute(store.db);
      await sql`alter table ledger_entry drop constraint ledger_entry_hash_is_of_leaf`.execute(store.db);
      await change();
      await sql`alter table ledger_entry enable trigger all`.execute(store.db);
      await sql`alter table ledger_entry add constraint ledger_entry_hash_is_of_leaf
        check (leaf_hash = sha256('\\x00'::bytea || convert_to(leaf, 'UTF8'))) not valid`.execute(store.db);
    }

    /** The same for entries from one place up to another. */
    const lose = (name: string, from: number, to: number) =>
      tamper(async () => {
        await store.db.deleteFrom('ledger_payload').where('school_id', '=', name).execute();
        await store.db
          .deleteFrom('ledger_entry')
          .where('school_id', '=', name)
          .where('seq', '>=', from)
          .where('seq', '<', to)
          .execute();
      });

    it('a head is signed over every leaf that is stored', async () => {
      const name = await school('heads', 5);
      const head = await signHead(store, clock, name, key);
      const tree = growTree();
      const leaves = store.db.selectFrom('ledger_entry').select('leaf').where('school_id', '=', name);
      for (const { leaf } of await leaves.orderBy('seq').execute()) tree.append(leafHash(leaf));
      assert.deepEqual(readCheckpoint(String(head?.checkpoint), ledgerKey(name, key)), {
        origin: 'gatehouse/heads',
        size: 5,
        root: tree.root(),
      });
      assert.deepEqual(await readHeads(store.db, name), [head]);
    });

    it('where nothing is new the last head stands, and where nothing is at all there is none', async () => {
      const name = await school('quiet', 0);
      assert.equal(await signHead(store, clock, name, key), undefined);
      await add(name, 1);
      const head = await signHead(store, clock, name, key);
      clock.advance(60_000);
      assert.deepEqual(await signHead(store, clock, name, key), head);
      assert.deepEqual(await sizes(name), [1]);
    });

    it('several who sign at once agree', async () => {
      const name = await school('agree', 20);
      const heads = await Promise.all([
        signHead(store, clock, name, key),
        signHead(afresh(), clock, name, key),
        signHead(store, clock, name, key),
      ]);
      assert.equal(new Set(heads.map((head) => head?.checkpoint)).size, 1);
      assert.deepEqual(await sizes(name), [20]);
    });

    it('a head goes on from the one before, after a start too', async () => {
      const name = await school('onward', 3);
      const first = await signHead(store, clock, name, key);
      await add(name, 4);
      const second = await signHead(afresh(), clock, name, key);
      assert.ok(first && second);
      const proof = (await consistencyOf(store, name, 3, 7)).map((hash) => Buffer.from(hash, 'base64'));
      const claim = { first: 3, second: 7, firstRoot: first.root, secondRoot: second.root, proof };
      assert.ok(provesConsistency(claim));
      await assert.rejects(consistencyOf(store, name, 0, 7), { code: 'LEDGER_ENTRY_NOT_FOUND' });
      await assert.rejects(consistencyOf(store, name, 3, 8), { code: 'LEDGER_ENTRY_NOT_FOUND' });
    });

    it('over a leaf with one bit flipped nothing is signed, whether it is new or old', async () => {
      const flip = (name: string, seq: number) =>
        tamper(() =>
          sql`update ledger_entry set leaf = replace(leaf, 'test.done', 'test.dond')
            where school_id = ${name} and seq = ${seq}`.execute(store.db),
        );
      const fresh = await school('flipped', 6);
      await flip(fresh, 4);
      const refused = {
        code: 'LEDGER_DAMAGED',
        message: 'the ledger is damaged: entry 4 is not what was recorded',
      };
      await assert.rejects(signHead(store, clock, fresh, key), refused);
      assert.deepEqual(await sizes(fresh), []);

      const old = await school('flipped-later', 6);
      await signHead(store, clock, old, key);
      await flip(old, 4);
      await assert.rejects(evidenceOf(store, old, 4), { code: 'LEDGER_DAMAGED' });
      await add(old, 1);
      await assert.rejects(signHead(afresh(), clock, old, key), refused);
      assert.deepEqual(await sizes(old), [6]);
    });

    it('over a leaf that was changed together with its hash nothing is signed once a head covers it', async () => {
      const name = await school('rewritten', 6);
      await signHead(store, clock, name, key);
      const leaf = '{"at":"2026-11-22T09:00:00.000Z","kind":"other","seq":2,"v":1}';
      await tamper(() =>
        store.db
          .updateTable('ledger_entry' as never)
          .set({ leaf, leaf_hash: leafHash(leaf) } as never)
          .where('school_id' as never, '=', name as never)
          .where('seq' as never, '=', 2 as never)
          .execute(),
      );
      await assert.rejects(signHead(afresh(), clock, name, key), { code: 'LEDGER_DAMAGED' });
      await assert.rejects(evidenceOf(afresh(), name, 0), { code: 'LEDGER_DAMAGED' });
    });

    it('over a ledger that lost its middle or its end nothing is signed', async () => {
      for (const [name, from, to] of [
        ['no-middle', 2, 3],
        ['no-end', 4, 6],
      ] as const) {
        await school(name, 6);
        await signHead(store, clock, name, key);
        await lose(name, from, to);
        await assert.rejects(signHead(afresh(), clock, name, key), { code: 'LEDGER_DAMAGED' }, name);
      }
    });

    it('evidence leads from the leaf to the first head that covers it, and stays the same', async () => {
      const name = await school('evidence', 5);
      await assert.rejects(evidenceOf(store, name, 2), { code: 'LEDGER_NOT_YET_SEALED', status: 409 });
      const head = await signHead(store, clock, name, key);
      const evidence = await evidenceOf(store, name, 2);
      assert.equal(evidence.checkpoint, head?.checkpoint);
      const proof = evidence.proof.map((hash) => Buffer.from(hash, 'base64'));
      const root = head?.root as Buffer;
      assert.ok(provesInclusion({ index: 2, size: 5, leafHash: leafHash(evidence.leaf), proof, root }));
      assert.equal(evidence.payload?.content, '{"number":2}');
      await add(name, 5);
      await signHead(store, clock, name, key);
      assert.deepEqual(await evidenceOf(afresh(), name, 2), evidence);
      await assert.rejects(evidenceOf(store, name, 10), { code: 'LEDGER_ENTRY_NOT_FOUND', status: 404 });
    });

    it('evidence that somebody waits for is sealed at once', async () => {
      const name = await school('waits', 2);
      const evidence = await sealedEvidence(store, clock, { school: name, seq: 1 }, key);
      assert.deepEqual(await sizes(name), [2]);
      assert.deepEqual(await sealedEvidence(store, clock, { school: name, seq: 1 }, key), evidence);
    });

    it('what is forgotten is gone, and the rest of its evidence is as it was', async () => {
      const name = await school('forgotten', 3);
      await signHead(store, clock, name, key);
      const before = await evidenceOf(store, name, 1);
      assert.equal(await store.transaction((tx) => forget(tx, name, 1)), true);
      assert.equal(await store.transaction((tx) => forget(tx, name, 1)), false);
      const { payload, ...rest } = before;
      assert.ok(payload);
      assert.deepEqual(await evidenceOf(afresh(), name, 1), rest);
      assert.ok((await evidenceOf(store, name, 0)).payload);
    });

    it('a head is due after a minute or a thousand entries, when there is something new', async () => {
      const name = await school('due', 1);
      const trouble: string[] = [];
      const look = () => signDueHeads(store, clock, key, (troubled) => trouble.push(troubled));
      await look();
      assert.deepEqual(await sizes(name), [1], 'the first at once');
      await add(name, 999);
      clock.advance(59_999);
      await look();
      assert.deepEqual(await sizes(name), [1]);
      clock.advance(1);
      await look();
      assert.deepEqual(await sizes(name), [1, 1000], 'after a minute');
      await add(name, 1000);
      await look();
      assert.deepEqual(await sizes(name), [1, 1000, 2000], 'after a thousand');
      clock.advance(3_600_000);
      await look();
      assert.deepEqual(await sizes(name), [1, 1000, 2000], 'nothing is new');
      for (const damaged of ['flipped', 'no-end']) assert.ok(trouble.includes(damaged), damaged);
      assert.ok(!trouble.includes(name));
    });

    it('keeping heads ends when it is stopped, with the head that was being signed', async (context) => {
      context.mock.timers.enable({ apis: ['setInterval'] });
      const name = await school('kept', 1);
      const trouble: string[] = [];
      const keeping = keepHeads(store, clock, key, (troubled) => trouble.push(troubled));
      context.mock.timers.tick(5000);
      await keeping.stop();
      assert.deepEqual(await sizes(name), [1]);
      assert.ok(trouble.length > 0);
      await store.transaction((tx) => record(tx, { school: name, at, kind: 'late' }));
      clock.advance(120_000);
      context.mock.timers.tick(60_000);
      await keeping.stop();
      assert.deepEqual(await sizes(name), [1]);
    });
  });
}
