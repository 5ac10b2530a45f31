import { beginningOf } from '../../deadlines/index.ts';
import { localDay } from '../../kernel/index.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long somebody has to hear what they are told at once, while people are at school. */
export const GRACE_AT_SCHOOL_MS = 30 * MINUTE_MS;
/** The same in the evening, at weekends and in the holidays. */
export const GRACE_ELSEWHEN_MS = 2 * HOUR_MS;
/** From and until when people are at school. */
export const SCHOOL_HOURS = { from: 8, until: 17 } as const;

/**
 * When a report that nobody heard goes up: when its time is over, and never sooner than somebody could have read it.
 * `meets` says whether the school meets on a day (YYYY-MM-DD).
 */
export function goesUpAt(dueAt: Date, filedAt: Date, meets: (day: string) => boolean): Date {
  const day = localDay(filedAt);
  const hour = (filedAt.getTime() - beginningOf(day).getTime()) / HOUR_MS;
  const isAtSchool = meets(day) && hour >= SCHOOL_HOURS.from && hour < SCHOOL_HOURS.until;
  const grace = isAtSchool ? GRACE_AT_SCHOOL_MS : GRACE_ELSEWHEN_MS;
  return new Date(Math.max(dueAt.getTime(), filedAt.getTime() + grace));
}
