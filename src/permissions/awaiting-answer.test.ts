import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testLibrary, testPack } from '../../test/support/site.ts';
import { testStores } from '../../test/support/store.ts';
import { publish } from '../editions/index.ts';
import { frozenClock } from '../kernel/index.ts';
import { addPerson, giveRole } from '../people/index.ts';
import { clausesOf, compile } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { type Holder, approversOf } from './approving.ts';
import { openRequest, retract } from './asking.ts';
import { requestsAwaiting } from './awaiting-answer.ts';
import { decideRequest } from './deciding.ts';
import { rolesNamed, rolesToServe } from './holding-roles.ts';

const TODAY = '2026-11-23';
const library = testLibrary();

const holder = (role: string, isAway: boolean): Holder => ({
  personId: role,
  role,
  deputises: false,
  isAway,
});

describe('who may come to answer', () => {
  for (const pack of [...library.packs.values()].filter(({ isLaw }) => !isLaw))
    it(`is enough to know who answers, whoever is away: ${pack.key}`, () => {
      const policy = compile(pack, [], TODAY);
      const asked = [[], ...clausesOf(pack).flatMap(({ from }) => (from ? [from.roles] : []))];
      const offices = [...new Set(asked.flatMap((roles) => rolesToServe(rolesNamed([{ roles }]), policy)))];
      for (const roles of asked) {
        const part = { clause: '', mode: 'all', roles, written: true } as const;
        const serving = rolesToServe(rolesNamed([part]), policy);
        // Whoever is first in line falls away, until nobody is left.
        for (let away = new Set<string>(); ; ) {
          const all = offices.map((role) => holder(role, away.has(role)));
          const some = all.filter(({ role }) => serving.includes(role));
          const answering = approversOf(part, 'asker', all, policy);
          assert.deepEqual(approversOf(part, 'asker', some, policy), answering, roles.join(', '));
          const people = answering.flatMap(({ personIds }) => personIds);
          if (people.length === 0) break;
          away = new Set([...away, ...people]);
        }
      }
    });
});

const school = 'hunwick';
const clock = frozenClock('2026-11-23T09:00:00Z');
const policy = compile(testPack(school), [], TODAY);
const act = (by: string) => ({ school, at: clock.now(), by });

for (const engine of testStores()) {
  describe(`what waits for an answer, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    const cast = new Map<string, string>();
    const id = (role: string) => cast.get(role) ?? assert.fail(role);
    const ask = (by: string, roles: readonly string[], mode: 'any' | 'all' = 'any') =>
      store.transaction(async (tx) => {
        const parts = [{ clause: 'loans', mode, roles, written: true }];
        const draft = {
          personId: id(by),
          act: 'take-equipment-off-site',
          facts: {},
          purpose: 'x',
          since: TODAY,
        };
        return (await openRequest(tx, act(id(by)), 1, { parts, needs: [] }, draft, {})).id;
      });
    const waiting = async (role: string) =>
      (await requestsAwaiting(store.db, school, { personId: id(role), roles: [role] }, TODAY, policy)).map(
        (request) => request.id,
      );
    const answer = (role: string, requestId: string, outcome: 'granted' | 'refused') =>
      store.transaction((tx) =>
        decideRequest(tx, act(id(role)), policy, {
          requestId,
          clause: 'loans',
          role,
          outcome,
          reason: 'Because',
        }),
      );

    before(async () => {
      store = await engine.open();
      await publish(store, clock, testPack(school));
      await store.transaction(async (tx) => {
        for (const role of ['headteacher', 'deputy-headteacher', 'it-manager', 'dpo', 'teacher', 'parent']) {
          const personId = await addPerson(tx, act('office'), { givenName: role, familyName: 'Example' });
          await giveRole(tx, act('office'), { personId, role, since: '2026-09-01' });
          cast.set(role, personId);
        }
      });
    });
    after(() => store?.close());

    it('nothing, where nothing was ever asked', async () =>
      assert.deepEqual(await waiting('headteacher'), []));

    it('what is open, the oldest first, for those whom a part names and nobody else', async () => {
      const first = await ask('teacher', ['headteacher', 'it-manager']);
      clock.advance(60_000);
      const second = await ask('teacher', ['headteacher']);
      assert.deepEqual(await waiting('headteacher'), [first, second]);
      assert.deepEqual(await waiting('it-manager'), [first]);
      for (const role of ['deputy-headteacher', 'dpo', 'teacher', 'parent'])
        assert.deepEqual(await waiting(role), [], role);
      await answer('headteacher', first, 'granted');
      await answer('headteacher', second, 'refused');
      for (const role of ['headteacher', 'it-manager']) assert.deepEqual(await waiting(role), [], role);
    });

    it('of all, not for those who have answered', async () => {
      const both = await ask('teacher', ['headteacher', 'dpo'], 'all');
      await answer('dpo', both, 'granted');
      assert.deepEqual(await waiting('dpo'), []);
      assert.deepEqual(await waiting('headteacher'), [both]);
      await store.transaction((tx) => retract(tx, act(id('teacher')), both));
      assert.deepEqual(await waiting('headteacher'), []);
    });

    it('one’s own for whoever stands in, and where the policy names nobody for those who answer for the school', async () => {
      const own = await ask('headteacher', ['headteacher']);
      assert.deepEqual([await waiting('headteacher'), await waiting('deputy-headteacher')], [[], [own]]);
      const unnamed = await ask('teacher', []);
      assert.deepEqual(await waiting('headteacher'), [unnamed]);
    });
  });
}
