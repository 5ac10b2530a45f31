import type { Routes } from '../../site.ts';
import { classRoutes } from './class.ts';
import { endingRoutes } from './ending.ts';
import { invitationRoutes } from './invitation.ts';
import { signInRoutes } from './sign-in.ts';
import { wayBackRoutes } from './way-back.ts';

/** Every way in, and the way out. */
export const signingInPages: Routes = (app, site) => {
  signInRoutes(app, site);
  endingRoutes(app, site);
  wayBackRoutes(app, site);
  invitationRoutes(app, site);
  classRoutes(app, site);
};
