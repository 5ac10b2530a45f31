import { Fault } from '../kernel/index.ts';

/** Faults of the reports room, each with what to do about it. */
export const reportErrors = {
  REPORT_NOT_FOUND: 'Look it up in your own list, or among those that are yours to hear.',
  REPORT_INCOMPLETE: 'Say what happened, in a few words.',
  REPORT_CLOSED: 'It was closed meanwhile; open it again if there is more to do.',
  REPORT_UNFINISHED: 'Something that this kind of report must say is still missing; the page says what.',
  REPORT_KINDS_BROKEN: 'Mend the file that is named, in vocabulary/reports.',
  EVIDENCE_REFUSED: 'Hand in a picture, a PDF, a text or an office document of at most ten megabytes.',
  EVIDENCE_FORBIDDEN:
    'Do not look at it again, copy it or send it on. Keep the device as it is, and tell the designated safeguarding lead in person.',
  MEASURE_NOT_YOURS: 'Only those whom the policy names may decide this, and nobody about themself.',
  MEASURE_NOT_FOUND: 'It was lifted already; the report says when.',
} as const;

export type ReportErrorCode = keyof typeof reportErrors;

const statuses: Partial<Record<ReportErrorCode, number>> = {
  REPORT_NOT_FOUND: 404,
  REPORT_CLOSED: 409,
  MEASURE_NOT_FOUND: 404,
  MEASURE_NOT_YOURS: 404,
  REPORT_KINDS_BROKEN: 500,
};

/** A fault of this room with the help its code stands for. */
export const reportFault = (code: ReportErrorCode, message: string): Fault =>
  new Fault(code, message, { status: statuses[code] ?? 422, help: reportErrors[code] });
