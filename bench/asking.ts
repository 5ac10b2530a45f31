import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Request } from 'autocannon';
import { chance } from '../scripts/campaigns/chance.ts';
import { requireLibrary } from '../src/policy/index.ts';
import type { Load } from './asking/loading.ts';
import { type Clients, type Served, startClients, startGatehouse, startHello } from './asking/processes.ts';
import { pageRequests, verdictRequests } from './asking/requests.ts';
import { fine, printTable, whole } from './measuring.ts';

/*
 * How many people one process serves: verdicts over the API, each on disk before it is answered, and the pages by which
 * people ask and read. The server is the real one on an embedded store that is gone afterwards; the clients run in another
 * process of the same machine. Takes about a minute and a half. `node bench/asking.ts`
 */

const SEED = 20_261_122;
const CLIENTS = 50;
const SECONDS = { warming: 4, verdicts: 10, steady: 20, pages: 10, onePage: 4, hello: 4 };
/** Verdicts a second of all clients together, where they do not ask as fast as they can. */
const STEADY = [500, 1_000];
const REQUESTS = 500;

const root = fileURLToPath(new URL('../', import.meta.url));

/** What the clients saw, and what it cost the server. */
interface Figures {
  readonly name: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** Milliseconds of processor time for one request. */
  readonly cpuMs: number | undefined;
}

async function main(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'gatehouse-asking-'));
  const clients = startClients();
  const stops = [() => clients.stop()];
  try {
    const hello = await startHello();
    stops.unshift(() => hello.stop());
    const server = await startGatehouse(join(data, 'store'));
    stops.unshift(() => server.stop());
    print(await measureAll(clients, hello, server));
  } finally {
    for (const stop of stops) await stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function measureAll(clients: Clients, hello: Served, server: Served): Promise<Figures[]> {
  const { packs } = requireLibrary({ packs: `${root}packs`, vocabulary: `${root}vocabulary` });
  const schools = [...packs.values()].filter((pack) => !pack.isLaw);
  const any = chance(SEED);
  const verdicts = verdictRequests(schools, any, REQUESTS);
  const pages = pageRequests(schools, any, REQUESTS);
  const mixed = Array.from({ length: REQUESTS }, (_, index) =>
    Object.values(pages).flatMap((requests) => requests[index] ?? []),
  ).flat();
  const put = (
    served: Served,
    name: string,
    requests: readonly Request[],
    seconds: number,
    rate?: number,
  ): Promise<Figures> => measure(clients, served, name, { clients: CLIENTS, seconds, requests, rate });

  await put(server, 'warming', [...verdicts, ...mixed], SECONDS.warming);
  const figures = [
    await put(hello, 'a bare server that says hello', [{ method: 'GET', path: '/' }], SECONDS.hello),
    await put(server, 'verdicts over the API, kept', verdicts, SECONDS.verdicts),
  ];
  for (const rate of STEADY)
    figures.push(await put(server, `– ${whole(rate)} a second`, verdicts, SECONDS.steady, rate));
  figures.push(await put(server, 'pages, all four in turn', mixed, SECONDS.pages));
  for (const [name, requests] of Object.entries(pages))
    figures.push(await put(server, `– ${name}`, requests, SECONDS.onePage));
  return figures;
}

async function measure(
  clients: Clients,
  served: Served,
  name: string,
  load: Omit<Load, 'url'>,
): Promise<Figures> {
  const before = served.cpuSeconds();
  const result = await clients.put({ url: served.url, ...load });
  const after = served.cpuSeconds();
  if (result.failed > 0) throw new Error(`${name}: ${result.failed} were not answered as they were meant`);
  const cpuMs =
    before === undefined || after === undefined ? undefined : ((after - before) * 1000) / result.requests;
  return {
    name,
    perSecond: result.requests / result.seconds,
    p50: result.p50,
    p99: result.p99,
    longest: result.longest,
    cpuMs,
  };
}

function print(figures: readonly Figures[]): void {
  const limit = figures[0]?.perSecond ?? Number.NaN;
  console.log(
    `${CLIENTS} clients that ask as fast as they are answered, or so many times a second in all; one server process, embedded store.\n`,
  );
  printTable([
    [
      'What is asked for',
      'requests a second',
      'of the bare server',
      'p50 ms',
      'p99 ms',
      'longest ms',
      'processor ms each',
    ],
    ...figures.map(({ name, perSecond, p50, p99, longest, cpuMs }) => [
      name,
      whole(perSecond),
      `${((100 * perSecond) / limit).toFixed(0)} %`,
      p50.toFixed(1),
      p99.toFixed(1),
      whole(longest),
      cpuMs === undefined ? 'not known' : fine(cpuMs),
    ]),
  ]);
  console.log('\nThe targets: a verdict under 10 ms at p99; 2,000 pages a second in all.');
}

await main();
