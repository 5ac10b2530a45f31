import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { badIn, killingRequests } from '../../scripts/campaigns/killing-requests.ts';
import { noFindings } from '../../scripts/campaigns/requests/inspecting.ts';
import { migratedDump } from '../support/store.ts';
import { isThorough } from '../support/thorough.ts';

/** A short run; `node scripts/campaigns/killing-requests.ts` runs it at length. */
describe('requests and loans under the knife', () => {
  it('a kill takes no acknowledged decision, permission or loan, leaves none by halves, and the ledger verifies', async () => {
    const result = await killingRequests({
      cycles: isThorough ? 6 : 3,
      seed: 1,
      contents: await migratedDump(),
    });
    const { lost, half, broken, disagreeing } = result;
    assert.deepEqual({ lost, half, broken, disagreeing }, noFindings());
    assert.equal(badIn(result), 0, JSON.stringify(result));
    const { decisions, permissions, withdrawals, loans, returns, verified } = result;
    assert.ok(
      Math.min(decisions, permissions, withdrawals, loans, returns, verified) > 0,
      JSON.stringify(result),
    );
  });
});
