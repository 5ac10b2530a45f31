import {
  compile,
  type Library,
  loadLibrary,
  packNames,
  type Pack,
  type Policy,
  policyFault,
  wordProblem,
} from '../policy/index.ts';
import type { Config } from './config.ts';
import { cliFault } from './errors.ts';
import { complain } from './output.ts';

/** Loads the named packs, or all, with the law packs they lie on. Problems are printed and make a fault. */
export function openLibrary(config: Config, names: readonly string[] = []): Library {
  const wanted = loadLibrary(config, names.length > 0 ? checkNames(config, names) : undefined);
  const layers = [...wanted.packs.values()]
    .flatMap((pack) => pack.layers)
    .filter((name) => !wanted.packs.has(name));
  const below = loadLibrary(config, [...new Set(layers)]);
  const library = {
    ...wanted,
    packs: new Map([...wanted.packs, ...below.packs]),
    problems: [...new Set([...wanted.problems, ...below.problems])],
  };
  if (library.problems.length === 0) return library;
  for (const problem of library.problems) complain(wordProblem(problem));
  throw policyFault('PACK_BROKEN', `${library.problems.length} problems in packs`, {
    help: 'mend the lines named above',
  });
}

/** Names as given that are packs; a path to a pack's folder is taken by its last part. */
export function checkNames(config: Config, names: readonly string[]): string[] {
  const known = packNames(config.packs);
  return names.map((name) => {
    const key = name.replace(/\/+$/, '').split('/').at(-1) ?? name;
    if (known.includes(key)) return key;
    throw cliFault('PACK_UNKNOWN', `there is no pack \`${name}\``, {
      status: 404,
      help: `packs are: ${known.join(', ')}`,
    });
  });
}

/** The policy of a pack with its layers beneath it. */
export function policyOf(library: Library, key: string, on?: string): Policy {
  const pack = library.packs.get(key);
  if (!pack) throw cliFault('PACK_UNKNOWN', `there is no pack \`${key}\``, { status: 404 });
  const law = pack.layers.flatMap((name) => library.packs.get(name) ?? []) as Pack[];
  return compile(pack, law, on);
}
