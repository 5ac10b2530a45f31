import { resolve } from 'node:path';
import { Fault, systemClock } from '../../kernel/index.ts';
import { backUp, restore } from '../../store/index.ts';
import type { Config } from '../config.ts';
import { order } from '../control.ts';
import { exit, type Exit } from '../exit.ts';
import { print, printJson } from '../output.ts';
import { openStoreOf } from './start.ts';

/** Backs the store up into a new file; a running Gatehouse is asked to do it. */
export async function backUpStore(config: Config, file: string, options: { json?: boolean }): Promise<Exit> {
  const target = resolve(file);
  const made = await backUpHere(config, target);
  if (options.json) printJson(made);
  else print(`Backed up to ${target}`);
  return exit.done;
}

async function backUpHere(config: Config, file: string): Promise<unknown> {
  let store: Awaited<ReturnType<typeof openStoreOf>>;
  try {
    store = await openStoreOf(config);
  } catch (error) {
    if (error instanceof Fault && error.code === 'STORE_IN_USE') return order(config, 'backup', { file });
    throw error;
  }
  try {
    return await backUp(store, file);
  } finally {
    await store.close();
  }
}

/** Restores a backup into the empty data directory. */
export async function restoreStore(config: Config, file: string, options: { json?: boolean }): Promise<Exit> {
  await restore(resolve(file), { directory: config.data, clock: systemClock });
  if (options.json) printJson({ restored: config.data });
  else print(`Restored into ${config.data}`);
  return exit.done;
}
