import { systemClock } from '../../kernel/index.ts';
import { editionsOf, publish } from '../../editions/index.ts';
import type { Pack } from '../../policy/index.ts';
import { migrate } from '../../store/index.ts';
import type { Config } from '../config.ts';
import { exit, type Exit } from '../exit.ts';
import { checkNames, openLibrary } from '../library.ts';
import { print, printJson, table } from '../output.ts';
import { openStoreOf } from './start.ts';

export interface PublishOptions {
  readonly minute?: string;
  readonly from?: string;
  readonly change?: 'minor' | 'material';
  readonly json?: boolean;
}

/** Publishes a pack as the school's next edition. The server has to be stopped while the store is embedded. */
export async function publishEdition(config: Config, name: string, options: PublishOptions): Promise<Exit> {
  const [key] = checkNames(config, [name]) as [string];
  const pack = openLibrary(config, [key]).packs.get(key) as Pack;
  const store = await openStoreOf(config);
  try {
    await migrate(store);
    const edition = await publish(store, systemClock, pack, {
      ...(options.minute !== undefined && { boardMinute: options.minute }),
      ...(options.from !== undefined && { effectiveFrom: options.from }),
      ...(options.change !== undefined && { change: options.change }),
    });
    if (options.json) printJson(edition);
    else
      print(
        `Published edition ${edition.number} of ${pack.school}: ${edition.change}, in force from ${edition.effectiveFrom}, hash ${edition.contentHash}`,
      );
    return exit.done;
  } finally {
    await store.close();
  }
}

/** Lists the published editions of a school. */
export async function listEditions(config: Config, name: string, options: { json?: boolean }): Promise<Exit> {
  const [key] = checkNames(config, [name]) as [string];
  const store = await openStoreOf(config);
  try {
    await migrate(store);
    const editions = await editionsOf(store, key);
    if (options.json) printJson(editions);
    else
      print(
        editions.length === 0
          ? 'Nothing is published yet.'
          : table([
              ['edition', 'in force from', 'change', 'minute', 'hash'],
              ...editions.map((edition) => [
                String(edition.number),
                edition.effectiveFrom,
                edition.change,
                edition.boardMinute ?? '',
                edition.contentHash.slice(0, 16),
              ]),
            ]),
      );
    return exit.done;
  } finally {
    await store.close();
  }
}
