import { type CaseResult, runCases } from '../../policy/index.ts';
import type { Config } from '../config.ts';
import { exit, type Exit } from '../exit.ts';
import { openLibrary, policyOf } from '../library.ts';
import { print, printJson } from '../output.ts';

/** Runs the cases of packs. */
export function testPacks(config: Config, names: readonly string[], options: { json?: boolean }): Exit {
  const library = openLibrary(config, names);
  const asked =
    names.length > 0
      ? names.map((name) => name.replace(/\/+$/, '').split('/').at(-1) as string)
      : [...library.packs.keys()];
  const results = asked.map((key) => ({ pack: key, results: runCases(policyOf(library, key)) }));
  const failed = results.flatMap(({ results: cases }) =>
    cases.filter((result) => result.differences.length > 0),
  ).length;
  const total = results.reduce((sum, { results: cases }) => sum + cases.length, 0);
  if (options.json)
    printJson(results.map(({ pack, results: cases }) => ({ pack, cases: cases.map(caseData) })));
  else {
    for (const { pack, results: cases } of results) {
      for (const result of cases.filter((one) => one.differences.length > 0)) printDifference(pack, result);
    }
    print(`${total - failed} of ${total} cases hold.`);
  }
  return failed > 0 ? exit.refused : exit.done;
}

const caseData = (result: CaseResult) => ({
  id: result.case.id,
  holds: result.differences.length === 0,
  verdict: result.verdict.verdict,
  differences: result.differences,
});

function printDifference(pack: string, result: CaseResult): void {
  print(`${pack} ${result.case.id}: ${result.case.ask}`);
  for (const difference of result.differences) print(`    ${difference}`);
  const deciding = result.verdict.deciding.map((clause) => clause.id).join(', ');
  const depends =
    result.verdict.dependsOn.length > 0 ? `, depends on ${result.verdict.dependsOn.join(', ')}` : '';
  print(`    it answers ${result.verdict.verdict} by ${deciding || 'no clause'}${depends}`);
}
