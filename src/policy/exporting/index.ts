export { type CedarEntity, type CedarExport, toCedar } from './cedar.ts';
export { toOdrl } from './odrl.ts';
