import { entry, type Act } from '../people/index.ts';
import { record } from '../ledger/index.ts';
import type { Queries, Transaction } from '../store/index.ts';
import { registerFault } from './errors.ts';
import type { CheckPlan, Field, Interval, Kind } from './kind.ts';
import type { KindData, Wrong } from './kind-shape.ts';
import { makeKind } from './making-kinds.ts';
import { insertKind, type KindRow, kindRows, putKind } from './own-kinds/records.ts';
import { shippedKinds } from './shipped-kinds.ts';

/** The registers of a school by id: those that every school begins with, and what it changed or added. */
export const openKinds = async (db: Queries, school: string): Promise<ReadonlyMap<string, Kind>> =>
  kindsWith(await kindRows(db, school));

/** A row that is no kind any more, after a change of the program, is left out for what is shipped. */
export function kindsWith(rows: readonly KindRow[]): ReadonlyMap<string, Kind> {
  const kinds = new Map(shippedKinds());
  for (const { id, definition } of rows) {
    const { kind } = makeKind(id, definition);
    if (kind) kinds.set(id, kind);
  }
  return new Map(
    [...kinds].toSorted(([, one], [, other]) => one.plural.localeCompare(other.plural, 'en-GB')),
  );
}

/** @throws KIND_NOT_FOUND */
export function requireKind(kinds: ReadonlyMap<string, Kind>, id: string): Kind {
  const kind = kinds.get(id);
  if (!kind) throw registerFault('KIND_NOT_FOUND', 'there is no such register', 404);
  return kind;
}

/** Keeps a kind that the school changed or added; gives what is wrong with it, and keeps nothing then. */
export async function keepKind(
  tx: Transaction,
  act: Act,
  id: string,
  data: unknown,
): Promise<readonly Wrong[]> {
  const { kind, wrong } = makeKind(id, data);
  if (!kind) return wrong;
  await putKind(tx, act.school, { id, definition: dataOf(kind), at: act.at, by: act.by });
  await record(tx, {
    ...entry(act, 'register.kind-kept', id),
    details: { checks: kind.checks.length, fields: kind.fields.length },
  });
  return [];
}

/**
 * Adds a kind of the school's own; false where there is one of this id already, whoever added it at the same moment. The data has
 * been made a kind before.
 */
export async function addKind(tx: Transaction, act: Act, id: string, data: KindData): Promise<boolean> {
  const { kind } = makeKind(id, data);
  if (!kind || shippedKinds().has(id)) return false;
  const row = { id, definition: dataOf(kind), at: act.at, by: act.by };
  if (!(await insertKind(tx, act.school, row))) return false;
  await record(tx, {
    ...entry(act, 'register.kind-added', id),
    details: { checks: kind.checks.length, fields: kind.fields.length },
  });
  return true;
}

/** A kind with other intervals between its checks; those not named stay, `undefined` ends them. */
export const withIntervals = (kind: Kind, intervals: ReadonlyMap<string, Interval | undefined>): Kind => ({
  ...kind,
  checks: kind.checks.map((check) => {
    if (!intervals.has(check.kind)) return check;
    const { every: _every, ...rest } = check;
    const every = intervals.get(check.kind);
    return every === undefined ? rest : { ...rest, every };
  }),
});

/** A kind as it is written in a file. */
export const dataOf = (kind: Kind): KindData => ({
  name: kind.name,
  plural: kind.plural,
  about: kind.about,
  ...(kind.register !== undefined && { register: kind.register }),
  fields: kind.fields.map(dataOfField),
  checks: kind.checks.map(dataOfCheck),
  states: [...kind.states],
  powers: Object.fromEntries(Object.entries(kind.powers).map(([power, roles]) => [power, [...roles]])),
  labels: kind.labels,
  ...(kind.slots.length > 0 && { slots: [...kind.slots] }),
  shows: { ...kind.shows },
});

const dataOfField = (field: Field) => ({
  id: field.id,
  name: field.name,
  type: field.type,
  required: field.required,
  ...(field.hint !== undefined && { hint: field.hint }),
  ...(field.choices.length > 0 && { choices: field.choices.map((choice) => ({ ...choice })) }),
  ...(field.shows !== undefined && { shows: field.shows }),
  headings: [...field.headings],
});

const dataOfCheck = (check: CheckPlan) => ({
  kind: check.kind,
  name: check.name,
  ...(check.every !== undefined && { every: wordInterval(check.every) }),
  ...(check.how !== undefined && { how: check.how }),
  ...(check.owner !== undefined && { owner: check.owner }),
  'before-use': check.isBeforeUse,
  when: { ...check.when },
  ...(check.passed !== undefined && { passed: check.passed }),
  ...(check.inDate !== undefined && { 'in-date': check.inDate }),
});

/** "2 years". */
export const wordInterval = ({ count, unit }: Interval): string =>
  `${count} ${unit}${count === 1 ? '' : 's'}`;
