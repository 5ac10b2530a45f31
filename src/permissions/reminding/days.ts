import { isSchoolDay } from '../../agreements/index.ts';

/** The day that is so many days after a day. */
export function daysAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

/** How many days there are from the first day to the last. */
export const daysBetween = (first: string, last: string): number =>
  (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS;

/** How many school days there are after the first day, up to the last one and with it. */
export function schoolDaysSince(first: string, last: string, closed: ReadonlySet<string>): number {
  let count = 0;
  for (let day = daysAfter(first, 1); day <= last; day = daysAfter(day, 1))
    if (isSchoolDay(day, closed)) count += 1;
  return count;
}
