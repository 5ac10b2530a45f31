import type { Routes } from '../../site.ts';
import { figuresPages } from './figures.ts';
import { evidencePages } from './keeping-evidence.ts';
import { queuePages } from './queue.ts';
import { workingPages } from './working.ts';

/** For whoever hears what was told: their lists, each report, and figures without persons. */
export const reportPages: Routes = (app, site) => {
  for (const add of [queuePages, figuresPages, evidencePages, workingPages]) add(app, site);
};
