import { kindOfRole, type Roster, type RosterPerson } from '../roster.ts';
import {
  type ChangedField,
  type Decisions,
  type Difference,
  type FieldChange,
  type Leaver,
  MASS_LEAVING,
  noDecisions,
  type PersonChange,
  type SameQuestion,
} from './difference.ts';
import { groupsOf } from './comparing-groups.ts';
import type { Present, PresentPerson } from './present.ts';

/**
 * What would change if the roster were applied. Whom the office entered by hand is never a leaver; whose row was put aside,
 * or whom the roster does not speak of, is not one either.
 */
export function differenceOf(
  roster: Roster,
  present: Present,
  decisions: Decisions = noDecisions,
): Difference {
  const matching = match(roster, present, decisions);
  const leaving = leaversOf(roster, present, matching.placed);
  const changes = [...matching.pairs].flatMap(([person, known]) => changeOf(person, known, decisions));
  const share = leaving.listed === 0 ? 0 : leaving.leavers.length / leaving.listed;
  const gone = new Set(leaving.leavers.map((leaver) => leaver.personId));
  return {
    arrivals: matching.arrivals,
    changes,
    leavers: leaving.leavers,
    shut: matching.shut.map((person) => ({ rosterId: person.rosterId, name: nameOf(person) })),
    questions: matching.questions,
    unchanged: matching.pairs.size - changes.length,
    heldBack: leaving.heldBack,
    leavingShare: share,
    isMassLeaving: share > MASS_LEAVING,
    ...groupsOf({ roster, present, placed: matching.placed, arrivals: matching.arrivals, gone }),
  };
}

export const nameOf = ({ givenName, familyName }: Pick<RosterPerson, 'givenName' | 'familyName'>): string =>
  `${givenName} ${familyName}`.trim();

interface Matching {
  /** People of the file and who they are, where the school knows them and they are not shut. */
  readonly pairs: ReadonlyMap<RosterPerson, PresentPerson>;
  /** The school's ids of people of the file, by the file's. */
  readonly placed: ReadonlyMap<string, string>;
  readonly arrivals: readonly RosterPerson[];
  readonly shut: readonly RosterPerson[];
  readonly questions: readonly SameQuestion[];
}

function match(roster: Roster, present: Present, decisions: Decisions): Matching {
  const byRosterId = new Map(present.people.map((person) => [person.rosterId, person]));
  const listed = new Set(roster.people.map((person) => person.rosterId));
  const likely = likeness(present.people.filter((person) => !listed.has(person.rosterId ?? '')));
  const pairs = new Map<RosterPerson, PresentPerson>();
  const arrivals: RosterPerson[] = [];
  const shut: RosterPerson[] = [];
  const questions: SameQuestion[] = [];
  const taken = new Set<string>();
  for (const person of roster.people) {
    if (!person.enabled) continue;
    const maybe = likely(person);
    const isSame = maybe && decisions.same.get(person.rosterId) === maybe.id && !taken.has(maybe.id);
    const known = byRosterId.get(person.rosterId) ?? (isSame ? maybe : undefined);
    if (known) {
      taken.add(known.id);
      if (known.isShut && !decisions.reopened.has(person.rosterId)) shut.push(person);
      else pairs.set(person, known);
    } else if (maybe && !decisions.another.has(person.rosterId)) questions.push({ person, maybe });
    else arrivals.push(person);
  }
  const placed = new Map([...pairs].map(([person, known]) => [person.rosterId, known.id]));
  return { pairs, placed, arrivals, shut, questions };
}

const key = (person: Pick<RosterPerson, 'givenName' | 'familyName'>, email: string): string =>
  JSON.stringify([nameOf(person).toLowerCase(), email]);

/** Who has the same name and the same address. One alone is not asked about: names recur, and households share addresses. */
function likeness(people: readonly PresentPerson[]) {
  const known = new Map(
    people.flatMap((person) =>
      person.email === undefined || person.isShut ? [] : [[key(person, person.email), person] as const],
    ),
  );
  return (person: RosterPerson): PresentPerson | undefined =>
    person.email === undefined ? undefined : known.get(key(person, person.email));
}

function changeOf(person: RosterPerson, known: PresentPerson, decisions: Decisions): PersonChange[] {
  const fields = fieldsOf(person, known);
  const held = new Set(known.holdings.map((holding) => holding.role));
  const rolesGiven = person.roles.filter((role) => !held.has(role));
  const holdingsEnded = known.holdings
    .filter(({ source, role }) => source === 'roster' && !person.roles.includes(role))
    .map(({ id, role }) => ({ id, role }));
  const isReopened = known.isShut && decisions.reopened.has(person.rosterId);
  if (fields.length + rolesGiven.length + holdingsEnded.length === 0 && !isReopened) return [];
  const { rosterId } = person;
  return [
    { personId: known.id, rosterId, name: nameOf(known), fields, isReopened, rolesGiven, holdingsEnded },
  ];
}

const compared: readonly ChangedField[] = ['rosterId', 'givenName', 'familyName', 'email', 'bornOn'];

/** What a file does not say it does not take away: an address or a day of birth that the office entered stays. */
const fieldsOf = (person: RosterPerson, known: PresentPerson): FieldChange[] =>
  compared.flatMap((field) => {
    const [from, to] = [known[field], person[field]];
    return to === undefined || from === to ? [] : [{ field, from, to }];
  });

function leaversOf(roster: Roster, present: Present, placed: ReadonlyMap<string, string>) {
  const stays = new Set(placed.values());
  const aside = new Set(roster.quarantine.map((row) => row.rosterId));
  const disabled = new Set(roster.people.filter((each) => !each.enabled).map((each) => each.rosterId));
  const listed = present.people.filter((person) => isListed(roster, person, disabled));
  const missing = listed.filter((person) => !stays.has(person.id));
  const going = missing.filter(
    (person) => !aside.has(person.rosterId) || disabled.has(person.rosterId ?? ''),
  );
  const leavers = going.map(
    (person): Leaver => ({
      personId: person.id,
      name: nameOf(person),
      roles: [...new Set(person.holdings.map((holding) => holding.role))].toSorted(),
    }),
  );
  return { leavers, listed: listed.length, heldBack: missing.length - going.length };
}

/** Whether the roster would name this person if the person were still there. */
function isListed(roster: Roster, person: PresentPerson, disabled: ReadonlySet<string>): boolean {
  if (person.isShut || person.rosterId === undefined) return false;
  if (disabled.has(person.rosterId)) return true;
  const brought = person.holdings.filter(({ source }) => source === 'roster');
  const kinds = (brought.length > 0 ? brought : person.holdings).map(({ role }) => kindOfRole(role));
  if (kinds.length === 0) return roster.covers.length === 3;
  return kinds.every((kind) => roster.covers.includes(kind));
}
