export { apiRoutes } from './api.ts';
