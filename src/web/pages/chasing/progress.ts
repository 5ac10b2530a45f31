import type { StatusRow } from '../../../agreements/index.ts';
import type { Group, Membership } from '../../../people/index.ts';
import { isDone } from '../people/signing-states.ts';

/** How many of those who sign have signed: of all, of a form, of a group. */
export interface Progress {
  readonly id: string;
  readonly name: string;
  readonly done: number;
  readonly all: number;
}

/** How far signing is, for the whole school, by form and by group. */
export interface AllProgress {
  readonly whole: Progress;
  readonly forms: readonly Progress[];
  /** Groups with somebody who signs, the least signed first. */
  readonly groups: readonly Progress[];
}

/** Counts how far signing is. A parent's row counts for the child's groups. */
export function progressIn(
  rows: readonly StatusRow[],
  groups: readonly Group[],
  memberships: readonly Membership[],
): AllProgress {
  const groupsOf = Map.groupBy(memberships, ({ personId }) => personId);
  const inGroup = new Map<string, StatusRow[]>(groups.map(({ id }) => [id, []]));
  for (const row of rows) {
    const own = new Set((groupsOf.get(row.childId ?? row.personId) ?? []).map(({ groupId }) => groupId));
    for (const id of own) inGroup.get(id)?.push(row);
  }
  return {
    whole: count('', 'Everybody', rows),
    forms: [...Map.groupBy(rows, ({ form }) => form)].map(([form, some]) =>
      count(form, some[0]?.title ?? form, some),
    ),
    groups: groups
      .map(({ id, name }) => count(id, name, inGroup.get(id) ?? []))
      .filter(({ all }) => all > 0)
      .toSorted((one, other) => one.done / one.all - other.done / other.all),
  };
}

const count = (id: string, name: string, rows: readonly StatusRow[]): Progress => ({
  id,
  name,
  done: rows.filter(isDone).length,
  all: rows.length,
});
