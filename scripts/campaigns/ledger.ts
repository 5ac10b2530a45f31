import { parseArgs } from 'node:util';
import { forge } from '../../test/ledger-vectors/forging.ts';

/* More forged proofs than a test has time for: `node scripts/campaigns/ledger.ts --times 100000 --seed 1` */

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    leaves: { type: 'string', default: '2048' },
  },
});
const rows = forge({
  times: Number(values.times),
  seed: Number(values.seed),
  largest: Number(values.leaves),
});
for (const { accepted } of rows) for (const claim of accepted.slice(0, 3)) console.error(claim);
console.table(rows.map(({ kind, refused, accepted }) => ({ kind, refused, accepted: accepted.length })));
const refused = rows.reduce((sum, row) => sum + row.refused, 0);
const accepted = rows.reduce((sum, row) => sum + row.accepted.length, 0);
console.log(`${refused + accepted} forged proofs: ${refused} refused, ${accepted} accepted`);
process.exitCode = accepted === 0 ? 0 : 1;
