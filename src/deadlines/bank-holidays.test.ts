import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { divisions, holidaysByRule } from './bank-holidays.ts';
import { isWeekend } from './day.ts';
import { easterSunday } from './easter.ts';
import { bankHolidays, readOneOffs, readPublished } from './reading-holidays.ts';

describe('bank holidays', () => {
  for (const division of divisions) {
    const { from, until, days } = readPublished(division);
    for (let year = from; year <= until; year += 1)
      it(`the rule gives the days that were published for ${division} in ${year}`, () => {
        const published = [...days.keys()].filter((day) => day.startsWith(`${year}-`)).toSorted();
        assert.ok(published.length >= 8, 'a year has eight bank holidays or more');
        assert.deepEqual([...holidaysByRule(division, year, readOneOffs()).keys()].toSorted(), published);
      });

    it(`no bank holiday of ${division} is on a weekend, and no year until 2042 has too few`, () => {
      const usual = { 'england-and-wales': 8, scotland: 9, 'northern-ireland': 10 }[division];
      for (let year = until + 1; year <= 2042; year += 1) {
        const found = [...holidaysByRule(division, year, readOneOffs()).keys()];
        assert.deepEqual(found.filter(isWeekend), []);
        assert.equal(found.length, usual, `${division} ${year}`);
      }
    });
  }

  for (const [year, easter] of [
    [1961, '1961-04-02'],
    [2008, '2008-03-23'],
    [2024, '2024-03-31'],
    [2038, '2038-04-25'],
  ] as const)
    it(`Easter of ${year} is ${easter}`, () => assert.equal(easterSunday(year), easter));

  const holidays = bankHolidays();
  for (const [day, name] of [
    ['2027-12-27', 'Christmas Day (substitute day)'],
    ['2026-01-02', '2 January in Scotland'],
    ['2026-03-17', "St Patrick's Day in Northern Ireland"],
    ['2026-04-06', 'Easter Monday in England and Wales and Northern Ireland'],
    ['2026-06-15', 'World Cup bank holiday in Scotland'],
    ['2039-12-26', 'Boxing Day'],
    ['2026-11-23', undefined],
  ] as const)
    it(`${day} is ${name ?? 'no bank holiday'} somewhere in the United Kingdom`, () =>
      assert.equal(holidays.anywhere(day), name));

  it('England and Wales have the same, Scotland its own', () => {
    const day = '2026-11-30';
    assert.deepEqual(
      [holidays.in('england', day), holidays.in('wales', day), holidays.in('scotland', day)],
      [undefined, undefined, "St Andrew's Day"],
    );
  });
});
