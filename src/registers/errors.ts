import { Fault } from '../kernel/index.ts';

/** Faults of this room, and what to do about each. */
export const registerErrors = {
  KIND_NOT_FOUND: 'Open the list of registers; one that you may not see is not found.',
  KINDS_BROKEN: 'Mend the line that the message names; it is in a file of `vocabulary/kinds`.',
  ITEM_NOT_FOUND: 'Look the item up in its register; one that you may not see is not found.',
  LOAN_NOT_FOUND: 'Open the item again: it may have come back meanwhile.',
  BOOKING_NOT_FOUND: 'Open the item again: the booking may have been cancelled.',
  CHECK_UNKNOWN: 'Choose one of the checks of this register.',
} as const;

export const registerFault = (code: keyof typeof registerErrors, message: string, status: number): Fault =>
  new Fault(code, message, { status, help: registerErrors[code] });
