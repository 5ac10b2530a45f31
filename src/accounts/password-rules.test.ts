import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dictionary } from '@zxcvbn-ts/language-common';
import fc from 'fast-check';
import { packOf } from '../../test/support/packs.ts';
import type { Pack } from '../policy/index.ts';
import { commonWords } from './common-passwords.ts';
import { isTooOld, passwordAge } from './password-age.ts';
import { type PasswordOwner, passwordRules, type PasswordRefusal, refusalOf } from './password-rules.ts';

const schoolWith = (settings: Readonly<Record<string, unknown>> = {}): Pack =>
  packOf({
    key: 'rivermead',
    clauses: [{ id: 'games', forbid: 'play-games', text: 'No games.' }],
    pack: { school: 'Rivermead Church School, Oakhampton', settings },
  });

const owner: PasswordOwner = {
  givenName: 'Wrenfield',
  familyName: 'Testerby',
  userName: 'w.testerby',
  email: 'wren@rivermead.example',
  hasSecondFactor: false,
};

const setting = (value?: unknown) => ({
  'password-length': { type: 'number', ask: 'How long?', ...(value !== undefined && { value }) },
});

const age = (value?: string) => ({
  'password-age': { type: 'interval', ask: 'How old?', ...(value !== undefined && { value }) },
});

const rules = passwordRules(schoolWith(), owner);

describe('the least length of a password', () => {
  const table: readonly (readonly [string, Pack, boolean, number])[] = [
    ['twelve where nothing else is said', schoolWith(), false, 12],
    ['eight with a second factor', schoolWith(), true, 8],
    ['twelve while the school owes its number', schoolWith(setting()), false, 12],
    ['what the school says', schoolWith(setting(15)), false, 15],
    ['what the school says, with a second factor too', schoolWith(setting(10)), true, 10],
    ['eight where the school says less', schoolWith(setting(4)), false, 8],
    ['never more than can be typed', schoolWith(setting(500)), false, 128],
  ];
  for (const [title, pack, hasSecondFactor, least] of table)
    it(`is ${title}`, () => {
      assert.equal(passwordRules(pack, { ...owner, hasSecondFactor }).least, least);
    });
});

