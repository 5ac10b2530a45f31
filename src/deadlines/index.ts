export {
  type BankHolidays,
  type Division,
  divisions,
  type Nation,
  nations,
  type OneOff,
} from './bank-holidays.ts';
export { type HolidaysOf, type SchoolCalendar, type SchoolYear, type Stretch } from './calendar.ts';
export { binds, clockOn, type ClockSource, type DeadlineClock, type Length, type Unit } from './clock.ts';
export { type Day, daysAfter, isDay, wordDay } from './day.ts';
export { type Deadline, deadlineOf } from './deadline.ts';
export { deadlineErrors } from './errors.ts';
export { beginningOf, endOf, wordMoment } from './moment.ts';
export { policyClock, readDuration } from './policy-clock.ts';
export { readClocks } from './reading-clocks.ts';
export { bankHolidays } from './reading-holidays.ts';
export { type Standing, whenIs } from './standing.ts';
export type { ClockEvent, Stop } from './stopping.ts';
