import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ledgerKey, openKey } from '../../src/ledger/index.ts';
import type { Store } from '../../src/store/index.ts';
import { type Chance, chance } from './chance.ts';
import { type Acknowledged, only } from './reports/acknowledged.ts';
import { type Findings, inspect, noFindings, sumOf } from './reports/inspecting.ts';
import { openSenders, type Senders } from './reports/letter-senders.ts';
import { startTeller } from './reports/teller-victim.ts';
import { enterHearers, packOfSchool, SCHOOL } from './reports/telling-school.ts';
import { isVerified } from './signing/exporting.ts';
import { openDirectory, openSchool } from './signing/school.ts';

export interface KillingReportsOptions {
  readonly cycles: number;
  readonly seed: number;
  /** A dump to begin with, which is quicker. */
  readonly contents?: Uint8Array;
  /** After so many cycles the whole ledger is given to the stand-alone verifier. */
  readonly verifyEvery?: number;
  /** Ends before all cycles are through where they take longer. */
  readonly mostMinutes?: number;
}

export interface KillingReportsResult extends Findings {
  cycles: number;
  killedWhileOpening: number;
  letters: number;
  answers: number;
  reports: number;
  heads: number;
  failedToOpen: number;
  /** Tellers that ended before they were killed. */
  endedThemselves: number;
  /** Exports that the stand-alone verifier went through, and those that it refused. */
  verified: number;
  refused: number;
}

interface Campaign {
  readonly home: string;
  readonly directory: string;
  readonly random: Chance;
  readonly senders: Senders;
  readonly acknowledged: Acknowledged[];
  /** Those that no one has looked for yet. */
  readonly unseen: Acknowledged[];
  readonly result: KillingReportsResult;
}

/**
 * Kills a program that takes letters, files reports and signs heads, again and again on one store. Whoever was not told 250
 * sends the same letter again, as mail servers do. After each kill everything that was acknowledged must be there once, nothing
 * may be half there, and the ledger must go on from its last head. Every fifth kill falls while the store is opening.
 */
export async function killingReports(options: KillingReportsOptions): Promise<KillingReportsResult> {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-killing-reports-'));
  const campaign: Campaign = {
    home,
    directory: join(home, 'data'),
    random: chance(options.seed),
    senders: openSenders(),
    acknowledged: [],
    unseen: [],
    result: { ...noCounts(), ...noFindings() },
  };
  try {
    await prepare(campaign, options.contents);
    await run(campaign, options);
  } finally {
    if (campaign.result.failedToOpen === 0) rmSync(home, { recursive: true, force: true });
    else console.error(`kept as it is: ${home}`);
  }
  return campaign.result;
}

const noCounts = () => ({
  cycles: 0,
  killedWhileOpening: 0,
  letters: 0,
  answers: 0,
  reports: 0,
  heads: 0,
  failedToOpen: 0,
  endedThemselves: 0,
  verified: 0,
  refused: 0,
});

const toldIn = (home: string): string => join(home, 'told.json');

async function prepare({ directory }: Campaign, contents?: Uint8Array): Promise<void> {
  const store = await openSchool(directory, packOfSchool(), contents);
  try {
    await enterHearers(store);
    openKey(directory);
  } finally {
    await store.close();
  }
}

async function run(campaign: Campaign, options: KillingReportsOptions): Promise<void> {
  const { cycles, verifyEvery = 50, mostMinutes = Number.POSITIVE_INFINITY } = options;
  const { result } = campaign;
  const ends = performance.now() + mostMinutes * 60_000;
  const goesOn = () => result.failedToOpen + result.endedThemselves === 0 && performance.now() < ends;
  while (result.cycles < cycles && goesOn()) {
    await killOnce(campaign);
    if (result.cycles % verifyEvery === 0 && result.cycles < cycles) await lookAtAll(campaign);
    if (result.cycles % 25 === 0) progress(campaign);
  }
  await lookAtAll(campaign);
  count(campaign);
}

const MOST_LETTERS = 12;

