import { type Publication, publish } from '../editions/index.ts';
import type { Pack } from '../policy/index.ts';
import { backUp } from '../store/index.ts';
import type { Site } from '../web/index.ts';
import { askForEdition } from './chores.ts';
import type { Config } from './config.ts';
import type { Orders } from './control.ts';
import { cliFault } from './errors.ts';
import { openLibrary } from './library.ts';

/** What commands may have this server do while it holds the store. */
export const ordersFor = (config: Config, site: Site): Orders => ({
  '/backup': (given) => backUp(site.store, required(given, 'file')),
  '/publish': (given) => publishHere(config, site, required(given, 'pack'), publicationOf(given)),
});

const required = (given: URLSearchParams, name: string): string => {
  const value = given.get(name);
  if (value === null) throw cliFault('ORDER_INCOMPLETE', `\`${name}\` is missing`);
  return value;
};

/** What whoever publishes says of an edition, as a command hands it to the server. */
export const publicationOf = (given: URLSearchParams): Publication => {
  const [boardMinute, effectiveFrom, change] = ['minute', 'from', 'change'].map((name) => given.get(name));
  return {
    ...(boardMinute && { boardMinute }),
    ...(effectiveFrom && { effectiveFrom }),
    ...((change === 'minor' || change === 'material') && { change }),
  };
};

/** Publishes the pack as it stands in its folder now; where it is in force at once, it is served at once and asked to be signed. */
async function publishHere(
  config: Config,
  site: Site,
  name: string,
  publication: Publication,
): Promise<unknown> {
  const pack = openLibrary(config, [name]).packs.get(name) as Pack;
  const edition = await publish(site.store, site.clock, pack, publication);
  await site.answerer.refresh();
  await askForEdition(site, name);
  return { ...edition, school: pack.school };
}
