import { type Clock, localDay } from '../kernel/index.ts';
import {
  type Act,
  addGroup,
  addPerson,
  giveRole,
  joinGroup,
  listPeople,
  tieFamily,
} from '../people/index.ts';
import type { Pack } from '../policy/index.ts';
import type { Store, Transaction } from '../store/index.ts';
import { castOf, sampleGroups, type SamplePart } from './casting.ts';
import { sampleEmail, sampleName } from './names.ts';

/** A member of the sample school's cast. */
export interface SamplePerson extends SamplePart {
  readonly personId: string;
  readonly name: string;
}

const DAYS = 24 * 60 * 60 * 1000;

/** Fills a school that has nobody with its cast; gives the cast, or nothing where the school has people already. */
export async function peopleSample(store: Store, clock: Clock, pack: Pack): Promise<SamplePerson[]> {
  const day = localDay(clock.now());
  const { count } = await listPeople(store.db, pack.key, { day, gone: true }, 1, 0);
  if (count > 0) return [];
  const since = localDay(new Date(clock.now().getTime() - 80 * DAYS));
  return store.transaction((tx) => enterCast(tx, { school: pack.key, at: clock.now() }, castOf(pack), since));
}

async function enterCast(
  tx: Transaction,
  act: Act,
  cast: readonly SamplePart[],
  since: string,
): Promise<SamplePerson[]> {
  const groups = new Map<string, string>();
  for (const group of sampleGroups) groups.set(group.name, await addGroup(tx, act, { ...group, since }));
  const entered: SamplePerson[] = [];
  for (const [index, part] of cast.entries()) entered.push(await enter(tx, act, part, index, since, groups));
  for (const { children, personId } of entered)
    for (const child of children ?? []) {
      const childId = entered.find(({ as }) => as === child.as)?.personId;
      if (childId !== undefined)
        await tieFamily(tx, act, { parentId: personId, childId, household: child.household, since });
    }
  return entered;
}

async function enter(
  tx: Transaction,
  act: Act,
  part: SamplePart,
  index: number,
  since: string,
  groups: ReadonlyMap<string, string>,
): Promise<SamplePerson> {
  const name = sampleName(index * 3 + act.school.length);
  const hasMail = !part.roles.includes('pupil');
  const email = hasMail ? sampleEmail(name, act.school) : undefined;
  const personId = await addPerson(tx, act, { ...name, email });
  for (const role of part.roles) await giveRole(tx, act, { personId, role, since });
  for (const [names, as] of [
    [part.groups, 'member'],
    [part.leads, 'lead'],
  ] as const)
    for (const group of names ?? [])
      await joinGroup(tx, act, { groupId: groups.get(group) as string, personId, part: as, since });
  return { ...part, personId, name: `${name.givenName} ${name.familyName}` };
}
