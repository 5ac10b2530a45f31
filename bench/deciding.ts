import { fileURLToPath } from 'node:url';
import { chance } from '../scripts/campaigns/chance.ts';
import {
  clausesOf,
  compile,
  decide,
  type Outcome,
  outcomes,
  type Pack,
  type Policy,
  type Question,
  requireLibrary,
} from '../src/policy/index.ts';
import { type CommonPolicy, type Engine, makeCommonPolicy } from './common-policy.ts';
import { casbin } from './engines/casbin.ts';
import { casl } from './engines/casl.ts';
import { cedar } from './engines/cedar.ts';
import { gatehouse } from './engines/gatehouse.ts';
import { fine, type Measure, measure, printTable, whole } from './measuring.ts';
import { anyQuestion } from './questions.ts';

/*
 * How many verdicts a second, on one core: of the largest real pack, and beside other engines on a policy that all of
 * them can hold. Takes about half a minute. `node bench/deciding.ts`
 */

const SEED = 20_261_122;
const QUESTIONS = 10_000;
const ROUND_MS = 500;
const TARGET = 300_000;

const root = fileURLToPath(new URL('../', import.meta.url));
const library = requireLibrary({ packs: `${root}packs`, vocabulary: `${root}vocabulary` });
const schools = [...library.packs.values()].filter((pack) => !pack.isLaw);

async function main(): Promise<void> {
  const largest = schools.reduce((one, other) =>
    clausesOf(other).length > clausesOf(one).length ? other : one,
  );
  measureOurs(largest);
  await compareEngines(makeCommonPolicy(largest, chance(SEED)), largest);
}

const policyOf = (pack: Pack): Policy =>
  compile(
    pack,
    pack.layers.flatMap((name) => library.packs.get(name) ?? []),
  );

function measureOurs(pack: Pack): void {
  const policy = policyOf(pack);
  const any = chance(SEED);
  const random = Array.from({ length: QUESTIONS }, () => anyQuestion(policy, any));
  const cases = schools.flatMap((school) => {
    const own = policyOf(school);
    return school.cases.map(({ question }) => ({ policy: own, question }));
  });
  console.log(
    `Full verdicts. The largest pack is ${pack.school}'s: ${policy.rules.size} clauses with the law beneath them.\n`,
  );
  printTable([
    ['Questions', 'verdicts a second', `of ${whole(TARGET)}`, 'p50 µs', 'p99 µs'],
    rowOfOurs(
      `${whole(QUESTIONS)} at random, largest pack`,
      measure(random, (question) => decide(policy, question), ROUND_MS),
    ),
    rowOfOurs(
      `${whole(pack.cases.length)} cases of the largest pack`,
      measure(pack.cases, (one) => decide(policy, one.question), ROUND_MS),
    ),
    rowOfOurs(
      `${whole(cases.length)} cases of all packs`,
      measure(cases, (one) => decide(one.policy, one.question), ROUND_MS),
    ),
  ]);
  console.log(`\nThe random questions: ${sharesOf(policy, random)}.\n`);
}

const rowOfOurs = (name: string, { perSecond, p50, p99 }: Measure): string[] => [
  name,
  whole(perSecond),
  `${(perSecond / TARGET).toFixed(1)} times`,
  fine(p50),
  fine(p99),
];

function sharesOf(policy: Policy, questions: readonly Question[]): string {
  const counts = new Map<Outcome, number>(outcomes.map((outcome) => [outcome, 0]));
  for (const question of questions) {
    const { verdict } = decide(policy, question);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  return [...counts]
    .map(([outcome, count]) => `${((100 * count) / questions.length).toFixed(0)} % ${outcome}`)
    .join(', ');
}

async function compareEngines(common: CommonPolicy, pack: Pack): Promise<void> {
  const ours = gatehouse(common, pack);
  const engines = [ours, casl(common), cedar(common), await casbin(common)];
  const agreed = common.questions.filter((question) =>
    engines.every((engine) => engine.isAllowed(question) === ours.isAllowed(question)),
  );
  const allowed = common.questions.filter(ours.isAllowed);
  console.log(
    `Beside other engines: ${common.clauses.length} clauses that all can hold, ${whole(common.questions.length)} questions with every fact known.`,
  );
  console.log(
    `All four agree on ${whole(agreed.length)} of ${whole(common.questions.length)} answers, of which ${whole(allowed.length)} are yes.\n`,
  );
  const measured = engines.map((engine) => ({ engine, figures: measureEngine(engine, common) }));
  const fastest = measured[0]?.figures.perSecond ?? Number.NaN;
  printTable([
    ['Engine', 'says', 'on questions', 'answers a second', 'Gatehouse is', 'p50 µs', 'p99 µs'],
    ...measured.map(({ engine, figures: { perSecond, p50, p99 } }) => [
      engine.name,
      engine.says,
      whole(engine.questions),
      whole(perSecond),
      engine === ours ? '–' : `${fine(fastest / perSecond)} times as fast`,
      fine(p50),
      fine(p99),
    ]),
  ]);
  if (agreed.length < common.questions.length) process.exitCode = 1;
}

const measureEngine = (engine: Engine, common: CommonPolicy): Measure =>
  measure(common.questions.slice(0, engine.questions), engine.isAllowed, ROUND_MS);

await main();
