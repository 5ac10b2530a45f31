import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { frozenClock } from '../../kernel/index.ts';
import { keyFor, seal, unseal } from './sealing.ts';
import { openSlips, writeSlip } from './slips.ts';

const secret = randomBytes(32);
const begin = () => {
  const clock = frozenClock('2026-11-22T09:00:00Z');
  return { clock, slips: openSlips(secret, clock) };
};

describe('sealing', () => {
  const key = keyFor(secret, 'test');

  it('what was sealed opens where it belongs', () => {
    const sealed = seal(key, 'here', Buffer.from('words'));
    assert.equal(unseal(key, 'here', sealed)?.toString(), 'words');
    assert.ok(!sealed.includes('words'));
    assert.notDeepEqual(sealed, seal(key, 'here', Buffer.from('words')), 'never the same twice');
  });

  it('it opens nowhere else, with no other key, and not when a single bit is changed', () => {
    const sealed = seal(key, 'here', Buffer.from('words'));
    assert.equal(unseal(key, 'there', sealed), undefined);
    assert.equal(unseal(keyFor(secret, 'other'), 'here', sealed), undefined);
    assert.equal(unseal(keyFor(randomBytes(32), 'test'), 'here', sealed), undefined);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = Number(changed[bit >> 3]) ^ (1 << (bit & 7));
      assert.equal(unseal(key, 'here', changed), undefined, `bit ${bit}`);
    }
    for (let length = 0; length < sealed.length; length += 1)
      assert.equal(unseal(key, 'here', sealed.subarray(0, length)), undefined, `${length} bytes`);
  });
});

describe('slips', () => {
  it('a slip says what was written on it, once', () => {
    const { slips } = begin();
    const text = slips.write('half', 'elmtree', { personId: 'p' });
    const slip = slips.read<{ personId: string }>('half', 'elmtree', text);
    assert.deepEqual(slip?.content, { personId: 'p' });
    const again = slips.read('half', 'elmtree', text);
    assert.equal(slip?.spend(), true);
    assert.equal(again?.spend(), false);
    assert.equal(slips.read('half', 'elmtree', text), undefined);
  });

  it('a slip is good for five minutes', () => {
    const { slips, clock } = begin();
    const text = slips.write('half', 'elmtree', {});
    clock.advance(5 * 60_000 - 1);
    assert.ok(slips.read('half', 'elmtree', text));
    clock.advance(1);
    assert.equal(slips.read('half', 'elmtree', text), undefined);
  });

  it('a slip is of no use for another purpose, holder or installation', () => {
    const { slips, clock } = begin();
    const text = slips.write('half', 'elmtree', {});
    assert.equal(slips.read('link', 'elmtree', text), undefined);
    assert.equal(slips.read('half', 'other', text), undefined);
    assert.equal(openSlips(randomBytes(32), clock).read('half', 'elmtree', text), undefined);
    assert.ok(slips.read('half', 'elmtree', writeSlip(secret, clock, 'half', 'elmtree', {})));
  });

  for (const text of [undefined, '', 'x', '{}', 'A'.repeat(200), 'A'.repeat(5000), '\u0000'])
    it(`${JSON.stringify(text)?.slice(0, 20)} is no slip`, () => {
      assert.equal(begin().slips.read('half', 'elmtree', text), undefined);
    });
});
