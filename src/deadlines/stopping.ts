import assert from 'node:assert/strict';
import type { SchoolCalendar } from './calendar.ts';
import type { Asking, DeadlineClock, Effect } from './clock.ts';
import { countDays, type Running } from './counting.ts';
import { type Day, isDay, wordDay } from './day.ts';

/** What happens while a clock runs. */
export type ClockEvent =
  /** The school asks for what it needs; the answer comes, or has not come. */
  | { readonly kind: Asking; readonly asked: Day; readonly answered?: Day }
  /** Whoever waits is told that it takes longer, and why. */
  | { readonly kind: 'extended'; readonly told: Day }
  /** It is done. */
  | { readonly kind: 'met'; readonly at: Date };

type Asked = Extract<ClockEvent, { readonly asked: Day }>;
type Told = Extract<ClockEvent, { readonly told: Day }>;

/** Something that was asked for, and what it did to the clock. */
export interface Stop {
  readonly on: Asking;
  readonly asked: Day;
  readonly answered?: Day;
  /** `none` where nothing stops this clock for that, or the time was over. */
  readonly effect: Effect | 'none';
}

/** A clock after all that happened to it. */
export interface Followed {
  readonly running: Running;
  readonly stops: readonly Stop[];
  readonly steps: readonly string[];
  /** The day from which an answer is waited for, where it is. */
  readonly openSince?: Day;
}

const names: Readonly<Record<Asking, string>> = {
  identity: 'Proof of identity',
  clarification: 'Clarification',
  fee: 'A fee',
};

/**
 * What happened to a clock, in order of days. Asking, or telling of more time, changes nothing once the time is over: so
 * a deadline that was missed stays missed.
 */
export function follow(
  clock: DeadlineClock,
  begin: Day,
  calendar: SchoolCalendar,
  events: readonly ClockEvent[],
): Followed {
  const start: Followed = { running: { origin: begin, pauses: [], isExtended: false }, stops: [], steps: [] };
  return events
    .filter((event) => event.kind !== 'met')
    .toSorted((one, other) =>
      dayOfEvent(one) < dayOfEvent(other) ? -1 : dayOfEvent(one) > dayOfEvent(other) ? 1 : 0,
    )
    .reduce<Followed>((so, event) => {
      const late = whyLate(clock, begin, calendar, so, dayOfEvent(event));
      return event.kind === 'extended' ? extend(clock, so, event, late) : ask(clock, so, event, late);
    }, start);
}

const dayOfEvent = (event: Asked | Told): Day => (event.kind === 'extended' ? event.told : event.asked);

/** Why an event on a day comes too late or too early; undefined while the clock runs or stands. */
function whyLate(
  clock: DeadlineClock,
  begin: Day,
  calendar: SchoolCalendar,
  { running, openSince }: Followed,
  day: Day,
): string | undefined {
  if (day < begin) return 'the time had not started';
  if (openSince !== undefined) return undefined;
  const { on } = countDays(clock, running, calendar);
  return on !== undefined && day > on ? `the time was over on ${wordDay(on)}` : undefined;
}

function extend(clock: DeadlineClock, so: Followed, { told }: Told, late: string | undefined): Followed {
  assert.ok(isDay(told), 'telling has a day');
  const said = `More time, told on ${wordDay(told)}`;
  const why = clock.extends
    ? (late ?? (so.running.isExtended ? 'there is more time already' : undefined))
    : 'this time cannot be made longer';
  if (why !== undefined || !clock.extends)
    return { ...so, steps: [...so.steps, `${said}, changes nothing: ${why}.`] };
  const { length, unit } = clock.extends;
  return {
    ...so,
    running: { ...so.running, isExtended: true },
    steps: [...so.steps, `${said}: ${length} ${unit.replaceAll('-', ' ')} more.`],
  };
}

function ask(clock: DeadlineClock, so: Followed, event: Asked, late: string | undefined): Followed {
  const { kind: on, asked, answered } = event;
  assert.ok(
    isDay(asked) && (answered === undefined || (isDay(answered) && answered >= asked)),
    'an answer follows its question',
  );
  const rule = clock.stops.find((stop) => stop.on === on);
  const said = `${names[on]} was asked for on ${wordDay(asked)}`;
  const why = rule ? late : 'nothing stops this clock for that';
  const kept = { on, asked, ...(answered !== undefined && { answered }) };
  if (!rule || why !== undefined)
    return {
      ...so,
      stops: [...so.stops, { ...kept, effect: 'none' }],
      steps: [...so.steps, `${said}, which changes nothing: ${why}.`],
    };
  const stops = [...so.stops, { ...kept, effect: rule.effect }];
  if (answered === undefined)
    return {
      ...so,
      stops,
      openSince: so.openSince ?? asked,
      steps: [...so.steps, `${said} and has not come: the clock stands.`],
    };
  const came = `${said} and came on ${wordDay(answered)}`;
  const { running } = so;
  if (rule.effect === 'restart') {
    const origin = answered > running.origin ? answered : running.origin;
    return {
      ...so,
      stops,
      running: { ...running, origin },
      steps: [...so.steps, `${came}, when the time starts.`],
    };
  }
  const pauses = [...running.pauses, { from: asked, to: answered }];
  return {
    ...so,
    stops,
    running: { ...running, pauses },
    steps: [...so.steps, `${came}; these days, both included, do not count.`],
  };
}
