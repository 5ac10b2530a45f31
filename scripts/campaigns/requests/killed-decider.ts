import { once } from 'node:events';
import { readFileSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { Fault, systemClock } from '../../../src/kernel/index.ts';
import { openKey, signHead } from '../../../src/ledger/index.ts';
import {
  type Demand,
  decideRequest,
  demandOf,
  openRequest,
  withdraw,
} from '../../../src/permissions/index.ts';
import type { Policy, Question } from '../../../src/policy/index.ts';
import { lend, takeBack } from '../../../src/registers/index.ts';
import type { Store } from '../../../src/store/index.ts';
import { openDirectory, type Somebody, today } from '../signing/school.ts';
import type { Acknowledged } from './acknowledged.ts';
import { inspect } from './inspecting.ts';
import { equipment, type Office, packOfSchool, policyOf, questions, SCHOOL } from './office.ts';

/*
 * Compares the store with what was acknowledged and prints what it found. Then asks, decides, withdraws, lends, takes back and
 * signs heads, all at once, until it is killed; prints each once it is acknowledged. Waits for a line on its standard input
 * before it opens the store.
 * Arguments: directory, a file with the office, a file that lists what was acknowledged.
 */

interface Work {
  readonly store: Store;
  readonly policy: Policy;
  readonly office: Office;
}

interface Asked {
  readonly question: Question;
  readonly demand: Demand;
}

const DECIDERS = 4;
const LENDERS = 3;

const say = (acknowledged: Acknowledged): void => void writeSync(1, `${JSON.stringify(acknowledged)}\n`);
const act = ({ id: by }: Somebody) => ({ school: SCHOOL, at: systemClock.now(), by });

/** Of ten requests one is refused, and of the permissions of every third one is withdrawn. */
async function decideOn(work: Work, asked: readonly Asked[], first: number): Promise<void> {
  const { store, office } = work;
  for (let turn = first; ; turn += DECIDERS) {
    const asker = office.askers[turn % office.askers.length] as Somebody;
    const { question, demand } = asked[turn % asked.length] as Asked;
    const request = await store.transaction((tx) =>
      openRequest(
        tx,
        act(asker),
        1,
        demand,
        {
          personId: asker.id,
          act: question.act as string,
          facts: question.facts,
          purpose: 'An invented purpose',
          since: today(),
        },
        Object.fromEntries(demand.needs.map((need) => [need, { shownBy: 'asker', reference: undefined }])),
      ),
    );
    say({ what: 'request', id: request.id, number: request.number, personId: asker.id });
    for (const { clause, mode, roles } of demand.parts) {
      const answering = mode === 'any' ? [roles[turn % roles.length] as string] : roles;
      const isRefused = turn % 10 === 9;
      await answerFor(work, request.id, clause, answering, isRefused, turn);
      if (isRefused) break;
    }
  }
}

async function answerFor(
  { store, office, policy }: Work,
  request: string,
  clause: string,
  roles: readonly string[],
  isRefused: boolean,
  turn: number,
): Promise<void> {
  for (const [place, role] of roles.entries()) {
    const outcome = isRefused && place === roles.length - 1 ? 'refused' : 'granted';
    const answerer = office.answerers[role];
    if (!answerer) throw new Error(`nobody answers as \`${role}\``);
    const { permissions } = await store.transaction((tx) =>
      decideRequest(tx, act(answerer), policy, {
        requestId: request,
        clause,
        role,
        outcome,
        ...(outcome === 'refused' ? { reason: 'An invented reason' } : { conditions: 'Keep it locked away' }),
      }),
    );
    say({ what: 'decision', request, clause, role, outcome });
    for (const permission of permissions)
      say({
        what: 'permission',
        id: permission.id,
        number: permission.number,
        request,
        clause: permission.clause,
      });
    const [given] = permissions;
    if (!given || turn % 3 > 0) continue;
    await store.transaction((tx) => withdraw(tx, act(answerer), policy, given.id, 'An invented reason'));
    say({ what: 'withdrawal', permission: given.id });
  }
}

/** Lenders meet at the same things: what another has lent is left, and half of what is lent comes back. */
async function lendOn({ store, office }: Work, first: number): Promise<void> {
  const [kind, lender] = [equipment(), office.answerers['it-manager'] as Somebody];
  const out: string[] = [];
  for (let turn = first; ; turn += 1) {
    const itemId = office.items[turn % office.items.length] as string;
    const borrower = office.askers[turn % office.askers.length] as Somebody;
    const lent = await store.transaction((tx) =>
      lend(tx, act(lender), kind, { itemId, personId: borrower.id, signedOut: borrower.name }),
    );
    if (lent.outcome === 'lent') {
      say({ what: 'loan', id: lent.loan, item: itemId, personId: borrower.id });
      out.push(lent.loan);
    }
    const loan = out.length > 5 ? out.shift() : undefined;
    if (loan === undefined) continue;
    const signed = { signedIn: 'Somebody', state: 'in-use' } as const;
    if (await store.transaction((tx) => takeBack(tx, act(lender), kind, loan, signed)))
      say({ what: 'return', loan });
  }
}

/** What a killed program had lent is still out: takes it back, so that there is something to lend. */
async function takeAllBack({ store, office }: Work): Promise<void> {
  const [kind, lender] = [equipment(), office.answerers['it-manager'] as Somebody];
  const loans = await store.db
    .selectFrom('loan')
    .select('id')
    .where('school_id', '=', SCHOOL)
    .where('returned_at', 'is', null)
    .execute();
  for (const { id } of loans) {
    await store.transaction((tx) =>
      takeBack(tx, act(lender), kind, id, { signedIn: 'Somebody', state: 'in-use' }),
    );
    say({ what: 'return', loan: id });
  }
}

async function sealOn({ store }: Work, directory: string): Promise<void> {
  const key = openKey(directory);
  for (;;) {
    const head = await signHead(store, systemClock, SCHOOL, key);
    if (head) say({ what: 'head', size: head.size, checkpoint: head.checkpoint });
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const [directory = '', list = '', told = ''] = process.argv.slice(2);
const office = JSON.parse(readFileSync(list, 'utf8')) as Office;
const policy = policyOf(packOfSchool());
const asked = questions.map((question) => ({ question, demand: demandOf(policy, question, false) }));
// The next of these programs starts sooner; this one never ends by itself.
flushCompileCache();
await once(process.stdin, 'data');
const store = await openDirectory(directory);
const work: Work = { store, policy, office };
const acknowledged = JSON.parse(readFileSync(told, 'utf8')) as Acknowledged[];
writeSync(1, `${JSON.stringify(await inspect(store, openKey(directory), acknowledged))}\n`);
try {
  await takeAllBack(work);
  await Promise.all([
    ...Array.from({ length: DECIDERS }, (_, first) => decideOn(work, asked, first)),
    ...Array.from({ length: LENDERS }, (_, first) => lendOn(work, first * 5)),
    sealOn(work, directory),
  ]);
} catch (error) {
  // Says what went wrong before its neighbours go on without it.
  console.error(error instanceof Fault ? error.code : '', error);
  process.exit(3);
}
