import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readEvidence } from './checks/evidence.ts';
import { type FactValue, type Field, type Interval, mayWith, dayAfter } from './kind.ts';
import { makeKind } from './making-kinds.ts';
import { dataOf, withIntervals } from './kinds.ts';
import { fitDraft } from './fitting.ts';
import { readKind, shippedKinds } from './shipped-kinds.ts';
import { shownByItem } from './showing.ts';

const written = (...lines: readonly string[]) =>
  readKind('toys', ['name: toy', 'plural: toys', 'about: Toys.', ...lines].join('\n'), 'toys.yaml');

const kind = (id: string) => shippedKinds().get(id) ?? assert.fail(id);

describe('kinds', () => {
  it('what is shipped reads without a problem, and is the same when written and read again', () => {
    assert.ok(shippedKinds().size >= 18);
    for (const [id, kind] of shippedKinds())
      assert.deepEqual(makeKind(id, dataOf(kind)), { kind, wrong: [] });
  });

  const broken: readonly (readonly [string, readonly string[], string, number])[] = [
    ['a field that kinds do not have', ['fields: []', 'colour: red'], 'FIELD_UNKNOWN', 5],
    ['a missing list of fields', ['checks: []'], 'FIELD_MISSING', 1],
    ['an unknown type', ['fields:', '  - { id: a, name: A, type: colour }'], 'SHAPE', 5],
    [
      'a choice without choices',
      ['fields:', '  - { id: b, name: B, type: text }', '  - { id: a, name: A, type: choice }'],
      'SHAPE',
      6,
    ],
    [
      'a text that shows a fact',
      ['fields:', '  - { id: a, name: A, type: text, shows: insured }'],
      'FACT_TYPE',
      5,
    ],
    [
      'two fields of one id',
      ['fields:', '  - { id: a, name: A, type: text }', '  - { id: a, name: B, type: text }'],
      'ID_TWICE',
      6,
    ],
    [
      'a check for a value that no field has',
      ['fields: []', 'checks:', '  - { kind: c, name: C, when: { a: b } }'],
      'WORD_UNKNOWN',
      6,
    ],
    [
      'a check before use without the state to wait in',
      ['fields: []', 'states: [in-use, retired]', 'checks:', '  - { kind: c, name: C, before-use: true }'],
      'SHAPE',
      5,
    ],
    [
      'an interval that is none',
      ['fields: []', 'checks:', '  - { kind: c, name: C, every: sometimes }'],
      'SHAPE',
      6,
    ],
    ['a key that stands twice', ['fields: []', 'fields: []'], 'YAML_BROKEN', 5],
    ['an alias', ['fields: &a []', 'checks: *a'], 'YAML_ALIAS', 5],
  ];
  for (const [what, lines, code, line] of broken)
    it(`${what} is told with its line`, () => {
      const { kind, problems } = written(...lines);
      assert.equal(kind, undefined);
      assert.deepEqual([problems[0]?.code, problems[0]?.file, problems[0]?.line], [code, 'toys.yaml', line]);
    });

  for (const id of ['checks', 'new', 'Toys', 'a/b', ''])
    it(`\`${id}\` is no id of a register`, () => {
      const data = { name: 'toy', plural: 'toys', about: 'Toys.', fields: [] };
      assert.equal(makeKind(id, data).wrong[0]?.code, 'ID_FORM');
    });

  it('a school changes how often something is checked, and that only', () => {
    const kind = shippedKinds().get('equipment') ?? assert.fail();
    const other = withIntervals(
      kind,
      new Map([
        ['audit', { count: 3, unit: 'month' as const }],
        ['security', undefined],
      ]),
    );
    assert.deepEqual(
      other.checks.map(({ every }) => every),
      [{ count: 3, unit: 'month' }, undefined],
    );
    assert.deepEqual(
      withIntervals(other, new Map(kind.checks.map(({ kind: id, every }) => [id, every]))),
      kind,
    );
  });
});

