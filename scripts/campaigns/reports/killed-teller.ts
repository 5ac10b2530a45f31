import { once } from 'node:events';
import { readFileSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { type House, openIntake } from '../../../src/intake/index.ts';
import { Fault, systemClock } from '../../../src/kernel/index.ts';
import { openKey, signHead } from '../../../src/ledger/index.ts';
import { fileReport } from '../../../src/reports/index.ts';
import { openDirectory } from '../signing/school.ts';
import type { Acknowledged } from './acknowledged.ts';
import { inspect } from './inspecting.ts';
import { DOMAIN, fileOf, houseOn, packOfSchool, SCHOOL } from './telling-school.ts';

/*
 * Compares the store with what was acknowledged and prints what it found. Then takes letters and prints at which port, and
 * files reports and signs heads until it is killed; prints each once it is acknowledged. Waits for a line on its standard
 * input before it opens the store.
 * Arguments: directory, a file that lists what was acknowledged, the number of this life.
 */

const FILERS = 2;
const FILE_BYTES = 30_000;

const print = (line: unknown): void => void writeSync(1, `${JSON.stringify(line)}\n`);
const say = (acknowledged: Acknowledged): void => print(acknowledged);

async function fileOn(house: House, life: number, filer: number): Promise<void> {
  for (let turn = 1; ; turn += 1) {
    const mark = `mark-${life}-${filer}-${turn}`;
    const { name, body, hash } = fileOf(mark, turn % 3 === 0 ? FILE_BYTES * 20 : FILE_BYTES);
    const { id } = await house.store.transaction((tx) =>
      fileReport(
        tx,
        { school: SCHOOL, at: systemClock.now() },
        house.school(SCHOOL),
        { ...house.reporting, secret: house.secret },
        {
          event: turn % 2 === 0 ? 'data-breach' : 'policy-breached',
          as: ['public'],
          facts: {},
          words: `Somebody did something, ${mark}.`,
          about: [],
          way: 'page',
          once: mark,
          files: [{ name, type: 'text/plain', body }],
        },
      ),
    );
    say({ what: 'report', mark, hash, id });
  }
}

async function sealOn({ store }: House, directory: string): Promise<void> {
  const key = openKey(directory);
  for (;;) {
    const head = await signHead(store, systemClock, SCHOOL, key);
    if (head) say({ what: 'head', size: head.size, checkpoint: head.checkpoint });
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const [directory = '', told = '', life = '0'] = process.argv.slice(2);
const pack = packOfSchool();
// The next of these programs starts sooner; this one never ends by itself.
flushCompileCache();
await once(process.stdin, 'data');
const store = await openDirectory(directory);
const house = houseOn(store, pack);
print(await inspect(store, openKey(directory), JSON.parse(readFileSync(told, 'utf8')) as Acknowledged[]));
const intake = await openIntake(house, { host: '127.0.0.1', port: 0, domain: DOMAIN }, (code) =>
  console.error('a letter was not taken:', code),
);
print({ port: intake.port });
try {
  await Promise.all([
    ...Array.from({ length: FILERS }, (_, filer) => fileOn(house, Number(life), filer)),
    sealOn(house, directory),
  ]);
} catch (error) {
  // Says what went wrong before its neighbours go on without it.
  console.error(error instanceof Fault ? error.code : '', error);
  process.exit(3);
}
