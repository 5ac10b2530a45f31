import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lawsOfPacks, lawsOfSmallPacks } from '../../test/support/laws.ts';
import { realPolicies } from '../../test/support/packs.ts';

const numRuns = 1000;
const seed = 20261122;

describe('on small random packs', () => {
  for (const { title, property } of lawsOfSmallPacks) {
    it(title, () => fc.assert(property, { numRuns, seed }));
  }
});

describe('on random questions to the real packs', () => {
  for (const { title, property } of lawsOfPacks(realPolicies().policies)) {
    it(title, () => fc.assert(property, { numRuns, seed }));
  }
});
