import type { FastifyInstance } from 'fastify';
import { openShelves } from '../../../registers/index.ts';
import type { Routes, Site } from '../../site.ts';
import { keepSearches } from '../people/searches.ts';
import { checksPages } from './checks.ts';
import { calendarPages } from './calendar.ts';
import { enteringPages } from './entering.ts';
import { importPages, type ReadCsv } from './importing.ts';
import { intervalPages } from './intervals.ts';
import { kindPages } from './kinds.ts';
import { itemPages } from './item.ts';
import { labelPages } from './labels.ts';
import { lendingPages } from './lending.ts';
import { listingPages } from './listing.ts';
import type { Desk } from './looking.ts';
import { myThingsPages } from './my-things.ts';
import { notingPages } from './noting.ts';
import { overviewPages } from './overview.ts';

const MOST_SEARCHES = 1000;

/** `/schools/:school/registers` and all below it, and `/my/things`: the lists that a school answers for. */
export const registerPages: Routes = (app, site) => addPages(app, site, undefined);

/** The same, with pages that bring sheets in. */
export const registerPagesReading =
  (readCsv: ReadCsv): Routes =>
  (app, site) =>
    addPages(app, site, readCsv);

function addPages(app: FastifyInstance, site: Site, readCsv: ReadCsv | undefined): void {
  const desk: Desk = {
    site,
    shelves: openShelves(site.store),
    searches: keepSearches(MOST_SEARCHES),
    mayImport: readCsv !== undefined,
  };
  for (const add of [...all, ...(readCsv ? [importPages(readCsv)] : [])]) add(desk)(app, site);
}

const all = [
  overviewPages,
  checksPages,
  calendarPages,
  kindPages,
  listingPages,
  enteringPages,
  intervalPages,
  labelPages,
  itemPages,
  lendingPages,
  notingPages,
  myThingsPages,
];
