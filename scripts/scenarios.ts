// Compares the packs with a folder of scenarios (s0.jsonl …): each scenario's listed answer with the case of the same id,
// the clauses that carry the listed rules, and whether plain words find the act. `node scripts/scenarios.ts FOLDER [--all]`
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../src/cli/config.ts';
import { openLibrary, policyOf } from '../src/cli/library.ts';
import { table } from '../src/cli/output.ts';
import {
  type Case,
  decide,
  type Finder,
  finderFor,
  type Policy,
  shownClauses,
  type Verdict,
} from '../src/policy/index.ts';

interface Scenario {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly clauses: readonly string[];
  readonly tension?: readonly string[];
  readonly asks?: string;
  readonly qtype?: string;
  readonly contested?: boolean;
  readonly ambiguous?: boolean;
  readonly alt?: string | null;
  readonly alt_answer?: string | null;
}

interface Row {
  readonly scenario: Scenario;
  readonly mode: string;
  readonly verdict: string;
  readonly agrees: boolean;
  readonly isUnsafe: boolean;
  readonly clausesShown: boolean;
  readonly found: boolean;
}

const folder = process.argv[2];
if (folder === undefined || !existsSync(folder)) {
  console.error('name the folder that holds the scenarios');
  process.exit(3);
}

const config = readConfig();
const library = openLibrary(config);
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Scenario),
  );

function rowsOf(key: string): Row[] {
  const policy = policyOf(library, key);
  const finder = finderFor(policy.vocabulary, [policy]);
  const cases = new Map(policy.pack.cases.map((one) => [one.id, one]));
  const prefix = [...policy.pack.trace.keys()][0]?.split('-')[0];
  return scenarios
    .filter((scenario) => scenario.id.startsWith(`${prefix}-`))
    .map((scenario) => rowOf(policy, finder, scenario, cases.get(scenario.id)));
}

function rowOf(policy: Policy, finder: Finder, scenario: Scenario, one: Case | undefined): Row {
  if (!one)
    return {
      scenario,
      mode: 'missing',
      verdict: 'no case',
      agrees: false,
      isUnsafe: false,
      clausesShown: false,
      found: false,
    };
  const verdict = decide(policy, one.question);
  const shown = new Set(shownClauses(verdict).map((clause) => clause.id));
  const carried = scenario.clauses.flatMap((rule) => policy.pack.trace.get(rule)?.clauses ?? []);
  const clausesShown = carried.length === 0 || carried.some((id) => shown.has(id));
  const target = one.question.act ?? one.question.event;
  const found = finder.find(scenario.question, 3).some((each) => each.id === target);
  return {
    scenario,
    mode: one.question.mode,
    verdict: verdict.verdict,
    agrees: one.question.mode === 'may' ? agrees(scenario, verdict) : clausesShown,
    isUnsafe: scenario.answer === 'no' && verdict.verdict === 'yes' && !mayBeEither(scenario),
    clausesShown,
    found,
  };
}

const mayBeEither = (scenario: Scenario) => scenario.contested === true || scenario.ambiguous === true;

function agrees(scenario: Scenario, verdict: Verdict): boolean {
  if (verdict.verdict === scenario.answer) return true;
  if (!mayBeEither(scenario) || !verdict.contested) return false;
  return (
    scenario.alt_answer === undefined ||
    scenario.alt_answer === null ||
    scenario.alt_answer === verdict.verdict
  );
}

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
const header = [
  'pack',
  'may: agree',
  'must, about: clauses shown',
  'no answered yes',
  'act among the first three',
];
const all = [...library.packs.values()]
  .filter((pack) => !pack.isLaw)
  .map((pack) => ({ key: pack.key, rows: rowsOf(pack.key) }));

function summary(name: string, rows: readonly Row[]): string[] {
  const may = rows.filter((row) => row.mode === 'may');
  const said = rows.filter((row) => row.mode !== 'may');
  const count = (list: readonly Row[], test: (row: Row) => boolean) => list.filter(test).length;
  return [
    name,
    `${count(may, (row) => row.agrees)} of ${may.length} (${percent(
      count(may, (row) => row.agrees),
      may.length,
    )})`,
    `${count(said, (row) => row.agrees)} of ${said.length} (${percent(
      count(said, (row) => row.agrees),
      said.length,
    )})`,
    String(count(rows, (row) => row.isUnsafe)),
    `${count(rows, (row) => row.found)} of ${rows.length} (${percent(
      count(rows, (row) => row.found),
      rows.length,
    )})`,
  ];
}

console.log(
  table([
    header,
    ...all.map(({ key, rows }) => summary(key, rows)),
    summary(
      'all',
      all.flatMap(({ rows }) => rows),
    ),
  ]),
);
for (const row of all.flatMap(({ rows }) => rows).filter((one) => !one.agrees)) {
  console.log(
    `${row.scenario.id} (${row.mode}): listed ${row.scenario.answer}, given ${row.verdict}${row.clausesShown ? '' : ', listed clauses not shown'}: ${row.scenario.question}`,
  );
}
if (process.argv.includes('--all')) {
  for (const row of all.flatMap(({ rows }) => rows).filter((one) => !one.found))
    console.log(`not among the first three: ${row.scenario.id}: ${row.scenario.question}`);
}
