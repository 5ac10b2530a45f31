import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/kernel/index.ts';
import { openStore } from '../../src/store/index.ts';
import { makeDatabase } from '../../src/store/directory.ts';
import { findAnswer } from '../../src/verdicts/records.ts';
import { type Chance, chance } from './chance.ts';
import { type Serving, startServing } from './serving-victim.ts';

const SCHOOL = 'hunwick';
const root = new URL('../../', import.meta.url).pathname;

/** Questions whose verdicts differ, so that an answer kept under another's number would be seen. */
const questions: readonly object[] = [
  { as: ['staff'], act: 'take-equipment-off-site', facts: { 'stores-data': true } },
  { as: ['staff'], act: 'take-equipment-off-site' },
  { as: ['staff'], act: 'eat-or-drink-near-equipment' },
  { as: ['staff'], event: 'email-mis-sent' },
  { as: ['staff'], act: 'use-social-media-on-school-ict' },
];

/** An answer that a server acknowledged. */
interface Acknowledged {
  readonly id: string;
  readonly verdict: string;
}

export interface AnsweringResult {
  readonly kills: number;
  /** Answers that were acknowledged before a kill. */
  readonly acknowledged: number;
  readonly lost: number;
  /** Answers that are there with another verdict than was told. */
  readonly altered: number;
  readonly failedToStart: number;
}

/**
 * Kills a server that many ask at once, again and again on one store. After each kill every answer that it acknowledged
 * must be there, with the verdict that it told. Begins with a dump when given one, which is quicker.
 */
export async function answering(
  kills: number,
  seed: number,
  contents?: Uint8Array,
  askers = 16,
): Promise<AnsweringResult> {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-answering-'));
  const [data, packs] = [join(home, 'data'), join(home, 'packs')];
  const random = chance(seed);
  const acknowledged: Acknowledged[] = [];
  let failedToStart = 0;
  try {
    for (const name of [SCHOOL, 'law-england'])
      cpSync(join(root, 'packs', name), join(packs, name), { recursive: true });
    mkdirSync(data);
    if (contents) await makeDatabase(data, contents);
    for (let kill = 1; kill <= kills; kill += 1) {
      const server = await startServing(data, packs).catch(() => undefined);
      if (server) acknowledged.push(...(await askAndKill(server, random, askers)));
      else failedToStart += 1;
    }
    return {
      kills,
      acknowledged: acknowledged.length,
      ...(await compare(data, acknowledged)),
      failedToStart,
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function askAndKill(server: Serving, random: Chance, askers: number): Promise<Acknowledged[]> {
  const heard: Acknowledged[] = [];
  const killed = new AbortController();
  const asking = Array.from({ length: askers }, async (_, index) => {
    for (let count = index; !killed.signal.aborted; count += 1) {
      const answer = await ask(server, questions[count % questions.length] as object);
      if (answer) heard.push(answer);
    }
  });
  await pause(random.between(50, 800));
  await server.kill();
  killed.abort();
  await Promise.all(asking);
  return heard;
}

/** Asks once; nothing where the server went before it had answered whole. */
async function ask(server: Serving, question: object): Promise<Acknowledged | undefined> {
  try {
    const answer = await fetch(`${server.address}/api/v1/schools/${SCHOOL}/verdicts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
    });
    return answer.status === 201 ? ((await answer.json()) as Acknowledged) : undefined;
  } catch {
    return undefined;
  }
}

async function compare(
  directory: string,
  acknowledged: readonly Acknowledged[],
): Promise<{ lost: number; altered: number }> {
  const store = await openStore({ kind: 'embedded', directory, clock: systemClock });
  const found = { lost: 0, altered: 0 };
  try {
    for (const { id, verdict } of acknowledged) {
      const kept = await findAnswer(store.db, SCHOOL, id);
      if (!kept) found.lost += 1;
      else if (kept.verdict.verdict !== verdict) found.altered += 1;
    }
    return found;
  } finally {
    await store.close();
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { kills: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
  });
  const result = await answering(Number(values.kills), Number(values.seed));
  console.table([{ seed: Number(values.seed), ...result }]);
  process.exitCode =
    result.lost + result.altered + result.failedToStart > 0 || result.acknowledged === 0 ? 1 : 0;
}
