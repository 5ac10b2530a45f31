import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/kernel/index.ts';
import { leafHash } from '../src/ledger/hashing.ts';
import { type LedgerEntry, makeKey, record, recordAll, signHead } from '../src/ledger/index.ts';
import { growTree } from '../src/ledger/tree.ts';
import { provesInclusion } from '../src/ledger/verifying.ts';
import { migrate, openStore, type Store } from '../src/store/index.ts';
import { fine, median, printTable, whole } from './measuring.ts';

/*
 * How fast the ledger takes entries on the embedded store, each on the disk before it is acknowledged, and how long
 * roots and proofs take in a tree of a million. Takes about a minute. `node bench/ledger.ts`
 */

const ENTRIES = 2000;
const LEAVES = 1_000_000;
const PROOFS = 2001;

const entryOf = (number: number): LedgerEntry => ({
  school: 'bench',
  at: systemClock.now(),
  kind: 'signature.given',
  actor: 'abcdefghijklmnopqrstuv',
  subject: 'vutsrqponmlkjihgfedcba',
  details: { edition: 3, clauses: 'a'.repeat(64), number },
  personal: { name: 'Wilhelmina Invented', address: '192.0.2.7', agent: 'x'.repeat(120), seconds: 90 },
});

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const store = await openStore({ kind: 'embedded', directory, clock: systemClock });
  try {
    await migrate(store);
    await store.db
      .insertInto('school')
      .values({ school_id: 'bench', name: 'Bench', created_at: systemClock.now() })
      .execute();
    await measureAppending(store);
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
  measureTree();
}

async function measureAppending(store: Store): Promise<void> {
  const numbers = Array.from({ length: ENTRIES }, (_, number) => number);
  const one = (number: number) => store.transaction((tx) => record(tx, entryOf(number)));
  const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'one after another, a transaction each',
      async () => {
        for (const number of numbers) await one(number);
      },
    ],
    [
      '50 writers at once, a transaction each',
      () =>
        Promise.all(
          Array.from({ length: 50 }, async (_, writer) => {
            for (const number of numbers) if (number % 50 === writer) await one(number);
          }),
        ),
    ],
    [
      '50 in a transaction',
      async () => {
        for (let from = 0; from < ENTRIES; from += 50)
          await store.transaction((tx) =>
            recordAll(tx, 'bench', numbers.slice(from, from + 50).map(entryOf)),
          );
      },
    ],
  ];
  const rows = [];
  for (const [name, work] of ways) rows.push([name, whole(ENTRIES / (await secondsOf(work)))]);
  printTable([['Entries on the embedded store', 'a second'], ...rows]);
  const key = makeKey();
  const first = await secondsOf(() => signHead(store, systemClock, 'bench', key));
  await one(0);
  const next = await secondsOf(() => signHead(store, systemClock, 'bench', key));
  console.log(
    `\nA head over ${whole(3 * ENTRIES)} entries after a start: ${fine(first * 1000)} ms; the next, over one more: ${fine(next * 1000)} ms.\n`,
  );
}

function measureTree(): void {
  const hashes = Array.from({ length: 1000 }, (_, index) => leafHash(`leaf ${index}`));
  const before = process.memoryUsage().rss;
  const tree = growTree();
  const began = performance.now();
  for (let index = 0; index < LEAVES; index += 1) tree.append(hashes[index % hashes.length] as Buffer);
  const grown = (performance.now() - began) / 1000;
  const places = Array.from({ length: PROOFS }, (_, index) => (index * 7919 * 61) % LEAVES);
  const root = tree.root();
  const times = (work: (place: number) => unknown) =>
    places.map((place) => {
      const start = process.hrtime.bigint();
      work(place);
      return Number(process.hrtime.bigint() - start) / 1000;
    });
  const verified = (place: number) => {
    const claim = {
      index: place,
      size: LEAVES,
      leafHash: tree.leaf(place),
      proof: tree.inclusion(place),
      root,
    };
    if (!provesInclusion(claim)) throw new Error(`the proof of ${place} is refused`);
  };
  const measured: readonly (readonly [string, (place: number) => unknown])[] = [
    ['the root now', () => tree.root()],
    ['the root as it was at some size', (place) => tree.root(place)],
    ['a proof of inclusion', (place) => tree.inclusion(place)],
    ['the same, and verified', verified],
    ['a proof of consistency', (place) => tree.consistency(place + 1)],
  ];
  printTable([
    [`A tree of ${whole(LEAVES)} leaves`, 'µs, median', 'µs, longest'],
    ...measured.map(([name, work]) => {
      const taken = times(work);
      return [name, fine(median(taken)), fine(Math.max(...taken))];
    }),
  ]);
  const rss = (process.memoryUsage().rss - before) / 1024 / 1024;
  console.log(
    `\nGrown in ${fine(grown)} s, ${whole(LEAVES / grown)} leaves a second, about ${whole(rss)} MiB.`,
  );
}

await main();
