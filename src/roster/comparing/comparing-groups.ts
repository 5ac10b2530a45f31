import type { Roster, RosterPerson } from '../roster.ts';
import type { Difference } from './difference.ts';
import type { Present } from './present.ts';

interface Compared {
  readonly roster: Roster;
  readonly present: Present;
  /** The school's ids of people of the file, by the file's. */
  readonly placed: ReadonlyMap<string, string>;
  readonly arrivals: readonly RosterPerson[];
  /** Ids of leavers: their places in groups end with them. */
  readonly gone: ReadonlySet<string>;
}

/** What would change in groups, in who is in them, and in families. */
export const groupsOf = (
  compared: Compared,
): Pick<Difference, 'groups' | 'memberships' | 'guardianships'> => ({
  groups: groupChanges(compared),
  memberships: membershipChanges(compared),
  guardianships: guardianshipChanges(compared),
});

function groupChanges({ roster, present }: Compared): Difference['groups'] {
  const known = new Map(present.groups.map((group) => [group.rosterId, group]));
  const listed = new Set(roster.groups.map((group) => group.rosterId));
  const isWhole = roster.covers.length === 3;
  const kept = roster.groups.flatMap((group) => {
    const was = known.get(group.rosterId);
    return was ? [{ group, was }] : [];
  });
  return {
    begun: roster.groups.filter((group) => !known.has(group.rosterId)),
    renamed: kept
      .filter(({ group, was }) => group.name !== was.name)
      .map(({ group, was }) => ({ id: was.id, from: was.name, to: group.name })),
    ended: present.groups
      .filter((group) => isWhole && roster.tellsGroups.includes(group.kind))
      .filter((group) => !group.hasEnded && !listed.has(group.rosterId))
      .map(({ id, name }) => ({ id, name })),
    resumed: kept.filter(({ was }) => was.hasEnded).map(({ was }) => ({ id: was.id, name: was.name })),
  };
}

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

function membershipChanges({ roster, present, placed, arrivals, gone }: Compared): Difference['memberships'] {
  const groupIds = new Map(present.groups.map((group) => [group.rosterId, group.id]));
  const arriving = new Set(arrivals.map((person) => person.rosterId));
  const wanted = new Set<string>();
  const here = new Set(present.memberships.map((each) => keyOf(each.groupId, each.personId, each.part)));
  const begun = roster.memberships.filter(({ group, person, part }) => {
    const [groupId, personId] = [groupIds.get(group), placed.get(person)];
    if (personId === undefined) return arriving.has(person);
    const key = keyOf(groupId ?? '', personId, part);
    wanted.add(key);
    return groupId === undefined || !here.has(key);
  });
  const told = new Map(
    present.groups.filter(({ kind }) => roster.tellsGroups.includes(kind)).map((group) => [group.id, group]),
  );
  const spokenOf = new Set(placed.values());
  const ended = present.memberships.filter((each) => {
    if (gone.has(each.personId)) return true;
    if (each.source !== 'roster' || !told.has(each.groupId) || !spokenOf.has(each.personId)) return false;
    return !wanted.has(keyOf(each.groupId, each.personId, each.part));
  });
  return {
    begun,
    ended: ended.map(({ groupId, personId, part }) => ({ groupId, personId, part })),
  };
}

function guardianshipChanges({ roster, present, placed, arrivals }: Compared): Difference['guardianships'] {
  const arriving = new Set(arrivals.map((person) => person.rosterId));
  const isHere = (rosterId: string) => placed.has(rosterId) || arriving.has(rosterId);
  const idOf = (rosterId: string) => placed.get(rosterId) ?? '';
  const standing = new Set(
    present.guardianships
      .filter((pair) => !pair.hasEnded || pair.source === 'office')
      .map((pair) => keyOf(pair.parentId, pair.childId)),
  );
  const pairs = roster.guardianships.filter(({ parent, child }) => isHere(parent) && isHere(child));
  const wanted = new Set(pairs.map(({ parent, child }) => keyOf(idOf(parent), idOf(child))));
  const spokenOf = new Set(placed.values());
  return {
    begun: pairs.filter(({ parent, child }) => !standing.has(keyOf(idOf(parent), idOf(child)))),
    ended: roster.tellsFamilies
      ? present.guardianships
          .filter((pair) => pair.source === 'roster' && !pair.hasEnded)
          .filter((pair) => spokenOf.has(pair.parentId) && spokenOf.has(pair.childId))
          .filter((pair) => !wanted.has(keyOf(pair.parentId, pair.childId)))
          .map(({ parentId, childId }) => ({ parentId, childId }))
      : [],
  };
}
