import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { badIn, killingSigning } from '../../scripts/campaigns/killing-signing.ts';
import { signingLoad } from '../../scripts/campaigns/signing-load.ts';
import { noFindings } from '../../scripts/campaigns/signing/inspecting.ts';
import { migratedDump } from '../support/store.ts';
import { isThorough } from '../support/thorough.ts';

/** Short runs; `node scripts/campaigns/killing-signing.ts` and `signing-load.ts` run them at length. */
describe('signing under the knife and under load', () => {
  it('a kill takes no acknowledged signature and no import, leaves none by halves, and the ledger verifies', async () => {
    const result = await killingSigning({
      cycles: isThorough ? 5 : 3,
      seed: 1,
      contents: await migratedDump(),
    });
    const { lost, altered, half, halfImports, broken, disagreeing } = result;
    assert.deepEqual({ lost, altered, half, halfImports, broken, disagreeing }, noFindings());
    assert.equal(badIn(result), 0, JSON.stringify(result));
    assert.ok(result.verified > 0 && result.signatures > 0 && result.heads > 0, JSON.stringify(result));
  });

  it('people who sign at the same time each get a receipt of their own that proves what they did', async () => {
    const day = { people: 20, signingIn: 2, atOnce: 10, signingInAtOnce: 2, seconds: 1 };
    const { errors, faults, proven, isVerified } = await signingLoad(day, await migratedDump());
    assert.deepEqual(
      { errors, faults, proven, isVerified },
      { errors: [], faults: [], proven: 20, isVerified: true },
    );
  });
});
