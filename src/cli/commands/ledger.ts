import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exportLedger, ledgerKey, openKey } from '../../ledger/index.ts';
import { migrate } from '../../store/index.ts';
import type { Config } from '../config.ts';
import { exit, type Exit } from '../exit.ts';
import { checkNames } from '../library.ts';
import { print, printJson } from '../output.ts';
import { openStoreOf } from './start.ts';

/** Prints the public key by which anybody verifies a school's ledger, as a C2SP verifier key. */
export async function showLedgerKey(
  config: Config,
  name: string,
  options: { json?: boolean },
): Promise<Exit> {
  const [school] = checkNames(config, [name]) as [string];
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const key = ledgerKey(school, openKey(config.data));
  if (options.json) printJson({ school, key });
  else print(key);
  return exit.done;
}

/**
 * Writes a school's whole ledger to a new file, one line an entry, for `scripts/verify-gatehouse.mjs`. Without people's
 * data unless `personal` is set. The server has to be stopped while the store is embedded.
 */
export async function writeLedger(
  config: Config,
  name: string,
  file: string,
  options: { json?: boolean; personal?: boolean },
): Promise<Exit> {
  const [school] = checkNames(config, [name]) as [string];
  const store = await openStoreOf(config);
  const target = resolve(file);
  let lines = 0;
  try {
    await migrate(store);
    const written = await open(target, 'wx', 0o600);
    for await (const line of exportLedger(store, school, { withPersonal: options.personal === true })) {
      await written.write(line);
      lines += 1;
    }
    await written.sync();
    await written.close();
  } finally {
    await store.close();
  }
  if (options.json) printJson({ school, file: target, lines });
  else print(`Wrote ${lines} lines to ${target}`);
  return exit.done;
}
