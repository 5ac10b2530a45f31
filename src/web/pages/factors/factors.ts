import { openSlips } from '../../../accounts/index.ts';
import type { Routes } from '../../site.ts';
import { clearingRoutes } from './clearing.ts';
import { keepingRoutes } from './keeping-factors.ts';
import { passkeySignInRoutes } from './passkey-sign-in.ts';
import { providerRoutes } from './provider-sign-in.ts';
import { secondRoutes, stepRoutes } from './second.ts';

/** Second factors, passkeys and sign-in by others: setting them up and being asked for them. */
export const factorPages: Routes = (app, site) => {
  const slips = openSlips(site.keys.secret, site.clock);
  keepingRoutes(app, site, slips);
  stepRoutes(app, site, slips);
  secondRoutes(app, site, slips);
  clearingRoutes(app, site);
  passkeySignInRoutes(app, site, slips);
  providerRoutes(app, site, slips);
};
