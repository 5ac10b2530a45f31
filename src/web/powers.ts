import type { FastifyInstance } from 'fastify';

/** What a route lets people do. Everything is public until sign-in exists; nothing personal is shown. */
export const powers = ['public'] as const;
export type Power = (typeof powers)[number];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route. */
    power?: Power;
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
