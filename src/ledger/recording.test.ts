import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { testStores } from '../../test/support/store.ts';
import { canonicalJson, frozenClock } from '../kernel/index.ts';
import type { Store } from '../store/index.ts';
import type { LedgerEntry } from './entry.ts';
import { record, recordAll } from './recording.ts';

const clock = frozenClock('2026-11-22T09:00:00Z');

const entryOf = (school: string, number = 0): LedgerEntry => ({
  school,
  at: clock.now(),
  kind: 'test.done',
  actor: 'actor-1',
  subject: 'subject-1',
  details: { number, zero: null, yes: true, word: 'é"\\' },
});

for (const engine of testStores()) {
  describe(`recording, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());

    const addSchool = (school: string) =>
      store.db
        .insertInto('school')
        .values({ school_id: school, name: school, created_at: clock.now() })
        .execute();
    const entries = (school: string) =>
      store.db
        .selectFrom('ledger_entry')
        .selectAll()
        .where('school_id', '=', school)
        .orderBy('seq')
        .execute();
    const payloads = (school: string) =>
      store.db
        .selectFrom('ledger_payload')
        .selectAll()
        .where('school_id', '=', school)
        .orderBy('seq')
        .execute();

    it('a leaf is canonical JSON of the entry and its hash is of the leaf', async () => {
      await addSchool('leaf');
      assert.equal(await store.transaction((tx) => record(tx, entryOf('leaf'))), 0);
      assert.equal(
        await store.transaction((tx) => record(tx, { school: 'leaf', at: clock.now(), kind: 'bare' })),
        1,
      );
      const [full, bare] = await entries('leaf');
      assert.equal(
        full?.leaf,
        '{"actor":"actor-1","at":"2026-11-22T09:00:00.000Z","details":{"number":0,"word":"é\\"\\\\","yes":true,"zero":null},"kind":"test.done","seq":0,"subject":"subject-1","v":1}',
      );
      assert.equal(bare?.leaf, '{"at":"2026-11-22T09:00:00.000Z","kind":"bare","seq":1,"v":1}');
      for (const row of [full, bare]) {
        assert.equal(canonicalJson(JSON.parse(String(row?.leaf))), row?.leaf);
        const hash = createHash('sha256').update('\0').update(String(row?.leaf)).digest('hex');
        assert.equal(Buffer.from(row?.leaf_hash ?? []).toString('hex'), hash);
        assert.deepEqual(row?.entered_at, clock.now());
      }
      assert.deepEqual(await payloads('leaf'), []);
    });

    it('personal data stands in the payload alone, and the leaf commits to it', async () => {
      await addSchool('personal');
      const personal = { name: 'Wilhelmina Testname', read: clock.now(), shown: ['a', { b: undefined }] };
      await store.transaction((tx) => record(tx, { ...entryOf('personal'), personal }));
      await store.transaction((tx) => record(tx, { ...entryOf('personal'), personal }));
      const [first, second] = await entries('personal');
      const [payload, other] = await payloads('personal');
      assert.equal(
        payload?.content,
        '{"name":"Wilhelmina Testname","read":"2026-11-22T09:00:00.000Z","shown":["a",{}]}',
      );
      assert.equal(payload.salt.length, 32);
      assert.notDeepEqual(payload.salt, other?.salt);
      const commitment = createHmac('sha256', payload.salt).update(payload.content).digest('hex');
      assert.equal(JSON.parse(String(first?.leaf)).commitment, commitment);
      assert.notEqual(JSON.parse(String(second?.leaf)).commitment, commitment);
      assert.doesNotMatch(String(first?.leaf), /Wilhelmina/);
    });

    it('an entry is kept with what it tells of, or not at all, and leaves no gap', async () => {
      await addSchool('gone');
      await store.transaction((tx) => record(tx, entryOf('gone')));
      const undone = store.transaction(async (tx) => {
        await record(tx, entryOf('gone'));
        throw new Error('changed my mind');
      });
      await assert.rejects(undone, /changed my mind/);
      assert.equal(await store.transaction((tx) => record(tx, entryOf('gone'))), 1);
    });

    it('of a hundred at once each has a place of its own, without gaps', async () => {
      await Promise.all([addSchool('many'), addSchool('beside')]);
      const places = await Promise.all(
        Array.from({ length: 200 }, (_, number) =>
          store.transaction((tx) => record(tx, entryOf(number % 2 ? 'beside' : 'many', number))),
        ),
      );
      const wanted = Array.from({ length: 100 }, (_, place) => place);
      for (const [school, odd] of [
        ['many', 0],
        ['beside', 1],
      ] as const) {
        const own = places.filter((_, number) => number % 2 === odd);
        assert.deepEqual(
          own.toSorted((one, other) => one - other),
          wanted,
        );
        const rows = await entries(school);
        assert.deepEqual(
          rows.map((row) => JSON.parse(row.leaf).seq),
          wanted,
        );
        for (const [number, place] of own.entries())
          assert.equal(JSON.parse(String(rows[place]?.leaf)).details.number, number * 2 + odd);
      }
    });

    it('many of one transaction stand in their order', async () => {
      await addSchool('bulk');
      await store.transaction((tx) => record(tx, entryOf('bulk')));
      const some = Array.from({ length: 1201 }, (_, number) => ({
        ...entryOf('bulk', number),
        personal: { number },
      }));
      assert.equal(await store.transaction((tx) => recordAll(tx, 'bulk', some)), 1);
      const rows = await entries('bulk');
      assert.deepEqual(
        rows.slice(1).map((row) => JSON.parse(row.leaf).details.number),
        some.map((_, n) => n),
      );
      assert.deepEqual(
        (await payloads('bulk')).map(({ seq, content }) => [seq, content]),
        some.map((_, n) => [n + 1, `{"number":${n}}`]),
      );
    });

    it('what is recorded is never altered or taken away', async () => {
      await addSchool('fixed');
      await store.transaction((tx) => record(tx, { ...entryOf('fixed'), personal: { name: 'x' } }));
      for (const change of [
        sql`update ledger_entry set leaf = '{}' where school_id = 'fixed'`,
        sql`delete from ledger_entry where school_id = 'fixed'`,
        sql`truncate ledger_entry cascade`,
        sql`update ledger_payload set content = '{}' where school_id = 'fixed'`,
      ])
        await assert.rejects(change.execute(store.db), { code: 'ZG001' });
    });

    it('a kind that is no word is our mistake', async () => {
      for (const kind of ['', 'Signed', 'a b', 'a..b', 'a.', '"'])
        await assert.rejects(
          store.transaction((tx) => record(tx, { school: 'leaf', at: clock.now(), kind })),
          { code: 'ERR_ASSERTION' },
        );
    });
  });
}
