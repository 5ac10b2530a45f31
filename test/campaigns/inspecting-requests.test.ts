import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Acknowledged } from '../../scripts/campaigns/requests/acknowledged.ts';
import { inspect, noFindings } from '../../scripts/campaigns/requests/inspecting.ts';
import {
  enterOffice,
  equipment,
  type Office,
  packOfSchool,
  policyOf,
  questions,
  SCHOOL,
} from '../../scripts/campaigns/requests/office.ts';
import { today } from '../../scripts/campaigns/signing/school.ts';
import { publish } from '../../src/editions/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { makeKey, record } from '../../src/ledger/index.ts';
import { decideRequest, demandOf, openRequest } from '../../src/permissions/index.ts';
import type { Question } from '../../src/policy/index.ts';
import { lend } from '../../src/registers/index.ts';
import type { Store } from '../../src/store/index.ts';
import { testStores } from '../support/store.ts';

/* What a campaign does not find it cannot hold: each kind of damage, done on purpose, is found. */

const key = makeKey();

const act = (by: string) => ({ school: SCHOOL, at: systemClock.now(), by });

/** A request that the head grants, and a thing that is lent. */
async function fill(store: Store, office: Office): Promise<void> {
  const policy = policyOf(packOfSchool());
  const [question] = questions as readonly [Question];
  const demand = demandOf(policy, question, false);
  const asker = office.askers[0]?.id as string;
  const head = office.answerers['headteacher']?.id as string;
  await store.transaction(async (tx) => {
    const draft = {
      personId: asker,
      act: question.act as string,
      facts: question.facts,
      purpose: 'An invented purpose',
      since: today(),
    };
    const shown = { shownBy: 'asker', reference: undefined } as const;
    const needs = Object.fromEntries(demand.needs.map((need) => [need, shown]));
    const { id, parts } = await openRequest(tx, act(asker), 1, demand, draft, needs);
    for (const { clause } of parts)
      await decideRequest(tx, act(head), policy, {
        requestId: id,
        clause,
        role: 'headteacher',
        outcome: 'granted',
      });
    const [itemId] = office.items as readonly [string];
    await lend(tx, act(head), equipment(), { itemId, personId: asker, signedOut: 'Somebody' });
  });
}

for (const engine of testStores()) {
  describe(`looking at requests after a kill, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
      await publish(store, systemClock, packOfSchool());
      await fill(store, await enterOffice(store));
    });
    after(() => store.close());

    const found = (acknowledged: readonly Acknowledged[] = []) => inspect(store, key, acknowledged);

    it('nothing is wrong where everything was kept whole', async () => {
      assert.deepEqual(await found(), noFindings());
    });

    it('what was acknowledged and is not there is lost, of every kind', async () => {
      const told: Acknowledged[] = [
        { what: 'request', id: 'a', number: 1, personId: 'p' },
        { what: 'decision', request: 'a', clause: 'c', role: 'r', outcome: 'granted' },
        { what: 'permission', id: 'a', number: 1, request: 'b', clause: 'c' },
        { what: 'withdrawal', permission: 'a' },
        { what: 'loan', id: 'a', item: 'b', personId: 'p' },
        { what: 'return', loan: 'a' },
        { what: 'head', size: 1, checkpoint: 'never signed' },
      ];
      assert.deepEqual(await found(told), { ...noFindings(), lost: told.length });
    });

    for (const table of ['permission', 'decision', 'loan', 'item_event'] as const)
      it(`a row of ${table} that is not there is a half`, async () => {
        // What is never altered is, for once.
        await sql`alter table ${sql.table(table)} disable trigger user`.execute(store.db);
        const row = await store.db.selectFrom(table).selectAll().limit(1).executeTakeFirstOrThrow();
        await store.db.deleteFrom(table).where('id', '=', row.id).execute();
        assert.ok((await found()).half > 0);
        const again = Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, isJson(value) ? JSON.stringify(value) : value]),
        );
        await store.db
          .insertInto(table)
          .values(again as never)
          .execute();
        assert.deepEqual(await found(), noFindings());
      });

    it('an entry in the ledger without what it tells of is a half', async () => {
      await store.transaction((tx) =>
        record(tx, { school: SCHOOL, at: systemClock.now(), kind: 'permission.given', subject: 'nothing' }),
      );
      assert.deepEqual(await found(), { ...noFindings(), half: 1 });
    });
  });
}

const isJson = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !(value instanceof Date);
