import { Fault, type FaultDetails } from '../kernel/index.ts';

/** Faults of this room, and what to do about each. What is wrong in a file of a pack is a problem: see `problems.ts`. */
export const policyErrors = {
  PACK_BROKEN:
    'Run `gatehouse policy check` to see every problem with its file and line, and mend those lines.',
  CATALOGUE_MISSING: 'Name the folder that holds the catalogue: files that end in `.jsonl`, one rule a line.',
  EDITION_BROKEN:
    'Report this as a fault in Gatehouse: a published edition should always load. Nothing was changed.',
} as const;

export type PolicyErrorCode = keyof typeof policyErrors;

/** A fault of this room, with the help its code stands for. */
export const policyFault = (code: PolicyErrorCode, message: string, details: FaultDetails = {}): Fault =>
  new Fault(code, message, { help: policyErrors[code], ...details });

/** What a verdict may say is missing in the policy itself, and what whoever keeps the policy should do. */
export const verdictProblems = {
  SETTING_UNSET: 'Give the setting its `value` in pack.yaml, and publish the next edition.',
  NOBODY_NAMED:
    'Have the policy say who it is; then name the role in the clause, and publish the next edition.',
} as const;

/** What may be wrong with a question, beside words that are not known: those have the codes of packs. */
export const questionProblems = {
  MODE_UNKNOWN: 'Ask in the mode `may`, `must` or `about`.',
} as const;
