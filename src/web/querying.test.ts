import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Fault } from '../kernel/index.ts';
import { choiceIn, dayIn, numberIn, textIn } from './querying.ts';

const unclear = (message: RegExp) => (error: unknown) =>
  error instanceof Fault &&
  error.code === 'ADDRESS_UNCLEAR' &&
  error.status === 400 &&
  message.test(error.message);

describe('what an address asks for', () => {
  it('is nothing where it is missing or empty', () => {
    assert.equal(textIn({}, 'q'), undefined);
    assert.equal(textIn({ q: '  ' }, 'q'), undefined);
    assert.equal(numberIn({ n: '' }, 'n'), undefined);
    assert.equal(dayIn({}, 'on'), undefined);
    assert.equal(choiceIn({}, 'show', ['a']), undefined);
  });

  it('is refused where it stands twice', () => {
    assert.throws(() => textIn({ q: ['a', 'b'] }, 'q'), unclear(/stands twice/));
  });

  for (const [value, number] of [
    ['1', 1],
    ['12', 12],
    ['999999', 999_999],
  ] as const) {
    it(`is the number ${number}`, () => assert.equal(numberIn({ n: value }, 'n'), number));
  }

  for (const value of ['0', '-1', '1.5', '01', '1e3', '1000000', 'one', '１', 'x'.repeat(500)]) {
    it(`is no number: ${value.slice(0, 20)}`, () => {
      assert.throws(
        () => numberIn({ n: value }, 'n'),
        (error) => unclear(/must be a number/)(error) && (error as Error).message.length < 120,
      );
    });
  }

  for (const value of ['2026-09-01', '2024-02-29'])
    it(`is the day ${value}`, () => assert.equal(dayIn({ on: value }, 'on'), value));

  for (const value of [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '26-01-01',
    '2026-1-1',
    '2026-09-01T00:00',
    'today',
    '9999-01-01',
  ]) {
    it(`is no day: ${value}`, () =>
      assert.throws(() => dayIn({ on: value }, 'on'), unclear(/must be a day/)));
  }

  it('is one of the known words, and no other', () => {
    assert.equal(choiceIn({ show: 'b' }, 'show', ['a', 'b']), 'b');
    assert.throws(() => choiceIn({ show: 'c' }, 'show', ['a', 'b']), unclear(/none of a, b/));
  });
});
