import type { Routes } from '../../site.ts';
import { bindingPages } from './binding.ts';
import { enteringPages } from './entering.ts';
import { familyPages } from './family.ts';
import { firmPages } from './firms.ts';
import { groupingPages } from './grouping.ts';
import { holdingPages } from './holding.ts';
import { invitingPages } from './inviting.ts';
import { listingPages } from './listing.ts';
import { movingPages } from './moving.ts';
import { personPages } from './person.ts';
import { shuttingPages } from './shutting.ts';

/** `/schools/:school/people`: who is who, for the office. */
export const peoplePages: Routes = (app, site) => {
  for (const add of [
    listingPages,
    enteringPages,
    movingPages,
    bindingPages,
    groupingPages,
    firmPages,
    personPages,
    invitingPages,
    holdingPages,
    familyPages,
    shuttingPages,
  ])
    add(app, site);
};
