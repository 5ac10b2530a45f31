import assert from 'node:assert/strict';
import { createPublicKey, sign } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { testPack } from '../../test/support/site.ts';
import { testStores } from '../../test/support/store.ts';
import { endSuspension, suspend } from '../accounts/index.ts';
import { publish } from '../editions/index.ts';
import { frozenClock } from '../kernel/index.ts';
import { makeKey, record } from '../ledger/index.ts';
import { addPerson } from '../people/index.ts';
import type { Store } from '../store/index.ts';
import { insertPermission, insertRestriction, insertWithdrawal, readPermissions } from './held/records.ts';
import { openSnapshot, type SignedSnapshot, snapshotOf } from './snapshot.ts';
import { standingOf } from './standing.ts';

const school = 'hunwick';
const key = makeKey();
const publicKey = createPublicKey(key);
const id = (name: string) => name.padEnd(22, '0');

for (const engine of testStores()) {
  describe(`snapshots for gates, ${engine.name}`, { skip: engine.skip }, () => {
    const clock = frozenClock('2026-07-15T09:00:00Z');
    let store: Store;
    let personId: string;
    let signed: SignedSnapshot;

    /** A permission as it stands in the records. */
    const give = (number: number, since: string, until: string | undefined, isWithdrawn = false) =>
      store.transaction(async (tx) => {
        const seq = await record(tx, { school, at: clock.now(), kind: 'permission.given' });
        await insertPermission(tx, school, {
          id: id(`p${number}`),
          number,
          requestId: undefined,
          personId,
          edition: 1,
          clause: 'off-site',
          act: 'take-equipment-off-site',
          thing: 'laptop',
          facts: { place: 'home' },
          givenBy: ['headteacher'],
          written: true,
          isExemption: false,
          conditions: 'Not on the bus, said Hetty Example',
          since,
          until,
          itemId: undefined,
          givenAt: clock.now(),
          seq,
        });
        const withdrawal = { personId, role: 'headteacher', reason: 'Lost twice', withdrawnAt: clock.now() };
        if (isWithdrawn) await insertWithdrawal(tx, school, id(`p${number}`), withdrawal, seq);
      });

    before(async () => {
      store = await engine.open();
      await publish(store, clock, testPack(school));
      personId = await store.transaction((tx) =>
        addPerson(tx, { school, at: clock.now() }, { givenName: 'Otto', familyName: 'Specimen' }),
      );
      await give(1, '2026-07-01', '2026-07-31');
      await give(2, '2026-07-01', '2026-12-31');
      await give(3, '2026-07-01', undefined);
      await give(4, '2026-07-01', '2026-07-14');
      await give(5, '2026-07-16', undefined);
      await give(6, '2026-07-01', undefined, true);
      await store.transaction(async (tx) => {
        const seq = await record(tx, { school, at: clock.now(), kind: 'restriction.made' });
        const restriction = {
          id: id('r'),
          personId,
          act: 'use-ict-personally',
          clause: 'personal-use',
          limits: 'Only at lunch, said Hetty Example',
          reason: 'Films in lessons',
          since: '2026-07-01',
          until: undefined,
          byId: personId,
          role: 'headteacher',
          madeAt: clock.now(),
        };
        await insertRestriction(tx, school, restriction, seq);
      });
      signed = await snapshotOf(store, clock, school, key);
    });
    after(() => store?.close());

    it('what holds now is carried, and nothing that lapsed, begins later or was withdrawn', () => {
      const snapshot = openSnapshot(signed, publicKey, clock.now());
      assert.deepEqual(
        snapshot?.permissions.map(({ number, until }) => [number, until]),
        [
          [1, '2026-07-31T23:00:00.000Z'],
          [2, '2027-01-01T00:00:00.000Z'],
          [3, null],
        ],
      );
      assert.deepEqual(
        snapshot?.restrictions.map(({ act, limited, until }) => [act, limited, until]),
        [['use-ict-personally', true, null]],
      );
    });

    it('no name, no reason and no condition is carried', () => {
      assert.doesNotMatch(signed.text, /Otto|Specimen|Hetty|bus|lunch|Films|Lost/);
    });

    it('the same records give the same text', async () => {
      assert.deepEqual(await snapshotOf(store, clock, school, key), signed);
    });

    it('permissions of somebody who is suspended are as if they were not there, and come back as they were', async () => {
      const act = await store.transaction(async (tx) => {
        const act = { school, at: clock.now() };
        return { ...act, by: await addPerson(tx, act, { givenName: 'Hetty', familyName: 'Example' }) };
      });
      await store.transaction((tx) => suspend(tx, act, personId, 'Something is looked into'));
      const carried = openSnapshot(await snapshotOf(store, clock, school, key), publicKey, clock.now());
      assert.deepEqual(carried?.permissions, []);
      assert.deepEqual((await standingOf(store.db, school, personId, '2026-07-15')).permissions, []);
      assert.equal(
        (await readPermissions(store.db, school, { personId })).length,
        6,
        'the register keeps them',
      );
      await store.transaction((tx) => endSuspension(tx, act, personId, 'It was nothing'));
      assert.deepEqual(await snapshotOf(store, clock, school, key), signed);
      const standing = await standingOf(store.db, school, personId, '2026-07-15');
      assert.deepEqual(standing.permissions.map(({ number }) => number).toSorted(), [1, 2, 3]);
    });

    it('a gate believes it for a day', () => {
      const last = new Date(clock.now().getTime() + 24 * 3_600_000 - 1);
      assert.ok(openSnapshot(signed, publicKey, last));
      assert.equal(openSnapshot(signed, publicKey, new Date(last.getTime() + 1)), undefined);
    });

    it('nothing that is not signed for it by the key is believed', () => {
      const at = clock.now();
      const other = sign(undefined, Buffer.from(signed.text), key).toString('base64');
      for (const [what, forged, by] of [
        ['another text', { ...signed, text: signed.text.replace('"number":1', '"number":9') }, publicKey],
        ['another key', signed, createPublicKey(makeKey())],
        ['a signature of the same key over the bare text', { ...signed, signature: other }, publicKey],
        ['no signature', { ...signed, signature: '' }, publicKey],
      ] as const)
        assert.equal(openSnapshot(forged, by, at), undefined, what);
    });
  });
}
