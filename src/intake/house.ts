import type { Clock } from '../kernel/index.ts';
import type { FilingSchool, ReportingTables } from '../reports/index.ts';
import type { Store } from '../store/index.ts';

/** Everything that a letter needs to become a report. */
export interface House {
  readonly store: Store;
  readonly clock: Clock;
  readonly secret: Uint8Array;
  readonly reporting: ReportingTables;
  /** Keys of the schools that letters are taken for. */
  readonly schools: () => readonly string[];
  /** A school with the edition in force. */
  readonly school: (key: string) => FilingSchool;
  /** How people reach the pages. */
  readonly origin: () => string;
  /** The address that our own letters come from; what it sends us is a loop. */
  readonly ownAddress?: string | undefined;
}
