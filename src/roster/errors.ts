import { Fault } from '../kernel/index.ts';

/** Faults of this room, and what to do about each. */
export const rosterErrors = {
  ROSTER_OUTDATED: 'Somebody changed people meanwhile: look at the difference again, and apply that.',
  ROSTER_UNDECIDED: 'Say of each person whom the roster cannot place whether it is the same person.',
  ROSTER_MASS_LEAVING: 'More than a fifth of the school would leave: tick that the file is whole.',
  ROSTER_IMPORT_NOT_FOUND: 'Look the import up in the list of imports.',
  ROSTER_IMPORT_UNDONE: 'This import was undone already; there is nothing left to undo.',
} as const;

/** A fault of this room, with the help its code stands for. */
export const rosterFault = (code: keyof typeof rosterErrors, message: string, status: number): Fault =>
  new Fault(code, message, { status, help: rosterErrors[code] });
