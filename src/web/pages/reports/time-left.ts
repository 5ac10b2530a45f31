import { counted } from '../../wording/text.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "3 hours", "2 days": how long something is, roughly, and never longer than it is. */
export function wordLength(ms: number): string {
  if (ms >= 2 * DAY_MS) return counted(Math.floor(ms / DAY_MS), 'day');
  if (ms >= HOUR_MS) return counted(Math.floor(ms / HOUR_MS), 'hour');
  return counted(Math.floor(ms / MINUTE_MS), 'minute');
}

/** "3 hours left", or "overdue by 2 days". */
export function wordTimeLeft(dueAt: Date, now: Date): string {
  const left = dueAt.getTime() - now.getTime();
  if (Math.abs(left) < MINUTE_MS) return 'due now';
  return left > 0 ? `${wordLength(left)} left` : `overdue by ${wordLength(-left)}`;
}
