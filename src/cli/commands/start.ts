import { systemClock } from '../../kernel/index.ts';
import { openLibrary } from '../library.ts';
import { fillSample, generateSample } from '../../sample/index.ts';
import { migrate, openStore, type Store } from '../../store/index.ts';
import { buildApp, type Site } from '../../web/index.ts';
import { startChores } from '../chores.ts';
import type { Config } from '../config.ts';
import { serveControl } from '../control.ts';
import { ordersFor } from '../orders.ts';
import { cliFault } from '../errors.ts';
import { exit, type Exit } from '../exit.ts';
import { openIntakeOf } from '../opening-intake.ts';
import { openSite } from '../opening-site.ts';
import { complain, print } from '../output.ts';

export interface StartOptions {
  readonly port?: string;
  readonly host?: string;
  readonly quiet?: boolean;
  /** Fill schools that have nobody with invented people, and let anybody be any of them. */
  readonly sample?: boolean;
  /** How many more invented people a roster brings to each sample school that has just been filled. */
  readonly people?: string;
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
  const isSample = options.sample === true;
  if (isSample) refuseStrangers(options.host ?? config.host);
  const site = await openSite(config, store, systemClock, () => config.origin ?? listening, isSample);
  if (isSample) await fillSchools(config, site, Number(options.people ?? 0));
  const log = { write: (line: string) => complain(line.trimEnd()) };
  const app = await buildApp(site, options.quiet ? {} : { log });
  const control =
    config.database === undefined ? await serveControl(config, ordersFor(config, site)) : undefined;
  try {
    const port = Number(options.port ?? config.port);
    listening = await app.listen({ host: options.host ?? config.host, port });
    const intake = await openIntakeOf(config, site);
    const chores = startChores(site);
    if (intake) print(`  Letters come in at port ${intake.port}`);
    greet(site, listening, (performance.now() - began) / 1000);
    await untilTold();
    print('Stopping…');
    await intake?.close();
    await chores.stop();
  } finally {
    await app.close();
    await control?.close();
    site.sender.close();
  }
}

/** A sample school lets anybody in as anybody, so it is for this machine alone. @throws SAMPLE_EXPOSED */
function refuseStrangers(host: string): void {
  if (!['127.0.0.1', '::1', 'localhost'].includes(host))
    throw cliFault('SAMPLE_EXPOSED', `a sample school is not served on \`${host}\``);
}

async function fillSchools(config: Config, site: Site, more: number): Promise<void> {
  const { packs } = openLibrary(config);
  for (const { key } of site.answerer.schools()) {
    const pack = packs.get(key);
    const people = pack === undefined ? 0 : await fillSample(site, pack);
    if (people === 0) continue;
    const brought = more > 0 ? await generateSample(site.store, site.clock, key, more) : 0;
    print(`  ${key}: ${people + brought} invented people`);
  }
}

function greet(site: Site, address: string, seconds: number): void {
  print(`\n  Gatehouse is ready after ${seconds.toFixed(1)} s: open ${address}\n`);
  for (const school of site.answerer.schools())
    print(`  ${school.name.padEnd(30)} ${address}/schools/${school.key}`);
  if (site.isSample)
    print('\n  Each school has invented people: "Be somebody" on its page signs you in as one of them.');
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
