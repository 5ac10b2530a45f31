import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fine, percentile, printTable } from '../../bench/measuring.ts';
import { newId, systemClock } from '../../src/kernel/index.ts';
import { ledgerKey, openKey, signHead } from '../../src/ledger/index.ts';
import { letterWith, sendRaw } from '../../test/support/letters.ts';
import type { Of } from './reports/acknowledged.ts';
import { type Findings, inspect } from './reports/inspecting.ts';
import {
  DOMAIN,
  enterHearers,
  packOfSchool,
  pictureOf,
  SCHOOL,
  SCHOOL_ADDRESS,
} from './reports/telling-school.ts';
import { startServing } from './serving-victim.ts';
import { isVerified } from './signing/exporting.ts';
import { openDirectory, openSchool } from './signing/school.ts';

const root = new URL('../../', import.meta.url).pathname;

export interface ReportLoadOptions {
  readonly minutes: number;
  readonly perMinute: number;
  /** Bytes of what is handed in with each. */
  readonly fileBytes: number;
}

/** How long it took until a report was acknowledged. */
interface Timing {
  readonly way: 'web' | 'mail';
  readonly ms: number;
}

export interface ReportLoadResult {
  readonly timings: readonly Timing[];
  /** What was answered otherwise, in words. */
  readonly errors: readonly string[];
  readonly acknowledged: number;
  readonly findings: Findings;
  readonly isVerified: boolean;
}

interface Load {
  readonly address: string;
  readonly mailPort: number;
  readonly timings: Timing[];
  readonly errors: string[];
  readonly acknowledged: Of<'letter'>[];
}

/**
 * Tells by web and by mail in turn, each with a file, at an even pace whatever is answered. Looks afterwards for everything that
 * was acknowledged. Begins with a dump when given one, which is quicker.
 */
