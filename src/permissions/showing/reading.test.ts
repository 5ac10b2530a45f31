import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Item, shippedKinds, type Standing } from '../../registers/index.ts';
import { readingOf, type RegisterAnswer } from './reading.ts';

const DAY = '2026-11-23';
const check = (
  name: string,
  passed: boolean | undefined,
  dueOn: string | undefined = '2027-04-03',
): Standing => ({
  check: name,
  passed,
  doneAt: passed === undefined ? undefined : new Date('2026-10-03T09:00:00Z'),
  dueOn,
  ownerRole: undefined,
});
const checked = [check('security', true), check('audit', true)];
const thing = (kind: string, fields: Item['fields'], more: Partial<Item> = {}) => {
  const found = shippedKinds().get(kind) ?? assert.fail(kind);
  const item: Item = {
    id: 'x',
    kind,
    number: 12,
    name: 'Thing',
    tag: undefined,
    fields,
    holderId: undefined,
    place: undefined,
    state: 'in-use',
    enteredAt: new Date('2026-09-01T09:00:00Z'),
    changedAt: new Date('2026-09-01T09:00:00Z'),
    checks: checked,
    ...more,
  };
  return { kind: found, item };
};
const laptop = (fields: Item['fields'], more: Partial<Item> = {}) =>
  thing('equipment', { device: 'laptop', ...fields }, more);
const encrypted = { 'device-encrypted': true };
const kettle = (construction: string, checks: readonly Standing[]) =>
  thing('electrical-items', { owner: 'staff', construction }, { checks });

const rows: readonly (readonly [
  title: string,
  thing: ReturnType<typeof thing>,
  fact: string,
  answer: RegisterAnswer,
])[] = [
  ['written down as so, and checked', laptop(encrypted), 'device-encrypted', 'yes'],
  ['lent is in use', laptop(encrypted, { state: 'lent' }), 'device-encrypted', 'yes'],
  ['written down as not so', laptop({ 'device-encrypted': false }), 'device-encrypted', 'no'],
  ['nobody wrote it down', laptop({}), 'device-encrypted', 'silent'],
  ['the register has no such word', laptop(encrypted), 'consent', 'silent'],
  ['faulty', laptop(encrypted, { state: 'faulty' }), 'device-encrypted', 'no'],
  ['retired', laptop(encrypted, { state: 'retired' }), 'device-encrypted', 'no'],
  [
    'a check is overdue since yesterday',
    laptop(encrypted, { checks: [check('security', true, '2026-11-22')] }),
    'device-encrypted',
    'overdue',
  ],
  [
    'a check is due today',
    laptop(encrypted, { checks: [check('security', true, DAY)] }),
    'device-encrypted',
    'yes',
  ],
  [
    'not checked yet, and not due',
    laptop(encrypted, { checks: [check('security', undefined)] }),
    'device-encrypted',
    'yes',
  ],
  [
    'lent, and failed its last check',
    laptop(encrypted, { state: 'lent', checks: [check('security', false)] }),
    'device-encrypted',
    'no',
  ],
  ['tested and in date', kettle('double-insulated', [check('pat-visual', true)]), 'pat-in-date', 'yes'],
  ['only one of two tests passed', kettle('earthed', [check('pat-visual', true)]), 'pat-in-date', 'no'],
  [
    'one of two tests overdue',
    kettle('earthed', [check('pat-visual', true, '2026-11-22'), check('pat-combined', true)]),
    'pat-in-date',
    'overdue',
  ],
  ['insured until a day to come', laptop({ 'insured-until': '2026-12-31' }), 'insured', 'yes'],
  ['insured until yesterday', laptop({ 'insured-until': '2026-11-22' }), 'insured', 'no'],
];

/** The checks on which an answer rests. */
const names = (of: ReturnType<typeof thing>, fact: string) =>
  readingOf(of, fact, DAY).checks.map(({ name }) => name);

describe('what a register says of a thing', () => {
  for (const [title, of, fact, answer] of rows)
    it(`${title}: ${answer}`, () => assert.equal(readingOf(of, fact, DAY).answer, answer));

  it('a fact that a check shows rests on the checks that show it, whatever is written down on all of them', () => {
    const earthed = kettle('earthed', []);
    assert.deepEqual(
      names(earthed, 'pat-in-date'),
      earthed.kind.checks.slice(0, 2).map(({ name }) => name),
    );
    assert.deepEqual(names(laptop(encrypted), 'device-encrypted'), [
      'Is it still here?',
      'Security of the device',
    ]);
  });
});
