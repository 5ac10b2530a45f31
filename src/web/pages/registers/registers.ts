import { openShelves } from '../../../registers/index.ts';
import type { Routes } from '../../site.ts';
import { keepSearches } from '../people/searches.ts';
import { checksPages } from './checks.ts';
import { enteringPages } from './entering.ts';
import { intervalPages } from './intervals.ts';
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
export const registerPages: Routes = (app, site) => {
  const desk: Desk = { site, shelves: openShelves(site.store), searches: keepSearches(MOST_SEARCHES) };
  const all = [
    overviewPages,
    checksPages,
    listingPages,
    enteringPages,
    intervalPages,
    labelPages,
    itemPages,
    lendingPages,
    notingPages,
    myThingsPages,
  ];
  for (const add of all) add(desk)(app, site);
};
