import { circles, type RegisterPower, registersPowers } from './powers.ts';

/** A register: what its items are like, what is checked of them and who may do what. It is data, never code. */
export interface Kind {
  readonly id: string;
  /** One of them: `electrical item`. */
  readonly name: string;
  readonly plural: string;
  /** What the register is for, in a sentence. */
  readonly about: string;
  /** The list of the vocabulary that this answers for, where a policy speaks of it. */
  readonly register?: string;
  readonly fields: readonly Field[];
  readonly checks: readonly CheckPlan[];
  readonly states: readonly State[];
  readonly powers: KindPowers;
  /** Whether labels are printed. */
  readonly labels: boolean;
  /** Parts of a day for which one can be booked; none where they are not booked. */
  readonly slots: readonly string[];
  /** What every item shows as long as it is in use. */
  readonly shows: Readonly<Record<string, FactValue>>;
}

export const fieldTypes = [
  'text',
  'number',
  'date',
  'yes-no',
  'choice',
  'person',
  'money',
  'address',
] as const;
export type FieldType = (typeof fieldTypes)[number];
export type FactValue = string | number | boolean;

/** Something that is noted of every item of a kind. */
export interface Field {
  readonly id: string;
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly hint?: string;
  readonly choices: readonly Choice[];
  /** The fact of the vocabulary that the value shows. A day shows that a fact is true, until it has passed. */
  readonly shows?: string;
  /** Headings under which other programs export it. */
  readonly headings: readonly string[];
}

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** A check that falls due for every item of a kind. */
export interface CheckPlan {
  readonly kind: string;
  readonly name: string;
  /** How often, as a suggestion that the school changes. */
  readonly every?: Interval;
  /** What to do. */
  readonly how?: string;
  /** The role that is asked to do it. */
  readonly owner?: string;
  /** Whether an item is not used until it has passed. */
  readonly isBeforeUse: boolean;
  /** Only items of which a field says this are checked. */
  readonly when: Readonly<Record<string, FactValue>>;
  /** The fact shown by having passed it. */
  readonly passed?: string;
  /** The fact shown by its not being overdue. */
  readonly inDate?: string;
}

/** A length of time on the calendar. */
export interface Interval {
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month' | 'year';
}

export const states = ['in-use', 'lent', 'faulty', 'untested', 'retired'] as const;
export type State = (typeof states)[number];

/** Roles that may do each; whatever is left out is as wide as the power of all registers. */
export interface KindPowers {
  readonly see?: readonly string[];
  readonly change?: readonly string[];
  readonly check?: readonly string[];
  readonly lend?: readonly string[];
}

/**
 * Whether somebody with these roles, the wider ones included, may do this with items of a kind: the power of all registers, and
 * what the kind narrows it to. Whoever may do anything may see.
 */
export function mayWith(kind: Kind, power: RegisterPower, roles: readonly string[]): boolean {
  const narrowed = kind.powers[power.slice('registers.'.length) as keyof KindPowers];
  const holds = (wanted: readonly string[]) => wanted.some((role) => roles.includes(role));
  if (power === 'registers.lend' && narrowed === undefined) return false;
  if (!holds(registersPowers[power])) return false;
  const isWithin = narrowed === undefined || holds(narrowed.flatMap((role) => circles.get(role) ?? role));
  return isWithin && (power === 'registers.see' || mayWith(kind, 'registers.see', roles));
}

/** The kinds that somebody may see, or do more with. */
export const kindsFor = (
  kinds: ReadonlyMap<string, Kind>,
  power: RegisterPower,
  roles: readonly string[],
): Kind[] => [...kinds.values()].filter((kind) => mayWith(kind, power, roles));

/** The checks that an item of a kind is put to, by what its fields say. */
export const checksFor = (kind: Kind, fields: Readonly<Record<string, FactValue>>): CheckPlan[] =>
  kind.checks.filter((check) =>
    Object.entries(check.when).every(([field, value]) => fields[field] === value),
  );

/** The day (YYYY-MM-DD) so long after another; the last of the month where the month is too short. */
export function dayAfter(day: string, { count, unit }: Interval): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  if (unit === 'day' || unit === 'week')
    return isoDay(Date.UTC(year, month - 1, date + count * (unit === 'week' ? 7 : 1)));
  const months = month - 1 + count * (unit === 'year' ? 12 : 1);
  const last = new Date(Date.UTC(year, months + 1, 0)).getUTCDate();
  return isoDay(Date.UTC(year, months, Math.min(date, last)));
}

const isoDay = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
