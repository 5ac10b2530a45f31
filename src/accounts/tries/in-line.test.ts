import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeLine } from './in-line.ts';

describe('a line', () => {
  it('works on a few at once, and on the others in the order in which they came', async () => {
    const line = makeLine({ atOnce: 2, waiting: 10 });
    const done: number[] = [];
    let busy = 0;
    let most = 0;
    const work = (number: number) => async () => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise(setImmediate);
      busy -= 1;
      done.push(number);
      return number;
    };
    const numbers = [0, 1, 2, 3, 4, 5, 6];
    assert.deepEqual(await Promise.all(numbers.map((number) => line('door', work(number)))), numbers);
    assert.deepEqual(done, numbers);
    assert.equal(most, 2);
  });

  it('turns away who comes when it is full, and nobody under another key', async () => {
    const line = makeLine({ atOnce: 1, waiting: 1 });
    const { promise, resolve } = Promise.withResolvers<string>();
    const first = line('door', () => promise);
    const second = line('door', async () => 'second');
    assert.equal(await line('door', async () => 'third'), undefined);
    assert.equal(await line('gate', async () => 'other'), 'other');
    resolve('first');
    assert.deepEqual(await Promise.all([first, second]), ['first', 'second']);
  });

  it('goes on after work that failed', async () => {
    const line = makeLine({ atOnce: 1, waiting: 5 });
    const failed = line('door', () => Promise.reject(new Error('no')));
    const next = line('door', async () => 'next');
    await assert.rejects(failed);
    assert.equal(await next, 'next');
    assert.equal(await line('door', async () => 'later'), 'later');
  });
});
