import { type EditionRow, editionsOf, publish } from '../../editions/index.ts';
import { Fault, systemClock } from '../../kernel/index.ts';
import type { Pack } from '../../policy/index.ts';
import { migrate } from '../../store/index.ts';
import type { Config } from '../config.ts';
import { order } from '../control.ts';
import { exit, type Exit } from '../exit.ts';
import { checkNames, openLibrary } from '../library.ts';
import { publicationOf } from '../orders.ts';
import { print, printJson, table } from '../output.ts';
import { openStoreOf } from './start.ts';

export interface PublishOptions {
  readonly minute?: string;
  readonly from?: string;
  readonly change?: 'minor' | 'material';
  readonly json?: boolean;
}

/** Publishes a pack as the school's next edition; a running Gatehouse is asked to do it. */
export async function publishEdition(config: Config, name: string, options: PublishOptions): Promise<Exit> {
  const [key] = checkNames(config, [name]) as [string];
  const given = new URLSearchParams(
    Object.entries({ pack: key, minute: options.minute, from: options.from, change: options.change }).flatMap(
      ([field, value]): [string, string][] => (value === undefined ? [] : [[field, value]]),
    ),
  );
  const edition = await publishSomewhere(config, key, given);
  if (options.json) printJson(edition);
  else
    print(
      `Published edition ${edition.number} of ${edition.school}: ${edition.change}, in force from ${edition.effectiveFrom}, hash ${edition.contentHash}`,
    );
  return exit.done;
}

type Published = EditionRow & { readonly school: string };

async function publishSomewhere(config: Config, key: string, given: URLSearchParams): Promise<Published> {
  const pack = openLibrary(config, [key]).packs.get(key) as Pack;
  let store: Awaited<ReturnType<typeof openStoreOf>>;
  try {
    store = await openStoreOf(config);
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'STORE_IN_USE')) throw error;
    return (await order(config, 'publish', Object.fromEntries(given))) as unknown as Published;
  }
  try {
    await migrate(store);
    return { ...(await publish(store, systemClock, pack, publicationOf(given))), school: pack.school };
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
