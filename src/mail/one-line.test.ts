import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isMailAddress } from './addresses.ts';
import { nameInMail } from './naming.ts';
import { oneLine, shortLine } from './one-line.ts';

describe('text of people in a letter', () => {
  const lines: readonly (readonly [string, string, string])[] = [
    ['a carriage return and a line feed', 'Ada\r\nBcc: all@school.example', 'Ada Bcc: all@school.example'],
    ['a line feed alone', 'a\nb', 'a b'],
    ['a carriage return alone', 'a\rb', 'a b'],
    ['a vertical tab and a form feed', 'a\v\fb', 'a b'],
    ['the next-line character', 'a\u0085b', 'a b'],
    ['the line and the paragraph separator', 'a\u2028b\u2029c', 'a b c'],
    ['a null', 'a\0b', 'a b'],
    ['an override of the reading order', 'Ada\u202Exe.fdp', 'Adaxe.fdp'],
    ['isolates of the reading order', '\u2066Ada\u2069', 'Ada'],
    ['what cannot be seen', 'A\u200Bda\uFEFF', 'Ada'],
    ['half a character', 'a\uD800b', 'a\uFFFDb'],
    ['blanks around and within', '  a \t b ', 'a b'],
    ['nothing to mend', 'Zoë O’Neill-Ünsal 李', 'Zoë O’Neill-Ünsal 李'],
    ['joiners that scripts and pictures need', '👩‍🏫 می‌خواهم', '👩‍🏫 می‌خواهم'],
  ];
  for (const [what, given, expected] of lines)
    it(`is on one line: ${what}`, () => assert.equal(oneLine(given), expected));

  it('is cut between letters and never within one', () => {
    assert.equal(shortLine('🙂🙂🙂🙂', 3), '🙂🙂…');
    assert.equal(shortLine('abc', 3), 'abc');
  });
});

describe('an e-mail address', () => {
  const taken = [
    'ada@school.example',
    'A.b+c@sub.school.example',
    "o'neill@school.example",
    'root@localhost',
  ];
  const refused = [
    '',
    'ada',
    '@school.example',
    'ada@',
    'ada@school.example\r\nBcc: all@school.example',
    'ada@school.example\n',
    ' ada@school.example',
    'ada@school.example,bob@school.example',
    'ada@school.example;bob@school.example',
    'Ada <ada@school.example>',
    '<ada@school.example>',
    '"ada lovelace"@school.example',
    'ada@@school.example',
    'ada@school..example',
    'ada@-school.example',
    'ada@[127.0.0.1]',
    'ada\u202E@school.example',
    'аda@school.example', // Cyrillic
    'ada@school.exаmple',
    `${'a'.repeat(65)}@school.example`,
    `ada@${'a.'.repeat(130)}example`,
    'ada@school.example?bcc=x',
    'ada@school.example SIZE=1',
  ];
  for (const address of taken) it(`is taken: ${address}`, () => assert.ok(isMailAddress(address)));
  for (const address of refused)
    it(`is refused: ${JSON.stringify(address).slice(0, 60)}`, () =>
      assert.equal(isMailAddress(address), false));
});

describe('somebody whom a letter is about', () => {
  const names: readonly (readonly [string, boolean, string])[] = [
    ['Edda Testperson', false, 'Edda Testperson'],
    ['Edda Testperson', true, 'E. T.'],
    ['mary-jane o’specimen', true, 'M. J. O.'],
    ['Zoë', true, 'Z.'],
    ['李 小', true, '李. 小.'],
    ['Edda\r\nTestperson', true, 'E. T.'],
    ['123', true, 'a pupil'],
    ['', true, 'a pupil'],
  ];
  for (const [name, isChild, expected] of names)
    it(`${isChild ? 'a child' : 'an adult'} called ${JSON.stringify(name)} is named “${expected}”`, () =>
      assert.equal(nameInMail({ name, isChild }), expected));
});
