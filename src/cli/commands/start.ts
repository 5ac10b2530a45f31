import { type Clock, systemClock } from '../../kernel/index.ts';
import { editionsOf, publish } from '../../editions/index.ts';
import type { Pack } from '../../policy/index.ts';
import { migrate, openStore, type Store } from '../../store/index.ts';
import { openAnswerer } from '../../verdicts/index.ts';
import { buildApp, type Site } from '../../web/index.ts';
import type { Config } from '../config.ts';
import { exit, type Exit } from '../exit.ts';
import { readLawEditions } from '../law-editions.ts';
import { openLibrary } from '../library.ts';
import { complain, print } from '../output.ts';
import { serveControl } from '../control.ts';

const refreshEveryMs = 60 * 60 * 1000;

export interface StartOptions {
  readonly port?: string;
  readonly host?: string;
  readonly quiet?: boolean;
}

/** Serves the product until it is told to stop. */
export async function start(config: Config, options: StartOptions = {}): Promise<Exit> {
  const began = performance.now();
  print(
    config.database === undefined
      ? `Opening the embedded store in ${config.data}`
      : 'Connecting to the PostgreSQL server',
  );
  const store = await openStoreOf(config);
  try {
    await migrate(store);
    await serve(config, store, options, began);
    return exit.done;
  } finally {
    // An open store would keep the process, and with it the lock, alive after a failure too.
    await store.close();
  }
}

async function serve(config: Config, store: Store, options: StartOptions, began: number): Promise<void> {
  const site = await openSite(config, store, systemClock);
  const log = { write: (line: string) => complain(line.trimEnd()) };
  const app = await buildApp(site, options.quiet ? {} : { log });
  const control = config.database === undefined ? await serveControl(config, store) : undefined;
  try {
    const port = Number(options.port ?? config.port);
    const address = await app.listen({ host: options.host ?? config.host, port });
    greet(site, address, (performance.now() - began) / 1000);
    const refreshing = setInterval(() => refresh(site), refreshEveryMs);
    await untilTold();
    clearInterval(refreshing);
    print('Stopping…');
  } finally {
    await app.close();
    await control?.close();
  }
}

function greet(site: Site, address: string, seconds: number): void {
  print(`\n  Gatehouse is ready after ${seconds.toFixed(1)} s: open ${address}\n`);
  for (const school of site.answerer.schools())
    print(`  ${school.name.padEnd(30)} ${address}/schools/${school.key}`);
  print('\n  To stop it, press Ctrl+C.\n');
}

/** A new day may bring another edition into force. Where the store does not answer, the next time will do. */
function refresh(site: Site): void {
  site.answerer
    .refresh()
    .catch((error: Error) => complain(`editions could not be read again: ${error.message}`));
}

/** The store that the configuration names. */
export const openStoreOf = (config: Config): Promise<Store> =>
  openStore(
    config.database === undefined
      ? { kind: 'embedded', directory: config.data, clock: systemClock }
      : { kind: 'server', address: config.database },
  );

/** Everything that pages are handed. A school without an edition gets its pack as the first; later changes are published by command. */
export async function openSite(config: Config, store: Store, clock: Clock): Promise<Site> {
  const library = openLibrary(config);
  const packs = [...library.packs.values()];
  const schools = packs.filter((pack) => !pack.isLaw);
  for (const pack of schools) await publishFirst(store, clock, pack);
  const law = new Map(packs.filter((pack) => pack.isLaw).map((pack) => [pack.key, pack]));
  const answerer = await openAnswerer(
    store,
    clock,
    law,
    schools.map((pack) => pack.key),
  );
  return { answerer, store, clock, law, lawEditions: readLawEditions(config) };
}

async function publishFirst(store: Store, clock: Clock, pack: Pack): Promise<void> {
  const editions = await editionsOf(store, pack.key);
  if (editions.length === 0) await publish(store, clock, pack);
}

const untilTold = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
