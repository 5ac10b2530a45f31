import { localDay } from '../kernel/index.ts';
import { type Day, daysAfter, wordDay } from './day.ts';

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const beginnings = new Map<Day, number>();

/**
 * The moment at which a day begins in the United Kingdom. Clocks there change at one in the morning, so that midnight
 * comes once on every day: an hour before midnight of universal time while summer time holds, and with it otherwise.
 */
export function beginningOf(day: Day): Date {
  const known = beginnings.get(day);
  if (known !== undefined) return new Date(known);
  const midnight = Date.parse(day);
  const found = localDay(new Date(midnight - HOUR_MS)) === day ? midnight - HOUR_MS : midnight;
  beginnings.set(day, found);
  return new Date(found);
}

/** The moment at which a day is over in the United Kingdom: the beginning of the next one. */
export const endOf = (day: Day): Date => beginningOf(daysAfter(day, 1));

const time = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A moment as people read it, in the United Kingdom's time: 22 November 2026 at 09:00. */
export const wordMoment = (at: Date): string => `${wordDay(localDay(at))} at ${time.format(at)}`;
