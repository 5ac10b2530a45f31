import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Acknowledged } from '../../scripts/campaigns/signing/acknowledged.ts';
import { inspect, noFindings } from '../../scripts/campaigns/signing/inspecting.ts';
import { rosterOf } from '../../scripts/campaigns/signing/rosters.ts';
import { today } from '../../scripts/campaigns/signing/school.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { makeKey, record } from '../../src/ledger/index.ts';
import { applyRoster, differenceOf, readPresent } from '../../src/roster/index.ts';
import type { Store } from '../../src/store/index.ts';
import { testStores } from '../support/store.ts';

/* What a campaign does not find it cannot hold: each kind of damage, done on purpose, is found. */

const SCHOOL = 'elmtree';
const key = makeKey();

for (const engine of testStores()) {
  describe(`looking at a store after a kill, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
      const school = { school_id: SCHOOL, name: 'Elmtree', created_at: systemClock.now() };
      await store.db.insertInto('school').values(school).execute();
      const roster = await rosterOf(1);
      const difference = differenceOf(roster, await readPresent(store.db, SCHOOL, today()));
      await applyRoster(store, systemClock, SCHOOL, undefined, roster, difference);
    });
    after(() => store.close());

    const found = (acknowledged: readonly Acknowledged[] = []) => inspect(store, SCHOOL, key, acknowledged);

    it('nothing is wrong where an import was applied whole', async () => {
      assert.deepEqual(await found(), noFindings());
    });

    it('what was acknowledged and is not there is lost, of every kind', async () => {
      const told = await found([
        { what: 'signature', id: 'a', seq: 1, personId: 'p', name: 'Nobody', textHash: undefined },
        { what: 'countersignature', id: 'b', personId: 'p' },
        { what: 'import', id: 'c', turn: 1 },
        { what: 'undoing', id: 'd' },
        { what: 'head', size: 1, checkpoint: 'never signed' },
      ]);
      assert.deepEqual(told, { ...noFindings(), lost: 5 });
    });

    it('one row of an import that is not there is half an import', async () => {
      const { db } = store;
      const place = await db.selectFrom('membership').selectAll().limit(1).executeTakeFirstOrThrow();
      await db
        .deleteFrom('membership')
        .where('group_id', '=', place.group_id)
        .where('person_id', '=', place.person_id)
        .where('part', '=', place.part)
        .execute();
      assert.deepEqual(await found(), { ...noFindings(), halfImports: 1 });
      await db.insertInto('membership').values(place).execute();
      assert.deepEqual(await found(), noFindings());
    });

    it('an entry in the ledger without what it tells of is a half', async () => {
      await store.transaction((tx) =>
        record(tx, { school: SCHOOL, at: systemClock.now(), kind: 'signature.given', subject: 'nothing' }),
      );
      assert.deepEqual(await found(), { ...noFindings(), half: 1 });
    });
  });
}
