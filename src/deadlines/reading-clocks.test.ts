import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Fault } from '../kernel/index.ts';
import { binds, clockOn } from './clock.ts';
import { readClocks } from './reading-clocks.ts';

const law = readClocks(new URL('../../packs/law-england/clocks.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-clocks-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const good = `
- id: one
  name: One
  starts: Receipt
  length: 20
  unit: working-days
  basis: In words
  roll: none
  stops: []
  source: { title: An Act, provision: section 1, kind: statute, in-force: 2020-01-01, checked: 2026-11-22, certainty: seen }
  from: 2020-01-01
`;
const read = (text: string) => {
  const file = join(folder, 'clocks.yaml');
  writeFileSync(file, text);
  return readClocks(file);
};

describe('clocks of the law', () => {
  it('each has a source, the day on which it was checked, and the day from which it holds', () => {
    assert.ok(law.length >= 20);
    for (const { id, source, from } of law)
      assert.ok(source?.title && source.provision && source.checked && from, id);
  });

  it('the forms of one clock follow each other without a gap or an overlap', () => {
    for (const { of, until } of law.filter((each) => each.until !== undefined)) {
      const next = new Date(`${until}T00:00:00Z`);
      next.setUTCDate(next.getUTCDate() + 1);
      const day = next.toISOString().slice(0, 10);
      assert.equal(clockOn(law, of, String(until))?.until, until);
      assert.equal(clockOn(law, of, day)?.from, day, `${of} goes on`);
      assert.equal(
        law.filter(
          (each) =>
            each.of === of && each.from !== undefined && each.from <= day && (each.until ?? day) >= day,
        ).length,
        1,
      );
    }
  });

  it('none holds before its first day', () =>
    assert.equal(clockOn(law, 'data-complaint-acknowledged', '2026-06-18'), undefined));

  it('an academy is not bound by what binds maintained schools', () => {
    const record = law.find(({ id }) => id === 'educational-record') ?? assert.fail('there is one');
    assert.deepEqual([binds(record, 'maintained'), binds(record, 'academy')], [true, false]);
  });

  it('a whole entry is read', () => assert.equal(read(good)[0]?.length, 20));

  for (const [what, text] of [
    ['a unit that is none', good.replace('working-days', 'fortnights')],
    ['no source', good.replace(/ {2}source:.*\n/, '')],
    ['no day from which it holds', good.replace('  from: 2020-01-01\n', '')],
    ['a day that does not exist', good.replace('from: 2020-01-01', 'from: 2020-02-30')],
    ['a field that is none', good.replace('basis:', 'bassis:')],
    ['a stop that is none', good.replace('stops: []', 'stops: [{ on: holidays, effect: pause }]')],
    [
      'an extension in another unit',
      `${good}  extends: { length: 1, unit: months, when: Complex, told: In time }\n`,
    ],
    ['an id twice', good + good],
    ['no list', 'one: two'],
    ['broken YAML', '- [1'],
  ] as const)
    it(`an entry with ${what} is refused`, () =>
      assert.throws(
        () => read(text),
        (error) => error instanceof Fault && error.code === 'CLOCKS_BROKEN',
      ));
});
