import { readCatalogue, traceAgainst } from '../../policy/index.ts';
import type { Config } from '../config.ts';
import { exit, type Exit } from '../exit.ts';
import { openLibrary } from '../library.ts';
import { print, printJson, table } from '../output.ts';

/** Compares the traces of packs with a catalogue of rules. Done only when every rule of the catalogue is traced. */
export function tracePacks(
  config: Config,
  names: readonly string[],
  options: { catalogue: string; json?: boolean },
): Exit {
  const catalogue = readCatalogue(options.catalogue);
  const library = openLibrary(config, names);
  const results = [...library.packs.values()].flatMap((pack) => traceAgainst(pack, catalogue) ?? []);
  const traced = results.reduce((sum, result) => sum + result.traced, 0);
  const total =
    names.length > 0
      ? results.reduce((sum, result) => sum + result.rules, 0)
      : [...catalogue.values()].flat().length;
  const whole = traced === total && total > 0 && results.every((result) => result.unknown.length === 0);
  if (options.json) printJson({ traced, total, packs: results });
  else {
    const rows = results.map((result) => [
      result.pack,
      `${result.traced} of ${result.rules}`,
      `${result.without} without a clause`,
    ]);
    if (rows.length > 0) print(table(rows));
    for (const result of results) {
      if (result.missing.length > 0) print(`${result.pack} misses: ${result.missing.join(' ')}`);
      if (result.unknown.length > 0)
        print(`${result.pack} names rules that are not in the catalogue: ${result.unknown.join(' ')}`);
    }
    print(`${traced.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} rules traced.`);
  }
  return whole ? exit.done : exit.refused;
}
