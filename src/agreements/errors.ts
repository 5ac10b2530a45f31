import { Fault, type FaultDetails } from '../kernel/index.ts';

/** Faults of the agreements room, each with what to do about it. */
export const agreementErrors = {
  FORM_NOT_FOUND: 'Look at the list of forms: the policy in force may have another one by now.',
  FORM_NOT_IN_FORCE: 'Publish an edition of the policy, or wait for the first day on which one is in force.',
  READER_NOT_FOUND:
    'Sign in again: the form can be shown only to whoever signs it, for themself or for their own child.',
  SHOWING_NOT_FOUND: 'Open the form again and read it; what was shown to somebody else cannot be signed.',
  SHOWING_USED: 'This page was answered already; open your list of agreements to see what is kept.',
  SHOWN_TEXT_CHANGED: 'The words have changed since they were shown; read the form again and sign it then.',
  ALREADY_SIGNED: 'Nothing is left to do: what was shown is signed. Open your list of agreements to see it.',
  CLAUSE_NOT_IN_FORM: 'Choose among the clauses of the form that was shown.',
  REASON_MISSING: 'Write in a few words why; the reason is read by whoever follows it up.',
  REFUSAL_NOT_FOUND: 'Open the list of refusals again.',
  SIGNATURE_NOT_FOUND: 'Look the signature up in the list of agreements.',
  COUNTERSIGNING_NOT_YOURS:
    'Leave it to whoever holds the role that countersigns; nobody countersigns what they signed themself.',
  ALREADY_COUNTERSIGNED: 'Nothing is left to do: somebody has countersigned it.',
  PAPER_WITHOUT_WITNESS: 'Have somebody else than the signer enter the paper, and witness it.',
  SCAN_UNUSABLE: 'Scan the signed paper as a PDF, JPEG or PNG of at most 10 MB.',
  DAY_IMPOSSIBLE: 'Give the day as on the calendar, not later than today.',
  VISIT_NOT_FOUND: 'Ask at reception for a new link: this one is wrong, or the visit has ended.',
  VISIT_TOO_LONG: 'Open a visit for one hour to one day; a longer stay gets a person of its own.',
  CAMPAIGN_OPEN: 'A campaign for this edition is open; look at the list of campaigns.',
} as const;

/** A fault of this room, with its help. */
export const agreementFault = (
  code: keyof typeof agreementErrors,
  message: string,
  details: FaultDetails = {},
): Fault => new Fault(code, message, { help: agreementErrors[code], ...details });

/** What two windows with one form come to: the second hears this. */
export const signedAlready = (): Fault =>
  agreementFault('ALREADY_SIGNED', 'the form was signed after it was shown here', { status: 409 });
