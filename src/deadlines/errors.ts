import { Fault } from '../kernel/index.ts';

/** Faults of this room, and what to do about each. */
export const deadlineErrors = {
  HOLIDAYS_BROKEN:
    'A file of `vocabulary/holidays` cannot be read; install Gatehouse again, or mend the line that is named.',
  CLOCKS_BROKEN: 'Mend the entry of `clocks.yaml` that is named; every field is described at its top.',
  DURATION_UNKNOWN:
    'Write a time as `immediately`, `24 hours`, `2 working days`, `3 school days`, `1 month`, `end of term` or the like.',
} as const;

/** A fault of this room. */
export const deadlineFault = (code: keyof typeof deadlineErrors, message: string, cause?: unknown): Fault =>
  new Fault(code, message, { help: deadlineErrors[code], cause });
