import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testPack } from '../../test/support/site.ts';
import { smallSchool } from '../../test/support/small-school.ts';
import { testStores } from '../../test/support/store.ts';
import { publish } from '../editions/index.ts';
import { frozenClock } from '../kernel/index.ts';
import type { Store, Transaction } from '../store/index.ts';
import {
  type Act,
  addFirm,
  addGroup,
  addPerson,
  addTechnician,
  bindingsOf,
  changePerson,
  closePerson,
  dismissFirm,
  endRole,
  familyOf,
  findPerson,
  giveRole,
  holdingsOf,
  holdingsOn,
  joinGroup,
  listPeople,
  membershipsOf,
  movementsWhere,
  openMovement,
  reopenPerson,
  rolesHeld,
  tick,
  tieFamily,
} from './index.ts';

const clock = frozenClock('2026-11-23T09:00:00Z');
const SCHOOL = 'small';
const act = (by?: string): Act => ({ school: SCHOOL, at: clock.now(), by });

for (const engine of testStores()) {
  describe(`people, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    const inOne = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => store.transaction(work);
    const add = (givenName: string, familyName = 'Example', email?: string): Promise<string> =>
      inOne((tx) => addPerson(tx, act(), { givenName, familyName, email }));
    const entries = async (kind: string) =>
      (await store.db.selectFrom('ledger_entry').select('leaf').where('kind', '=', kind).execute()).map(
        ({ leaf }) => leaf,
      );

    before(async () => {
      store = await engine.open();
      await publish(store, clock, smallSchool());
    });
    after(() => store?.close());

    for (const [day, held] of [
      ['2026-08-31', false],
      ['2026-09-01', true],
      ['2026-12-18', true],
      ['2026-12-19', false],
    ] as const) {
      it(`a role from 1 September to 18 December is ${held ? 'held' : 'not held'} on ${day}`, async () => {
        const personId = await add('Hazel');
        await inOne((tx) =>
          giveRole(tx, act(), { personId, role: 'teacher', since: '2026-09-01', until: '2026-12-18' }),
        );
        assert.deepEqual(await rolesHeld(store.db, SCHOOL, personId, day), held ? ['teacher'] : []);
      });
    }

    it('a role that is ended is held on its last day and not on the next', async () => {
      const personId = await add('Rowan');
      const id = await inOne((tx) => giveRole(tx, act(), { personId, role: 'teacher', since: '2026-09-01' }));
      await inOne((tx) => endRole(tx, act(), { id, personId, role: 'teacher' }, '2026-11-23'));
      assert.deepEqual(await rolesHeld(store.db, SCHOOL, personId, '2026-11-23'), ['teacher']);
      assert.deepEqual(await rolesHeld(store.db, SCHOOL, personId, '2026-11-24'), []);
      await assert.rejects(
        inOne((tx) => endRole(tx, act(), { id: 'nobody', personId, role: 'teacher' }, '2026-11-23')),
        { code: 'HOLDING_NOT_FOUND' },
      );
    });

    it('whoever is shut holds nothing, is not listed, and has a leaver’s list with what is done ticked', async () => {
      const personId = await add('Fern', 'Leaver');
      await inOne((tx) => giveRole(tx, act(), { personId, role: 'teacher', since: '2026-09-01' }));
      const movement = await inOne((tx) => closePerson(tx, act('office'), personId));
      assert.deepEqual(await rolesHeld(store.db, SCHOOL, personId, '2026-11-23'), []);
      const listed = async (gone: boolean) =>
        (await listPeople(store.db, SCHOOL, { words: 'leaver', day: '2026-11-23', gone }, 10, 0)).count;
      assert.deepEqual([await listed(false), await listed(true)], [0, 1]);
      const [list] = await movementsWhere(store.db, SCHOOL, { personId });
      assert.equal(list?.id, movement);
      const done = list?.steps.filter((step) => step.doneAt).map((step) => step.step);
      assert.deepEqual(done, ['sign-in-ended', 'roles-ended']);
      const [holding] = await holdingsOf(store.db, SCHOOL, personId);
      assert.equal(holding?.until, '2026-11-23');
    });

    it('whoever is let in again is listed, and holds nothing until it is given', async () => {
      const personId = await add('Ash', 'Returner');
      await inOne((tx) => giveRole(tx, act(), { personId, role: 'teacher', since: '2026-09-01' }));
      await inOne((tx) => closePerson(tx, act(), personId, '2026-11-22'));
      await inOne((tx) => reopenPerson(tx, act(), personId));
      assert.equal((await findPerson(store.db, SCHOOL, personId))?.closedAt, undefined);
      assert.deepEqual(await rolesHeld(store.db, SCHOOL, personId, '2026-11-23'), []);
    });

    it('a list is ticked step by step, and a step that it has not is not found', async () => {
      const personId = await add('Ivy');
      const id = await inOne((tx) => openMovement(tx, act(), personId, 'joiner', '2026-11-23'));
      await inOne((tx) => tick(tx, act('office'), id, 'invited', 'by letter'));
      const [list] = await movementsWhere(store.db, SCHOOL, { id });
      const step = list?.steps.find((each) => each.step === 'invited');
      assert.deepEqual([step?.doneBy, step?.note], ['office', 'by letter']);
      await assert.rejects(
        inOne((tx) => tick(tx, act(), id, 'roles-ended')),
        { code: 'MOVEMENT_NOT_FOUND' },
      );
      await assert.rejects(
        inOne((tx) => tick(tx, act(), 'none', 'invited')),
        { code: 'MOVEMENT_NOT_FOUND' },
      );
    });

    it('a child has parents in two households, and a parent children', async () => {
      const [child, first, second] = [await add('Wren'), await add('Merle'), await add('Reed')];
      const since = '2026-09-01';
      await inOne(async (tx) => {
        await tieFamily(tx, act(), { parentId: first, childId: child, household: 1, since });
        await tieFamily(tx, act(), { parentId: second, childId: child, household: 2, since });
      });
      const parents = await familyOf(store.db, SCHOOL, child, 'parents', '2026-11-23');
      assert.deepEqual(
        parents.map(({ id, household }) => [id, household]),
        [
          [first, 1],
          [second, 2],
        ],
      );
      const children = await familyOf(store.db, SCHOOL, first, 'children', '2026-11-23');
      assert.deepEqual(
        children.map(({ id }) => id),
        [child],
      );
      await assert.rejects(
        inOne((tx) => tieFamily(tx, act(), { parentId: child, childId: child, household: 1, since })),
        { code: 'FAMILY_IMPOSSIBLE' },
      );
    });

    it('somebody who leads a class is told from a member of it', async () => {
      const [teacher, pupil] = [await add('Laurel'), await add('Poppy')];
      const since = '2026-09-01';
      const groupId = await inOne((tx) => addGroup(tx, act(), { kind: 'class', name: 'Heron class', since }));
      await inOne((tx) => joinGroup(tx, act(), { groupId, personId: teacher, part: 'lead', since }));
      await inOne((tx) => joinGroup(tx, act(), { groupId, personId: pupil, part: 'member', since }));
      const parts = await membershipsOf(store.db, SCHOOL, [teacher, pupil], '2026-11-23');
      assert.deepEqual(Object.fromEntries(parts.map(({ personId, part }) => [personId, part])), {
        [teacher]: 'lead',
        [pupil]: 'member',
      });
    });

    for (const words of ['100%', '_', '\\', "o'", '"; drop table person', 'zzzz']) {
      it(`looking for ${words} finds nobody rather than everybody`, async () => {
        const { count } = await listPeople(store.db, SCHOOL, { words, day: '2026-11-23' }, 10, 0);
        assert.equal(count, 0);
      });
    }

    it('people are found by part of a name or of an address, in any case', async () => {
      const id = await add('Marigold', 'Teapot', 'M.Teapot@Small.Example');
      for (const words of ['gold tea', 'TEAPOT', 'm.teapot@'])
        assert.deepEqual(
          (await listPeople(store.db, SCHOOL, { words, day: '2026-11-23' }, 10, 0)).people.map(
            (one) => one.id,
          ),
          [id],
        );
    });

    for (const [givenName, familyName, email] of [
      ['', '', undefined],
      ['  ', '\u2028', undefined],
      ['A'.repeat(101), 'Example', undefined],
      ['Hazel', 'Example', 'no address'],
      ['Hazel', 'Example', 'a@b.c>, d@e.f'],
    ] as const) {
      it(`refuses ${JSON.stringify([givenName.slice(0, 5), familyName, email])}`, async () => {
        await assert.rejects(add(givenName, familyName, email), { code: 'PERSON_INCOMPLETE' });
      });
    }

    it('a line break in a name becomes a blank', async () => {
      const id = await add('Hazel\r\nBcc: x', 'Ex\u2028ample');
      const person = await findPerson(store.db, SCHOOL, id);
      assert.deepEqual([person?.givenName, person?.familyName], ['Hazel Bcc: x', 'Ex ample']);
    });

    it('a change is in the ledger with who made it, and without names in the leaf', async () => {
      const id = await add('Violet', 'Unmistakable');
      await inOne((tx) =>
        changePerson(tx, act('office-1'), id, { givenName: 'Violet', familyName: 'Otherwise' }),
      );
      const leaf = (await entries('person.changed')).find((each) => each.includes(id));
      assert.match(leaf ?? '', /"actor":"office-1"/);
      for (const kind of ['person.added', 'person.changed'])
        for (const each of await entries(kind)) assert.doesNotMatch(each, /Unmistakable|Otherwise/);
    });

    it('a technician of a firm holds the role that the firm fills, and is shut with the firm', async () => {
      const since = '2026-09-01';
      const firmId = await inOne((tx) =>
        addFirm(tx, act(), { name: 'Pretend Networks', role: 'contractor', since }),
      );
      const personId = await inOne((tx) =>
        addTechnician(tx, act(), firmId, { givenName: 'Cliff', familyName: 'Cable' }, since),
      );
      assert.deepEqual(await rolesHeld(store.db, SCHOOL, personId, '2026-11-23'), ['contractor']);
      assert.equal(await inOne((tx) => dismissFirm(tx, act('office'), firmId, '2026-11-23')), 1);
      assert.deepEqual(await rolesHeld(store.db, SCHOOL, personId, '2026-11-23'), []);
      assert.equal((await movementsWhere(store.db, SCHOOL, { personId }))[0]?.kind, 'leaver');
      await assert.rejects(
        inOne((tx) => addTechnician(tx, act(), 'none', { givenName: 'A', familyName: 'B' }, since)),
        { code: 'FIRM_NOT_FOUND' },
      );
    });

    it('nobody of another school is found', async () => {
      const id = await add('Basil');
      assert.equal(await findPerson(store.db, 'other', id), undefined);
      assert.deepEqual(await rolesHeld(store.db, 'other', id, '2026-11-23'), []);
    });

    it('says who is bound to the roles of the policy, and which office nobody holds', async () => {
      const personId = await add('Glen', 'Head');
      const pack = testPack('cpps');
      const owed = async () =>
        (await bindingsOf(store, SCHOOL, pack, '2026-11-23')).find(({ role }) => role === 'headteacher');
      assert.equal((await owed())?.isOwed, true);
      await inOne((tx) => giveRole(tx, act(), { personId, role: 'headteacher', since: '2026-09-01' }));
      const bound = await owed();
      assert.deepEqual([bound?.isOwed, bound?.holders.map(({ id }) => id)], [false, [personId]]);
      const held = await holdingsOn(store.db, SCHOOL, '2026-11-23', ['headteacher']);
      assert.deepEqual(
        held.map(({ person }) => person.familyName),
        ['Head'],
      );
    });
  });
}
