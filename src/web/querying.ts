import { Fault } from '../kernel/index.ts';
import { type WebErrorCode, webErrors } from './errors.ts';

/** What stands after the `?` of an address. */
export type Query = Readonly<Record<string, unknown>>;

/** An address that asks for what cannot be: a page that says so. @throws ADDRESS_UNCLEAR */
export function refuse(message: string): never {
  const code: WebErrorCode = 'ADDRESS_UNCLEAR';
  throw new Fault(code, message, { status: 400, help: webErrors[code] });
}

const shortened = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}…` : value);

/** A value of the query as text; undefined where it is missing or empty. @throws ADDRESS_UNCLEAR where it stands twice */
export function textIn(query: Query, name: string): string | undefined {
  const value = query[name];
  if (Array.isArray(value)) return refuse(`\`${name}\` stands twice in the address`);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A whole number from 1. @throws ADDRESS_UNCLEAR */
export function numberIn(query: Query, name: string): number | undefined {
  const value = textIn(query, name);
  if (value === undefined || /^[1-9]\d{0,5}$/.test(value))
    return value === undefined ? undefined : Number(value);
  return refuse(`\`${name}\` must be a number such as 2, and is \`${shortened(value)}\``);
}

/** A day that the calendar has, as YYYY-MM-DD. @throws ADDRESS_UNCLEAR */
export function dayIn(query: Query, name: string): string | undefined {
  const value = textIn(query, name);
  if (value === undefined || isDay(value)) return value;
  return refuse(`\`${name}\` must be a day such as 2026-09-01, and is \`${shortened(value)}\``);
}

function isDay(value: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/** One of the known words. @throws ADDRESS_UNCLEAR */
export function choiceIn<Choice extends string>(
  query: Query,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = textIn(query, name);
  const known = choices.find((choice) => choice === value);
  if (value === undefined || known !== undefined) return known;
  return refuse(`\`${name}\` is \`${shortened(value)}\`, which is none of ${choices.join(', ')}`);
}
