import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fine, percentile, printTable } from '../../bench/measuring.ts';
import type { SignatureEvidence } from '../../src/agreements/index.ts';
import { ledgerKey, openKey, signHead } from '../../src/ledger/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { type Serving, startServing } from './serving-victim.ts';
import { type Browser, openBrowser, type Timing } from './signing/browser.ts';
import { faultsOf } from './signing/checking-evidence.ts';
import { come, type Reading } from './signing/coming.ts';
import { isVerified } from './signing/exporting.ts';
import { type Comer, type FirstDay, prepareDay } from './signing/first-day.ts';
import { openDirectory, openSchool, packOf } from './signing/school.ts';

const SCHOOL = 'st-michaels';
const root = new URL('../../', import.meta.url).pathname;
const LONGEST_READING_MS = 3000;

export interface SigningLoadResult {
  /** Of those who came one after another, and of those who came at the same moment. */
  readonly spread: readonly Timing[];
  readonly atOnce: readonly Timing[];
  /** Milliseconds of the processor that the server took for an answer of the first day, in all threads. */
  readonly cpuMs: number;
  /** What went wrong, in words. */
  readonly errors: readonly string[];
  /** Signatures whose evidence proves just what was done. */
  readonly proven: number;
  /** What is wrong with the others. */
  readonly faults: readonly string[];
  /** Whether the stand-alone verifier took the whole ledger. */
  readonly isVerified: boolean;
}

interface Load {
  readonly server: Serving;
  readonly publicKey: string;
  readonly errors: string[];
  readonly faults: string[];
  /** Signatures that were acknowledged, with the browser that heard it. */
  readonly signed: { readonly comer: Comer; readonly browser: Browser; readonly id: string }[];
}

/**
 * A first day: a server of its own process, people who come one after another and sign as browsers do, then some at the same
 * moment. Reads every evidence back afterwards. Begins with a dump when given one, which is quicker.
 */
