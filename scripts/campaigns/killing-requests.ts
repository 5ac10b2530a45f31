import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ledgerKey, openKey } from '../../src/ledger/index.ts';
import type { Store } from '../../src/store/index.ts';
import { type Chance, chance } from './chance.ts';
import { type Acknowledged, only } from './requests/acknowledged.ts';
import { startDecider } from './requests/decider-victim.ts';
import { type Findings, inspect, noFindings, sumOf } from './requests/inspecting.ts';
import { enterOffice, packOfSchool, SCHOOL } from './requests/office.ts';
import { isVerified } from './signing/exporting.ts';
import { openDirectory, openSchool } from './signing/school.ts';

export interface KillingRequestsOptions {
  readonly cycles: number;
  readonly seed: number;
  /** A dump to begin with, which is quicker. */
  readonly contents?: Uint8Array;
  /** After so many cycles the whole ledger is given to the stand-alone verifier. */
  readonly verifyEvery?: number;
  /** Ends before all cycles are through where they take longer. */
  readonly mostMinutes?: number;
}

export interface KillingRequestsResult extends Findings {
  cycles: number;
  killedWhileOpening: number;
  requests: number;
  decisions: number;
  permissions: number;
  withdrawals: number;
  loans: number;
  returns: number;
  heads: number;
  failedToOpen: number;
  /** Deciders that ended before they were killed. */
  endedThemselves: number;
  /** Exports that the stand-alone verifier went through, and those that it refused. */
  verified: number;
  refused: number;
}

interface Campaign {
  readonly home: string;
  readonly directory: string;
  readonly random: Chance;
  readonly acknowledged: Acknowledged[];
  /** Those that no one has looked for yet. */
  readonly unseen: Acknowledged[];
  readonly result: KillingRequestsResult;
}

/**
 * Kills a program that asks, decides, withdraws, lends, takes back and signs heads, again and again on one store. After each
 * kill everything that it acknowledged must be there as it was told, nothing may be half there, and the ledger must go on from
 * its last head. Every fifth kill falls while the store is opening, so recovery is itself killed.
 */
export async function killingRequests(options: KillingRequestsOptions): Promise<KillingRequestsResult> {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-killing-requests-'));
  const directory = join(home, 'data');
  const campaign: Campaign = {
    home,
    directory,
    random: chance(options.seed),
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
  requests: 0,
  decisions: 0,
  permissions: 0,
  withdrawals: 0,
  loans: 0,
  returns: 0,
  heads: 0,
  failedToOpen: 0,
  endedThemselves: 0,
  verified: 0,
  refused: 0,
});

const officeIn = (home: string): string => join(home, 'office.json');
const toldIn = (home: string): string => join(home, 'told.json');

async function prepare({ home, directory }: Campaign, contents?: Uint8Array): Promise<void> {
  const store = await openSchool(directory, packOfSchool(), contents);
  try {
    writeFileSync(officeIn(home), JSON.stringify(await enterOffice(store)));
    openKey(directory);
  } finally {
    await store.close();
  }
}

async function run(campaign: Campaign, options: KillingRequestsOptions): Promise<void> {
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

const MOST_ACKNOWLEDGED = 60;

/** Has a decider compare and go on, and kills it; every fifth time before it is through with comparing. */
async function killOnce(campaign: Campaign): Promise<void> {
  const { home, directory, random, result } = campaign;
  result.cycles += 1;
  const isEarly = result.cycles % 5 === 0;
  writeFileSync(toldIn(home), JSON.stringify(campaign.unseen));
  const decider = startDecider({ directory, office: officeIn(home), told: toldIn(home) });
  const compared = decider.go().then((findings) => note(campaign, findings));
  const failed = compared.then(
    () => false,
    () => true,
  );
  if (isEarly) await pause(random.between(300, 2500));
  else if (await failed) result.failedToOpen += 1;
  else {
    await decider.acknowledges(random.between(0, MOST_ACKNOWLEDGED));
    await pause(random.between(0, 40));
  }
  const { acknowledged, endedItself } = await decider.kill();
  if (endedItself) result.endedThemselves += 1;
  if (isEarly && (await failed)) result.killedWhileOpening += 1;
  campaign.acknowledged.push(...acknowledged);
  campaign.unseen.push(...acknowledged);
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

/** The ledger must go on from a head that somebody kept from before the last kills. */
async function verifyWhole({ home, directory, acknowledged, result }: Campaign, store: Store): Promise<void> {
  const heads = only(acknowledged, 'head');
  const kept = heads[Math.floor(heads.length / 2)]?.checkpoint;
  const publicKey = ledgerKey(SCHOOL, openKey(directory));
  if (await isVerified(store, SCHOOL, publicKey, home, kept)) result.verified += 1;
  else result.refused += 1;
}

function count({ acknowledged, result }: Campaign): void {
  result.requests = only(acknowledged, 'request').length;
  result.decisions = only(acknowledged, 'decision').length;
  result.permissions = only(acknowledged, 'permission').length;
  result.withdrawals = only(acknowledged, 'withdrawal').length;
  result.loans = only(acknowledged, 'loan').length;
  result.returns = only(acknowledged, 'return').length;
  result.heads = only(acknowledged, 'head').length;
}

function progress(campaign: Campaign): void {
  count(campaign);
  const { cycles, decisions, permissions, loans } = campaign.result;
  console.error(
    `${cycles} kills: ${decisions} decisions, ${permissions} permissions and ${loans} loans acknowledged`,
  );
}

/** How much is wrong. */
export const badIn = ({
  lost,
  half,
  broken,
  disagreeing,
  failedToOpen,
  endedThemselves,
  refused,
}: KillingRequestsResult): number =>
  sumOf({ lost, half, broken, disagreeing }) + failedToOpen + endedThemselves + refused;

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      cycles: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '30' },
    },
  });
  const began = performance.now();
  const result = await killingRequests({
    cycles: Number(values.cycles),
    seed: Number(values.seed),
    mostMinutes: Number(values.minutes),
  });
  console.table({
    seed: Number(values.seed),
    ...result,
    seconds: Math.round((performance.now() - began) / 1000),
  });
  process.exitCode = badIn(result) > 0 || result.permissions === 0 || result.loans === 0 ? 1 : 0;
}
