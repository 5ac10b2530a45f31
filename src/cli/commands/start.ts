import { systemClock } from '../../kernel/index.ts';
import { migrate, openStore, type Store } from '../../store/index.ts';
import { buildApp, type Site } from '../../web/index.ts';
import { startChores } from '../chores.ts';
import type { Config } from '../config.ts';
import { serveControl } from '../control.ts';
import { exit, type Exit } from '../exit.ts';
import { openSite } from '../opening-site.ts';
import { complain, print } from '../output.ts';

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
  let listening = '';
  const site = await openSite(config, store, systemClock, () => config.origin ?? listening);
  const log = { write: (line: string) => complain(line.trimEnd()) };
  const app = await buildApp(site, options.quiet ? {} : { log });
  const control = config.database === undefined ? await serveControl(config, store) : undefined;
  try {
    const port = Number(options.port ?? config.port);
    listening = await app.listen({ host: options.host ?? config.host, port });
    const chores = startChores(site);
    greet(site, listening, (performance.now() - began) / 1000);
    await untilTold();
    print('Stopping…');
    await chores.stop();
  } finally {
    await app.close();
    await control?.close();
    site.sender.close();
  }
}

function greet(site: Site, address: string, seconds: number): void {
  print(`\n  Gatehouse is ready after ${seconds.toFixed(1)} s: open ${address}\n`);
  for (const school of site.answerer.schools())
    print(`  ${school.name.padEnd(30)} ${address}/schools/${school.key}`);
  print('\n  To stop it, press Ctrl+C.\n');
}

/** The store that the configuration names. */
export const openStoreOf = (config: Config): Promise<Store> =>
  openStore(
    config.database === undefined
      ? { kind: 'embedded', directory: config.data, clock: systemClock }
      : { kind: 'server', address: config.database },
  );

const untilTold = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
