import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSchoolDay, schoolDayAfter, schoolDaysBetween } from './school-days.ts';

const halfTerm = new Set(['2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30']);

describe('school days', () => {
  const days: readonly (readonly [day: string, isOpen: boolean])[] = [
    ['2026-10-23', true],
    ['2026-10-24', false],
    ['2026-10-25', false],
    ['2026-10-26', false],
    ['2026-10-31', false],
    ['2026-11-02', true],
  ];
  for (const [day, isOpen] of days)
    it(`${day} is ${isOpen ? 'one' : 'none'}`, () => assert.equal(isSchoolDay(day, halfTerm), isOpen));

  const spans: readonly (readonly [first: string, last: string, count: number])[] = [
    ['2026-10-23', '2026-10-23', 0],
    ['2026-10-23', '2026-11-01', 0],
    ['2026-10-23', '2026-11-02', 1],
    ['2026-10-12', '2026-10-16', 4],
    ['2026-10-12', '2026-10-11', 0],
    ['2026-03-27', '2026-03-30', 1],
  ];
  for (const [first, last, count] of spans)
    it(`from ${first} to ${last} there are ${count}`, () =>
      assert.equal(schoolDaysBetween(first, last, halfTerm), count));

  it('the day after so many of them is found, holidays skipped', () => {
    assert.equal(schoolDayAfter('2026-10-23', 1, halfTerm), '2026-11-02');
    assert.equal(schoolDayAfter('2026-10-12', 12, halfTerm), '2026-11-04');
    assert.equal(schoolDayAfter('2026-10-12', 0, halfTerm), '2026-10-12');
  });
});
