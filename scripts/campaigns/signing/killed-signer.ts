import { once } from 'node:events';
import { readFileSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import {
  countersign,
  type Forms,
  openForms,
  show,
  sign,
  waitingToCountersign,
} from '../../../src/agreements/index.ts';
import { Fault, systemClock } from '../../../src/kernel/index.ts';
import { openKey, signHead } from '../../../src/ledger/index.ts';
import { applyRoster, differenceOf, readPresent, undoImport } from '../../../src/roster/index.ts';
import type { Store } from '../../../src/store/index.ts';
import type { Acknowledged } from './acknowledged.ts';
import { inspect } from './inspecting.ts';
import { rosterOf } from './rosters.ts';
import { openDirectory, type Somebody, today } from './school.ts';

/*
 * Compares the store with what was acknowledged and prints what it found. Then signs, countersigns, applies rosters, undoes some of them and signs heads, all at once, until it is killed; prints each
 * once it is acknowledged. Waits for a line on its standard input before it opens the store.
 * Arguments: directory, school, a file that lists the signers, a file that lists what was acknowledged, the first turn of its
 * rosters.
 */

interface Work {
  readonly store: Store;
  readonly forms: Forms;
  readonly school: string;
  readonly signers: readonly Somebody[];
  readonly head: Somebody;
}

const SIGNERS_AT_ONCE = 6;
const say = (acknowledged: Acknowledged): void => void writeSync(1, `${JSON.stringify(acknowledged)}\n`);
const how = { proof: 'password', agent: 'Invented browser', address: '192.0.2.7' } as const;

async function signOn({ store, forms, school, signers }: Work, first: number): Promise<void> {
  const { pack } = await forms.current(school);
  const form = pack.agreements[0]?.id ?? '';
  for (let count = first; ; count += SIGNERS_AT_ONCE) {
    const { id: personId, name } = signers[count % signers.length] as Somebody;
    const text = await forms.text(school, form, 'full');
    const showingId = await show(store, systemClock, { school, personId, text });
    const signed = await sign(store, systemClock, {
      school,
      showingId,
      by: { personId },
      fullName: name,
      signedOn: today(),
      ...how,
    });
    if ('refused' in signed) throw new Error(`refused: ${signed.refused}`);
    say({ what: 'signature', id: signed.signatureId, seq: signed.seq, personId, name, textHash: text.hash });
  }
}

/** Of two signatures of one person the last waits: one that is signed again meanwhile is still countersigned. */
async function countersignOn({ store, forms, school, head }: Work): Promise<void> {
  for (;;) {
    const waiting = await waitingToCountersign(store, forms, systemClock, school, head.id);
    for (const { signatureId } of waiting.slice(0, 10)) {
      await countersign(store, forms, systemClock, {
        school,
        signatureId,
        personId: head.id,
        fullName: head.name,
        signedOn: today(),
        ...how,
      });
      say({ what: 'countersignature', id: signatureId, personId: head.id });
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Every second import is undone. */
async function importOn({ store, school }: Work, first: number): Promise<void> {
  for (let turn = first; ; turn += 1) {
    const roster = await rosterOf(turn);
    const difference = differenceOf(roster, await readPresent(store.db, school, today()));
    const { importId } = await applyRoster(store, systemClock, school, undefined, roster, difference);
    if (importId === undefined) throw new Error('an import changed nothing');
    say({ what: 'import', id: importId, turn });
    if (turn % 2 === 0) continue;
    const undone = await undoImport(store, systemClock, school, undefined, importId);
    if (undone.kind !== 'undone') throw new Error(`not undone: ${JSON.stringify(undone)}`);
    say({ what: 'undoing', id: importId });
  }
}

async function sealOn({ store, school }: Work, directory: string): Promise<void> {
  const key = openKey(directory);
  for (;;) {
    const head = await signHead(store, systemClock, school, key);
    if (head) say({ what: 'head', size: head.size, checkpoint: head.checkpoint });
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const [directory = '', school = '', list = '', told = '', turn = ''] = process.argv.slice(2);
const [head, ...signers] = JSON.parse(readFileSync(list, 'utf8')) as Somebody[];
await rosterOf(0);
// The next of these programs starts sooner; this one never ends by itself.
flushCompileCache();
await once(process.stdin, 'data');
const store = await openDirectory(directory);
const work: Work = { store, forms: openForms(store, systemClock), school, signers, head: head as Somebody };
const acknowledged = JSON.parse(readFileSync(told, 'utf8')) as Acknowledged[];
writeSync(1, `${JSON.stringify(await inspect(store, school, openKey(directory), acknowledged))}\n`);
try {
  await Promise.all([
    ...Array.from({ length: SIGNERS_AT_ONCE }, (_, first) => signOn(work, first)),
    countersignOn(work),
    importOn(work, Number(turn)),
    sealOn(work, directory),
  ]);
} catch (error) {
  // Says what went wrong before its neighbours go on without it.
  console.error(error instanceof Fault ? error.code : '', error);
  process.exit(3);
}
