export { type CedarExport, toCedar } from './cedar.ts';
export { type CedarEntity, type CedarRequest, requestOf } from './cedar-request.ts';
export { toOdrl } from './odrl.ts';
