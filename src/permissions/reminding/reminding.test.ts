import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testPack } from '../../../test/support/site.ts';
import { testStores } from '../../../test/support/store.ts';
import { publish } from '../../editions/index.ts';
import { type FrozenClock, frozenClock, localDay } from '../../kernel/index.ts';
import { addPerson, giveRole } from '../../people/index.ts';
import { compile, type Question } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { demandOf, openRequest, remark } from '../asking.ts';
import { decideRequest } from '../deciding.ts';
import type { Request } from '../request.ts';
import { withdraw } from '../withdrawing.ts';
import { remindApprovers, warnOfLapse } from './index.ts';

const DAY_MS = 86_400_000;
const origin = 'https://gatehouse.school.example';
const pack = { ...testPack('hunwick') };
const question: Question = {
  mode: 'may',
  as: ['staff'],
  act: 'take-equipment-off-site',
  facts: { 'stores-data': true, 'device-encrypted': true },
  permissions: [],
};

/** A school of its own for each case: head, deputy, chair and somebody who asks. */
async function openSchool(store: Store, key: string) {
  const clock: FrozenClock = frozenClock('2026-11-02T09:00:00Z');
  await publish(store, clock, { ...pack, key });
  const policy = compile({ ...pack, key }, [], '2026-11-02');
  const act = () => ({ school: key, at: clock.now() });
  const add = (name: string, ...roles: string[]) =>
    store.transaction(async (tx) => {
      const email = `${name.toLowerCase()}@school.example`;
      const id = await addPerson(tx, act(), { givenName: name, familyName: 'Example', email });
      for (const role of roles) await giveRole(tx, act(), { personId: id, role, since: '2026-09-01' });
      return id;
    });
  const asker = await add('Asker', 'teacher');
  const head = await add('Head', 'headteacher');
  const manager = await add('Manager', 'it-manager');
  const chair = await add('Chair', 'chair-of-governors');
  const school = { key, name: pack.school, policy };
  const demand = demandOf(policy, question, false);
  const ask = (until?: string) =>
    store.transaction((tx) =>
      openRequest(
        tx,
        { ...act(), by: asker },
        1,
        demand,
        {
          personId: asker,
          act: question.act as string,
          thing: question.thing,
          facts: question.facts,
          purpose: 'Marking at home',
          since: localDay(clock.now()),
          until,
        },
        Object.fromEntries(demand.needs.map((need) => [need, { shownBy: 'asker', reference: undefined }])),
      ),
    );
  const grant = (request: Request) =>
    store.transaction((tx) =>
      decideRequest(tx, { ...act(), by: head }, policy, {
        requestId: request.id,
        clause: request.parts[0]?.clause as string,
        role: 'headteacher',
        outcome: 'granted',
      }),
    );
  const letters = async (kind: string) => {
    const rows = await store.db
      .selectFrom('message')
      .select(['to_address', 'subject', 'body_text', 'made_at'])
      .where('school_id', '=', key)
      .where('kind', '=', kind)
      .orderBy('made_at')
      .orderBy('to_address')
      .execute();
    return rows.map((row) => ({
      to: row.to_address.split('@')[0],
      on: localDay(row.made_at),
      subject: row.subject,
      text: row.body_text,
    }));
  };
  /** Runs both rounds twice each morning for so many days. */
  const run = async (days: number) => {
    for (let day = 0; day < days; day += 1) {
      for (let twice = 0; twice < 2; twice += 1) {
        await warnOfLapse(store, clock, school, origin);
        await remindApprovers(store, clock, school, origin);
      }
      clock.advance(DAY_MS);
    }
  };
  return { key, clock, policy, school, act, asker, head, manager, chair, ask, grant, letters, run };
}

for (const engine of testStores()) {
  describe(`warnings and reminders, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());

    it('the clause under test wants the head or the IT manager', () => {
      const { parts } = demandOf(compile(pack, [], '2026-11-02'), question, false);
      assert.deepEqual(
        parts.map(({ mode, roles }) => [mode, roles.toSorted()]),
        [['any', ['headteacher', 'it-manager']]],
      );
    });

    it('the holder is warned seven days before the last day and on the day before, once each', async () => {
      const school = await openSchool(store, 'lapse-once');
      await school.grant(await school.ask('2026-11-20'));
      await school.run(25);
      const letters = await school.letters('permission-ending');
      assert.deepEqual(
        letters.map(({ to, on }) => `${to} ${on}`),
        ['asker 2026-11-13', 'asker 2026-11-19'],
      );
      assert.match(letters[0]?.subject ?? '', /in 7 days/);
      assert.match(letters[1]?.subject ?? '', /tomorrow/);
    });

    it('a day on which nothing ran is made up for, with the days that are left', async () => {
      const school = await openSchool(store, 'lapse-late');
      await school.grant(await school.ask('2026-11-20'));
      await school.run(5);
      school.clock.advance(8 * DAY_MS);
      await school.run(1);
      const [letter, ...more] = await school.letters('permission-ending');
      assert.deepEqual(more, []);
      assert.match(letter?.subject ?? '', /in 5 days/);
    });

    it('nobody is warned of what was withdrawn, or goes on', async () => {
      const school = await openSchool(store, 'lapse-none');
      await school.grant(await school.ask());
      const { permissions } = await school.grant(await school.ask('2026-11-20'));
      await store.transaction((tx) =>
        withdraw(
          tx,
          { ...school.act(), by: school.head },
          school.policy,
          permissions[0]?.id as string,
          'Too many lost',
        ),
      );
      await school.run(25);
      assert.deepEqual(await school.letters('permission-ending'), []);
    });

    it('those who may answer are reminded after 2 and 5 school days, and after 8 whoever is next in line hears', async () => {
      const school = await openSchool(store, 'wait');
      await school.ask();
      await school.run(20);
      const letters = await school.letters('request-waiting');
      assert.deepEqual(
        letters.map(({ to, on }) => `${to} ${on}`),
        [
          'head 2026-11-04',
          'manager 2026-11-04',
          'head 2026-11-09',
          'manager 2026-11-09',
          'chair 2026-11-12',
          'head 2026-11-12',
          'manager 2026-11-12',
        ],
      );
      const told = letters.find(({ to }) => to === 'chair');
      assert.match(told?.text ?? '', /Head Example[\s\S]*Manager Example/);
      assert.doesNotMatch(JSON.stringify(letters), /Marking at home/, 'the purpose stays behind the sign-in');
    });

    it('days on which the school is shut do not count', async () => {
      const school = await openSchool(store, 'wait-shut');
      await store.db
        .insertInto('closed_day')
        .values({ school_id: school.key, day: '2026-11-04', name: 'Half-term' })
        .execute();
      await school.ask();
      await school.run(6);
      const letters = await school.letters('request-waiting');
      assert.deepEqual([...new Set(letters.map(({ on }) => on))], ['2026-11-05']);
    });

    it('what is answered, or waits for the asker, is left in peace', async () => {
      const school = await openSchool(store, 'wait-peace');
      await school.grant(await school.ask());
      const asked = await school.ask();
      await store.transaction((tx) =>
        remark(tx, { ...school.act(), by: school.head }, asked.id, 'Which laptop?', true),
      );
      await school.run(20);
      assert.deepEqual(await school.letters('request-waiting'), []);
    });
  });
}
