import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testLibrary } from '../../test/support/site.ts';
import { smallSchool } from '../../test/support/small-school.ts';
import { testStores } from '../../test/support/store.ts';
import { publish } from '../editions/index.ts';
import { frozenClock } from '../kernel/index.ts';
import { addPerson } from '../people/index.ts';
import type { Store, Transaction } from '../store/index.ts';
import {
  book,
  cancelBooking,
  changeItem,
  checksOf,
  chooseDue,
  enterItem,
  enterItems,
  eventsOf,
  evidenceOf,
  findItem,
  type ItemDraft,
  keepKind,
  type Kind,
  lend,
  listBookings,
  listDue,
  listItems,
  listLoans,
  noteCheck,
  openKinds,
  openShelves,
  setState,
  shippedKinds,
  shownByItem,
  takeBack,
} from './index.ts';

const clock = frozenClock('2026-11-22T09:00:00Z');
const SCHOOL = 'small';
const kind = (id: string): Kind => shippedKinds().get(id) ?? assert.fail(id);
const laptop = (name: string, more: Partial<ItemDraft> = {}): ItemDraft => ({
  name,
  fields: { device: 'laptop' },
  ...more,
});
const kettle = (name: string, construction = 'earthed', place = 'Staffroom'): ItemDraft => ({
  name,
  place,
  fields: { owner: 'staff', construction },
});

