export { type Checkpoint, ledgerKey, originOf, readCheckpoint } from './checkpoint.ts';
export type { LedgerEntry } from './entry.ts';
export { ledgerErrors } from './errors.ts';
export type { Evidence, PayloadData } from './evidence.ts';
export { type ExportOptions, exportLedger } from './exporting.ts';
export { leafHash } from './hashing.ts';
export { type HeadKeeping, type HearTrouble, keepHeads, signDueHeads } from './keeping-heads.ts';
export { keyFileName, makeKey, openKey } from './opening-key.ts';
export { consistencyOf, evidenceOf, forget, sealedEvidence } from './proving.ts';
export { record, recordAll } from './recording.ts';
export type { Head } from './records.ts';
export { signHead } from './signing.ts';
export {
  type ConsistencyClaim,
  type InclusionClaim,
  provesConsistency,
  provesInclusion,
} from './verifying.ts';
