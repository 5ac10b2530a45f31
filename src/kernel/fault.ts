/** What a fault may carry besides its message. */
export interface FaultDetails {
  /** HTTP status a page or API answers with; 500 when nothing is said. */
  readonly status?: number;
  /** What to do about it, in one sentence, kept apart from the message. */
  readonly help?: string;
  readonly cause?: unknown;
}

/**
 * Something that should have worked did not: not found, conflict, store gone, bad pack.
 *
 * Faults are thrown; refusals and unmet requirements are values and never faults. Each code is listed in
 * `docs/errors.md` with what the technician should do. Messages are lower case, one line, without a full stop,
 * with the user's own input in backticks.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: string;
  readonly status: number;
  readonly help: string | undefined;

  constructor(code: string, message: string, details: FaultDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = details.status ?? 500;
    this.help = details.help;
  }
}
