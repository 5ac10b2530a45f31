export type { LedgerEntry } from './entry.ts';
export { record, recordAll } from './recording.ts';
