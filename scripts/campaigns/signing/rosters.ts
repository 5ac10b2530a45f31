import { systemClock } from '../../../src/kernel/index.ts';
import { localDay } from '../../../src/kernel/index.ts';
import { readRoster, type Roster } from '../../../src/roster/index.ts';
import { type InventedPerson, inventSchool, oneRoster12, zipped } from '../../../test/rosters/making.ts';

const PEOPLE = 60;
const ARRIVALS = 5;

const school = inventSchool(PEOPLE);
const sizeOfSchool = school.classes.length;

/** The file that a turn hands in: everybody has another name than the turn before, most another class, and a few are new. */
export function rosterFile(turn: number) {
  const renamed = <T extends InventedPerson>(person: T): T => ({
    ...person,
    family: `${person.family}-${turn}`,
    email: person.email.replace('@', `.t${turn}@`),
  });
  const moved = school.pupils.map((pupil, index) => ({
    ...renamed(pupil),
    classId: `class-${(index + turn) % sizeOfSchool}`,
  }));
  const arrivals = moved.slice(0, ARRIVALS).map((pupil) => ({
    ...pupil,
    id: `${pupil.id}-of-${turn}`,
    family: `${pupil.family}-new`,
    email: `new.${pupil.email}`,
  }));
  const whole = {
    ...school,
    pupils: [...moved, ...arrivals],
    parents: school.parents.map(renamed),
    staff: school.staff.map(renamed),
  };
  return zipped(oneRoster12(whole), `roster-${turn}.zip`);
}

/** The file of a turn as it is read. */
export async function rosterOf(turn: number): Promise<Roster> {
  const reading = await readRoster([rosterFile(turn)], { today: localDay(systemClock.now()) });
  if (reading.kind !== 'roster')
    throw new Error(`the file of turn ${turn} is not read: ${JSON.stringify(reading)}`);
  return reading.roster;
}

/** The turn that a file name tells. */
export const turnOf = (fileName: string): number => Number(/^roster-(\d+)\.zip$/.exec(fileName)?.[1]);
