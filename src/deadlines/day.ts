/** A calendar day in the United Kingdom, as YYYY-MM-DD. */
export type Day = string;

const DAY_MS = 86_400_000;

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export type Weekday = (typeof weekdays)[number];

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Whether text is a day that exists, as YYYY-MM-DD. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(numberOf(text)) === text;

/** The day's place in the row of all days; days that follow each other differ by one. */
export const numberOf = (day: Day): number => Date.parse(day) / DAY_MS;

const written = new Map<number, Day>();

/** The day at a place in the row of all days. */
export function dayOf(number: number): Day {
  const known = written.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10);
  written.set(number, day);
  return day;
}

/** The day that is so many days after a day, or before it where the count is negative. */
export const daysAfter = (day: Day, count: number): Day => dayOf(numberOf(day) + count);

/** Day, month (1 to 12) and year as a day. */
export const dayFrom = (year: number, month: number, date: number): Day =>
  new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);

/** The same date so many months later, or the last day of that month where it has no such date. */
export function monthsAfter(day: Day, count: number): { readonly on: Day; readonly isShorter: boolean } {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7)) + count;
  const date = Number(day.slice(8));
  const last = Number(dayFrom(year, month + 1, 0).slice(8));
  return { on: dayFrom(year, month, Math.min(date, last)), isShorter: date > last };
}

/** Which day of the week it is. */
export function weekdayOf(day: Day): Weekday {
  return weekdays[new Date(Date.parse(day)).getUTCDay()] as Weekday;
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** A day as people read it: 30 November 2024. */
export const wordDay = (day: Day): string =>
  `${Number(day.slice(8))} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
