import { newId } from '../../kernel/index.ts';
import { type MovementKind, stepsFor } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import type { ChangedField, Difference, PersonChange } from '../comparing/difference.ts';
import type { RosterPerson } from '../roster.ts';
import * as rows from './records.ts';
import type { Touching } from './touching.ts';

/** Who writes, when, and which day it is at the school. */
export interface Writing {
  readonly school: string;
  readonly at: Date;
  readonly by: string | undefined;
  readonly day: string;
}

interface Pen extends Writing {
  readonly tx: Transaction;
  readonly touching: Touching;
  readonly written: (rows: number) => void;
}

/** Few enough that progress is seen, many enough that statements do not count. */
const AT_ONCE = 500;

/** Writes a difference, many rows a statement. */
export async function writeDifference(
  tx: Transaction,
  writing: Writing,
  difference: Difference,
  touching: Touching,
  written: (rows: number) => void,
): Promise<void> {
  const pen: Pen = { ...writing, tx, touching, written };
  const personIds = new Map(difference.changes.map((change) => [change.rosterId, change.personId]));
  await writeArrivals(pen, difference.arrivals, personIds);
  await writeChanges(pen, difference.changes);
  await writeLeavers(pen, difference.leavers);
  await writeGroups(pen, difference.groups);
  await completeIds(pen, difference, personIds);
  const groupIds = await rows.idsByRosterId(tx, pen.school, 'grouping');
  await writeMemberships(pen, difference.memberships, personIds, groupIds);
  await writeFamilies(pen, difference.guardianships, personIds);
}

/** Ids of people of the file who stay as they are, and are named by a group or a family that does not. */
async function completeIds(pen: Pen, difference: Difference, ids: Map<string, string>): Promise<void> {
  if (difference.memberships.begun.length + difference.guardianships.begun.length === 0) return;
  for (const [rosterId, id] of await rows.idsByRosterId(pen.tx, pen.school, 'person')) ids.set(rosterId, id);
}

