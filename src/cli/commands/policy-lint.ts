import { localDay, systemClock } from '../../kernel/index.ts';
import { type Finding, findingKinds, lint, type Pack } from '../../policy/index.ts';
import type { Config } from '../config.ts';
import { exit, type Exit } from '../exit.ts';
import { readLawEditions } from '../law-editions.ts';
import { checkNames, openLibrary } from '../library.ts';
import { print, printJson } from '../output.ts';

/** Says what a reader of the policy would miss. Findings are not failures: a real policy has them. */
export function lintPacks(config: Config, names: readonly string[], options: { json?: boolean }): Exit {
  const library = openLibrary(config, names);
  const keys = names.length > 0 ? checkNames(config, names) : [...library.packs.keys()];
  const world = { today: localDay(systemClock.now()), law: readLawEditions(config) };
  const results = keys.map((key) => ({
    pack: library.packs.get(key) as Pack,
    findings: lint(library.packs.get(key) as Pack, world),
  }));
  if (options.json)
    printJson(results.map(({ pack, findings }) => ({ pack: pack.key, findings: findings.map(findingData) })));
  else for (const { pack, findings } of results) printFindings(pack, findings);
  return exit.done;
}

const findingData = (finding: Finding) => ({
  ...finding,
  clauses: finding.clauses.map((clause) => clause.id),
});

function printFindings(pack: Pack, findings: readonly Finding[]): void {
  print(`${pack.school}: ${findings.length} findings`);
  for (const kind of new Set(findings.map((finding) => finding.kind))) {
    print(`\n  ${findingKinds[kind]}`);
    for (const finding of findings.filter((one) => one.kind === kind)) {
      const where = finding.clauses.map((clause) => `${clause.number} ${clause.id}`).join(', ');
      print(`    ${finding.message}${where ? `  [${where}]` : ''}`);
    }
  }
  print();
}
