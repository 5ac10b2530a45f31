import type { Routes } from '../../site.ts';
import { absencePages } from './absences.ts';
import { answeringPages } from './answering.ts';
import { assessmentPages } from './assessments.ts';
import { holdingPages } from './holding.ts';
import { ownRequestPages } from './own-requests.ts';
import { registerPages } from './register.ts';
import { requestingPages } from './requesting.ts';
import { restrictingPages } from './restricting.ts';
import { reviewPages } from './reviews.ts';

/** From the answer to the permission: asking, answering, holding, taking back, and what is looked at first. */
export const permissionPages: Routes = (app, site) => {
  for (const add of [
    requestingPages,
    ownRequestPages,
    answeringPages,
    holdingPages,
    registerPages,
    restrictingPages,
    absencePages,
    assessmentPages,
    reviewPages,
  ])
    add(app, site);
};
