import { type Clock, localDay } from '../../kernel/index.ts';
import { type LedgerEntry, recordAll } from '../../ledger/index.ts';
import { permissionEnding } from '../../mail/index.ts';
import { takeRound } from '../../registers/index.ts';
import type { Store, Transaction } from '../../store/index.ts';
import type { Permission } from '../permission.ts';
import { readPermissions } from '../held/records.ts';
import { daysAfter, daysBetween } from './days.ts';
import { nameAct, tellPeople, type Writing, type WritingSchool } from './telling.ts';

/** How many days before its last day a permission's holder is warned. */
export const warningDays = [7, 1] as const;

/** More than end on any day. */
const MOST = 5000;

/**
 * Warns holders of permissions that are about to lapse; gives how many warnings. Once a day however often it is called;
 * days on which nothing ran are made up for.
 */
export async function warnOfLapse(
  store: Store,
  clock: Clock,
  school: WritingSchool,
  origin: string,
): Promise<number> {
  const at = clock.now();
  const writing: Writing = { clock, school, origin, day: localDay(at) };
  return store.transaction(async (tx) => {
    const last = await takeRound(tx, school.key, 'permissions.lapsing', writing.day);
    if (last === undefined) return 0;
    const entries: LedgerEntry[] = [];
    for (const days of warningDays)
      for (const permission of await endingIn(tx, writing, last, days)) {
        await warn(tx, writing, permission);
        entries.push({
          school: school.key,
          at,
          kind: 'permission.lapse-warned',
          subject: permission.personId,
          details: { permission: permission.id, number: permission.number, days },
        });
      }
    if (entries.length > 0) await recordAll(tx, school.key, entries);
    return entries.length;
  });
}

/** Permissions whose warning fell due since the last round, and of which a nearer warning has not overtaken it. */
async function endingIn(tx: Transaction, { school, day }: Writing, last: string, days: number) {
  const nearer = Math.max(0, ...warningDays.filter((other) => other < days));
  const [missed, soonest] = [daysAfter(last, days + 1), daysAfter(day, nearer + 1)];
  const ending = await readPermissions(
    tx,
    school.key,
    { endingFrom: missed > soonest ? missed : soonest, endingTo: daysAfter(day, days) },
    MOST,
  );
  return ending.filter(({ withdrawal }) => withdrawal === undefined);
}

const warn = (
  tx: Transaction,
  writing: Writing,
  { id, personId, number, act, until = writing.day }: Permission,
): Promise<void> =>
  tellPeople(tx, writing, [personId], (name) =>
    permissionEnding({
      school: writing.school.name,
      name,
      number,
      what: nameAct(writing.school, act),
      until,
      days: daysBetween(writing.day, until),
      link: `${writing.origin}/schools/${writing.school.key}/permissions/${id}`,
    }),
  );
