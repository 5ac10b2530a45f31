import { clausesOf, loadLibrary, wordProblem } from '../../policy/index.ts';
import type { Config } from '../config.ts';
import { exit, type Exit } from '../exit.ts';
import { checkNames } from '../library.ts';
import { print, printJson, table } from '../output.ts';

/** Loads packs and says everything that is wrong with them. */
export function checkPacks(config: Config, names: readonly string[], options: { json?: boolean }): Exit {
  const library = loadLibrary(config, names.length > 0 ? checkNames(config, names) : undefined);
  const packs = [...library.packs.values()].map((pack) => ({
    pack: pack.key,
    sections: pack.sections.length,
    clauses: clausesOf(pack).length,
    agreements: pack.agreements.length,
    cases: pack.cases.length,
  }));
  const outcome = library.problems.length > 0 ? exit.invalid : exit.done;
  if (options.json) {
    printJson({ packs, problems: library.problems });
    return outcome;
  }
  for (const problem of library.problems) print(wordProblem(problem));
  if (packs.length > 0)
    print(
      table([
        ['pack', 'sections', 'clauses', 'agreements', 'cases'],
        ...packs.map((row) => Object.values(row).map(String)),
      ]),
    );
  print(library.problems.length === 0 ? 'All load.' : `${library.problems.length} problems.`);
  return outcome;
}
