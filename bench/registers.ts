import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Request } from 'autocannon';
import { chance, type Chance } from '../scripts/campaigns/chance.ts';
import { requireLibrary } from '../src/policy/index.ts';
import { type Clients, type Served, startClients, startGatehouse } from './asking/processes.ts';
import { fine, printTable, whole } from './measuring.ts';
import { pick } from './questions.ts';
import { type Filled, fillStore } from './registers/filling.ts';

/*
 * How quickly lists, searches and items come from registers with 20,000 items, for 50 people who are signed in, half of them
 * of the office and half teachers. The server is the real one on an embedded store that is gone afterwards; the clients run
 * in another process of the same machine. Takes about two minutes. `node bench/registers.ts`
 */

const SEED = 20_261_122;
const FILLING = { items: 20_000, people: 500, clients: 50 } as const;
const SECONDS = { warming: 4, each: 8 };
/** Pages a second of all clients together, where they do not ask as fast as they can: once each a second. */
const STEADY = 50;
const SEARCHES = 4;

const root = fileURLToPath(new URL('../', import.meta.url));

async function main(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'gatehouse-registers-'));
  const clients = startClients();
  const stops = [() => clients.stop()];
  try {
    const any = chance(SEED);
    const { packs } = requireLibrary({ packs: `${root}packs`, vocabulary: `${root}vocabulary` }, [
      'st-michaels',
    ]);
    const [pack] = [...packs.values()];
    if (!pack) throw new Error('the pack is missing');
    const began = performance.now();
    const filled = await fillStore(join(data, 'store'), pack, FILLING, any);
    console.log(`Filled in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
    const server = await startGatehouse(join(data, 'store'));
    stops.unshift(() => server.stop());
    await measureAll(clients, server, filled, any);
  } finally {
    for (const stop of stops) await stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function measureAll(clients: Clients, server: Served, filled: Filled, any: Chance): Promise<void> {
  const pages = await pageRequests(server, filled, any);
  const put = (requests: readonly Request[], seconds: number, rate?: number) =>
    clients.put({ url: server.url, clients: FILLING.clients, seconds, requests, rate });
  await put(
    pages.flatMap(([, requests]) => requests),
    SECONDS.warming,
  );
  const rows: string[][] = [];
  for (const [name, requests] of pages)
    for (const rate of [STEADY, undefined]) {
      const before = server.cpuSeconds();
      const seen = await put(requests, SECONDS.each, rate);
      const after = server.cpuSeconds();
      if (seen.failed > 0) throw new Error(`${name}: ${seen.failed} were not answered as they were meant`);
      const pace = rate === undefined ? 'without a pause' : 'one each a second';
      rows.push([
        name,
        pace,
        whole(seen.requests / seen.seconds),
        seen.p50.toFixed(1),
        seen.p99.toFixed(1),
        whole(seen.longest),
        cpuOf(before, after, seen.requests),
      ]);
    }
  console.log(
    `${whole(FILLING.items)} items, ${FILLING.clients} clients, one server process, embedded store.\n`,
  );
  printTable([
    ['What is asked for', 'pace', 'a second', 'p50 ms', 'p99 ms', 'longest ms', 'processor ms each'],
    ...rows,
  ]);
  console.log(
    '\nThe target: every list and search within 100 ms at p95. What is shown is p99, which is more.',
  );
}

/** What a request cost the server, whatever else the machine was doing. */
const cpuOf = (before: number | undefined, after: number | undefined, requests: number): string =>
  before === undefined || after === undefined ? 'not known' : fine(((after - before) * 1000) / requests);

type Named = readonly [name: string, requests: readonly Request[]];

async function pageRequests(
  server: Served,
  { school, cookies, items }: Filled,
  any: Chance,
): Promise<Named[]> {
  const base = `/schools/${school}/registers`;
  const each = (path: () => string) =>
    cookies.flatMap((cookie) => Array.from({ length: SEARCHES }, () => asked(cookie, path())));
  const searches = (to: string) => keepSearches(server, { base, to, cookies }, any);
  const shared = new Set(['equipment', 'electrical-items', 'software', 'cloud-services', 'removable-media']);
  const seen = items.filter((item) => shared.has(item.split('/')[0] as string));
  return [
    ['all registers', each(() => base)],
    ['a register, any page', each(() => `${base}/equipment?page=${any.between(1, 180)}`)],
    ['a search in all registers', (await searches('')).map(([cookie, path]) => asked(cookie, path))],
    ['a search in one register', (await searches('equipment')).map(([cookie, path]) => asked(cookie, path))],
    ['an item', each(() => `${base}/${pick(any, seen)}`)],
    ['what falls due', each(() => `${base}/checks`)],
    ['one’s own things', each(() => `/schools/${school}/my/things`)],
  ];
}

const asked = (cookie: string, path: string): Request => ({
  method: 'GET',
  path,
  headers: { cookie, accept: 'text/html', 'accept-encoding': 'gzip, deflate, br' },
});

interface Searching {
  readonly base: string;
  /** The register that is searched; all where it is empty. */
  readonly to: string;
  readonly cookies: readonly string[];
}

/** Sends words as the search box does; gives the addresses that show what they find. */
async function keepSearches(
  server: Served,
  { base, to, cookies }: Searching,
  any: Chance,
): Promise<(readonly [string, string])[]> {
  const kept: (readonly [string, string])[] = [];
  for (const cookie of cookies)
    for (let count = 0; count < SEARCHES; count += 1) {
      const answer = await fetch(`${server.url}${base}/search`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ words: anyWords(any), kind: to }).toString(),
      });
      const location = answer.headers.get('location');
      if (answer.status !== 303 || location === null)
        throw new Error(`a search was answered with ${answer.status}`);
      kept.push([cookie, location]);
    }
  return kept;
}

/** Words as people look for things: a label, a serial number's beginning, a room and a make, a person, what is not there. */
function anyWords(any: Chance): string {
  const kinds = [
    () => `AST-${String(any.between(1, 20_001)).padStart(6, '0')}`,
    () => `sn${any.between(0, 1296).toString(36)}`,
    () => `room ${any.between(1, 121)} ${pick(any, ['pretend', 'nonesuch', 'laptop'])}`,
    () => `example${any.between(1, 501)}`,
    () => pick(any, ['laptop', 'kettle', 'tablet pro']),
    () => 'nothing like it',
  ];
  return pick(any, kinds)();
}

await main();
