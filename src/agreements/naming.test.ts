import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOwnName } from './naming.ts';

const names: readonly (readonly [given: string, family: string, written: string, isOwn: boolean])[] = [
  ['Wilma', 'Testwood', 'Wilma Testwood', true],
  ['Wilma', 'Testwood', '  wilma   TESTWOOD ', true],
  ['Wilma', 'Testwood', 'Wilma Rose Testwood', true],
  ['Wilma', 'Testwood', 'Dr Wilma Testwood', true],
  ['Wilma Rose', 'Testwood', 'Wilma Testwood', true],
  ['Zoë', 'Núñez-Probe', 'zoe nunez probe', true],
  ['Łucja', 'Øredev', 'Lucja Oredev', true],
  ['Siobhán', "O'Sample", 'Siobhan O’Sample', true],
  ['Siobhán', "O'Sample", 'SIOBHAN OSAMPLE', true],
  ['Ann', 'de la Trial', 'Ann De La Trial', true],
  ['Ann-Marie', 'Trial', 'Ann Marie Trial', true],
  ['', 'Mononym', 'mononym', true],
  ['Mononym', '', 'Mononym', true],
  ['美', '測試', '美 測試', true],
  ['Wilma', 'Testwood', 'Wilma', false],
  ['Wilma', 'Testwood', 'Testwood', false],
  ['Wilma', 'Testwood', 'W Testwood', false],
  ['Wilma', 'Testwood', 'Fred Testwood', false],
  ['Wilma', 'Testwood', 'Wilma Testwood-Other', false],
  ['Wilma', 'Testwood', 'Wilma Test', false],
  ['Wilma', 'Testwood', 'Wilma Testwood, headteacher of nothing', false],
  ['Ann', 'de la Trial', 'Ann Trial', false],
  ['Wilma', 'Testwood', '', false],
  ['Wilma', 'Testwood', '  ', false],
  ['', '', '', false],
];

describe('names', () => {
  for (const [givenName, familyName, written, isOwn] of names)
    it(`“${written}” ${isOwn ? 'is' : 'is not'} how ${givenName} ${familyName} signs`, () => {
      assert.equal(isOwnName(written, { givenName, familyName }), isOwn);
    });
});
