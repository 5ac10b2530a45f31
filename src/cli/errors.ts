import { Fault, type FaultDetails } from '../kernel/index.ts';

/** Faults of the command line, and what to do about each. */
export const cliErrors = {
  PACK_UNKNOWN:
    'Name a folder of the packs folder that has a `pack.yaml`; `gatehouse policy check` lists them.',
  FORM_UNKNOWN: 'Name one of the forms that `gatehouse policy export --help` lists.',
  FACT_UNCLEAR: 'Write each fact as NAME=VALUE, for example --fact place=home.',
  QUESTION_MISSING: 'Put the question in quotes and say who asks with --as, or give questions by --batch.',
  SECRET_DAMAGED:
    'Put the file back from a backup; where there is none, move it away and set up second factors anew.',
  PROVIDERS_UNREADABLE:
    'Write the file that GATEHOUSE_PROVIDERS names as JSON: for each school a list of id, issuer, clientId, clientSecret and label.',
  SAMPLE_EXPOSED: 'Leave `--host` out, or `--sample`.',
  ORDER_INCOMPLETE: 'Use the commands of the same version as the running server.',
  STORE_HELD:
    'Wait until the other command ends, then try again; only a running server takes orders for its store.',
} as const;

export type CliErrorCode = keyof typeof cliErrors;

/** A fault of the command line, with the help its code stands for unless there is better. */
export const cliFault = (code: CliErrorCode, message: string, details: FaultDetails = {}): Fault =>
  new Fault(code, message, { help: cliErrors[code], ...details });

/** What may be wrong with a line given to `gatehouse ask --batch`, beside words that are not known. */
export const batchProblems = {
  JSON_BROKEN: 'Write each question as one JSON object on one line, with `as` and an `act` or an `event`.',
} as const;
