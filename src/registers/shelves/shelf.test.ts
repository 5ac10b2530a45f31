import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Kind, State } from '../kind.ts';
import { searchedOf } from './looking-through.ts';
import type { ShelfRow } from './records.ts';
import { shelfOf, shelfWith } from './shelf.ts';

const kinds: ReadonlyMap<string, Kind> = new Map();
const letters = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '\n'), maxLength: 6 });

const rowOf = (fields: Partial<ShelfRow> & { readonly id: string }): ShelfRow => ({
  kind: 'equipment',
  number: 1,
  name: fields.id,
  tag: undefined,
  place: undefined,
  state: 'in-use',
  holderId: undefined,
  holder: undefined,
  text: fields.id,
  dues: [],
  loan: undefined,
  ...fields,
});

const anyRows = fc
  .array(
    fc.record({
      text: letters,
      kind: fc.constantFrom('equipment', 'software', 'keys'),
      state: fc.constantFrom<State>('in-use', 'faulty', 'retired'),
      place: fc.constantFrom('Room 1', 'Room 2', undefined),
      dueOn: fc.constantFrom('2026-11-20', '2026-11-23', '2026-12-01'),
    }),
    { maxLength: 30 },
  )
  .map((all) =>
    all.map(({ dueOn, ...fields }, index) =>
      rowOf({ ...fields, id: `id${index}`, dues: [{ check: 'audit', dueOn, ownerRole: undefined }] }),
    ),
  );

describe('a shelf', () => {
  it('finds the rows in which every word stands, and no others, in their order', () => {
    fc.assert(
      fc.property(fc.array(letters), fc.array(letters, { maxLength: 3 }), (texts, some) => {
        const rows = texts.map((text, index) => ({ text, index }));
        const words = some.map((word) => word.replaceAll(/\s/g, '')).filter((word) => word !== '');
        const naive = rows.filter(({ text }) => words.every((word) => text.includes(word)));
        assert.deepEqual([...searchedOf(rows).having(words)], naive);
      }),
    );
  });

  it('finds no word that begins in one row and ends in the next', () => {
    const rows = [{ text: 'lap' }, { text: 'top' }];
    assert.deepEqual([...searchedOf(rows).having(['laptop'])], []);
  });

  it('shows and counts what the registers, state and place asked for have, however often it is asked', () => {
    const anyFilter = fc.record({
      kinds: fc.subarray(['equipment', 'software', 'keys']),
      words: fc.constantFrom(undefined, 'a', 'b 1'),
      state: fc.constantFrom<State | undefined>(undefined, 'faulty', 'retired'),
      place: fc.constantFrom(undefined, 'Room 1'),
    });
    fc.assert(
      fc.property(anyRows, fc.array(anyFilter, { maxLength: 4 }), (rows, filters) => {
        const shelf = shelfOf(kinds, rows);
        for (const { kinds: some, words, state, place } of filters) {
          const naive = shelf.rows.filter(
            (row) =>
              some.includes(row.kind) &&
              (state === undefined ? row.state !== 'retired' : row.state === state) &&
              (place === undefined || row.place === place) &&
              (words ?? '').split(' ').every((word) => row.text.includes(word)),
          );
          const found = shelf.find({ kinds: some, words, state, place }, 5, 2);
          assert.deepEqual(found, { rows: naive.slice(2, 7), count: naive.length });
        }
      }),
    );
  });

  it('lists what is due up to a day, of the registers asked for alone', () => {
    fc.assert(
      fc.property(anyRows, fc.subarray(['equipment', 'software', 'keys']), (rows, some) => {
        const until = '2026-11-23';
        const due = shelfOf(kinds, rows).findDue({ kinds: some, until });
        const naive = rows.filter(
          ({ kind, dues: [one] }) => some.includes(kind) && one && one.dueOn <= until,
        );
        assert.deepEqual(due.map(({ item }) => item.id).toSorted(), naive.map(({ id }) => id).toSorted());
        assert.deepEqual(
          due.map(({ dueOn }) => dueOn),
          due.map(({ dueOn }) => dueOn).toSorted(),
        );
      }),
    );
  });

  it('shows what changed in the place of what was', () => {
    const before = shelfOf(kinds, [rowOf({ id: 'b' }), rowOf({ id: 'd' })]);
    before.find({ kinds: ['equipment'] }, 10, 0);
    const after = shelfWith(before, [rowOf({ id: 'd', name: 'a' }), rowOf({ id: 'c' })]);
    const { rows } = after.find({ kinds: ['equipment'] }, 10, 0);
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['a', 'b', 'c'],
    );
  });
});
