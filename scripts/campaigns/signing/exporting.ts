import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { exportLedger } from '../../../src/ledger/index.ts';
import type { Store } from '../../../src/store/index.ts';

const verifier = fileURLToPath(new URL('../../verify-gatehouse.mjs', import.meta.url));

/** Whether the stand-alone verifier takes the whole ledger, which must go on from a head that somebody kept, if given. */
export async function isVerified(
  store: Store,
  school: string,
  publicKey: string,
  folder: string,
  keptHead?: string,
): Promise<boolean> {
  const file = join(folder, 'ledger.jsonl');
  await pipeline(exportLedger(store, school, { withPersonal: true }), createWriteStream(file));
  const head = join(folder, 'head.txt');
  if (keptHead !== undefined) writeFileSync(head, keptHead);
  const args = [verifier, file, publicKey, ...(keptHead === undefined ? [] : ['--head', head])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
}
