import { Fault } from '../kernel/index.ts';

/** Faults of the intake room, each with what to do about it. */
export const intakeErrors = {
  INTAKE_SETTINGS_INVALID:
    'Write where letters come in as `host:port?domain=tell.school.example`; `certificate` and `key` may name PEM files beside.',
  LETTER_UNREADABLE: 'Send it again as a plain letter, with fewer parts.',
} as const;

export type IntakeErrorCode = keyof typeof intakeErrors;

/** A fault of this room with the help its code stands for. */
export const intakeFault = (code: IntakeErrorCode, message: string): Fault =>
  new Fault(code, message, { status: code === 'LETTER_UNREADABLE' ? 422 : 500, help: intakeErrors[code] });
