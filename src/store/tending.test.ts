import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { frozenClock } from '../kernel/index.ts';
import { type TendingRhythm, tend } from './tending.ts';

const rhythm: TendingRhythm = {
  checkpointEveryMs: 60_000,
  checkpointEveryWrites: 100,
  vacuumEveryMs: 600_000,
  vacuumEveryWrites: 1_000,
};

function tended() {
  const clock = frozenClock('2026-09-01T08:00:00Z');
  const done: string[] = [];
  let failure: Error | undefined;
  const run = async (sql: string) => {
    if (failure) throw failure;
    done.push(sql);
  };
  const tending = tend(run, clock, rhythm);
  tending.stop();
  const fail = (error: Error | undefined) => {
    failure = error;
  };
  return { clock, done, fail, tending };
}

describe('tending', () => {
  it('a store that nobody wrote to is left alone, however long', async () => {
    const { clock, done, tending } = tended();
    clock.advance(1e9);
    await tending.look();
    assert.deepEqual(done, []);
  });

  it('one write is checkpointed when its time has come, and once', async () => {
    const { clock, done, tending } = tended();
    tending.used(1);
    await tending.look();
    assert.deepEqual(done, []);
    clock.advance(rhythm.checkpointEveryMs);
    await tending.look();
    await tending.look();
    assert.deepEqual(done, ['checkpoint']);
  });

  it('many writes do not wait for the time', async () => {
    const { done, tending } = tended();
    tending.used(rhythm.checkpointEveryWrites);
    await tending.look();
    assert.deepEqual(done, ['checkpoint']);
    tending.used(rhythm.vacuumEveryWrites);
    await tending.look();
    assert.deepEqual(done, ['checkpoint', 'checkpoint']);
  });

  it('a vacuum, which keeps everybody waiting, is made when nobody used the store between two looks', async () => {
    const { done, tending } = tended();
    tending.used(rhythm.vacuumEveryWrites);
    await tending.look();
    tending.used(0);
    await tending.look();
    assert.deepEqual(done, ['checkpoint']);
    await tending.look();
    assert.deepEqual(done, ['checkpoint', 'vacuum analyze']);
  });

  it('a failure is kept until a round succeeds, and its writes stay due', async () => {
    const { done, fail, tending } = tended();
    const failure = new Error('disk full');
    fail(failure);
    tending.used(rhythm.checkpointEveryWrites);
    await tending.look();
    assert.equal(tending.trouble(), failure);
    fail(undefined);
    await tending.look();
    assert.equal(tending.trouble(), undefined);
    assert.deepEqual(done, ['checkpoint']);
  });
});
