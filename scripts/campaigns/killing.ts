import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { makeDatabase } from '../../src/store/directory.ts';
import { type Chance, chance } from './chance.ts';
import { startVictim } from './victim.ts';
import { inspect, openForWork } from './workload.ts';

export interface KillingResult {
  readonly cycles: number;
  readonly killedWhileOpening: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly half: number;
  readonly disagreeing: number;
  readonly failedToOpen: number;
  readonly reopenMedianMs: number;
  readonly reopenMaxMs: number;
}

/**
 * Kills a writing process again and again on one directory. After each kill every acknowledged row must be there,
 * no transaction may be half there, and the index and the table must tell the same. Every fifth kill falls while
 * the store is opening, so recovery is itself killed. Begins with a dump when given one, which is quicker.
 */
export async function killing(cycles: number, seed: number, contents?: Uint8Array): Promise<KillingResult> {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-killing-'));
  const random = chance(seed);
  const acknowledged = new Set<string>();
  const tally = { killedWhileOpening: 0, lost: 0, half: 0, disagreeing: 0, failedToOpen: 0 };
  const reopenings: number[] = [];
  try {
    if (contents) await makeDatabase(directory, contents);
    for (let cycle = 1; cycle <= cycles; cycle++) {
      const early = cycle % 5 === 0;
      if (early) tally.killedWhileOpening++;
      for (const id of await killOnce(directory, `k${cycle}`, early, random)) acknowledged.add(id);
      await reopen(directory, acknowledged, tally, reopenings);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  const sorted = reopenings.toSorted((a, b) => a - b);
  const reopenMedianMs = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return {
    cycles,
    acknowledged: acknowledged.size,
    ...tally,
    reopenMedianMs,
    reopenMaxMs: sorted.at(-1) ?? 0,
  };
}

async function killOnce(directory: string, run: string, early: boolean, random: Chance): Promise<string[]> {
  const victim = startVictim(directory, run);
  if (early) await pause(random.between(100, 1_500));
  else {
    await victim.opened;
    await pause(random.between(20, 520));
  }
  return victim.kill();
}

type Tally = Record<'lost' | 'half' | 'disagreeing' | 'failedToOpen', number>;

async function reopen(
  directory: string,
  acknowledged: Set<string>,
  tally: Tally,
  reopenings: number[],
): Promise<void> {
  const from = performance.now();
  const store = await openForWork(directory).catch((error) => {
    console.error(error);
    tally.failedToOpen++;
  });
  if (!store) return;
  reopenings.push(Math.round(performance.now() - from));
  const findings = await inspect(store, acknowledged);
  tally.lost += findings.lost;
  tally.half += findings.half;
  tally.disagreeing += findings.disagreeing;
  await store.close();
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { cycles: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
  });
  const result = await killing(Number(values.cycles), Number(values.seed));
  console.table([{ seed: Number(values.seed), ...result }]);
  const bad = result.lost + result.half + result.disagreeing + result.failedToOpen;
  process.exitCode = bad > 0 ? 1 : 0;
}
