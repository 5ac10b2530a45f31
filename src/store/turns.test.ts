import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { turns } from './turns.ts';

describe('turns', () => {
  it('nothing is sent while somebody has the session alone, and all of it after, in order', async () => {
    const turn = turns(1_000);
    const sent: string[] = [];
    const send = (name: string) => async () => void sent.push(name);
    await turn.along(send('first'));
    const release = await turn.alone();
    const others = [turn.along(send('second')), turn.alone(), turn.along(send('fourth'))] as const;
    assert.deepEqual(sent, ['first']);
    release();
    const third = await others[1];
    assert.deepEqual(sent, ['first', 'second']);
    third();
    await others[2];
    assert.deepEqual(sent, ['first', 'second', 'fourth']);
  });

  it('a turn is ended once, however often it is said', async () => {
    const turn = turns(1_000);
    const first = await turn.alone();
    const waiting = turn.alone();
    first();
    const second = await waiting;
    first();
    const sent: string[] = [];
    const along = turn.along(async () => void sent.push('slipped in'));
    assert.deepEqual(sent, []);
    second();
    await along;
    assert.deepEqual(sent, ['slipped in']);
  });

  it('a wait has an end, and whoever gave up is passed over', async () => {
    const turn = turns(10);
    const release = await turn.alone();
    await assert.rejects(
      turn.along(async () => assert.fail('sent after giving up')),
      { code: 'STORE_BUSY' },
    );
    await assert.rejects(turn.alone(), { code: 'STORE_BUSY' });
    release();
    (await turn.alone())();
  });
});
