import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { frozenClock } from '../../../kernel/index.ts';
import { makeTurnstile } from './turnstile.ts';

describe('a turnstile', () => {
  it('lets so many through in so many minutes, and each address by itself', () => {
    const clock = frozenClock('2026-11-22T09:00:00Z');
    const turnstile = makeTurnstile(clock, 2, 10);
    const pass = (address: string) => turnstile.mayPass(address);
    assert.deepEqual([pass('10.0.0.1'), pass('10.0.0.1'), pass('10.0.0.1')], [true, true, false]);
    assert.equal(pass('10.0.0.2'), true);
    clock.advance(10 * 60_000);
    assert.equal(pass('10.0.0.1'), true);
  });

  it('takes the addresses of one network for one', () => {
    const turnstile = makeTurnstile(frozenClock('2026-11-22T09:00:00Z'), 1, 10);
    assert.equal(turnstile.mayPass('2001:db8:1:2:aaaa::1'), true);
    assert.equal(turnstile.mayPass('2001:db8:1:2:bbbb::1'), false);
    assert.equal(turnstile.mayPass('2001:db8:1:3:aaaa::1'), true);
    assert.equal(turnstile.mayPass('::ffff:10.0.0.1'), true);
    assert.equal(turnstile.mayPass('::ffff:10.0.0.2'), true);
  });
});
