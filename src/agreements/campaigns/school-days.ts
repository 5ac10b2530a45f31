import { daysAfter } from '../day.ts';

const SATURDAY = 6;
const SUNDAY = 0;

/** Whether the school is open on a day: no weekend, and none of the closed days. */
export function isSchoolDay(day: string, closed: ReadonlySet<string>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== SATURDAY && weekday !== SUNDAY && !closed.has(day);
}

/** How many school days there are after the first day, up to the last one and with it. */
export function schoolDaysBetween(first: string, last: string, closed: ReadonlySet<string>): number {
  let count = 0;
  for (let day = daysAfter(first, 1); day <= last; day = daysAfter(day, 1))
    if (isSchoolDay(day, closed)) count += 1;
  return count;
}

/** Beyond this nobody has closed days entered that mean anything: a school that is shut for a year. */
const LONGEST_SEARCH_DAYS = 400;

/** The day that is so many school days after a day. */
export function schoolDayAfter(day: string, count: number, closed: ReadonlySet<string>): string {
  let [at, left] = [day, count];
  for (let step = 0; left > 0 && step < LONGEST_SEARCH_DAYS; step += 1) {
    at = daysAfter(at, 1);
    if (isSchoolDay(at, closed)) left -= 1;
  }
  return at;
}
