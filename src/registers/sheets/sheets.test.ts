import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import type { Item } from '../item.ts';
import { shippedKinds } from '../shipped-kinds.ts';
import { suggestColumns } from './columns.ts';
import { csvOf, harmless, restored, rowsOf } from './exporting.ts';
import { planImport, type Present, type SheetRead } from './importing.ts';

const kind = shippedKinds().get('equipment') ?? assert.fail();
const ROWAN = 'AAAAAAAAAAAAAAAAAAAAAA';

/** A sheet as CSV is read: text with headings. */
function sheetIn(csv: string): SheetRead {
  const [headings = [], ...rows] = parse(csv, { bom: true }) as string[][];
  return {
    headings,
    rows: rows.map((cells, index) => ({
      number: index + 2,
      cell: (heading) => (cells[headings.indexOf(heading)] ?? '').trim(),
    })),
  };
}

const present = (items: readonly Item[] = []): Present => ({
  items,
  people: new Map([
    ['rowan example', [ROWAN]],
    ['rowan@school.example', [ROWAN]],
    ['sam twice', ['BBBBBBBBBBBBBBBBBBBBBB', 'CCCCCCCCCCCCCCCCCCCCCC']],
  ]),
});
const plan = (csv: string, items: readonly Item[] = []) => {
  const sheet = sheetIn(csv);
  return planImport(kind, sheet, suggestColumns(kind, sheet.headings), present(items));
};
const item = (more: Partial<Item>): Item => ({
  id: 'DDDDDDDDDDDDDDDDDDDDDD',
  kind: 'equipment',
  number: 1,
  name: 'Laptop',
  tag: undefined,
  fields: { device: 'laptop' },
  holderId: undefined,
  place: undefined,
  state: 'in-use',
  enteredAt: new Date(0),
  changedAt: new Date(0),
  checks: [],
  ...more,
});

describe('cells of a spreadsheet', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['plain', 'plain'],
    ['=1+1', "'=1+1"],
    ['+44', "'+44"],
    ['-5', "'-5"],
    ['@cmd', "'@cmd"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ["'=x", "''=x"],
    ["'quoted'", "'quoted'"],
    ['a=b', 'a=b'],
  ];
  for (const [value, cell] of cases)
    it(`${JSON.stringify(value)} is written as ${JSON.stringify(cell)} and read again as it was`, () => {
      assert.deepEqual([harmless(value), restored(cell)], [cell, value]);
    });

  it('whatever text there is, no cell begins a formula and every value comes back', () => {
    const text = fc.string({
      unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', ',', '"', 'a', 'é'),
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), (values) => {
        const [row = []] = parse(csvOf([values]), { bom: true, record_delimiter: '\r\n' }) as string[][];
        for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
        assert.deepEqual(row.map(restored), values);
      }),
      { numRuns: 500 },
    );
  });
});

