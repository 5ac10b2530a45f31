import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answering } from '../../../scripts/campaigns/answering.ts';
import { migratedDump } from '../../../test/support/store.ts';

/** A short run; `node scripts/campaigns/answering.ts --kills N` runs it at length. */
describe('a server that is killed while many ask', () => {
  it('has kept every answer that it acknowledged, with the verdict that it told', async () => {
    const { acknowledged, ...bad } = await answering(3, 1, await migratedDump());
    assert.deepEqual(bad, { kills: 3, lost: 0, altered: 0, failedToStart: 0 });
    assert.ok(acknowledged > 0);
  });
});
