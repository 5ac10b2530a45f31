import assert from 'node:assert/strict';
import { localDay } from '../kernel/index.ts';
import type { SchoolCalendar } from './calendar.ts';
import type { DeadlineClock } from './clock.ts';
import { countDays } from './counting.ts';
import { type Day, isDay, wordDay } from './day.ts';
import { beginningOf, endOf, MINUTE_MS, wordMoment } from './moment.ts';
import { type ClockEvent, follow, type Stop } from './stopping.ts';

interface Found {
  readonly clock: DeadlineClock;
  /** When the time began: what the share that is left is measured from. */
  readonly startedAt: Date;
  /** How it was found, sentence by sentence. */
  readonly steps: readonly string[];
  readonly stops: readonly Stop[];
  /** When it was done, where it was. */
  readonly metAt?: Date;
}

/** When something has to be done. */
export type Deadline = Found &
  (
    | { readonly kind: 'moment'; readonly dueAt: Date }
    /** `dueAt` is the moment at which the day is over in the United Kingdom. */
    | { readonly kind: 'day'; readonly dueOn: Day; readonly dueAt: Date }
    /** An answer is waited for. `wouldBeDueAt` is the end that stood when it was asked for. */
    | { readonly kind: 'stopped'; readonly since: Day; readonly wouldBeDueAt: Date }
    /** Without a number, or beyond the calendar that the school has entered. */
    | { readonly kind: 'open' }
  );

/**
 * When a clock that started then runs out. A start that is known by its day alone counts from the day's beginning, which
 * matters to clocks in hours only. Nothing here knows the present: ask `whenIs`.
 */
export function deadlineOf(
  clock: DeadlineClock,
  start: Date | Day,
  calendar: SchoolCalendar,
  events: readonly ClockEvent[] = [],
): Deadline {
  assert.ok(typeof start !== 'string' || isDay(start), 'a start is a moment or a day that exists');
  const startedAt = typeof start === 'string' ? beginningOf(start) : start;
  const met = events.find((event) => event.kind === 'met');
  const found = { clock, startedAt, stops: [], ...(met && { metAt: met.at }) };
  if (clock.unit === 'without-undue-delay')
    return { ...found, kind: 'open', steps: ['Without delay; there is no number.'] };
  if (clock.unit === 'immediately' || clock.unit === 'minutes' || clock.unit === 'hours')
    return { ...found, kind: 'moment', ...countMinutes(clock, startedAt) };
  const begin = typeof start === 'string' ? start : localDay(start);
  return dayDeadline(found, begin, calendar, events);
}

function dayDeadline(
  found: Omit<Found, 'steps'>,
  begin: Day,
  calendar: SchoolCalendar,
  events: readonly ClockEvent[],
): Deadline {
  const { clock } = found;
  const { running, stops, steps: told, openSince } = follow(clock, begin, calendar, events);
  const counted = countDays(clock, running, calendar);
  const starts = `The time starts on ${wordDay(begin)}.`;
  const base = { ...found, stops };
  if (openSince !== undefined) {
    const wouldBeDueAt = endOf(counted.on ?? openSince);
    return { ...base, kind: 'stopped', since: openSince, wouldBeDueAt, steps: [starts, ...told] };
  }
  const steps = [starts, ...told, ...counted.steps];
  if (counted.on === undefined) return { ...base, kind: 'open', steps };
  return { ...base, kind: 'day', dueOn: counted.on, dueAt: endOf(counted.on), steps };
}

/** To the minute; seconds of the start are dropped, which gives no more time than there is. */
function countMinutes(
  clock: DeadlineClock,
  startedAt: Date,
): { readonly dueAt: Date; readonly steps: string[] } {
  const { length, unit } = clock;
  const from = new Date(Math.floor(startedAt.getTime() / MINUTE_MS) * MINUTE_MS);
  const starts = `The time starts on ${wordMoment(from)}.`;
  if (unit === 'immediately') return { dueAt: from, steps: [starts, 'It is due at once.'] };
  const dueAt = new Date(from.getTime() + length * (unit === 'hours' ? 60 : 1) * MINUTE_MS);
  const [one, other] = [wordMoment(from).slice(-5), wordMoment(dueAt).slice(-5)];
  const isShifted = unit === 'hours' && length % 24 === 0 && one !== other;
  return {
    dueAt,
    steps: [
      starts,
      `${length} ${length === 1 ? unit.slice(0, -1) : unit} later, nights, weekends and holidays counting, it is ${wordMoment(dueAt)}.`,
      ...(isShifted ? ['The clocks change in between, so the time of day differs by an hour.'] : []),
    ],
  };
}