async function each<Item>(
  pen: Pen,
  items: readonly Item[],
  write: (part: readonly Item[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const part = items.slice(start, start + AT_ONCE);
    await write(part);
    pen.written(part.length);
  }
}

async function writeArrivals(
  pen: Pen,
  arrivals: readonly RosterPerson[],
  ids: Map<string, string>,
): Promise<void> {
  await each(pen, arrivals, async (part) => {
    const people = part.map((person) => ({ ...rowOf(person), id: newId(), roles: person.roles }));
    for (const person of people) ids.set(person.roster_id, person.id);
    await rows.insertPeople(pen.tx, pen.school, pen.at, people);
    pen.touching.made('person', people);
    await giveRoles(pen, people);
    await openLists(pen, 'joiner', people);
  });
}

const rowOf = (person: RosterPerson) => ({
  given_name: person.givenName,
  family_name: person.familyName,
  email: person.email ?? null,
  roster_id: person.rosterId,
  born_on: person.bornOn ?? null,
});

async function giveRoles(
  pen: Pen,
  people: readonly { readonly id: string; readonly roles: readonly string[] }[],
): Promise<void> {
  const holdings = people.flatMap(({ id, roles }) =>
    roles.map((role) => ({ id: newId(), person_id: id, role })),
  );
  await rows.insertHoldings(pen.tx, pen.school, pen.day, holdings);
  pen.touching.made('holding', holdings);
}

/** What applying has done itself. */
const doneSteps: Readonly<Record<MovementKind, readonly string[]>> = {
  joiner: ['roles-given', 'groups-given'],
  mover: [],
  leaver: ['sign-in-ended', 'roles-ended'],
};

async function openLists(
  pen: Pen,
  kind: MovementKind,
  people: readonly { readonly id: string }[],
): Promise<void> {
  const movements = people.map(({ id }) => ({ id: newId(), person_id: id, kind }));
  const steps = movements.flatMap((movement) =>
    stepsFor(kind).map(({ step }) => ({
      movement_id: movement.id,
      step,
      done: doneSteps[kind].includes(step) ? 'yes' : null,
    })),
  );
  await rows.insertMovements(pen.tx, pen.school, pen, movements, steps);
  pen.touching.made('movement', movements);
  pen.touching.made('movement_step', steps);
}

const columnOf: Readonly<Record<ChangedField, string>> = {
  rosterId: 'roster_id',
  givenName: 'given_name',
  familyName: 'family_name',
  email: 'email',
  bornOn: 'born_on',
};

async function writeChanges(pen: Pen, changes: readonly PersonChange[]): Promise<void> {
  await each(pen, changes, async (part) => {
    const people = part
      .filter(({ fields, isReopened }) => fields.length > 0 || isReopened)
      .map(({ personId, fields, isReopened }) => ({
        id: personId,
        reopened: isReopened ? 'yes' : null,
        ...Object.fromEntries(fields.map(({ field, to }) => [columnOf[field], to])),
      }));
    await pen.touching.changes('person', people);
    await rows.changePeople(pen.tx, pen.school, people);
    await endRoles(
      pen,
      part.flatMap((change) => change.holdingsEnded),
    );
    await giveRoles(
      pen,
      part.map(({ personId, rolesGiven }) => ({ id: personId, roles: rolesGiven })),
    );
    const back = part.filter(({ isReopened }) => isReopened).map(({ personId }) => ({ id: personId }));
    await openLists(pen, 'joiner', back);
  });
}

async function endRoles(pen: Pen, holdings: readonly { readonly id: string }[]): Promise<void> {
  const keys = holdings.map(({ id }) => ({ id }));
  await pen.touching.changes('holding', keys);
  await rows.endHoldings(pen.tx, pen.school, pen.day, keys);
}

async function writeLeavers(pen: Pen, leavers: Difference['leavers']): Promise<void> {
  await each(pen, leavers, async (part) => {
    const people = part.map(({ personId }) => ({ id: personId }));
    await pen.touching.changes('person', people);
    await rows.shutPeople(pen.tx, pen.school, pen.at, people);
    const held = await rows.holdingsOfPeople(pen.tx, pen.school, pen.day, people);
    await endRoles(
      pen,
      held.map((id) => ({ id })),
    );
    await openLists(pen, 'leaver', people);
  });
}

async function writeGroups(pen: Pen, groups: Difference['groups']): Promise<void> {
  await each(pen, groups.begun, async (part) => {
    const made = part.map(({ rosterId, kind, name }) => ({ id: newId(), kind, name, roster_id: rosterId }));
    await rows.insertGroups(pen.tx, pen.school, pen.day, made);
    pen.touching.made('grouping', made);
  });
  const changes = [
    ...groups.renamed.map(({ id, to }) => ({ id, name: to, becomes: null })),
    ...groups.ended.map(({ id }) => ({ id, name: null, becomes: 'ended' })),
    ...groups.resumed.map(({ id }) => ({ id, name: null, becomes: 'resumed' })),
  ];
  // A group may be named otherwise and begun again: an update takes one row of several for the same group.
  for (const kind of [groups.renamed.length, groups.ended.length, groups.resumed.length])
    await each(pen, changes.splice(0, kind), async (part) => {
      await pen.touching.changes('grouping', part);
      await rows.changeGroups(pen.tx, pen.school, pen.day, part);
    });
}

async function writeMemberships(
  pen: Pen,
  { begun, ended }: Difference['memberships'],
  people: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, string>,
): Promise<void> {
  await each(pen, ended, async (part) => {
    const sent = part.map((row) => ({ group_id: row.groupId, person_id: row.personId, part: row.part }));
    const keys = await rows.openMemberships(pen.tx, pen.school, pen.day, sent);
    await pen.touching.changes('membership', keys);
    await rows.endMemberships(pen.tx, pen.school, pen.day, keys);
  });
  await each(pen, begun, async (part) => {
    const sent = part.map((row) => ({
      group_id: groups.get(row.group) ?? null,
      person_id: people.get(row.person) ?? null,
      part: row.part,
    }));
    const again = await rows.membershipsEndedOn(pen.tx, pen.school, pen.day, sent);
    await pen.touching.changes('membership', again);
    await rows.resumeMemberships(pen.tx, pen.school, again);
    pen.touching.made('membership', await rows.insertMemberships(pen.tx, pen.school, pen.day, sent));
  });
}

async function writeFamilies(
  pen: Pen,
  { begun, ended }: Difference['guardianships'],
  people: ReadonlyMap<string, string>,
): Promise<void> {
  await each(pen, ended, async (part) => {
    const keys = part.map((pair) => ({ parent_id: pair.parentId, child_id: pair.childId }));
    await pen.touching.changes('guardianship', keys);
    await rows.endGuardianships(pen.tx, pen.school, pen.day, keys);
  });
  await each(pen, begun, async (part) => {
    const keys = part.map((pair) => ({
      parent_id: people.get(pair.parent) ?? null,
      child_id: people.get(pair.child) ?? null,
    }));
    await pen.touching.changes('guardianship', keys);
    await rows.resumeGuardianships(pen.tx, pen.school, keys);
    pen.touching.made('guardianship', await rows.insertGuardianships(pen.tx, pen.school, pen.day, keys));
  });
}
