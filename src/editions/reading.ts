import { Fault } from '../kernel/index.ts';
import { type Pack, unseal } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { editionErrors } from './errors.ts';
import { contentOf, type EditionRow, editionOn, listEditions } from './records.ts';

/** An edition with the pack as it was published. */
export interface Edition extends EditionRow {
  readonly pack: Pack;
}

/** Editions of a school, the newest first. */
export const editionsOf = (store: Store, school: string): Promise<EditionRow[]> =>
  listEditions(store.db, school);

/** The edition of this number. @throws EDITION_NOT_FOUND */
export async function readEdition(store: Store, school: string, number: number): Promise<Edition> {
  const row = (await listEditions(store.db, school)).find((edition) => edition.number === number);
  return row ? withPack(store, school, row) : notFound(`edition ${number}`);
}

/** The edition in force on a day (YYYY-MM-DD): what was the rule then. @throws EDITION_NOT_FOUND */
export async function readEditionOn(store: Store, school: string, day: string): Promise<Edition> {
  const row = await editionOn(store.db, school, day);
  return row ? withPack(store, school, row) : notFound(`an edition in force on ${day}`);
}

async function withPack(store: Store, school: string, row: EditionRow): Promise<Edition> {
  const content = await contentOf(store.db, school, row.number);
  return content === undefined ? notFound(`edition ${row.number}`) : { ...row, pack: unseal(content) };
}

function notFound(what: string): never {
  throw new Fault('EDITION_NOT_FOUND', `there is no ${what}`, {
    status: 404,
    help: editionErrors.EDITION_NOT_FOUND,
  });
}