describe('days after', () => {
  const cases: readonly (readonly [string, number, Interval['unit'], string])[] = [
    ['2026-11-22', 10, 'day', '2026-12-02'],
    ['2026-12-28', 1, 'week', '2027-01-04'],
    ['2026-11-30', 3, 'month', '2027-02-28'],
    ['2027-11-30', 3, 'month', '2028-02-29'],
    ['2026-12-31', 2, 'month', '2027-02-28'],
    ['2028-02-29', 1, 'year', '2029-02-28'],
    ['2026-03-28', 1, 'day', '2026-03-29'],
  ];
  for (const [day, count, unit, after] of cases)
    it(`${count} ${unit} after ${day} is ${after}`, () =>
      assert.equal(dayAfter(day, { count, unit }), after));
});

describe('powers of a kind', () => {
  const cases: readonly (readonly [
    string,
    'see' | 'change' | 'check' | 'lend',
    readonly string[],
    boolean,
  ])[] = [
    ['equipment', 'see', ['teacher', 'staff'], true],
    ['equipment', 'see', ['pupil'], false],
    ['equipment', 'see', ['parent'], false],
    ['equipment', 'see', [], false],
    ['equipment', 'lend', ['teacher', 'staff'], true],
    ['equipment', 'lend', ['site-staff', 'staff'], false],
    ['equipment', 'change', ['teacher', 'staff'], false],
    ['equipment', 'change', ['network-manager'], true],
    ['software', 'lend', ['headteacher', 'staff'], false],
    ['electrical-items', 'check', ['site-staff', 'staff'], true],
    ['processing', 'see', ['teacher', 'staff'], false],
    ['processing', 'see', ['dpo'], true],
    ['processing', 'change', ['governor'], false],
    ['photo-consents', 'see', ['governor'], false],
    ['photo-consents', 'see', ['teacher', 'staff'], true],
    ['access-rights', 'see', ['teacher', 'staff'], false],
  ];
  for (const [id, power, roles, may] of cases)
    it(`${roles.join(', ') || 'somebody without a role'} ${may ? 'may' : 'may not'} ${power} ${id}`, () => {
      assert.equal(mayWith(kind(id), `registers.${power}`, roles), may);
    });

  it('a kind never gives more than the power of all registers', () => {
    const wide = { ...kind('equipment'), powers: { see: ['pupil'], change: ['pupil'], lend: ['pupil'] } };
    for (const power of ['see', 'change', 'check', 'lend'] as const)
      assert.equal(mayWith(wide, `registers.${power}`, ['pupil']), false);
  });
});

const field = (type: Field['type']): Field => ({
  id: 'f',
  name: 'F',
  type,
  required: false,
  choices:
    type === 'choice'
      ? [
          { id: 'red', name: 'Bright red' },
          { id: 'blue', name: 'Blue' },
        ]
      : [],
  headings: [],
});

