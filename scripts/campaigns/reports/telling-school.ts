import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type House } from '../../../src/intake/index.ts';
import { systemClock } from '../../../src/kernel/index.ts';
import { compile, type Pack } from '../../../src/policy/index.ts';
import { openReporting } from '../../../src/reports/index.ts';
import type { Store } from '../../../src/store/index.ts';
import { enter, packOf, today } from '../signing/school.ts';

/* The school of the campaigns: who hears, and what is told. */

export const SCHOOL = 'hunwick';
export const DOMAIN = 'tell.school.example';
export const SCHOOL_ADDRESS = `tell+${SCHOOL}@${DOMAIN}`;

/** Seals of the campaign: both sides of it know the addresses of reports. */
export const SECRET = Buffer.alloc(32, 9);

const packs = join(new URL('../../../', import.meta.url).pathname, 'packs');

export const packOfSchool = (): Pack => packOf(SCHOOL);

/** Enters those who hear. */
export const enterHearers = (store: Store): Promise<void> =>
  store.transaction(async (tx) => {
    const roles = ['headteacher', 'dpo', 'it-manager', 'dsl', 'teacher'];
    for (const [number, role] of roles.entries()) await enter(tx, SCHOOL, number, [role]);
  });

/** What letters need to become reports of the school. */
export function houseOn(store: Store, pack: Pack): House {
  const policy = compile(pack, [], today());
  return {
    store,
    clock: systemClock,
    secret: SECRET,
    reporting: openReporting(packs, [], () => 'https://gatehouse.example'),
    schools: () => [SCHOOL],
    school: () => ({ key: SCHOOL, edition: 1, policy }),
    origin: () => 'https://gatehouse.example',
  };
}

/** A text file that no other is like. */
export function fileOf(mark: string, bytes: number) {
  const body = Buffer.alloc(bytes, `What was seen, ${mark}.\n`);
  return { name: 'seen.txt', body, hash: createHash('sha256').update(body).digest('hex') };
}

/** A picture that no other is like, as far as its first bytes say. */
export function pictureOf(mark: string, bytes: number) {
  const body = Buffer.alloc(bytes, 0xa5);
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]).copy(body);
  body.write('JFIF', 6, 'latin1');
  body.write(mark, 64, 'latin1');
  return { name: 'seen.jpg', body, hash: createHash('sha256').update(body).digest('hex') };
}
