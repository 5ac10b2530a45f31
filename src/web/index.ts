export { type AppOptions, buildApp } from './app.ts';
export { webErrors } from './errors.ts';
export type { Site } from './site.ts';
