import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ledgerKey, openKey } from '../../src/ledger/index.ts';
import type { Store } from '../../src/store/index.ts';
import { type Chance, chance } from './chance.ts';
import { type Acknowledged, only } from './signing/acknowledged.ts';
import { isVerified } from './signing/exporting.ts';
import { type Findings, inspect, noFindings, sumOf } from './signing/inspecting.ts';
import { enter, openDirectory, openSchool, packOf, type Somebody } from './signing/school.ts';
import { startSigner } from './signing/signer-victim.ts';

const SCHOOL = 'cpps';
const SIGNERS = 40;
/** More turns than one life of a signer takes. */
const TURNS = 1000;

export interface KillingSigningOptions {
  readonly cycles: number;
  readonly seed: number;
  /** A dump to begin with, which is quicker. */
  readonly contents?: Uint8Array;
  /** After so many cycles the whole ledger is given to the stand-alone verifier. */
  readonly verifyEvery?: number;
  /** Ends before all cycles are through where they take longer. */
  readonly mostMinutes?: number;
}

export interface KillingSigningResult extends Findings {
  cycles: number;
  killedWhileOpening: number;
  signatures: number;
  countersignatures: number;
  imports: number;
  undone: number;
  heads: number;
  failedToOpen: number;
  /** Signers that ended before they were killed. */
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
  readonly result: KillingSigningResult;
}

/**
 * Kills a program that signs, countersigns, applies rosters, undoes them and signs heads, again and again on one store. After
 * each kill everything that it acknowledged must be there as it was told, nothing may be half there, and the ledger must go
 * on from its last head. Every fifth kill falls while the store is opening, so recovery is itself killed.
 */
export async function killingSigning(options: KillingSigningOptions): Promise<KillingSigningResult> {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-killing-signing-'));
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
  signatures: 0,
  countersignatures: 0,
  imports: 0,
  undone: 0,
  heads: 0,
  failedToOpen: 0,
  endedThemselves: 0,
  verified: 0,
  refused: 0,
});

const listIn = (home: string): string => join(home, 'signers.json');
const toldIn = (home: string): string => join(home, 'told.json');

/** A head who countersigns, and staff who sign. */
async function prepare({ home, directory }: Campaign, contents?: Uint8Array): Promise<void> {
  const store = await openSchool(directory, packOf(SCHOOL), contents);
  try {
    const people = await store.transaction(async (tx) => {
      const entered: Somebody[] = [await enter(tx, SCHOOL, 0, ['headteacher'])];
      for (let number = 1; number <= SIGNERS; number += 1)
        entered.push(await enter(tx, SCHOOL, number, ['teacher']));
      return entered;
    });
    openKey(directory);
    writeFileSync(listIn(home), JSON.stringify(people));
  } finally {
    await store.close();
  }
}

async function run(campaign: Campaign, options: KillingSigningOptions): Promise<void> {
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

const MOST_ACKNOWLEDGED = 40;

/** Has a signer compare and go on, and kills it; every fifth time before it is through with comparing. */
async function killOnce(campaign: Campaign): Promise<void> {
  const { home, directory, random, result } = campaign;
  result.cycles += 1;
  const isEarly = result.cycles % 5 === 0;
  const signer = startSigner({
    directory,
    school: SCHOOL,
    signers: listIn(home),
    told: toldIn(home),
    firstTurn: result.cycles * TURNS,
  });
  writeFileSync(toldIn(home), JSON.stringify(campaign.unseen));
  const compared = signer.go().then((findings) => note(campaign, findings));
  const failed = compared.then(
    () => false,
    () => true,
  );
  if (isEarly) await pause(random.between(300, 2500));
  else if (await failed) result.failedToOpen += 1;
  else {
    await signer.acknowledges(random.between(0, MOST_ACKNOWLEDGED));
    await pause(random.between(0, 40));
  }
  const { acknowledged, endedItself } = await signer.kill();
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

/** Compares everything that was ever acknowledged. */
async function lookAtAll(campaign: Campaign): Promise<void> {
  const { directory, acknowledged } = campaign;
  const store = await openDirectory(directory).catch((error: unknown) => {
    console.error(error);
    campaign.result.failedToOpen += 1;
  });
  if (!store) return;
  try {
    note(campaign, await inspect(store, SCHOOL, openKey(directory), acknowledged));
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
  result.signatures = only(acknowledged, 'signature').length;
  result.countersignatures = only(acknowledged, 'countersignature').length;
  result.imports = only(acknowledged, 'import').length;
  result.undone = only(acknowledged, 'undoing').length;
  result.heads = only(acknowledged, 'head').length;
}

function progress(campaign: Campaign): void {
  count(campaign);
  const { cycles, signatures, imports } = campaign.result;
  console.error(`${cycles} kills: ${signatures} signatures and ${imports} imports acknowledged`);
}

/** How much is wrong. */
export const badIn = (result: KillingSigningResult): number =>
  sumOf({
    lost: result.lost,
    altered: result.altered,
    half: result.half,
    halfImports: result.halfImports,
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
      minutes: { type: 'string', default: '30' },
    },
  });
  const began = performance.now();
  const result = await killingSigning({
    cycles: Number(values.cycles),
    seed: Number(values.seed),
    mostMinutes: Number(values.minutes),
  });
  console.table({
    seed: Number(values.seed),
    ...result,
    seconds: Math.round((performance.now() - began) / 1000),
  });
  process.exitCode = badIn(result) > 0 || result.signatures === 0 || result.imports === 0 ? 1 : 0;
}
