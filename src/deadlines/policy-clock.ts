import type { DeadlineClock, Length, Unit } from './clock.ts';
import { deadlineFault } from './errors.ts';

/** Times that are words. `regularly` and its like have no end: the school still owes the number. */
const words: Readonly<Record<string, Length>> = {
  immediately: { length: 0, unit: 'immediately' },
  'at once': { length: 0, unit: 'immediately' },
  'as soon as possible': { length: 0, unit: 'without-undue-delay' },
  'without undue delay': { length: 0, unit: 'without-undue-delay' },
  regularly: { length: 0, unit: 'without-undue-delay' },
  daily: { length: 1, unit: 'days' },
  weekly: { length: 1, unit: 'weeks' },
  termly: { length: 1, unit: 'terms' },
  yearly: { length: 1, unit: 'years' },
  'end of term': { length: 0, unit: 'terms' },
  'end of the term': { length: 0, unit: 'terms' },
  'end of the school year': { length: 0, unit: 'school-years' },
};

const counted =
  /^(?:([1-9]\d{0,3})|an?|one) (minute|hour|day|working day|school day|week|month|year|term|school year)s?$/;

/** A length of time as policies write it: `immediately`, `2 working days`, `a week`. @throws DURATION_UNKNOWN */
export function readDuration(text: string): Length {
  const spaced = text.trim().toLowerCase().replaceAll('-', ' ').replaceAll(/\s+/g, ' ');
  const word = Object.hasOwn(words, spaced) ? words[spaced] : undefined;
  if (word) return word;
  const [, count = '1', unit] = counted.exec(spaced) ?? [];
  if (unit === undefined)
    throw deadlineFault('DURATION_UNKNOWN', `\`${text.slice(0, 60)}\` is no length of time`);
  return { length: Number(count), unit: `${unit.replaceAll(' ', '-')}s` as Unit };
}

/**
 * The clock of a school's own rule. Counted from the day after, with the bank holidays of where the school is, and
 * ending on the day itself also where that is a day off: a policy that says nothing gives no more time.
 * @throws DURATION_UNKNOWN
 */
export const policyClock = (id: string, name: string, duration: string): DeadlineClock => ({
  id,
  name,
  ...readDuration(duration),
  first: 'next-day',
  holidays: 'nation',
  countsSchoolDaysOnly: false,
  roll: 'none',
  stops: [],
  of: id,
  applies: [],
});
