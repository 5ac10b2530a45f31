import { Fault, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import type { Transaction } from '../../store/index.ts';
import { peopleErrors } from '../errors.ts';
import { entry, requirePerson } from '../keeping.ts';
import type { Act, GroupKind, Part } from '../person.ts';
import {
  endGuardianship,
  endMembership,
  insertGroup,
  insertGuardianship,
  insertMembership,
} from './records.ts';

/** Makes a class, a year or a department; gives its id. */
export async function addGroup(
  tx: Transaction,
  act: Act,
  group: { readonly kind: GroupKind; readonly name: string; readonly since: string },
): Promise<string> {
  const id = newId();
  await insertGroup(tx, act.school, { ...group, id, until: undefined });
  await record(tx, {
    ...entry(act, 'group.added', id),
    details: { kind: group.kind },
    personal: { name: group.name },
  });
  return id;
}

/** Puts somebody into a group. @throws PERSON_NOT_FOUND */
export async function joinGroup(
  tx: Transaction,
  act: Act,
  row: { readonly groupId: string; readonly personId: string; readonly part: Part; readonly since: string },
): Promise<void> {
  await requirePerson(tx, act.school, row.personId);
  await insertMembership(tx, act.school, { ...row, source: 'office' });
  await record(tx, {
    ...entry(act, 'group.joined', row.personId),
    details: { group: row.groupId, part: row.part },
  });
}

/** Takes somebody out of a group; `until` is the last day in it. */
export async function leaveGroup(
  tx: Transaction,
  act: Act,
  row: { readonly groupId: string; readonly personId: string },
  until: string,
): Promise<void> {
  await endMembership(tx, act.school, row.groupId, row.personId, until);
  await record(tx, { ...entry(act, 'group.left', row.personId), details: { group: row.groupId, until } });
}

/** Ties a child to a parent or carer. @throws FAMILY_IMPOSSIBLE, PERSON_NOT_FOUND */
export async function tieFamily(
  tx: Transaction,
  act: Act,
  tie: {
    readonly parentId: string;
    readonly childId: string;
    readonly household: 1 | 2;
    readonly since: string;
  },
): Promise<void> {
  if (tie.parentId === tie.childId)
    throw new Fault('FAMILY_IMPOSSIBLE', 'nobody is their own child', {
      status: 422,
      help: peopleErrors.FAMILY_IMPOSSIBLE,
    });
  await requirePerson(tx, act.school, tie.parentId);
  await requirePerson(tx, act.school, tie.childId);
  await insertGuardianship(tx, act.school, { ...tie, source: 'office' });
  await record(tx, {
    ...entry(act, 'family.tied', tie.childId),
    details: { parent: tie.parentId, household: tie.household },
  });
}

/** Ends the tie between a parent and a child. */
export async function untieFamily(
  tx: Transaction,
  act: Act,
  tie: { readonly parentId: string; readonly childId: string },
  until: string,
): Promise<void> {
  await endGuardianship(tx, act.school, tie.parentId, tie.childId, until);
  await record(tx, { ...entry(act, 'family.untied', tie.childId), details: { parent: tie.parentId, until } });
}
