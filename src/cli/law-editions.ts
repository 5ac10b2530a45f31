import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { LawEdition } from '../policy/index.ts';
import { packNames } from '../policy/index.ts';
import type { Config } from './config.ts';

/** Which editions of law and guidance are current, from `editions.yaml` of the law packs. */
export const readLawEditions = (config: Config): LawEdition[] =>
  packNames(config.packs)
    .map((name) => join(config.packs, name, 'editions.yaml'))
    .filter((file) => existsSync(file))
    .flatMap((file) => parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 }) as LawEdition[]);
