import type { Config } from '../config.ts';
import { listGaps } from '../../verdicts/index.ts';
import { migrate } from '../../store/index.ts';
import { exit, type Exit } from '../exit.ts';
import { checkNames } from '../library.ts';
import { print, printJson, table } from '../output.ts';
import { openStoreOf } from './start.ts';

/**
 * Lists what a school's policy could not answer: acts on which it is silent, and questions that nobody could place, as
 * they were typed. The server has to be stopped while the store is embedded.
 */
export async function showGaps(config: Config, name: string, options: { json?: boolean }): Promise<Exit> {
  const [key] = checkNames(config, [name]) as [string];
  const store = await openStoreOf(config);
  try {
    await migrate(store);
    const gaps = await listGaps(store.db, key, 1000);
    if (options.json) printJson(gaps);
    else if (gaps.length === 0) print('Nothing was asked in vain.');
    else
      print(
        table([['times', 'kind', 'what'], ...gaps.map((gap) => [String(gap.times), gap.kind, gap.subject])]),
      );
    return exit.done;
  } finally {
    await store.close();
  }
}