export async function signingLoad(day: FirstDay, contents?: Uint8Array): Promise<SigningLoadResult> {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-signing-load-'));
  const [data, packs] = [join(home, 'data'), join(home, 'packs')];
  try {
    for (const name of [SCHOOL, 'law-england'])
      cpSync(join(root, 'packs', name), join(packs, name), { recursive: true });
    const pack = packOf(SCHOOL);
    const store = await openSchool(data, pack, contents);
    const comers = await prepareDay(store, pack, day).finally(() => store.close());
    const told = await serve(data, packs, comers);
    return { ...told, isVerified: await verifyWhole(data, home) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function serve(data: string, packs: string, comers: readonly Comer[]) {
  const server = await startServing(data, packs);
  const load: Load = {
    server,
    publicKey: ledgerKey(SCHOOL, openKey(data)),
    errors: [],
    faults: [],
    signed: [],
  };
  try {
    const before = cpuMsOf(server.pid);
    const spread = await letCome(
      load,
      comers.filter(({ comesAtMs }) => !Number.isNaN(comesAtMs)),
      ({ number }) =>
        () =>
          pause((number * 7919) % LONGEST_READING_MS),
    );
    const rest = comers.filter(({ comesAtMs }) => Number.isNaN(comesAtMs));
    const barrier = gather(rest.length);
    const atOnce = await letCome(load, rest, () => barrier);
    const cpuMs = (cpuMsOf(server.pid) - before) / (spread.length + atOnce.length);
    const proven = await readBack(load);
    for (const { browser } of load.signed) browser.close();
    return { spread, atOnce, cpuMs, errors: load.errors, faults: load.faults, proven };
  } finally {
    await server.kill();
  }
}

const TICK_MS = 10;

/** What a process has taken of the processor so far; not known outside Linux. SOURCE: proc(5), /proc/pid/stat, fields 14 and 15 */
function cpuMsOf(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Lets everybody come at their time; gives how long each answer took. */
async function letCome(
  load: Load,
  comers: readonly Comer[],
  readingOf: (comer: Comer) => Reading,
): Promise<Timing[]> {
  const timings: Timing[] = [];
  await Promise.all(
    comers.map(async (comer) => {
      await pause(comer.comesAtMs || 0);
      const { agent, cookie } = comer;
      const browser = openBrowser({ address: load.server.address, agent, cookie, timings });
      const reading = readingOf(comer);
      try {
        const id = await come(browser, SCHOOL, comer, reading);
        load.signed.push({ comer, browser, id });
      } catch (error) {
        load.errors.push(`${agent}: ${error instanceof Error ? error.message : String(error)}`);
        browser.close();
      }
    }),
  );
  return timings;
}

const LONGEST_WAIT_MS = 30_000;

/** Everybody waits until all have read, so that all sign at the same moment; for those who never come nobody waits for ever. */
function gather(count: number): Reading {
  let there = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const latest = setTimeout(resolve, 10 * LONGEST_WAIT_MS);
  latest.unref();
  return () => {
    there += 1;
    if (there === count) resolve();
    return Promise.race([promise, pause(LONGEST_WAIT_MS, undefined, { ref: false })]);
  };
}

/** Read back when all have signed: no part of the first day. */
const EVIDENCE = 'evidence, read back';
const READERS = 8;

/** Has everybody take the evidence of their signature, and looks whether it proves just what they did. */
async function readBack({ signed, publicKey, faults }: Load): Promise<number> {
  const left = [...signed];
  let proven = 0;
  const seen = new Set<string>();
  await Promise.all(
    Array.from({ length: READERS }, async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const { comer, browser, id } = next;
        const answered = await browser.get(EVIDENCE, `/schools/${SCHOOL}/my/signatures/${id}/evidence.json`);
        const evidence =
          answered.status === 200 ? (JSON.parse(answered.text) as SignatureEvidence) : undefined;
        const found = evidence ? faultsOf(evidence, comer, id, publicKey) : [`${answered.status}`];
        if (seen.has(id)) found.push('two were told the same signature');
        seen.add(id);
        if (found.length === 0) proven += 1;
        else faults.push(`${comer.agent}: ${found.join(', ')}`);
      }
    }),
  );
  return proven;
}

async function verifyWhole(data: string, home: string): Promise<boolean> {
  const store = await openDirectory(data);
  try {
    const key = openKey(data);
    await signHead(store, systemClock, SCHOOL, key);
    return await isVerified(store, SCHOOL, ledgerKey(SCHOOL, key), home);
  } finally {
    await store.close();
  }
}

function rowOf(name: string, timings: readonly Timing[]): string[] {
  const times = timings.map(({ ms }) => ms);
  return [name, String(times.length), ...[0.5, 0.95, 0.99, 1].map((share) => fine(percentile(times, share)))];
}

/** The times of each kind of answer, and of all, as a table. */
function printTimings(title: string, timings: readonly Timing[]): void {
  const kinds = [...Map.groupBy(timings, ({ what }) => what)];
  printTable([
    [title, 'answers', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms'],
    ...kinds.map(([what, some]) => rowOf(what, some)),
    rowOf(
      'all of the day',
      timings.filter(({ what }) => what !== EVIDENCE),
    ),
  ]);
  console.log();
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      people: { type: 'string', default: '1500' },
      'signing-in': { type: 'string', default: '50' },
      'at-once': { type: 'string', default: '100' },
      'signing-in-at-once': { type: 'string', default: '0' },
      seconds: { type: 'string', default: '60' },
    },
  });
  const result = await signingLoad({
    people: Number(values.people),
    signingIn: Number(values['signing-in']),
    atOnce: Number(values['at-once']),
    signingInAtOnce: Number(values['signing-in-at-once']),
    seconds: Number(values.seconds),
  });
  const { errors, faults, proven } = result;
  printTimings(`Coming within ${values.seconds} s`, result.spread);
  printTimings('At the same moment', result.atOnce);
  for (const words of [...errors.slice(0, 10), ...faults.slice(0, 10)]) console.error(words);
  const verified = result.isVerified ? 'the whole ledger verified' : 'the ledger REFUSED';
  console.log(`${fine(result.cpuMs)} ms of the processor an answer`);
  console.log(`${proven} signatures proven, ${faults.length} not, ${errors.length} errors; ${verified}`);
  process.exitCode = errors.length + faults.length > 0 || !result.isVerified ? 1 : 0;
}
