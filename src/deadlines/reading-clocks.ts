import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  askings,
  type ClockSource,
  type DeadlineClock,
  effects,
  type Length,
  type Unit,
  units,
} from './clock.ts';
import { isDay } from './day.ts';
import { deadlineFault } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

const known = new Set(
  'id name of applies starts length unit first holidays only basis cap roll stops extends late unless then triggers source from until notes'.split(
    ' ',
  ),
);

/** Reads the clocks of a law pack from its `clocks.yaml`. @throws CLOCKS_BROKEN */
export function readClocks(file: string | URL): DeadlineClock[] {
  const list = parsed(file);
  if (!Array.isArray(list)) throw broken('the file', 'is no list of clocks');
  const clocks = list.map((each) => clockFrom(each as Fields));
  const twice = clocks.find((clock, index) => clocks.findIndex(({ id }) => id === clock.id) !== index);
  if (twice) throw broken(twice.id, 'stands twice');
  return clocks;
}

function parsed(file: string | URL): unknown {
  try {
    return parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 });
  } catch (cause) {
    throw deadlineFault('CLOCKS_BROKEN', 'the clocks cannot be read', cause);
  }
}

function clockFrom(fields: Fields): DeadlineClock {
  const id = typeof fields['id'] === 'string' ? fields['id'] : '';
  const need = (holds: boolean, what: string): void => {
    if (!holds) throw broken(id, what);
  };
  const {
    name,
    first = 'next-day',
    holidays = 'nation',
    only,
    roll,
    of = id,
    applies = [],
    from,
    until,
  } = fields;
  need(id !== '' && typeof name === 'string', 'needs an id and a name');
  const stranger = Object.keys(fields).find((field) => !known.has(field));
  need(stranger === undefined, `has no field \`${stranger}\``);
  need(first === 'next-day' || first === 'same-day', '`first` is `next-day` or `same-day`');
  need(holidays === 'nation' || holidays === 'any-nation', '`holidays` is `nation` or `any-nation`');
  need(roll === 'none' || roll === 'next-working-day', '`roll` is `none` or `next-working-day`');
  need(only === undefined || only === 'school-days', '`only` is `school-days`');
  need(typeof of === 'string' && Array.isArray(applies), '`of` is an id, `applies` a list');
  need(isDayText(from) && (until === undefined || isDayText(until)), '`from` and `until` are days');
  const length = lengthFrom(fields, id);
  return {
    id,
    name: String(name),
    ...length,
    first: first as DeadlineClock['first'],
    holidays: holidays as DeadlineClock['holidays'],
    countsSchoolDaysOnly: only === 'school-days',
    roll: roll as DeadlineClock['roll'],
    stops: stopsFrom(fields['stops'], id),
    of: String(of),
    applies: applies as string[],
    from: String(from),
    ...(until !== undefined && { until: String(until) }),
    ...capFrom(fields['cap'], id),
    ...extensionFrom(fields['extends'], length.unit, id),
    source: sourceFrom(fields['source'], id),
  };
}

function lengthFrom(value: unknown, id: string): Length {
  const { length, unit } = (value ?? {}) as Fields;
  const isNumber = typeof length === 'number' && Number.isInteger(length) && length >= 0;
  if (!isNumber || !units.includes(unit as Unit)) throw broken(id, 'needs a length and a unit that there is');
  return { length, unit: unit as Unit };
}

function capFrom(value: unknown, id: string): Pick<DeadlineClock, 'cap'> {
  if (value === undefined) return {};
  const cap = lengthFrom(value, id);
  if (cap.unit !== 'working-days') throw broken(id, '`cap` counts in working days');
  return { cap };
}

function extensionFrom(value: unknown, unit: Unit, id: string): Pick<DeadlineClock, 'extends'> {
  if (value === undefined) return {};
  const { when, told } = value as Fields;
  const more = lengthFrom(value, id);
  // Only so is the whole time counted from its own start, as one length.
  if (more.unit !== unit) throw broken(id, '`extends` counts in the unit of the clock');
  if (typeof when !== 'string' || typeof told !== 'string')
    throw broken(id, '`extends` says when, and by when it is told');
  return { extends: { ...more, when, told } };
}

function stopsFrom(value: unknown, id: string): DeadlineClock['stops'] {
  if (!Array.isArray(value)) throw broken(id, '`stops` is a list, empty where nothing stops the clock');
  return value.map((each) => {
    const { on, effect } = each as DeadlineClock['stops'][number];
    if (!askings.includes(on) || !effects.includes(effect))
      throw broken(id, `\`stops\` knows ${askings.join(', ')} with ${effects.join(' or ')}`);
    return { on, effect };
  });
}

function sourceFrom(value: unknown, id: string): ClockSource {
  const source = (value ?? {}) as Fields;
  const { title, provision, kind, certainty, checked } = source;
  const isWhole = [title, provision, kind, certainty].every((each) => typeof each === 'string');
  if (!isWhole || !isDayText(checked))
    throw broken(id, 'needs a source with the day on which it was checked');
  return source as unknown as ClockSource;
}

const isDayText = (value: unknown): boolean => typeof value === 'string' && isDay(value);

const broken = (id: string, what: string) => deadlineFault('CLOCKS_BROKEN', `clock \`${id}\`: ${what}`);
