import { Fault } from '../kernel/index.ts';

/** Faults of this room, and what to do about each. */
export const ledgerErrors = {
  LEDGER_DAMAGED:
    'Nothing more is signed for this school. Keep a copy of the store as it is, then run the verifier on an export to see what differs, and compare with a backup and with heads that have left the building.',
  LEDGER_ENTRY_NOT_FOUND: 'Name an entry that was recorded at this school.',
  LEDGER_NOT_YET_SEALED: 'The next head is signed within a minute; ask again then.',
  LEDGER_KEY_UNUSABLE:
    'Put back the key file from a backup, readable by the user of the program alone. With another key, heads that were signed before verify with the old public key only.',
} as const;

export const ledgerFault = (
  code: keyof typeof ledgerErrors,
  message: string,
  details: { readonly status?: number; readonly cause?: unknown } = {},
): Fault => new Fault(code, message, { ...details, help: ledgerErrors[code] });
