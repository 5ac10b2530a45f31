import { parseArgs } from 'node:util';
import type { Policy } from '../../src/policy/index.ts';
import { realPolicies } from '../../test/support/packs.ts';
import { chance } from './chance.ts';
import { cedarFor, compare, type Disagreement, randomQuestion } from './oracle.ts';

/* Puts the same random questions to our decider and to Cedar, over every real pack with the law beneath it. */

const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    pack: { type: 'string', multiple: true, default: [] },
  },
});
const policies = realPolicies().policies.filter(
  ({ pack }) => values.pack.length === 0 || values.pack.includes(pack.key),
);
const rows = policies.map((policy) => campaign(policy, Number(values.questions), Number(values.seed)));
const total = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0);
console.table([
  ...rows,
  {
    pack: 'all',
    questions: total((row) => row.questions),
    complete: total((row) => row.complete),
    agree: total((row) => row.agree),
    disagree: total((row) => row.disagree),
    'a second': Math.round(total((row) => row.questions) / total((row) => row.questions / row['a second'])),
  },
]);
process.exitCode = rows.every((row) => row.disagree === 0) ? 0 : 1;

/** Half of the questions have every fact known, the others some. */
function campaign(policy: Policy, questions: number, seed: number) {
  const random = chance(seed);
  const ask = cedarFor(policy);
  const disagreements: Disagreement[] = [];
  const started = performance.now();
  for (let count = 0; count < questions; count += 1) {
    const isComplete = count % 2 === 0;
    const question = randomQuestion(policy, random, isComplete ? 100 : 60);
    const differing = compare(policy, ask, question, isComplete);
    if (differing) disagreements.push(differing);
  }
  const seconds = (performance.now() - started) / 1000;
  for (const one of disagreements.slice(0, 5)) console.error(`${policy.pack.key}: ${JSON.stringify(one)}`);
  return {
    pack: policy.pack.key,
    questions,
    complete: Math.ceil(questions / 2),
    agree: questions - disagreements.length,
    disagree: disagreements.length,
    'a second': Math.round(questions / seconds),
  };
}