/** Has a teller compare and go on, and kills it; every fifth time before it is through with comparing. */
async function killOnce(campaign: Campaign): Promise<void> {
  const { home, directory, random, result, senders } = campaign;
  result.cycles += 1;
  const isEarly = result.cycles % 5 === 0;
  writeFileSync(toldIn(home), JSON.stringify(campaign.unseen));
  const teller = startTeller({ directory, told: toldIn(home), life: result.cycles });
  const compared = teller.go().then((findings) => note(campaign, findings));
  const failed = compared.then(
    () => false,
    () => true,
  );
  let letters: Promise<readonly Acknowledged[]> = Promise.resolve([]);
  if (isEarly) await pause(random.between(300, 2500));
  else if (await failed) result.failedToOpen += 1;
  else {
    letters = senders.sendTo(await teller.port(), result.cycles);
    await senders.takes(random.between(0, MOST_LETTERS));
    await pause(random.between(0, 40));
  }
  const { acknowledged, endedItself } = await teller.kill();
  if (endedItself) result.endedThemselves += 1;
  if (isEarly && (await failed)) result.killedWhileOpening += 1;
  keep(campaign, [...acknowledged, ...(await letters)]);
}

function keep(campaign: Campaign, more: readonly Acknowledged[]): void {
  for (const { id } of only(more, 'report').slice(0, 5)) campaign.senders.knows(id);
  campaign.acknowledged.push(...more);
  campaign.unseen.push(...more);
}

/** What was acknowledged so far is compared once the findings are told. */
function note({ result, unseen }: Campaign, findings: Findings): void {
  unseen.length = 0;
  for (const name of Object.keys(findings) as (keyof Findings)[]) result[name] += findings[name];
  if (sumOf(findings) > 0) console.error(`after kill ${result.cycles - 1}:`, findings);
}

/** Compares everything that was ever acknowledged, and gives the whole ledger to the stand-alone verifier. */
async function lookAtAll(campaign: Campaign): Promise<void> {
  const { directory, acknowledged } = campaign;
  const store = await openDirectory(directory).catch((error: unknown) => {
    console.error(error);
    campaign.result.failedToOpen += 1;
  });
  if (!store) return;
  try {
    note(campaign, await inspect(store, openKey(directory), acknowledged));
    await verifyWhole(campaign, store);
  } finally {
    await store.close();
  }
}

/** Gives the whole ledger to the stand-alone verifier, with a head that somebody kept from before the last kills. */
async function verifyWhole({ home, directory, acknowledged, result }: Campaign, store: Store): Promise<void> {
  const heads = only(acknowledged, 'head');
  const kept = heads[Math.floor(heads.length / 2)]?.checkpoint;
  const publicKey = ledgerKey(SCHOOL, openKey(directory));
  if (await isVerified(store, SCHOOL, publicKey, home, kept)) result.verified += 1;
  else result.refused += 1;
}

function count({ acknowledged, result }: Campaign): void {
  result.letters = only(acknowledged, 'letter').length;
  result.answers = only(acknowledged, 'answer').length;
  result.reports = only(acknowledged, 'report').length;
  result.heads = only(acknowledged, 'head').length;
}

function progress(campaign: Campaign): void {
  count(campaign);
  const { cycles, letters, answers, reports } = campaign.result;
  console.error(
    `${cycles} kills: ${letters} letters, ${answers} answers and ${reports} reports acknowledged`,
  );
}

/** How much is wrong. */
export const badIn = (result: KillingReportsResult): number =>
  sumOf({
    lost: result.lost,
    twice: result.twice,
    half: result.half,
    broken: result.broken,
    disagreeing: result.disagreeing,
  }) +
  result.failedToOpen +
  result.endedThemselves +
  result.refused;

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      cycles: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '40' },
    },
  });
  const began = performance.now();
  const result = await killingReports({
    cycles: Number(values.cycles),
    seed: Number(values.seed),
    mostMinutes: Number(values.minutes),
  });
  console.table({
    seed: Number(values.seed),
    ...result,
    seconds: Math.round((performance.now() - began) / 1000),
  });
  process.exitCode = badIn(result) > 0 || result.letters === 0 || result.reports === 0 ? 1 : 0;
}
