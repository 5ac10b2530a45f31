import type { Routes } from '../../site.ts';
import { ownReportPages } from './own-reports.ts';
import { tellPages } from './tell.ts';
import { toldPages } from './told.ts';

/** One door to tell something, and the way back to what came of it. */
export const tellingPages: Routes = (app, site) => {
  for (const add of [tellPages, toldPages, ownReportPages]) add(app, site);
};
