import { isSchoolDay } from '../../agreements/index.ts';
import { type Clock, localDay } from '../../kernel/index.ts';
import { type LedgerEntry, recordAll } from '../../ledger/index.ts';
import { checksDue, type ChecksOfKind, isMailAddress, post } from '../../mail/index.ts';
import { holdingsOn, nameOf, type Person } from '../../people/index.ts';
import type { Policy } from '../../policy/index.ts';
import type { Store, Transaction } from '../../store/index.ts';
import { type DueCheck, listDue } from '../checks/records.ts';
import type { Kind } from '../kind.ts';
import { openKinds } from '../kinds.ts';
import { ownersOf, type Reader } from './owners.ts';
import { closedDaysOf, takeRound } from './records.ts';

/** A school as far as its letters need it. */
export interface SchoolWithChecks {
  readonly key: string;
  /** As people say it. */
  readonly name: string;
  readonly policy: Policy;
}

interface Owner extends Reader {
  readonly person: Person & { readonly email: string };
}

const MOST = 50_000;

/**
 * Tells the owners of checks what is due: on the day on which something falls due, and once a week while anything is overdue; on
 * school days alone, and once a day however often it is called. Gives how many letters.
 */
export async function remindOwners(
  store: Store,
  clock: Clock,
  school: SchoolWithChecks,
  origin: string,
): Promise<number> {
  const at = clock.now();
  const day = localDay(at);
  if (!isSchoolDay(day, await closedDaysOf(store.db, school.key))) return 0;
  return store.transaction(async (tx) => {
    const last = await takeRound(tx, school.key, 'registers.due', day);
    if (last === undefined) return 0;
    const kinds = await openKinds(tx, school.key);
    const due = await listDue(tx, school.key, { kinds: [...kinds.keys()], until: day }, MOST);
    const entries: LedgerEntry[] = [];
    for (const [owner, dues] of await byOwner(tx, school, day, kinds, due)) {
      if (!isToBeTold(dues, last, day)) continue;
      await post(tx, clock, {
        school: school.key,
        to: { personId: owner.personId, address: owner.person.email },
        ...checksDue({
          school: school.name,
          name: nameOf(owner.person),
          checks: linesOf(kinds, dues, day),
          link: `${origin}/schools/${school.key}/registers/checks`,
        }),
      });
      const told = { kind: 'checks.reminded', subject: owner.personId, details: { checks: dues.length } };
      entries.push({ school: school.key, at, ...told });
    }
    if (entries.length > 0) await recordAll(tx, school.key, entries);
    return entries.length;
  });
}

/** Something is newly due since the last round, or it is the first round of a week and something is overdue. */
function isToBeTold(dues: readonly DueCheck[], last: string, day: string): boolean {
  const isNewWeek = mondayOf(last) !== mondayOf(day);
  return dues.some(({ dueOn }) => dueOn > last || (isNewWeek && dueOn < day));
}

function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}

/** What is due, by whom it is told to. */
async function byOwner(
  tx: Transaction,
  school: SchoolWithChecks,
  day: string,
  kinds: ReadonlyMap<string, Kind>,
  due: readonly DueCheck[],
): Promise<ReadonlyMap<Owner, DueCheck[]>> {
  const readers = await readersOf(tx, school, day);
  const found = new Map<Owner, DueCheck[]>();
  const groups = Map.groupBy(due, ({ kind, ownerRole }) => `${kind} ${ownerRole ?? ''}`);
  for (const dues of groups.values()) {
    const [{ kind: id, ownerRole }] = dues as [DueCheck];
    const kind = kinds.get(id);
    const owners = kind ? ownersOf(kind, ownerRole, readers) : [];
    for (const owner of owners) found.set(owner, [...(found.get(owner) ?? []), ...dues]);
  }
  return found;
}

/** Everybody who can be written to, with the roles that they hold today. */
async function readersOf(tx: Transaction, school: SchoolWithChecks, day: string): Promise<Owner[]> {
  const held = Map.groupBy(await holdingsOn(tx, school.key, day), ({ person }) => person.id);
  const { roles } = school.policy.vocabulary;
  return [...held].flatMap(([personId, holdings]) => {
    const person = holdings[0]?.person;
    if (person?.email === undefined || !isMailAddress(person.email)) return [];
    const wide = new Set(holdings.flatMap(({ role }) => roles.wider(role)));
    return [{ personId, roles: [...wide], person: { ...person, email: person.email } }];
  });
}

/** How many of each check are due and where, in the order of the registers. */
function linesOf(
  kinds: ReadonlyMap<string, Kind>,
  dues: readonly DueCheck[],
  day: string,
): readonly ChecksOfKind[] {
  const groups = Map.groupBy(dues, ({ kind, check }) => `${kind} ${check}`);
  return [...groups.values()].flatMap((all): ChecksOfKind[] => {
    const [{ kind: id, check }] = all as [DueCheck];
    const kind = kinds.get(id);
    if (!kind) return [];
    const places = new Set(all.flatMap(({ place }) => place ?? []));
    return [
      {
        what: kind.checks.find((plan) => plan.kind === check)?.name ?? check,
        things: `${all.length.toLocaleString('en-GB')} ${all.length === 1 ? kind.name : kind.plural}`,
        count: all.length,
        overdue: all.filter(({ dueOn }) => dueOn < day).length,
        places: [...places].toSorted((one, other) => one.localeCompare(other, 'en-GB', { numeric: true })),
      },
    ];
  });
}