describe('taking over a sheet', () => {
  it('an export of Snipe-IT is understood without help', () => {
    const headings = [
      'Asset Tag',
      'Asset Name',
      'Serial',
      'Model',
      'Category',
      'Status',
      'Checked Out To',
      'Location',
      'Purchase Date',
      'Purchase Cost',
    ];
    const columns = suggestColumns(kind, headings);
    assert.deepEqual(
      [
        columns.name,
        columns.tag,
        columns.place,
        columns.holder,
        columns.fields['serial'],
        columns.fields['make'],
        columns.fields['device'],
        columns.fields['bought-on'],
        columns.fields['price'],
      ],
      [
        'Asset Name',
        'Asset Tag',
        'Location',
        'Checked Out To',
        'Serial',
        'Model',
        'Category',
        'Purchase Date',
        'Purchase Cost',
      ],
    );
    const { added, problems } = plan(
      `${headings.join(',')}\nS-1,Cart 1,X9,Invented 3,Laptop,Deployed,Rowan Example,Room 2,2025-09-01,499.00\n`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(added, [
      {
        name: 'Cart 1',
        tag: 'S-1',
        place: 'Room 2',
        holderId: ROWAN,
        fields: { device: 'laptop', make: 'Invented 3', serial: 'X9', 'bought-on': '2025-09-01', price: 499 },
      },
    ]);
  });

  const problems: readonly (readonly [string, string, readonly string[], string, RegExp])[] = [
    ['an unknown person', 'Name,Person,Kind of device\nA,Nobody Known,laptop', [], 'Person', /nobody/],
    [
      'a name that two people have',
      'Name,Person,Kind of device\nA,Sam Twice,laptop',
      [],
      'Person',
      /several/,
    ],
    ['a value that does not fit', 'Name,Kind of device\nA,spaceship', [], 'Kind of device', /Choose one of/],
    ['a row without a name', 'Name,Kind of device\n,laptop', [], 'Name', /Enter a name/],
    ['what is required and missing', 'Name,Kind of device\nA,', [], 'Kind of device', /Fill in/],
  ];
  for (const [what, csv, , column, cause] of problems)
    it(`${what} is a problem that names its row and column`, () => {
      const made = plan(csv);
      assert.deepEqual(
        [made.added.length, made.problems.length, made.problems[0]?.row, made.problems[0]?.column],
        [0, 1, 2, column],
      );
      assert.match(made.problems[0]?.cause ?? '', cause);
    });

  it('the same item twice in one file is a problem of the second row', () => {
    const made = plan('Name,Tag,Kind of device\nA,T1,laptop\nB,t1,laptop');
    assert.deepEqual([made.added.length, made.problems[0]?.row], [1, 3]);
  });

  it('an item is known again by its tag, and what no column says stays as it was', () => {
    const known = item({ tag: 'T1', place: 'Hall', fields: { device: 'laptop', make: 'Kept' } });
    const made = plan('Name,Tag,Kind of device\nNew name,t1,tablet\nOther,T2,laptop', [known]);
    assert.deepEqual(
      made.changed.map(({ draft }) => draft),
      [
        {
          name: 'New name',
          tag: 't1',
          place: 'Hall',
          holderId: undefined,
          fields: { device: 'tablet', make: 'Kept' },
        },
      ],
    );
    assert.equal(made.added.length, 1);
  });

  it('without a column of tags an item is known by its name, where only one has it', () => {
    const twins = [item({ tag: 'T1' }), item({ id: 'EEEEEEEEEEEEEEEEEEEEEE', tag: 'T2' })];
    assert.equal(plan('Name,Kind of device\nLaptop,laptop', twins.slice(0, 1)).same, 1);
    assert.match(plan('Name,Kind of device\nLaptop,laptop', twins).problems[0]?.cause ?? '', /several/);
  });

  it('a retired item is not changed by a sheet', () => {
    assert.match(
      plan('Name,Tag,Kind of device\nX,T1,laptop', [item({ tag: 'T1', state: 'retired' })]).problems[0]
        ?.cause ?? '',
      /retired/,
    );
  });

  it('what is exported and taken over again changes nothing, for every kind', () => {
    for (const each of shippedKinds().values()) {
      const fields = Object.fromEntries(
        each.fields.map(({ id, type, choices }) => [
          id,
          {
            text: '=SUM(A1)',
            number: -3,
            date: '2026-01-31',
            'yes-no': false,
            choice: choices[0]?.id ?? '',
            person: ROWAN,
            money: 5,
            address: 'https://www.example.org/',
          }[type],
        ]),
      );
      const full = item({
        kind: each.id,
        name: '\'=Odd, "name"',
        tag: '@1',
        place: '+Hall',
        holderId: ROWAN,
        fields,
      });
      const sheet = sheetIn(csvOf(rowsOf(each, [full], () => 'Rowan Example')));
      const made = planImport(each, sheet, suggestColumns(each, sheet.headings), present([full]));
      assert.deepEqual(made, { added: [], changed: [], same: 1, problems: [] }, each.id);
    }
  });
});
