import type { RunningClock } from '../clocks/records.ts';
import type { Report } from '../report.ts';
import { unheardRoutes } from './acknowledging.ts';

/** A report as it stands in a list of those to be heard. */
export interface Pressing {
  readonly report: Report;
  /** Whether everybody heard it whom the policy wants to hear it. */
  readonly isHeard: boolean;
  /** Whether some of them did, or somebody to whom it went up. */
  readonly isPartlyHeard: boolean;
  /** When the next thing has to be done: somebody has to hear it, or the law wants something. */
  readonly dueAt: Date | undefined;
}

/** How a report stands: by when something has to be done next. */
export function pressingOf(
  report: Report,
  heard: ReadonlySet<string>,
  clocks: readonly RunningClock[],
): Pressing {
  const unheard = unheardRoutes(report, heard);
  const running = clocks.filter(({ metAt, endedWhy }) => metAt === undefined && endedWhy === undefined);
  const dues = [...unheard, ...running].flatMap(({ dueAt }) => dueAt ?? []);
  return {
    report,
    isHeard: unheard.length === 0,
    isPartlyHeard: heard.size > 0,
    dueAt: dues.length === 0 ? undefined : new Date(Math.min(...dues.map(Number))),
  };
}

/** The most pressing first: what is due soonest, then what nobody heard, then the oldest. */
export const mostPressingFirst = (reports: readonly Pressing[]): Pressing[] =>
  reports.toSorted(
    (one, other) =>
      dueOf(one) - dueOf(other) ||
      Number(one.isHeard) - Number(other.isHeard) ||
      one.report.filedAt.getTime() - other.report.filedAt.getTime(),
  );

/** What has no time comes last. */
const dueOf = ({ dueAt }: Pressing): number => dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
