import { writeSync } from 'node:fs';
import { openForWork, writePair } from './workload.ts';

/**
 * Writes until it is killed, and prints each id once the store has acknowledged it.
 * Arguments: directory, run, and the worker entry if not the store's own.
 */
const [directory = '', run = '', worker] = process.argv.slice(2);
const store = await openForWork(directory, worker ? new URL(worker) : undefined);
writeSync(1, 'open\n');
for (let count = 0; ; count++) {
  const id = `${run}-${count}`;
  await writePair(store, id, count % 20 === 0 ? 24_000 : 60);
  writeSync(1, `${id}\n`);
}
