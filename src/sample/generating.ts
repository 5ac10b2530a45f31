import { createHash } from 'node:crypto';
import { type Clock, localDay } from '../kernel/index.ts';
import { applyRoster, differenceOf, readPresent, type Roster, type RosterPerson } from '../roster/index.ts';
import type { Store } from '../store/index.ts';
import { NAMES_OF_CAST, sampleEmail, sampleName } from './names.ts';

/** More names than these would repeat. */
export const MOST_GENERATED = 2000;

/** Of every ten: six pupils, three parents, one member of staff. */
const KINDS = [
  'pupil',
  'pupil',
  'parent',
  'pupil',
  'teacher',
  'pupil',
  'parent',
  'pupil',
  'pupil',
  'parent',
] as const;
const PUPILS_A_CLASS = 30;

/** Fills a school with so many invented people as a roster would bring them; gives how many there are then. */
export async function generateSample(
  store: Store,
  clock: Clock,
  school: string,
  count: number,
): Promise<number> {
  const roster = rosterOf(school, Math.min(count, MOST_GENERATED));
  const present = await readPresent(store.db, school, localDay(clock.now()));
  const { counts } = await applyRoster(
    store,
    clock,
    school,
    undefined,
    roster,
    differenceOf(roster, present),
  );
  return Object.values(counts).length === 0 ? 0 : roster.people.length;
}

function rosterOf(school: string, count: number): Roster {
  const people = Array.from({ length: count }, (_, n) => personOf(school, n));
  const pupils = people.filter(({ roles }) => roles.includes('pupil'));
  const parents = people.filter(({ roles }) => roles.includes('parent'));
  const classes = Math.max(1, Math.ceil(pupils.length / PUPILS_A_CLASS));
  const classOf = (n: number) => `sample-class-${n % classes}`;
  return {
    form: 'columns',
    fileName: 'invented people',
    fileHash: createHash('sha256').update(`${school} ${count}`).digest('hex'),
    covers: [],
    tellsGroups: [],
    tellsFamilies: false,
    people,
    groups: Array.from({ length: classes }, (_, n) => ({
      rosterId: `sample-class-${n}`,
      kind: 'class' as const,
      name: `Class ${n + 1}`,
    })),
    memberships: pupils.map(({ rosterId }, n) => ({
      group: classOf(n),
      person: rosterId,
      part: 'member' as const,
    })),
    guardianships: parents.flatMap(({ rosterId }, n) =>
      pupils.slice(n * 2, n * 2 + 2).map((pupil) => ({ parent: rosterId, child: pupil.rosterId })),
    ),
    quarantine: [],
    remarks: [],
  };
}

function personOf(school: string, n: number): RosterPerson {
  const name = sampleName(NAMES_OF_CAST + n);
  const role = KINDS[n % KINDS.length] as string;
  return {
    rosterId: `sample-${n}`,
    ...name,
    ...(role !== 'pupil' && { email: sampleEmail(name, school) }),
    enabled: true,
    roles: [role],
  };
}