describe('a password', () => {
  const table: readonly (readonly [string, PasswordRefusal | undefined])[] = [
    ['gravel teapot lantern', undefined],
    ['correct horse battery staple', undefined],
    ['kettle-Moss-7-window', undefined],
    ['всехнавозможно', undefined],
    ['水曜日は魚を食べるよていです', undefined],
    ['vqpx zmke wtrj', undefined],
    ['8402 7593 6201', undefined],
    ['Sunshine, then gravel', undefined],
    ['     vxqzkj   ', undefined],
    ['short', 'too-short'],
    ['elevenchars', 'too-short'],
    ['🐟🐟🐟🐟🐟🐟', 'too-short'],
    ['x'.repeat(129), 'too-long'],
    ['password1234', 'easily-guessed'],
    ['P@ssw0rd!2025', 'easily-guessed'],
    ['pa55word-pa55word', 'easily-guessed'],
    ['WelcomeWelcome1', 'easily-guessed'],
    ['Summer2025!!!', 'easily-guessed'],
    ['Autumn-Term-2026', 'easily-guessed'],
    ['rivermead2026', 'easily-guessed'],
    ['R1v3rm34d-Sch00l', 'easily-guessed'],
    ['Oakhampton1!!!', 'easily-guessed'],
    ['Headteacher123', 'easily-guessed'],
    ['Testerby-Wrenfield', 'easily-guessed'],
    ['w.testerby.2026', 'easily-guessed'],
    ['qwertyuiop123', 'easily-guessed'],
    ['1qaz2wsx3edc', 'easily-guessed'],
    ['poiuytrewqlk', 'easily-guessed'],
    ['aaaaaaaaaaaaaa', 'easily-guessed'],
    ['abababababab', 'easily-guessed'],
    ['123456789012', 'easily-guessed'],
    ['abcdefghijklm', 'easily-guessed'],
    ['iloveyou-forever', 'easily-guessed'],
    ['!!letmein!!99', 'easily-guessed'],
  ];
  for (const [password, refusal] of table)
    it(`\`${password.length > 40 ? `${password.slice(0, 9)}…` : password}\` is ${refusal ?? 'taken'}`, () => {
      assert.equal(refusalOf(password, rules), refusal);
    });

  it('may have from the least number of characters to 128 of any kind', () => {
    const letters = 'gzvkqwjxtbhfmdnprlsc';
    const long = (length: number) => letters.repeat(7).slice(0, length);
    assert.deepEqual(
      [11, 12, 64, 128, 129].map((length) => refusalOf(long(length), rules)),
      ['too-short', undefined, undefined, undefined, 'too-long'],
    );
    assert.equal(refusalOf('ẞ漢🐟ж字ü𝔘éñ§¶ø', rules), undefined, 'twelve characters in more bytes');
  });

  it('that is a common word is refused in every dress', () => {
    const leet: Readonly<Record<string, string>> = { o: '0', i: '1', e: '3', a: '4', s: '5', t: '7' };
    const long = commonWords.filter((word) => word.length >= 8);
    assert.ok(long.length > 60);
    const dressed = fc
      .record({
        word: fc.constantFrom(...long),
        upper: fc.infiniteStream(fc.boolean()),
        asDigit: fc.infiniteStream(fc.boolean()),
        before: fc.stringMatching(/^\d{0,3}$/),
        after: fc.stringMatching(/^[\d!.?]{4,12}$/),
      })
      .map(({ word, upper, asDigit, before, after }) => {
        const letters = [...word].map((letter) => {
          const shown = asDigit.next().value ? (leet[letter] ?? letter) : letter;
          return upper.next().value ? shown.toUpperCase() : shown;
        });
        return `${before}${letters.join('')}${after}`;
      });
    fc.assert(
      fc.property(dressed, (password) => {
        assert.equal(refusalOf(password, { ...rules, least: 8 }), 'easily-guessed');
      }),
      { numRuns: 2000, seed: 20261122 },
    );
  });

  it('that is one of the ten thousand most used is refused, also with a second factor', () => {
    const withFactor = passwordRules(schoolWith(), { ...owner, hasSecondFactor: true });
    const used = (dictionary['passwords'] as readonly string[]).slice(0, 10_000);
    for (const password of used)
      for (const written of [password, password.toUpperCase()])
        assert.ok(refusalOf(written, withFactor), `\`${written}\` is taken`);
  });

  it('that is random is taken', () => {
    const random = fc.string({
      unit: fc.constantFrom(...'bcdfghjkmnpqrstvwxyz23456789'),
      minLength: 16,
      maxLength: 40,
    });
    let taken = 0;
    fc.assert(
      fc.property(random, (password) => {
        taken += refusalOf(password, rules) === undefined ? 1 : 0;
      }),
      { numRuns: 2000, seed: 20261122 },
    );
    assert.ok(taken >= 1990, `${taken} of 2000`);
  });

  it('is judged without being changed by what it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (password) => {
        const refusal = refusalOf(password, rules);
        const length = [...password].length;
        assert.equal(refusal === 'too-short', length < 12);
        assert.equal(refusal === 'too-long', length > 128);
      }),
      { numRuns: 2000, seed: 20261122 },
    );
  });
});

describe('the age of a password', () => {
  const table: readonly (readonly [string, Pack, number | undefined])[] = [
    ['is no matter where the policy is silent', schoolWith(), undefined],
    ['is no matter while the school owes it', schoolWith(age()), undefined],
    ['is what the policy sets in days', schoolWith(age('90 days')), 90],
    ['is what the policy sets in months', schoolWith(age('6 months')), 180],
    ['is what the policy sets in years', schoolWith(age('1 year')), 365],
  ];
  for (const [title, pack, days] of table)
    it(title, () => {
      assert.equal(passwordAge(pack)?.days, days);
    });

  it('is told with what speaks against it', () => {
    assert.match(
      passwordAge(schoolWith(age('90 days')))?.warning ?? '',
      /National Cyber Security Centre advises against/,
    );
  });

  it('is too high after its last day, and never where no age is set', () => {
    const setAt = new Date('2026-01-01T00:00:00Z');
    const ninety = { days: 90, warning: '' };
    assert.equal(isTooOld(setAt, ninety, new Date('2026-04-01T00:00:00Z')), false);
    assert.equal(isTooOld(setAt, ninety, new Date('2026-04-01T00:00:01Z')), true);
    assert.equal(isTooOld(setAt, undefined, new Date('2036-04-01T00:00:00Z')), false);
  });
});