for (const engine of testStores()) {
  describe(`registers, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let keeper: string;
    let borrower: string;
    const act = () => ({ school: SCHOOL, at: clock.now(), by: keeper });
    const inOne = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => store.transaction(work);
    const person = (givenName: string) =>
      inOne((tx) => addPerson(tx, { school: SCHOOL, at: clock.now() }, { givenName, familyName: 'Example' }));
    const enter = (id: string, draft: ItemDraft) => inOne((tx) => enterItem(tx, act(), kind(id), draft));
    const phones = async (filter: object) =>
      (await listItems(store.db, SCHOOL, { kinds: ['trip-phones'], ...filter }, 10, 0)).items.map(
        ({ id }) => id,
      );
    const out = (id: string, more: object = {}) =>
      inOne((tx) =>
        lend(tx, act(), kind('equipment'), {
          itemId: id,
          personId: borrower,
          signedOut: 'Rowan Example',
          ...more,
        }),
      );
    const item = async (id: string) => (await findItem(store.db, SCHOOL, id)) ?? assert.fail(id);
    const whats = async (id: string) => (await eventsOf(store.db, SCHOOL, id, 50)).map(({ what }) => what);
    const check = (id: string, of: readonly string[], name: string, passed = true) =>
      inOne((tx) => noteCheck(tx, act(), kind(id), of, { check: name, passed }));

    before(async () => {
      store = await engine.open();
      await publish(store, clock, smallSchool());
      keeper = await person('Hazel');
      borrower = await person('Rowan');
    });
    after(() => store?.close());

    describe('entering and changing', () => {
      it('items of a kind are numbered from 1, and two who enter at once never get the same', async () => {
        const ids = await Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            enter('software', { name: `Program ${n}`, fields: { licensed: true } }),
          ),
        );
        const numbers = await Promise.all(ids.map(async (id) => (await item(id)).number));
        assert.deepEqual(
          numbers.toSorted((a, b) => a - b),
          [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        );
      });

      it('what is entered, changed and retired stands in the history and in the ledger, and no name stands in a leaf', async () => {
        const id = await enter('equipment', laptop('Secretive Laptop', { tag: 'T-1', holderId: borrower }));
        await inOne((tx) =>
          changeItem(tx, act(), kind('equipment'), id, laptop('Secretive Laptop', { tag: 'T-2' })),
        );
        await inOne((tx) => setState(tx, act(), kind('equipment'), id, 'retired', 'Worn out'));
        assert.deepEqual(await whats(id), ['retired', 'changed', 'entered']);
        const leaves = await store.db
          .selectFrom('ledger_entry')
          .select(['kind', 'leaf'])
          .where('leaf', 'like', `%"subject":"${id}"%`)
          .orderBy('seq')
          .execute();
        assert.deepEqual(
          leaves.map((each) => each.kind),
          ['item.entered', 'item.changed', 'item.retired'],
        );
        for (const { leaf } of leaves) assert.doesNotMatch(leaf, /Secretive|T-1|T-2|Worn/);
      });

      it('a change says what was and what is, and one that changes nothing leaves no trace', async () => {
        const id = await enter('equipment', laptop('Old name', { place: 'Room 1' }));
        const put = (draft: ItemDraft) => inOne((tx) => changeItem(tx, act(), kind('equipment'), id, draft));
        await put(laptop('Old name', { place: 'Room 1' }));
        await put({ name: 'New name', fields: { device: 'laptop', make: 'Invented 3' } });
        const [changed, ...rest] = await eventsOf(store.db, SCHOOL, id, 9);
        assert.deepEqual(
          rest.map(({ what }) => what),
          ['entered'],
        );
        assert.deepEqual(changed?.details, {
          register: 'equipment',
          state: 'in-use',
          from: { name: 'Old name', place: 'Room 1' },
          to: { name: 'New name', 'field.make': 'Invented 3' },
        });
      });

      it('an item of another register, or of another school, is not found', async () => {
        const id = await enter('equipment', laptop('Mine'));
        const change = (of: string, school = SCHOOL) =>
          inOne((tx) => changeItem(tx, { ...act(), school }, kind(of), id, laptop('Yours')));
        await assert.rejects(change('software'), { code: 'ITEM_NOT_FOUND', status: 404 });
        await assert.rejects(change('equipment', 'other'), { code: 'ITEM_NOT_FOUND', status: 404 });
      });

      it('a failed transaction leaves neither item, history nor entry', async () => {
        const before = (await store.db.selectFrom('ledger_entry').select('seq').execute()).length;
        const failing = inOne(async (tx) => {
          await enterItem(tx, act(), kind('equipment'), laptop('Never kept'));
          throw new Error('lights out');
        });
        await assert.rejects(failing, /lights out/);
        const { count } = await listItems(store.db, SCHOOL, { words: 'never kept' }, 10, 0);
        assert.equal(count, 0);
        assert.equal((await store.db.selectFrom('ledger_entry').select('seq').execute()).length, before);
      });

      it('a list has the items of its kinds that are not retired, by name, and those that hold every word', async () => {
        const [one, other, gone] = await inOne((tx) =>
          enterItems(tx, act(), kind('trip-phones'), [
            { name: 'Phone B', fields: { number: '07700 900001', key: 'Safe' } },
            { name: 'Phone A', fields: { number: '07700 900002', key: 'Safe' }, place: '100% Hall_1' },
            { name: 'Phone C', fields: { number: '07700 900003', key: 'Drawer' } },
          ]),
        );
        await inOne((tx) => setState(tx, act(), kind('trip-phones'), gone as string, 'retired'));
        assert.deepEqual(await phones({}), [other, one]);
        assert.deepEqual(await phones({ state: 'retired' }), [gone]);
        assert.deepEqual(await phones({ words: 'safe 900001' }), [one]);
        assert.deepEqual(await phones({ words: '100% hall_1' }), [other]);
        assert.deepEqual(await phones({ words: '%' }), [other]);
        assert.deepEqual(await phones({ kinds: [] }), []);
      });
    });

    describe('checks', () => {
      it('a kettle is untested and due at once; it is in use when all it needs has passed, and not before', async () => {
        const id = await enter('electrical-items', kettle('Kettle'));
        const standing = async () => {
          const now = await item(id);
          const shown = shownByItem(now, kind('electrical-items'), '2026-11-22');
          return [now.state, shown['pat-passed'], shown['pat-in-date'], shown['mains-operated']];
        };
        assert.deepEqual(
          (await item(id)).checks.map((each) => [each.check, each.dueOn]),
          [
            ['pat-combined', '2026-11-22'],
            ['pat-visual', '2026-11-22'],
          ],
        );
        assert.deepEqual(await standing(), ['untested', false, false, undefined]);
        await check('electrical-items', [id], 'pat-visual');
        assert.deepEqual(await standing(), ['untested', false, false, undefined]);
        await check('electrical-items', [id], 'pat-combined');
        assert.deepEqual(await standing(), ['in-use', true, true, true]);
        assert.equal(
          shownByItem(await item(id), kind('electrical-items'), '2028-11-23')['pat-in-date'],
          false,
        );
      });

      it('a double insulated item needs the visual check alone; made an earthed one it is untested again', async () => {
        const id = await enter('electrical-items', kettle('Shaver', 'double-insulated'));
        await check('electrical-items', [id], 'pat-visual');
        assert.equal((await item(id)).state, 'in-use');
        await inOne((tx) => changeItem(tx, act(), kind('electrical-items'), id, kettle('Shaver', 'earthed')));
        const now = await item(id);
        assert.deepEqual(
          [now.state, now.checks.find((each) => each.check === 'pat-combined')?.dueOn],
          ['untested', '2026-11-22'],
        );
      });

      it('what fails is faulty and stays due; passing that check again puts it in use, another check does not', async () => {
        const id = await enter('equipment', laptop('Falls apart'));
        await check('equipment', [id], 'security', false);
        const failed = await item(id);
        assert.deepEqual(
          [failed.state, failed.checks.find((each) => each.check === 'security')?.dueOn],
          ['faulty', '2026-11-22'],
        );
        await check('equipment', [id], 'audit');
        assert.equal((await item(id)).state, 'faulty');
        await check('equipment', [id], 'security');
        const mended = await item(id);
        assert.deepEqual(
          [mended.state, mended.checks.find((each) => each.check === 'security')?.dueOn],
          ['in-use', '2027-05-22'],
        );
      });

      it('a room is checked at once; items of other registers, retired ones and those not put to the check are left out', async () => {
        const good = await enter('electrical-items', kettle('Toaster', 'double-insulated', 'Room 7'));
        const lead = await enter('electrical-items', kettle('Lead', 'lead', 'Room 7'));
        const retired = await enter('electrical-items', kettle('Gone', 'lead', 'Room 7'));
        const other = await enter('equipment', laptop('Laptop', { place: 'Room 7' }));
        await inOne((tx) => setState(tx, act(), kind('electrical-items'), retired, 'retired'));
        assert.equal(await check('electrical-items', [good, lead, retired, other], 'pat-visual'), 2);
        assert.equal(await check('electrical-items', [good, lead], 'pat-lead'), 1);
        const due = await listDue(store.db, SCHOOL, { kinds: ['electrical-items'], place: 'Room 7' }, 9);
        assert.deepEqual(
          due.map((each) => [each.name, each.check, each.dueOn]),
          [
            ['Lead', 'pat-visual', '2027-11-22'],
            ['Toaster', 'pat-visual', '2027-11-22'],
            ['Lead', 'pat-lead', '2028-11-22'],
          ],
        );
      });

      it('the school chooses when a check is due and how often, whoever does it', async () => {
        const id = await enter('equipment', laptop('Chosen'));
        await inOne((tx) =>
          chooseDue(tx, act(), kind('equipment'), id, { check: 'audit', dueOn: '2026-12-24' }),
        );
        const due = async () => (await item(id)).checks.find((each) => each.check === 'audit')?.dueOn;
        assert.equal(await due(), '2026-12-24');
        const own = {
          ...kind('equipment'),
          checks: kind('equipment').checks.map((plan) => ({
            ...plan,
            every: { count: 2, unit: 'week' as const },
          })),
        };
        await inOne((tx) => noteCheck(tx, act(), own, [id], { check: 'audit', passed: true }));
        assert.equal(await due(), '2026-12-06');
        await assert.rejects(check('equipment', [id], 'never'), { code: 'CHECK_UNKNOWN' });
      });

      it('a photograph is kept with the check and read again byte for byte', async () => {
        const id = await enter('equipment', laptop('Pictured'));
        const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 255]);
        await inOne((tx) =>
          noteCheck(tx, act(), kind('equipment'), [id], {
            check: 'audit',
            passed: true,
            evidence: { bytes, type: 'image/png' },
          }),
        );
        const [done] = await checksOf(store.db, SCHOOL, id, 5);
        assert.equal(done?.hasEvidence, true);
        const kept = await evidenceOf(store.db, SCHOOL, done?.id ?? '');
        assert.deepEqual([kept?.itemId, kept?.type, [...(kept?.bytes ?? [])]], [id, 'image/png', [...bytes]]);
        assert.equal(await evidenceOf(store.db, 'other', done?.id ?? ''), undefined);
      });

      it('nothing is due of what is retired, and all of it again when it comes back', async () => {
        const id = await enter('electrical-items', kettle('Lamp', 'double-insulated'));
        const put = (state: 'retired' | 'in-use') =>
          inOne((tx) => setState(tx, act(), kind('electrical-items'), id, state));
        await put('retired');
        assert.deepEqual((await item(id)).checks, []);
        assert.equal(await put('in-use'), 'done');
        assert.deepEqual(
          [(await item(id)).state, (await item(id)).checks.map((each) => each.dueOn)],
          ['untested', ['2026-11-22']],
        );
        assert.equal(await put('in-use'), 'untested');
      });
    });

    describe('loans', () => {
      it('of 100 who want one item at the same moment exactly one gets it', async () => {
        const id = await enter('equipment', laptop('Wanted'));
        const outcomes = await Promise.all(Array.from({ length: 100 }, () => out(id)));
        const won = outcomes.filter(({ outcome }) => outcome === 'lent');
        const lost = outcomes.filter(({ outcome }) => outcome === 'already-lent');
        assert.deepEqual([won.length, lost.length], [1, 99]);
        assert.equal((await listLoans(store.db, SCHOOL, { itemId: id }, 200)).length, 1);
        assert.deepEqual(await whats(id), ['lent', 'entered']);
      });

      it('a loan is signed out and in by name, and comes back once', async () => {
        const id = await enter('equipment', laptop('Travels'));
        const lent = await out(id, { dueOn: '2026-11-25', conditions: 'Stays in the country' });
        assert.equal((await item(id)).state, 'lent');
        assert.ok(lent.outcome === 'lent');
        const back = () =>
          inOne((tx) =>
            takeBack(tx, act(), kind('equipment'), lent.loan, { signedIn: 'R. Example', state: 'faulty' }),
          );
        assert.deepEqual(
          await Promise.all([back(), back(), back()]).then((all) => all.filter(Boolean).length),
          1,
        );
        const [loan] = await listLoans(store.db, SCHOOL, { itemId: id }, 5);
        assert.deepEqual(
          [loan?.signedOut, loan?.signedIn, loan?.conditions, loan?.stateOnReturn, (await item(id)).state],
          ['Rowan Example', 'R. Example', 'Stays in the country', 'faulty', 'faulty'],
        );
      });

      for (const state of ['faulty', 'retired'] as const)
        it(`what is ${state} is not lent`, async () => {
          const id = await enter('equipment', laptop(`Is ${state}`));
          await inOne((tx) => setState(tx, act(), kind('equipment'), id, state));
          assert.deepEqual(await out(id), { outcome: 'not-usable' });
        });

      it('what is lent is not retired, and a register without loans lends nothing', async () => {
        const id = await enter('equipment', laptop('Out'));
        await out(id);
        assert.equal(await inOne((tx) => setState(tx, act(), kind('equipment'), id, 'retired')), 'lent');
        const program = await enter('software', { name: 'Program', fields: { licensed: true } });
        const lent = inOne((tx) =>
          lend(tx, act(), kind('software'), { itemId: program, personId: borrower, signedOut: 'R' }),
        );
        assert.deepEqual(await lent, { outcome: 'not-lent-out' });
      });

      it('what should be back is listed as overdue from the day after', async () => {
        const id = await enter('equipment', laptop('Late'));
        await out(id, { dueOn: '2026-11-21' });
        const overdue = async (dueUntil: string) =>
          (await listLoans(store.db, SCHOOL, { kinds: ['equipment'], open: true, dueUntil }, 50)).some(
            (loan) => loan.itemId === id,
          );
        assert.deepEqual([await overdue('2026-11-20'), await overdue('2026-11-21')], [false, true]);
      });

      it('of 20 who book a trolley for one lesson exactly one gets it; given up it is free again', async () => {
        const id = await enter('equipment', laptop('Trolley'));
        const want = (slot = 'Lesson 1', day = '2026-11-23') =>
          inOne((tx) => book(tx, act(), kind('equipment'), { itemId: id, personId: borrower, day, slot }));
        const outcomes = await Promise.all(Array.from({ length: 20 }, () => want()));
        const won = outcomes.flatMap((each) => (each.outcome === 'booked' ? [each.booking] : []));
        assert.equal(won.length, 1);
        assert.deepEqual(
          [
            (await want('Lesson 2')).outcome,
            (await want('Playtime')).outcome,
            (await want('Lesson 1', '2026-11-21')).outcome,
          ],
          ['booked', 'no-slot', 'past'],
        );
        const give = () => inOne((tx) => cancelBooking(tx, act(), kind('equipment'), won[0] ?? ''));
        assert.equal(await give(), true);
        await assert.rejects(give(), { code: 'BOOKING_NOT_FOUND' });
        assert.equal((await want()).outcome, 'booked');
        assert.equal((await listBookings(store.db, SCHOOL, { itemId: id, since: '2026-11-22' })).length, 2);
      });
    });

    describe('kinds and shelves', () => {
      it('a school adds a kind of its own and changes what is shipped', async () => {
        const data = {
          name: 'bicycle',
          plural: 'bicycles',
          about: 'Bicycles.',
          fields: [{ id: 'gears', name: 'Gears', type: 'number' }],
        };
        assert.deepEqual(await inOne((tx) => keepKind(tx, act(), 'bicycles', data)), []);
        const [wrong] = await inOne((tx) =>
          keepKind(tx, act(), 'scooters', { ...data, fields: [{ id: 'x', name: 'X', type: 'colour' }] }),
        );
        assert.equal(wrong?.code, 'SHAPE');
        const kinds = await openKinds(store.db, SCHOOL);
        assert.deepEqual(
          [kinds.get('bicycles')?.name, kinds.has('scooters'), kinds.size],
          ['bicycle', false, shippedKinds().size + 1],
        );
        assert.equal((await openKinds(store.db, 'other')).has('bicycles'), false);
      });

      it('a shelf shows every change that was kept before it was asked, whoever made it', async () => {
        const shelves = openShelves(store);
        const find = async (words: string) =>
          (await shelves.of(SCHOOL))
            .find({ kinds: ['equipment'], words }, 10, 0)
            .rows.map(({ name, state }) => `${name} ${state}`);
        assert.deepEqual(await find('shelved'), []);
        const id = await enter('equipment', laptop('Shelved 10', { holderId: borrower }));
        await enter('equipment', laptop('Shelved 9'));
        assert.deepEqual(await find('shelved'), ['Shelved 9 in-use', 'Shelved 10 in-use']);
        assert.deepEqual(await find('shelved rowan'), ['Shelved 10 in-use']);
        await inOne((tx) => setState(tx, act(), kind('equipment'), id, 'faulty'));
        assert.deepEqual(await find('shelved 10'), ['Shelved 10 faulty']);
        await inOne((tx) => setState(tx, act(), kind('equipment'), id, 'retired'));
        assert.deepEqual(await find('shelved'), ['Shelved 9 in-use']);
      });

      it('what one may not see is neither found nor counted', async () => {
        await enter('photo-consents', { name: 'Pip Invented', fields: { consent: 'refused' } });
        const shelf = await openShelves(store).of(SCHOOL);
        const found = (kinds: readonly string[]) => shelf.find({ kinds, words: 'pip' }, 10, 0);
        assert.equal(found(['photo-consents', 'equipment']).count, 1);
        assert.deepEqual(found(['equipment', 'software']), { rows: [], count: 0 });
        assert.deepEqual(found([]), { rows: [], count: 0 });
      });

      it('many who ask while much is entered each see what was kept before they asked', async () => {
        const shelves = openShelves(store);
        const ask = async (n: number) => {
          await enter('disposals', { name: `Crushed ${n}`, fields: { wiped: true } });
          const shelf = await shelves.of(SCHOOL);
          return shelf
            .find({ kinds: ['disposals'], words: `crushed ${n}` }, 20, 0)
            .rows.some(({ name }) => name === `Crushed ${n}`);
        };
        const seen = await Promise.all(Array.from({ length: 25 }, (_, n) => ask(n)));
        assert.deepEqual(
          seen,
          seen.map(() => true),
        );
      });
    });
  });
}

describe('facts that registers show', () => {
  const { vocabulary } = testLibrary().vocabulary;
  for (const each of shippedKinds().values())
    it(`${each.plural} show facts of the vocabulary, with values that they can have`, () => {
      if (each.register !== undefined)
        assert.equal(vocabulary.registers.find(each.register)?.id, each.register);
      const shown: [string, unknown][] = [
        ...Object.entries(each.shows),
        ...each.checks.flatMap(({ passed, inDate }) =>
          [passed, inDate].flatMap((fact): [string, unknown][] => (fact ? [[fact, true]] : [])),
        ),
        ...each.fields.flatMap(({ shows, type, choices }): [string, unknown][] =>
          shows === undefined
            ? []
            : type === 'choice'
              ? choices.map(({ id }) => [shows, id])
              : [[shows, type === 'number' ? 1 : true]],
        ),
      ];
      for (const [fact, value] of shown) {
        const known = vocabulary.facts.find(fact);
        assert.equal(known?.id, fact, `${fact} is a fact`);
        const fits =
          known?.type === 'choice'
            ? known.values.find(String(value))?.id === value
            : typeof value === known?.type;
        assert.ok(fits, `${fact} can be ${String(value)}`);
      }
    });
});
