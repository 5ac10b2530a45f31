import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bankHolidays, type DeadlineClock, readClocks, type SchoolCalendar } from '../deadlines/index.ts';
import type { ReportKind } from './kind.ts';
import { readReportKinds } from './reading-kinds.ts';

/** What reports of every school are routed and timed by. */
export interface ReportingTables {
  readonly kinds: ReadonlyMap<string, ReportKind>;
  /** Clocks of the law. */
  readonly clocks: readonly DeadlineClock[];
  readonly calendar: SchoolCalendar;
  /** How people reach the server from outside; without it nobody is written to. */
  readonly origin?: (() => string) | undefined;
}

/** Reads the kinds of reports, and the clocks of these law packs. @throws REPORT_KINDS_BROKEN, CLOCKS_BROKEN */
export const openReporting = (
  packs: string,
  law: Iterable<string>,
  origin?: () => string,
): ReportingTables => ({
  kinds: readReportKinds(),
  clocks: [...law]
    .map((name) => join(packs, name, 'clocks.yaml'))
    .filter((file) => existsSync(file))
    .flatMap((file) => readClocks(file)),
  calendar: { nation: 'england', holidays: bankHolidays(), years: [] },
  origin,
});
