import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/kernel/index.ts';
import { localDay } from '../../../src/kernel/index.ts';
import { editionsOf, publish } from '../../../src/editions/index.ts';
import { addPerson, giveRole } from '../../../src/people/index.ts';
import { loadLibrary, type Pack } from '../../../src/policy/index.ts';
import { migrate, openStore, type Store, type Transaction } from '../../../src/store/index.ts';
import { makeDatabase } from '../../../src/store/directory.ts';

const root = new URL('../../../', import.meta.url).pathname;

/** A school's pack of the repository. */
export function packOf(school: string): Pack {
  const { packs } = loadLibrary({ packs: join(root, 'packs'), vocabulary: join(root, 'vocabulary') });
  const pack = packs.get(school);
  if (!pack) throw new Error(`pack \`${school}\` does not load`);
  return pack;
}

/** Somebody invented, with the name that they sign with. */
export interface Somebody {
  readonly id: string;
  readonly name: string;
}

const GIVEN = ['Hazel', 'Rowan', 'Linnet', 'Juniper', 'Bryony', 'Tansy', 'Merle', 'Wren', 'Sorrel', 'Yarrow'];
const FAMILY = ['Pretendby', 'Mockingham', 'Feignworth', 'Shamleigh', 'Fauxton', 'Inventsby', 'Dreamcote'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A number in letters, so that every name is another. */
const inLetters = (number: number): string =>
  (number >= LETTERS.length ? inLetters(Math.floor(number / LETTERS.length) - 1) : '') +
  (LETTERS[number % LETTERS.length] ?? '');

/** A name that nobody has, and nobody else of this run. */
export function inventedName(number: number): { readonly givenName: string; readonly familyName: string } {
  return {
    givenName: GIVEN[number % GIVEN.length] ?? '',
    familyName: `${FAMILY[number % FAMILY.length]}${inLetters(number)}`,
  };
}

/** Enters somebody by the office, with roles since September. */
export async function enter(
  tx: Transaction,
  school: string,
  number: number,
  roles: readonly string[],
): Promise<Somebody> {
  const act = { school, at: systemClock.now() };
  const name = inventedName(number);
  const id = await addPerson(tx, act, { ...name, email: `person${number}@school.example` });
  for (const role of roles) await giveRole(tx, act, { personId: id, role, since: '2026-09-01' });
  return { id, name: `${name.givenName} ${name.familyName}` };
}

export const openDirectory = (directory: string): Promise<Store> =>
  openStore({ kind: 'embedded', directory, clock: systemClock });

/** Makes the store of a school that has published and has nobody yet. Begins with a dump when given one, which is quicker. */
export async function openSchool(directory: string, pack: Pack, contents?: Uint8Array): Promise<Store> {
  mkdirSync(directory, { recursive: true });
  if (contents) await makeDatabase(directory, contents);
  const store = await openDirectory(directory);
  await migrate(store);
  const editions = await editionsOf(store, pack.key);
  if (editions.length === 0) await publish(store, systemClock, pack);
  return store;
}

export const today = (): string => localDay(systemClock.now());
