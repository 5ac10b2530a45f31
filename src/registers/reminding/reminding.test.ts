import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testPack } from '../../../test/support/site.ts';
import { testStores } from '../../../test/support/store.ts';
import { publish } from '../../editions/index.ts';
import { type FrozenClock, frozenClock, localDay } from '../../kernel/index.ts';
import { addPerson, closePerson, endRole, giveRole } from '../../people/index.ts';
import { compile } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { chooseDue } from '../checks/checking.ts';
import { enterItems } from '../keeping.ts';
import { keepKind } from '../kinds.ts';
import { shippedKinds } from '../shipped-kinds.ts';
import { makeKind } from '../making-kinds.ts';
import { ownersOf } from './owners.ts';
import { remindOwners } from './reminding.ts';

const DAY_MS = 86_400_000;
const origin = 'https://gatehouse.school.example';
const pack = testPack('hunwick');

/** A register of which site staff own one check and nobody the other. */
const lamps = {
  name: 'lamp',
  plural: 'lamps',
  about: 'Lamps of the stage.',
  fields: [],
  checks: [
    { kind: 'look', name: 'Look at it', owner: 'site-staff' },
    { kind: 'count', name: 'Count it' },
  ],
  powers: { see: ['leaders', 'site-staff'], check: ['headteacher', 'site-staff'] },
};

