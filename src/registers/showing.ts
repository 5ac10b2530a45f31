import type { Item } from './item.ts';
import { checksFor, type FactValue, type Field, type Kind } from './kind.ts';

/** States in which an item can be relied on for what is written of it. */
const counts: ReadonlySet<string> = new Set(['in-use', 'lent']);

/**
 * The facts of the vocabulary that an item shows: what its kind always is, what its fields say, what its checks found. An
 * item that is retired, faulty or untested shows only that its checks are not passed.
 *
 * `day` is today, YYYY-MM-DD. Without it nothing is shown that depends on the date.
 */
export function shownByItem(
  item: Pick<Item, 'state' | 'fields' | 'checks'>,
  kind: Kind,
  day?: string,
): Record<string, FactValue> {
  const shown: Record<string, FactValue> = {};
  if (counts.has(item.state)) {
    Object.assign(shown, kind.shows);
    for (const field of kind.fields) {
      const value = valueShown(field, item.fields[field.id], day);
      if (field.shows !== undefined && value !== undefined) shown[field.shows] = value;
    }
  }
  return { ...shown, ...checksShown(item, kind, day) };
}

function valueShown(field: Field, value: FactValue | undefined, day: string | undefined) {
  if (value === undefined) return undefined;
  if (field.type !== 'date') return value;
  return day === undefined ? undefined : String(value) >= day;
}

/** A fact that several checks show is true when all of them do. */
function checksShown(
  item: Pick<Item, 'state' | 'fields' | 'checks'>,
  kind: Kind,
  day: string | undefined,
): Record<string, boolean> {
  const shown: Record<string, boolean> = {};
  const add = (fact: string | undefined, isTrue: boolean) => {
    if (fact !== undefined) shown[fact] = isTrue && (shown[fact] ?? true);
  };
  for (const check of checksFor(kind, item.fields)) {
    const standing = item.checks.find((each) => each.check === check.kind);
    const hasPassed = standing?.passed === true && counts.has(item.state);
    add(check.passed, hasPassed);
    if (day !== undefined)
      add(check.inDate, hasPassed && (standing.dueOn === undefined || standing.dueOn >= day));
  }
  return shown;
}
