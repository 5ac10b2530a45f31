import type { Deadline } from './deadline.ts';
import { beginningOf, MINUTE_MS } from './moment.ts';

/** How a deadline stands at a moment. */
export interface Standing {
  readonly standing: 'running' | 'soon' | 'late' | 'stopped' | 'met';
  /** Which part of the time is left, from 1 to 0; none where the time has no number. */
  readonly share?: number;
  /** For what is done: whether it was done in time. */
  readonly isInTime?: boolean;
}

/** A quarter of the time, or less, is soon: five of twenty days, a week of a month, eighteen of 72 hours. */
const SOON_SHARE = 0.25;

/** How a deadline stands at a moment, and which part of its time is left. */
export function whenIs(deadline: Deadline, now: Date): Standing {
  if (deadline.metAt !== undefined) return met(deadline, deadline.metAt);
  if (deadline.kind === 'open') return { standing: 'running' };
  if (deadline.kind === 'stopped')
    return {
      standing: 'stopped',
      share: shareOf(deadline, deadline.wouldBeDueAt, beginningOf(deadline.since)),
    };
  if (isOver(deadline, now)) return { standing: 'late', share: 0 };
  const share = shareOf(deadline, deadline.dueAt, now);
  return { standing: share <= SOON_SHARE ? 'soon' : 'running', share };
}

function met(deadline: Deadline, at: Date): Standing {
  if (deadline.kind === 'open') return { standing: 'met' };
  const dueAt = deadline.kind === 'stopped' ? deadline.wouldBeDueAt : deadline.dueAt;
  const isInTime = deadline.kind === 'stopped' || !isOver(deadline, at);
  return { standing: 'met', share: isInTime ? shareOf(deadline, dueAt, at) : 0, isInTime };
}

/** A moment is still in time itself; a day is over when the next one begins. */
const isOver = (deadline: Extract<Deadline, { readonly kind: 'moment' | 'day' }>, at: Date): boolean =>
  deadline.kind === 'day' ? at >= deadline.dueAt : minuteOf(at) > minuteOf(deadline.dueAt);

const minuteOf = (at: Date): number => Math.floor(at.getTime() / MINUTE_MS);

function shareOf({ startedAt }: Deadline, dueAt: Date, at: Date): number {
  const whole = dueAt.getTime() - startedAt.getTime();
  if (whole <= 0) return 0;
  return Math.min(1, Math.max(0, (dueAt.getTime() - at.getTime()) / whole));
}
