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

const hour = 60 * 60 * 1000;

/** Serves the product until it is told to stop. */
export async function start(
  config: Config,
  options: { port?: string; host?: string; quiet?: boolean } = {},
): Promise<Exit> {
  const began = performance.now();
  print(
    config.database === undefined
      ? `Opening the embedded store in ${config.data}`
      : 'Connecting to the PostgreSQL server',
  );
  const store = await openStoreOf(config);
  await migrate(store);
  const site = await openSite(config, store, systemClock);
  const app = await buildApp(
    site,
    options.quiet ? {} : { log: { write: (line) => complain(line.trimEnd()) } },
  );
  const control = config.database === undefined ? await serveControl(config, store) : undefined;
  const address = await app.listen({
    host: options.host ?? config.host,
    port: Number(options.port ?? config.port),
  });

  print(
    `\n  Gatehouse is ready after ${((performance.now() - began) / 1000).toFixed(1)} s: open ${address}\n`,
  );
  for (const school of site.answerer.schools())
    print(`  ${school.name.padEnd(30)} ${address}/schools/${school.key}`);
  print('\n  To stop it, press Ctrl+C.\n');
  const daily = setInterval(() => void site.answerer.refresh(), hour);
  await untilTold();
  clearInterval(daily);
  print('Stopping…');
  await app.close();
  await control?.close();
  await store.close();
  return exit.done;
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
