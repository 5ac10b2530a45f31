import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testPack } from '../../../test/support/site.ts';
import { testStores } from '../../../test/support/store.ts';
import { publish } from '../../editions/index.ts';
import { frozenClock, localDay, newId } from '../../kernel/index.ts';
import { addPerson, giveRole } from '../../people/index.ts';
import { compile } from '../../policy/index.ts';
import { changeItem, enterItem, lend, noteCheck, shippedKinds, takeBack } from '../../registers/index.ts';
import type { Store, Transaction } from '../../store/index.ts';
import { openRequest } from '../asking.ts';
import { decideRequest } from '../deciding.ts';
import { type Request, requestState } from '../request.ts';
import { readRequests } from '../requests/records.ts';
import { asItStands, showNeed, thingsOf } from './index.ts';

const school = 'hunwick';
const pack = testPack(school);
const policy = compile(pack, [], '2026-11-23');
const kind = shippedKinds().get('equipment') ?? assert.fail('no equipment');
const NEED = 'device-encrypted';
const DAY_MS = 86_400_000;
const fields = (isEncrypted: boolean) => ({ device: 'laptop', [NEED]: isEncrypted });

for (const engine of testStores()) {
  describe(`needs that a register shows, ${engine.name}`, { skip: engine.skip }, () => {
    const clock = frozenClock('2026-11-23T09:00:00Z');
    let store: Store;
    let [asker, other, head] = ['', '', ''];
    const inOne = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => store.transaction(work);
    const act = (by = head) => ({ school, at: clock.now(), by });
    const enter = (holderId: string | undefined, isEncrypted = true) =>
      inOne((tx) => enterItem(tx, act(), kind, { name: 'Laptop', fields: fields(isEncrypted), holderId }));
    const put = (id: string, isEncrypted: boolean) =>
      inOne((tx) =>
        changeItem(tx, act(), kind, id, { name: 'Laptop', fields: fields(isEncrypted), holderId: asker }),
      );
    const ask = (reference?: string) =>
      inOne((tx) =>
        openRequest(
          tx,
          act(asker),
          1,
          {
            parts: [{ clause: 'loans', mode: 'any', roles: ['headteacher'], written: true }],
            needs: [NEED],
          },
          {
            personId: asker,
            act: 'take-equipment-off-site',
            facts: {},
            purpose: 'Marking at home',
            since: localDay(clock.now()),
          },
          reference === undefined ? {} : { [NEED]: { shownBy: 'register', reference } },
        ),
      );
    const show = (request: Request, by: 'register' | 'asker', reference?: string) =>
      inOne((tx) => showNeed(tx, act(asker), request.id, NEED, { by, reference }));
    const grant = ({ id: requestId }: Request) =>
      inOne((tx) =>
        decideRequest(tx, act(), policy, {
          requestId,
          clause: 'loans',
          role: 'headteacher',
          outcome: 'granted',
        }),
      );
    const stateOf = async ({ id }: Request) => {
      const [request] = await readRequests(store.db, school, { ids: [id] });
      assert.ok(request);
      return requestState((await asItStands(store.db, school, request, localDay(clock.now()))).request);
    };

    before(async () => {
      store = await engine.open();
      await publish(store, clock, pack);
      await inOne(async (tx) => {
        const add = (name: string) =>
          addPerson(tx, act('office'), { givenName: name, familyName: 'Example' });
        [asker, other, head] = [await add('Asker'), await add('Other'), await add('Head')];
        await giveRole(tx, act('office'), { personId: head, role: 'headteacher', since: '2026-09-01' });
      });
    });
    after(() => store?.close());

    it('a thing of which the register says yes shows it, and it can be granted', async () => {
      const request = await ask(await enter(asker));
      assert.equal(await stateOf(request), 'waiting');
      assert.equal((await grant(request)).permissions.length, 1);
    });

    it('a thing of which the register says no shows nothing, until it is put right', async () => {
      const id = await enter(asker, false);
      const request = await ask(id);
      assert.equal(await stateOf(request), 'incomplete');
      await assert.rejects(grant(request), { code: 'DECISION_TOO_SOON' });
      await assert.rejects(show(request, 'asker'), { code: 'NEED_NOT_SHOWN' });
      await put(id, true);
      assert.equal(await stateOf(request), 'waiting');
      assert.equal((await grant(request)).permissions.length, 1);
    });

    it('what was shown when it was asked and is not so any more is not granted', async () => {
      const id = await enter(asker);
      const request = await ask(id);
      await put(id, false);
      assert.equal(await stateOf(request), 'incomplete');
      await assert.rejects(grant(request), { code: 'DECISION_TOO_SOON' });
    });

    it('another thing shows it, and where no register speaks the asker’s word does', async () => {
      const request = await ask(await enter(asker, false));
      await show(request, 'register', await enter(asker));
      assert.equal(await stateOf(request), 'waiting');
      const said = await ask();
      await show(said, 'asker');
      assert.equal(await stateOf(said), 'waiting');
    });

    it('only what one has in one’s name or borrowed is a thing to show', async () => {
      const [lent, theirs] = [await enter(undefined), await enter(other)];
      for (const id of [theirs, lent, newId(), '', undefined]) {
        const request = await ask();
        await assert.rejects(show(request, 'register', id), { code: 'NEED_NOT_SHOWN' });
      }
      const borrowed = await inOne((tx) =>
        lend(tx, act(), kind, { itemId: lent, personId: asker, signedOut: 'Asker Example' }),
      );
      assert.ok((await thingsOf(store.db, school, asker)).some(({ item }) => item.id === lent));
      const request = await ask(lent);
      assert.equal(await stateOf(request), 'waiting');
      assert.ok((await thingsOf(store.db, school, other)).every(({ item }) => item.id === theirs));
      assert.ok(borrowed.outcome === 'lent');
      await inOne((tx) =>
        takeBack(tx, act(), kind, borrowed.loan, { signedIn: 'Asker Example', state: 'in-use' }),
      );
      assert.equal(await stateOf(request), 'incomplete', 'given back it shows nothing');
    });

    it('once a check is overdue nothing is shown, and it is again when the check was passed', async () => {
      const id = await enter(asker);
      const request = await ask(id);
      clock.advance(400 * DAY_MS);
      assert.equal(await stateOf(request), 'incomplete');
      await assert.rejects(grant(request), { code: 'DECISION_TOO_SOON' });
      for (const check of kind.checks.map((each) => each.kind))
        await inOne((tx) => noteCheck(tx, act(), kind, [id], { check, passed: true }));
      assert.equal(await stateOf(request), 'waiting');
    });
  });
}
