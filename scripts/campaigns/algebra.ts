import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { lawsOfPacks, lawsOfSmallPacks } from '../../test/support/laws.ts';
import { realPolicies } from '../../test/support/packs.ts';

/* The laws of deciding on more random packs and questions than a test has time for. */

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const numRuns = Number(values.runs);
const seed = Number(values.seed);
const groups = [
  { packs: 'small', laws: lawsOfSmallPacks },
  { packs: 'real', laws: lawsOfPacks(realPolicies().policies) },
];
const rows = groups.flatMap(({ packs, laws }) =>
  laws.map(({ title, property }) => {
    const result = fc.check(property, { numRuns, seed });
    if (result.failed) {
      console.error(
        `${title}\n${JSON.stringify(result.counterexample, undefined, 1)}\n${String(result.errorInstance)}`,
      );
    }
    return { packs, law: title.slice(0, 70), runs: result.numRuns, holds: !result.failed };
  }),
);
console.table(rows);
process.exitCode = rows.every((row) => row.holds) ? 0 : 1;