/** A school of its own for each case. Its first day is a Monday. */
async function openSchool(store: Store, key: string) {
  const clock: FrozenClock = frozenClock('2026-11-02T09:00:00Z');
  await publish(store, clock, { ...pack, key });
  const school = { key, name: pack.school, policy: compile({ ...pack, key }, [], '2026-11-02') };
  const act = () => ({ school: key, at: clock.now() });
  const add = (name: string, ...roles: string[]) =>
    store.transaction(async (tx) => {
      const email = `${name.toLowerCase()}@school.example`;
      const id = await addPerson(tx, act(), { givenName: name, familyName: 'Example', email });
      for (const role of roles) await giveRole(tx, act(), { personId: id, role, since: '2026-09-01' });
      return id;
    });
  const [site, head] = [await add('Site', 'site-staff'), await add('Head', 'headteacher')];
  await add('Teacher', 'teacher');
  await store.transaction((tx) => keepKind(tx, act(), 'lamps', lamps));
  const kind = makeKind('lamps', lamps).kind as NonNullable<ReturnType<typeof makeKind>['kind']>;
  /** Lamps of which a check is due on a day. */
  const due = (check: string, dueOn: string, ...places: string[]) =>
    store.transaction(async (tx) => {
      const by = { ...act(), by: head };
      const drafts = places.map((place) => ({ name: 'Lamp of Otto Specimen', place, fields: {} }));
      for (const id of await enterItems(tx, by, kind, drafts))
        await chooseDue(tx, by, kind, id, { check, dueOn });
    });
  const letters = async () => {
    const rows = await store.db
      .selectFrom('message')
      .select(['to_address', 'subject', 'body_text', 'made_at'])
      .where('school_id', '=', key)
      .where('kind', '=', 'checks-due')
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
  /** Looks twice each morning for so many days. */
  const run = async (days: number) => {
    for (let day = 0; day < days; day += 1) {
      for (let twice = 0; twice < 2; twice += 1) await remindOwners(store, clock, school, origin);
      clock.advance(DAY_MS);
    }
  };
  return { key, clock, school, act, add, site, head, due, letters, run };
}

const told = (letters: readonly { readonly to: string | undefined; readonly on: string }[]) =>
  letters.map(({ to, on }) => `${to} ${on}`);

for (const engine of testStores()) {
  describe(`reminders of checks, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());

    it('the owner hears on the day on which something falls due, once, and then once a week', async () => {
      const school = await openSchool(store, 'owner-once');
      await school.due('look', '2026-11-04', 'Hall');
      await school.run(21);
      const days = ['2026-11-04', '2026-11-09', '2026-11-16'];
      assert.deepEqual(
        told(await school.letters()),
        days.map((day) => `site ${day}`),
      );
    });

    it('what falls due on a weekend or a closed day is told on the next school day', async () => {
      const school = await openSchool(store, 'closed-days');
      await store.db
        .insertInto('closed_day')
        .values({ school_id: school.key, day: '2026-11-09', name: 'Invented day' })
        .execute();
      await school.due('look', '2026-11-07', 'Hall');
      await school.run(9);
      assert.deepEqual(told(await school.letters()), ['site 2026-11-10']);
    });

    it('a letter says how many and where, and names no thing and nobody', async () => {
      const school = await openSchool(store, 'how-many');
      await school.due('look', '2026-10-30', 'Room 10', 'Room 9');
      await school.due('look', '2026-11-02', 'Hall');
      await school.run(1);
      const [letter, ...others] = await school.letters();
      assert.deepEqual(others, []);
      assert.equal(letter?.subject, '3 checks are due');
      assert.match(letter.text, /- Look at it: 3 lamps, 2 of them overdue \(Hall; Room 9; Room 10\)/);
      assert.match(letter.text, /\/schools\/how-many\/registers\/checks/);
      assert.doesNotMatch(letter.text, /Otto|Specimen/);
    });

    it('where nobody owns a check, those hear who may note it', async () => {
      const school = await openSchool(store, 'no-owner');
      await school.due('count', '2026-11-02', 'Hall');
      await school.run(1);
      assert.deepEqual(told(await school.letters()), ['head 2026-11-02', 'site 2026-11-02']);
    });

    it('whoever has gone, or holds the role no more, hears nothing, and the next in line does', async () => {
      const school = await openSchool(store, 'gone');
      await school.due('look', '2026-11-03', 'Hall');
      await store.transaction((tx) => closePerson(tx, school.act(), school.site));
      await school.run(2);
      assert.deepEqual(told(await school.letters()), ['head 2026-11-03']);
      const { id } = await store.db
        .selectFrom('holding')
        .select('id')
        .where('person_id', '=', school.head)
        .executeTakeFirstOrThrow();
      await store.transaction((tx) =>
        endRole(tx, school.act(), { id, personId: school.head, role: 'headteacher' }, '2026-11-03'),
      );
      await school.due('look', '2026-11-05', 'Hall');
      await school.run(2);
      assert.equal((await school.letters()).length, 1);
    });

    it('of two servers that look at the same moment one writes', async () => {
      const school = await openSchool(store, 'two-servers');
      await school.due('look', '2026-11-02', 'Hall');
      const look = () => remindOwners(store, school.clock, school.school, origin);
      assert.deepEqual((await Promise.all([look(), look()])).toSorted(), [0, 1]);
      assert.equal((await school.letters()).length, 1);
    });

    it('what was told is in the ledger, by number and not by name', async () => {
      const school = await openSchool(store, 'in-ledger');
      await school.due('look', '2026-11-02', 'Hall', 'Gym');
      await school.run(1);
      const { leaf } = await store.db
        .selectFrom('ledger_entry')
        .select('leaf')
        .where('school_id', '=', school.key)
        .where('kind', '=', 'checks.reminded')
        .executeTakeFirstOrThrow();
      const { subject, details } = JSON.parse(leaf) as {
        readonly subject: string;
        readonly details: unknown;
      };
      assert.deepEqual({ subject, details }, { subject: school.site, details: { checks: 2 } });
    });
  });
}

describe('owners of checks', () => {
  it('nobody is told of a register that they may not see, though they hold the role that owns the check', () => {
    const kind = shippedKinds().get('access-rights');
    assert.ok(kind);
    const teacher = { personId: 'p', roles: ['teacher', 'staff'] };
    assert.deepEqual(ownersOf(kind, 'teacher', [teacher]), []);
    assert.deepEqual(ownersOf(kind, undefined, [teacher]), []);
  });
});
