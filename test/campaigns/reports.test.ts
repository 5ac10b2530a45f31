import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { badIn, killingReports } from '../../scripts/campaigns/killing-reports.ts';
import { noFindings } from '../../scripts/campaigns/reports/inspecting.ts';
import { migratedDump } from '../support/store.ts';
import { isThorough } from '../support/thorough.ts';

/** A short run; `node scripts/campaigns/killing-reports.ts` runs it at length. */
describe('reports and letters under the knife', () => {
  it('a kill takes no acknowledged report, letter or answer, leaves none twice or by halves, and the ledger verifies', async () => {
    const result = await killingReports({
      cycles: isThorough ? 10 : 3,
      seed: 1,
      contents: await migratedDump(),
    });
    const { lost, twice, half, broken, disagreeing } = result;
    assert.deepEqual({ lost, twice, half, broken, disagreeing }, noFindings());
    assert.equal(badIn(result), 0, JSON.stringify(result));
    const { letters, answers, reports, verified } = result;
    assert.ok(Math.min(letters, answers, reports, verified) > 0, JSON.stringify(result));
  });
});
