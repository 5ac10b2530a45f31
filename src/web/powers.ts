import type { FastifyInstance } from 'fastify';
import { type Grant, office, peoplePowers } from '../people/index.ts';
import { permissionPowers } from '../permissions/index.ts';
import { registersPowers } from '../registers/index.ts';
import { reportPowers } from '../reports/index.ts';

/** What anybody may do, and what whoever is signed in may. */
const webPowers = { public: 'anybody', 'signed-in': 'signed-in' } as const satisfies Record<string, Grant>;

const agreementPowers = {
  'agreements.chase': office,
  'agreements.countersign': 'signed-in',
  'agreements.publish': office,
  'visits.open': office,
} as const satisfies Record<string, Grant>;

const mailPowers = { 'mail.see': office } as const satisfies Record<string, Grant>;

/** Every power with who has it, from the tables of all rooms. */
export const powers = {
  ...webPowers,
  ...peoplePowers,
  ...agreementPowers,
  ...permissionPowers,
  ...registersPowers,
  ...reportPowers,
  ...mailPowers,
} as const;
export type Power = keyof typeof powers;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route. */
    power?: Power;
    /** Whether a public route knows who is signed in. */
    greets?: boolean;
    /** Whether people prove again that it is them, where they last did so some minutes ago. */
    proof?: 'recent';
    /** What a page's route takes in where that is not a plain form: a form with files, or JSON from a script of ours. */
    body?: 'files' | 'json';
    /** Whether it is open to people who still owe a second factor. */
    beforeFactor?: boolean;
  }
}

/** A route that does not say who may use it stops the program from starting. */
export function requirePowers(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.config?.power === undefined)
      throw new Error(`route ${String(route.method)} ${route.url} declares no power`);
  });
}

/** The configuration of a route that anybody may use. */
export const open = { config: { power: 'public' } } as const;

/** Whether somebody with these roles, the wider ones included, has a power. */
export function mayUse(power: Power, roles: readonly string[] | undefined): boolean {
  const grant: Grant = powers[power];
  if (grant === 'anybody') return true;
  if (roles === undefined) return false;
  return grant === 'signed-in' || grant.some((role) => roles.includes(role));
}