describe('what is typed into fields', () => {
  const cases: readonly (readonly [Field['type'], string, FactValue | undefined | 'mistake'])[] = [
    ['text', '  kept as it is ', 'kept as it is'],
    ['text', '', undefined],
    ['number', '1,200', 1200],
    ['number', '-2.5', -2.5],
    ['number', '1e9', 'mistake'],
    ['money', '£1,049.95', 1049.95],
    ['money', '4.999', 'mistake'],
    ['date', '1/9/2026', '2026-09-01'],
    ['date', '2026-09-01', '2026-09-01'],
    ['date', '2026-09-01 10:00:00', '2026-09-01'],
    ['date', '31/2/2026', 'mistake'],
    ['date', '9/2026', 'mistake'],
    ['yes-no', 'Yes', true],
    ['yes-no', 'n', false],
    ['yes-no', 'perhaps', 'mistake'],
    ['choice', 'bright RED', 'red'],
    ['choice', 'blue', 'blue'],
    ['choice', 'green', 'mistake'],
    ['person', 'Rowan', 'mistake'],
    ['person', 'AAAAAAAAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAAAAAAAA'],
    ['address', 'https://www.example.org/a?b', 'https://www.example.org/a?b'],
    ['address', 'javascript:alert(1)', 'mistake'],
    ['address', 'https://user:word@example.org', 'mistake'],
    ['address', 'www.example.org', 'mistake'],
  ];
  for (const [type, text, expected] of cases)
    it(`\`${text}\` as ${type} is ${String(expected)}`, () => {
      const kind = { ...(shippedKinds().get('software') ?? assert.fail()), fields: [field(type)] };
      const { draft, mistakes } = fitDraft(kind, {
        name: 'N',
        tag: '',
        place: '',
        holderId: '',
        fields: { f: text },
      });
      if (expected === 'mistake') assert.deepEqual([...(mistakes ?? []).keys()], ['field-f']);
      else assert.equal(draft?.fields['f'], expected);
    });

  it('an item has a name of one line, and what is required', () => {
    const kind = shippedKinds().get('equipment') ?? assert.fail();
    const raw = { name: ' a\n b ', tag: '', place: '', holderId: '', fields: {} };
    assert.deepEqual([...(fitDraft(kind, raw).mistakes ?? []).keys()], ['field-device']);
    assert.equal(fitDraft(kind, { ...raw, fields: { device: 'tablet' } }).draft?.name, 'a b');
    assert.ok(fitDraft(kind, { ...raw, name: ' \t' }).mistakes?.has('name'));
    assert.ok(fitDraft(kind, { ...raw, name: 'x'.repeat(201) }).mistakes?.has('name'));
  });
});

describe('what an item shows', () => {
  const kind = shippedKinds().get('equipment') ?? assert.fail();
  const fields = { device: 'laptop', 'device-encrypted': true, 'insured-until': '2026-12-31' };
  const shown = (state: 'in-use' | 'lent' | 'faulty' | 'untested' | 'retired', day?: string) =>
    shownByItem({ state, fields, checks: [] }, kind, day);

  for (const state of ['in-use', 'lent'] as const)
    it(`what is ${state} shows what its fields say`, () => {
      assert.deepEqual(shown(state, '2026-11-22'), {
        'device-owner': 'school',
        device: 'laptop',
        'device-encrypted': true,
        insured: true,
      });
    });
  for (const state of ['faulty', 'untested', 'retired'] as const)
    it(`what is ${state} shows nothing that could open anything`, () => {
      assert.deepEqual(shown(state, '2026-11-22'), {});
    });
  it('a day that has passed shows that it is not so any more, and nothing without a day to compare', () => {
    assert.equal(shown('in-use', '2026-12-31')['insured'], true);
    assert.equal(shown('in-use', '2027-01-01')['insured'], false);
    assert.equal('insured' in shown('in-use'), false);
  });
});

const photo = (size: number) => {
  const bytes = new Uint8Array(size);
  bytes.set([0xff, 0xd8, 0xff]);
  return readEvidence(bytes);
};

describe('evidence', () => {
  const cases: readonly (readonly [string, readonly number[], string | undefined])[] = [
    ['a JPEG', [0xff, 0xd8, 0xff, 0xe0, 1], 'image/jpeg'],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1], 'image/png'],
    ['a GIF', [0x47, 0x49, 0x46, 0x38], undefined],
    ['a page', [...Buffer.from('<svg onload=x>')], undefined],
    ['nothing', [], undefined],
    ['the beginning of a PNG', [0x89, 0x50, 0x4e], undefined],
  ];
  for (const [what, bytes, type] of cases)
    it(`${what} is ${type === undefined ? 'refused' : `taken as ${type}`}`, () => {
      const read = readEvidence(Uint8Array.from(bytes));
      assert.equal('refused' in read ? undefined : read.type, type);
    });
  it('a photograph has at most 5 MB', () => {
    assert.ok('type' in photo(5 * 1024 * 1024));
    assert.ok('refused' in photo(5 * 1024 * 1024 + 1));
  });
});
