import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { makeDatabase } from '../../src/store/directory.ts';
import type { Store } from '../../src/store/index.ts';
import { type Chance, chance } from './chance.ts';
import { diskModel } from './disk-model.ts';
import { type Loss, noLoss, openAfterLoss } from './loss.ts';
import { type DiskStep, logOf, logStep, readSteps } from './recording.ts';
import { openForWork, writePair } from './workload.ts';

const PAIRS_PER_RECORDING = 150;
const LOSSES_PER_RECORDING = 10;

/**
 * Records every step that the database takes upon its disk, rebuilds what a power loss at random moments might
 * leave, and opens that. Needs no rights and no devices. Begins with a dump when given one, which is quicker.
 */
export async function losingByModel(
  cycles: number,
  seed: number,
  asShipped: boolean,
  contents?: Uint8Array,
): Promise<Loss> {
  const home = fs.mkdtempSync(join(quickDirectory(), 'gatehouse-losing-'));
  const random = chance(seed);
  const loss = noLoss();
  try {
    if (contents) await begin(join(home, 'store'), contents);
    const store = await openForWork(join(home, 'store'));
    await store.close();
    while (loss.cycles < cycles) {
      const steps = await record(home, random, asShipped);
      const losses = Math.min(LOSSES_PER_RECORDING, cycles - loss.cycles);
      await loseAt(momentsIn(steps, losses, random), steps, home, random, loss);
    }
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
  return loss;
}

async function begin(directory: string, contents: Uint8Array): Promise<void> {
  fs.mkdirSync(directory);
  await makeDatabase(directory, contents);
}

/** The loss is worked out and not suffered, so memory serves as well as a disk, where there is a gigabyte of it. */
function quickDirectory(): string {
  const memory = '/dev/shm';
  if (!fs.existsSync(memory)) return tmpdir();
  const { bavail, bsize } = fs.statfsSync(memory);
  return bavail * bsize > 2 ** 30 ? memory : tmpdir();
}

/** Works on the store while its steps are recorded; `snapshot` is what its disk was before. */
async function record(home: string, random: Chance, asShipped: boolean): Promise<DiskStep[]> {
  const [directory, snapshot] = [join(home, 'store'), join(home, 'snapshot')];
  const logFile = logOf(join(directory, 'postgres'));
  fs.rmSync(snapshot, { recursive: true, force: true });
  fs.cpSync(join(directory, 'postgres'), snapshot, { recursive: true });
  fs.writeFileSync(logFile, '');
  const worker = asShipped ? './recording-as-shipped-worker.ts' : './recording-worker.ts';
  const store = await openForWork(directory, new URL(worker, import.meta.url));
  const log = fs.openSync(logFile, 'a');
  await work(store, log, random);
  const steps = readSteps(logFile);
  fs.closeSync(log);
  await store.close();
  return steps;
}

async function work(store: Store, log: number, random: Chance): Promise<void> {
  const run = random.between(0, 1e9);
  for (let count = 0; count < PAIRS_PER_RECORDING; count++) {
    const id = `p${run}-${count}`;
    await writePair(store, id, random.percent(10) ? 24_000 : 60);
    logStep(log, { kind: 'acknowledged', id });
    if (random.percent(3)) await sql`checkpoint`.execute(store.db);
    if (random.percent(1)) await sql`vacuum`.execute(store.db);
  }
}

/** Half of the losses fall just after an acknowledgement, when it matters most; the others anywhere after the first. */
function momentsIn(steps: readonly DiskStep[], losses: number, random: Chance): Set<number> {
  const acknowledged = steps.flatMap((step, index) => (step.kind === 'acknowledged' ? [index] : []));
  const moments = new Set<number>();
  while (moments.size < losses) {
    const any = random.between(acknowledged[0] ?? 0, steps.length);
    moments.add(random.percent(50) ? any : (acknowledged[random.between(0, acknowledged.length)] ?? any));
  }
  return moments;
}

async function loseAt(
  moments: Set<number>,
  steps: readonly DiskStep[],
  home: string,
  random: Chance,
  loss: Loss,
): Promise<void> {
  const model = diskModel(join(home, 'snapshot'));
  const acknowledged: string[] = [];
  for (const [index, step] of steps.entries()) {
    model.take(step);
    if (step.kind === 'acknowledged') acknowledged.push(step.id);
    if (!moments.has(index)) continue;
    const left = join(home, 'left');
    fs.rmSync(left, { recursive: true, force: true });
    model.lose(join(left, 'postgres'), random);
    await openAfterLoss(left, acknowledged, loss);
  }
}