export async function reportLoad(
  options: ReportLoadOptions,
  contents?: Uint8Array,
): Promise<ReportLoadResult> {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-report-load-'));
  const [data, packs] = [join(home, 'data'), join(home, 'packs')];
  try {
    const pack = packOfSchool();
    for (const name of [SCHOOL, ...pack.layers])
      cpSync(join(root, 'packs', name), join(packs, name), { recursive: true });
    const store = await openSchool(data, pack, contents);
    await enterHearers(store).finally(() => store.close());
    const load = await loadServer(data, packs, options);
    return { ...load, acknowledged: load.acknowledged.length, ...(await lookAt(data, home, load)) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function loadServer(data: string, packs: string, options: ReportLoadOptions): Promise<Load> {
  const mailPort = await freePort();
  process.env['GATEHOUSE_INTAKE'] = `127.0.0.1:${mailPort}?domain=${DOMAIN}`;
  const server = await startServing(data, packs);
  const load: Load = { address: server.address, mailPort, timings: [], errors: [], acknowledged: [] };
  try {
    await tellAll(load, options);
  } finally {
    await server.kill();
  }
  return load;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Begins one after another at an even pace; how long one takes keeps no other back. */
async function tellAll(load: Load, { minutes, perMinute, fileBytes }: ReportLoadOptions): Promise<void> {
  const count = Math.round(minutes * perMinute);
  const began = performance.now();
  const under = [];
  for (let number = 1; number <= count; number += 1) {
    await pause(Math.max(0, began + ((number - 1) * 60_000) / perMinute - performance.now()));
    under.push(tellOnce(load, number, fileBytes));
  }
  await Promise.all(under);
}

async function tellOnce(load: Load, number: number, fileBytes: number): Promise<void> {
  const mark = `mark-0-0-${number}`;
  const way = number % 2 === 0 ? 'web' : 'mail';
  const picture = pictureOf(mark, fileBytes);
  const tell = { web: byWeb, mail: byMail }[way](load, number, mark, picture);
  const began = performance.now();
  const answer = await tell().catch((error: unknown) => String((error as Error).message));
  load.timings.push({ way, ms: performance.now() - began });
  if (answer === 'taken') load.acknowledged.push({ what: 'letter', mark, hash: picture.hash });
  else load.errors.push(`${way} ${number}: ${answer}`);
}

type Picture = ReturnType<typeof pictureOf>;
type Tell = () => Promise<string>;

function byMail({ mailPort }: Load, number: number, mark: string, picture: Picture): Tell {
  const headers = { 'Message-ID': `<${mark}@home.example>`, From: `person${number}@home.example` };
  const raw = Buffer.from(letterWith(`Somebody did something, ${mark}.`, [picture], headers));
  return async () => {
    for (;;) {
      const code = await sendRaw(mailPort, { to: [SCHOOL_ADDRESS] }, raw);
      if (code === '250') return 'taken';
      if (code.startsWith('5')) return code;
      await pause(AGAIN_MS);
    }
  };
}

/** A mail server sends again what was not taken; that counts as one time. */
const AGAIN_MS = 500;

/** People sit at many addresses: one address tells sixty times in ten minutes at most. */
const ADDRESSES = 100;
const BOUNDARY = 'edge-of-a-form';

function byWeb({ address }: Load, number: number, mark: string, picture: Picture): Tell {
  const fields = {
    nonce: newId(),
    kind: 'other',
    event: 'other',
    as: 'parent',
    words: `Somebody did something, ${mark}.`,
  };
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="${picture.name}"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(`${texts.join('')}${file}`),
    picture.body,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
  const headers = {
    origin: address,
    'sec-fetch-site': 'same-origin',
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    'content-length': body.length,
  };
  return () =>
    new Promise((resolve, reject) => {
      const localAddress = `127.0.1.${1 + (number % ADDRESSES)}`;
      const sent = request(
        `${address}/schools/${SCHOOL}/tell`,
        { method: 'POST', headers, localAddress, timeout: 60_000 },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (more: string) => {
            text += more;
          });
          answer.once('end', () =>
            resolve(
              answer.statusCode === 200 && text.includes('id="receipt"') ? 'taken' : `${answer.statusCode}`,
            ),
          );
        },
      );
      sent.once('error', reject).once('timeout', () => sent.destroy(new Error('no answer')));
      sent.end(body);
    });
}

/** Looks for everything that was acknowledged, and gives the whole ledger to the stand-alone verifier. */
async function lookAt(data: string, home: string, { acknowledged }: Load) {
  const store = await openDirectory(data);
  try {
    const key = openKey(data);
    const findings = await inspect(store, key, acknowledged);
    await signHead(store, systemClock, SCHOOL, key);
    return { findings, isVerified: await isVerified(store, SCHOOL, ledgerKey(SCHOOL, key), home) };
  } finally {
    await store.close();
  }
}

const rowOf = (name: string, timings: readonly Timing[]): string[] => {
  const times = timings.map(({ ms }) => ms);
  return [name, String(times.length), ...[0.5, 0.95, 0.99, 1].map((share) => fine(percentile(times, share)))];
};

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      'per-minute': { type: 'string', default: '200' },
      kilobytes: { type: 'string', default: '2048' },
    },
  });
  const result = await reportLoad({
    minutes: Number(values.minutes),
    perMinute: Number(values['per-minute']),
    fileBytes: Number(values.kilobytes) * 1024,
  });
  const { timings, errors, findings } = result;
  printTable([
    ['until it was acknowledged', 'reports', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms'],
    ...(['mail', 'web'] as const).map((way) =>
      rowOf(
        way,
        timings.filter((each) => each.way === way),
      ),
    ),
    rowOf('all', timings),
  ]);
  for (const words of errors.slice(0, 10)) console.error(words);
  console.log(`${result.acknowledged} acknowledged, ${errors.length} not;`, findings);
  console.log(result.isVerified ? 'the whole ledger verified' : 'the ledger REFUSED');
  const bad = Object.values(findings).reduce((sum: number, count: number) => sum + count, errors.length);
  process.exitCode = bad > 0 || !result.isVerified ? 1 : 0;
}
