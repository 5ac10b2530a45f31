import { Fault } from '../kernel/index.ts';

export { factorErrors } from './factors/errors.ts';

/** Faults of the accounts room, each with what to do about it. */
export const accountErrors = {
  SESSION_NOT_FOUND: 'Look at the list of sessions again; this one has ended.',
  SESSION_OVER: 'Sign in again.',
  SIGN_IN_NOT_FOR_VISITORS: 'Let the visitor sign at reception; visitors need no account.',
  ACCOUNT_NOT_FOUND: 'Invite the person first; an account opens when the invitation is used.',
  ACCOUNT_EXISTS: 'Send the person a link to set a new password instead of an invitation.',
  SUSPENSION_NOT_FOUND: 'It was ended already, or never begun.',
  SUSPENDED_ALREADY: 'The account rests already; see who suspended it and why.',
  SUSPENSION_OF_ONESELF: 'Ask somebody else to decide about you.',
  SECRET_UNUSABLE: 'Choose three pictures of those shown, or a word of four to thirty letters.',
} as const;

export type AccountErrorCode = keyof typeof accountErrors;

/** A fault of this room, with the help its code stands for. */
export const accountFault = (code: AccountErrorCode, message: string, status: number): Fault =>
  new Fault(code, message, { status, help: accountErrors[code] });
