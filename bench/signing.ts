import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginSession, viewerOf } from '../src/accounts/index.ts';
import {
  dueFor,
  evidenceOfSignature,
  formsOf,
  openForms,
  receiptPdf,
  show,
  sign,
  signaturesOf,
  statusOf,
  waitingToCountersign,
} from '../src/agreements/index.ts';
import { systemClock } from '../src/kernel/index.ts';
import { makeKey } from '../src/ledger/index.ts';
import { enter, openSchool, packOf, type Somebody, today } from '../scripts/campaigns/signing/school.ts';
import { fine, median, printTable, whole } from './measuring.ts';

/*
 * What each step of signing costs on the embedded store, of the processor in all threads and on the clock: in a school where
 * nobody has signed yet, and in the same where 1,500 people have. Takes about two minutes. `node bench/signing.ts`
 */

const SCHOOL = 'st-michaels';
const PEOPLE = Number(process.argv[2] ?? 1500);
const TIMES = 40;

interface Cost {
  readonly cpuMs: number;
  readonly ms: number;
}

/** Works several times one after another; gives the median on the clock, and the mean of the processor. */
async function costOf(work: (time: number) => Promise<unknown>): Promise<Cost> {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let time = 0; time < TIMES; time += 1) {
    const began = performance.now();
    await work(time);
    times.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000 / TIMES, ms: median(times) };
}

const directory = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
const pack = packOf(SCHOOL);
const form = formsOf(pack)[0]?.id ?? '';
const store = await openSchool(directory, pack);
const forms = openForms(store, systemClock);
const key = makeKey();

async function signFor({ id: personId, name }: Somebody): Promise<string> {
  const text = await forms.text(SCHOOL, form, 'full');
  const showingId = await show(store, systemClock, { school: SCHOOL, personId, text });
  const signed = await sign(store, systemClock, {
    school: SCHOOL,
    showingId,
    by: { personId },
    fullName: name,
    signedOn: today(),
    proof: 'password',
    agent: 'Invented browser',
    address: '192.0.2.7',
  });
  if ('refused' in signed) throw new Error(signed.refused);
  return signed.signatureId;
}

/** Each step with somebody else each time; nobody signs who has signed. */
async function steps(people: readonly Somebody[]): Promise<ReadonlyMap<string, Cost>> {
  const at = (time: number) => people[time] as Somebody;
  const ids: string[] = [];
  const tokens: string[] = [];
  const session = async (time: number) => {
    const who = {
      school: SCHOOL,
      personId: at(time).id,
      strength: 2,
      agent: 'bench',
      address: '192.0.2.7',
    } as const;
    tokens.push((await beginSession(store, systemClock, who)).token);
  };
  const costs = new Map<string, Cost>();
  const all: readonly (readonly [string, (time: number) => Promise<unknown>])[] = [
    ['begin a session', session],
    ['who holds this session', (time) => viewerOf(store, systemClock, tokens[time] ?? '')],
    ['what somebody owes', (time) => dueFor(store, forms, systemClock, SCHOOL, at(time).id)],
    ['show and sign', async (time) => void ids.push(await signFor(at(time)))],
    ['what somebody has signed', (time) => signaturesOf(store, SCHOOL, at(time).id)],
    [
      'what waits to be countersigned by somebody',
      (time) => waitingToCountersign(store, forms, systemClock, SCHOOL, at(time).id),
    ],
    ['evidence, without a head', (time) => evidenceOfSignature(store, forms, SCHOOL, ids[time] ?? '')],
    [
      'evidence, sealed at once',
      (time) => evidenceOfSignature(store, forms, SCHOOL, ids[time] ?? '', { clock: systemClock, key }),
    ],
    [
      'receipt as PDF',
      async (time) =>
        receiptPdf(
          await evidenceOfSignature(store, forms, SCHOOL, ids[time] ?? '', { clock: systemClock, key }),
        ),
    ],
    ['how it stands with everybody', () => statusOf(store, forms, systemClock, SCHOOL)],
  ];
  for (const [name, work] of all) costs.set(name, await costOf(work));
  return costs;
}

try {
  const people: Somebody[] = [];
  await store.transaction(async (tx) => {
    for (let number = 0; number < PEOPLE + 2 * TIMES; number += 1)
      people.push(await enter(tx, SCHOOL, number, ['teacher']));
  });
  const [early, late] = [people.slice(0, TIMES), people.slice(-TIMES)];
  const rest = people.slice(TIMES, -TIMES);
  const before = await steps(early);
  const began = performance.now();
  for (let from = 0; from < rest.length; from += 50)
    await Promise.all(rest.slice(from, from + 50).map(signFor));
  const perSecond = rest.length / ((performance.now() - began) / 1000);
  const after = await steps(late);
  printTable([
    ['', 'none signed: CPU ms', 'ms', `${whole(PEOPLE)} signed: CPU ms`, 'ms'],
    ...[...before].map(([name, cost]) => {
      const later = after.get(name) as Cost;
      return [name, fine(cost.cpuMs), fine(cost.ms), fine(later.cpuMs), fine(later.ms)];
    }),
  ]);
  console.log(`\n${whole(perSecond)} signatures a second, 50 people at once, each shown and signed.`);
} finally {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
}
