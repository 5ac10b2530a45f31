import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyFault } from './errors.ts';
import type { Pack } from './pack.ts';

/** How far a pack carries the rules of a catalogue. */
export interface TraceResult {
  readonly pack: string;
  readonly rules: number;
  readonly traced: number;
  /** Rules that need no clause, with the reason. */
  readonly without: number;
  readonly missing: readonly string[];
  /** Rules that the trace names and the catalogue does not have. */
  readonly unknown: readonly string[];
}

/** The rule ids of a catalogue folder, by the prefix before the hyphen (`S0`), from its files of JSON lines. */
export function readCatalogue(folder: string): ReadonlyMap<string, readonly string[]> {
  if (!existsSync(folder))
    throw policyFault('CATALOGUE_MISSING', `there is no folder \`${folder}\``, { status: 404 });
  const rules = new Map<string, string[]>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      if (line.trim() === '') continue;
      const { id } = JSON.parse(line) as { id: string };
      const prefix = id.split('-')[0] as string;
      rules.set(prefix, [...(rules.get(prefix) ?? []), id]);
    }
  }
  return rules;
}

/** Compares a pack's trace with the catalogue whose rule ids it names most; undefined if it names none. */
export function traceAgainst(
  pack: Pack,
  catalogue: ReadonlyMap<string, readonly string[]>,
): TraceResult | undefined {
  const named = Map.groupBy(pack.trace.keys(), (rule) => rule.split('-')[0] as string);
  const [prefix] = [...named].toSorted(([, one], [, other]) => other.length - one.length)[0] ?? [];
  const rules = prefix === undefined ? undefined : catalogue.get(prefix);
  if (!rules) return undefined;
  const known = new Set(rules);
  const missing = rules.filter((rule) => !pack.trace.has(rule));
  return {
    pack: pack.key,
    rules: rules.length,
    traced: rules.length - missing.length,
    without: [...pack.trace.values()].filter((entry) => entry.none !== undefined).length,
    missing,
    unknown: [...pack.trace.keys()].filter((rule) => !known.has(rule)),
  };
}
