export { type CedarEntity, type CedarExport, type CedarRequest, requestOf, toCedar } from './cedar.ts';
export { toOdrl } from './odrl.ts';
