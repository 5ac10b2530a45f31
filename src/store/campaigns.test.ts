import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { killing } from '../../scripts/campaigns/killing.ts';
import { losingByModel } from '../../scripts/campaigns/losing-by-model.ts';
import { migratedDump } from '../../test/support/store.ts';

/** Short runs; `node scripts/campaigns/killing.ts` and `power-loss.ts` run them at length. */
describe('durability', () => {
  it('a killed process loses nothing that was acknowledged', async () => {
    const { acknowledged, lost, half, disagreeing, failedToOpen } = await killing(3, 1, await migratedDump());
    assert.deepEqual(
      { lost, half, disagreeing, failedToOpen },
      { lost: 0, half: 0, disagreeing: 0, failedToOpen: 0 },
    );
    assert.ok(acknowledged > 0);
  });

  it('a power loss takes nothing that was acknowledged', async () => {
    const { cycles, acknowledged, ...bad } = await losingByModel(4, 1, false, await migratedDump());
    assert.deepEqual(bad, { lost: 0, half: 0, disagreeing: 0, failedToOpen: 0 });
    assert.ok(cycles === 4 && acknowledged > 0);
  });

  it('the same campaign finds that PGlite as shipped loses rows', async () => {
    const { lost } = await losingByModel(2, 1, true, await migratedDump());
    assert.ok(lost > 0);
  });
});
